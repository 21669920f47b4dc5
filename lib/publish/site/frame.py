"""The frame of the site's own pages: head, bar, contents, scripts, policy; and reports made of blocks set into it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ... import ids
from .. import html, navigation, prose
from ..prose import Node
from .voice import Voice

TEMPLATES = Path(__file__).parent / "templates"
LIMIT = 1_500_000  # bytes; no page is larger


def render(template: str, path: str, v: Voice, *, scripts: Sequence[str] = (), loads: str = "", **values: Any) -> str:
    """The page at `path` (as of the Chinese one, from reports/) in the language of `v`; `scripts` are files of templates/,
    `loads` what else the page may load as scripts."""
    where = v.at(path)
    root = "../" * where.count("/")
    css = html.stylesheet(root) + _own("site.css")
    texts = [html.template_text("table.js"), *map(_own, scripts)]
    page = (
        html.environment(TEMPLATES)
        .get_template(template)
        .render(
            css=css,
            scripts=texts,
            csp=_policy(css, tuple(texts), loads),
            words=v.words,
            w=v.labels,
            js_words=html.table_words(v.labels),
            lang=v.tag,
            root=root,
            home=root + ("" if v.lang == "zh" else navigation.ENGLISH),
            bar=navigation.bar(root, v.tag, _twin(path, v)),
            **values,
        )
    )
    return page if page.endswith("\n") else page + "\n"


def blocks_page(path: str, v: Voice, title: str, blocks: list[Node], **more: Any) -> str:
    """A page of blocks: `more` may hold subtitle, facts (name, text, href), downloads (label, href), scripts and loads."""
    given = {"subtitle": "", "facts": [], "downloads": [], "notes": []} | more
    contents = [
        {"level": block["level"], "id": block["id"], "text": prose.plain(block["inline"])}
        for block in blocks
        if block["type"] == "heading" and block["level"] <= 3
    ]
    return render(
        "blocks_page.html.j2",
        path,
        v,
        title=title,
        contents=contents,
        blocks=[html.view(block) for block in blocks],
        **given,
    )


def heading(text: str, anchor: str, level: int = 2) -> Node:
    return {"type": "heading", "level": level, "id": anchor, "inline": [prose.text_node(text)]}


def paragraph(*parts: str | Node) -> Node:
    return {"type": "paragraph", "inline": [prose.text_node(part) if isinstance(part, str) else part for part in parts]}


def link(text: str, href: str) -> Node:
    """`href` from reports/, or an address elsewhere."""
    safe = prose.safe_href(href)
    there = safe if "://" in safe or not safe else ids.REPORTS + safe
    return (
        {"type": "link", "href": there, "title": "", "children": [prose.text_node(text)]}
        if safe
        else prose.text_node(text)
    )


def bullets(items: Sequence[Sequence[str | Node]]) -> Node:
    return {"type": "list", "ordered": False, "start": 1, "items": [[paragraph(*item)] for item in items]}


def table(
    anchor: str, caption: str, columns: Sequence[tuple[str, str, str]], rows: Sequence[Node], notes: Sequence[Node] = ()
) -> Node:
    """A table block; columns are (key, label, kind), rows {cells: {key: cell}, id, group}. A column without any text is left out."""
    shown = [column for column in columns if any(row["cells"][column[0]]["text"] for row in rows)]
    return {
        "type": "table",
        "id": anchor,
        "number": None,
        "caption": caption,
        "columns": [{"key": key, "label": label, "unit": "", "kind": kind} for key, label, kind in shown],
        "rows": [
            {
                "cells": [row["cells"][key] for key, _, _ in shown],
                "group": row.get("group", ""),
                "id": row.get("id", ""),
            }
            for row in rows
        ],
        "notes": list(notes),
        "source": "",
    }


def cell(text: str, href: str = "", value: float | str | None = None, title: str = "") -> Node:
    """A cell; `href` from reports/, or an address elsewhere."""
    safe = prose.safe_href(href)
    there = safe if "://" in safe or not safe else ids.REPORTS + safe
    return {"text": text, "value": value, "href": there, "title": title, "notes": []}


def _twin(path: str, v: Voice) -> str:
    return navigation.localised(path, "en" if v.lang == "zh" else "zh")


@cache
def _policy(css: str, scripts: tuple[str, ...], loads: str) -> str:
    """A Content-Security-Policy that lets this very style and these scripts run, and `loads`; nothing else."""
    policy = html.content_policy(css, scripts[0])
    more = " ".join(filter(None, (loads, *(script_hash(script) for script in scripts[1:]))))
    return policy.replace("script-src ", f"script-src {more} " if more else "script-src ")


def script_hash(script: str) -> str:
    """A script as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@cache
def _own(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")

"""A `Report` as one HTML file that asks nobody for anything: styles, script and charts are inside, and the page forbids the rest."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from markupsafe import Markup

from .. import ids
from ..lexicon import codelists
from ..payloads import FactsPayload
from . import layout, navigation, pictures, prose
from .blocks import Report
from .citation import bibtex, citation, edition
from .labels import labels
from .prose import Node

TEMPLATES = Path(__file__).with_name("templates")
SHORT_LABEL = 7  # ems; a column head as short as this never wraps
SEPARATOR = "\t"  # between the facts of a cell
LONG_TEXT = 24  # ems; a column with longer cells is given room and wraps


def render(
    report: Report,
    *,
    root: str = "../",
    name: str = "",
    formats: Sequence[str] = ("pdf", "xlsx", "ipynb"),
    twin: str = "",
) -> str:
    """The page of `report`.

    `root` leads from the page to the folder reports/ (index.html, sources/); `name`, the file's stem (default: the run's name in the
    report), lets the page link to its siblings `<name>.<format>`; `twin` is the page in the other language, from reports/.
    """
    name = name or report.name.rpartition("/")[2]
    head, words = report.head, labels(report.head.lang)
    css, js = stylesheet(root), template_text("table.js")
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            head=head,
            w=words,
            root=root,
            lang=head.lang,
            bar=navigation.bar(root, head.lang, twin),
            css=css,
            js=js,
            csp=content_policy(css, js),
            js_words=table_words(words),
            toc=_contents(report, words),
            facts=_facts(report, words),
            downloads=[(f"{name}.{kind}", words[kind]) for kind in formats] if name else [],
            blocks=[view(block, defined(head.lang)) for block in report.blocks],
            citation=citation(head, report.name or name),
            bibtex=bibtex(head, report.name or name),
            version_line=words["site"]
            + (f" · {words['data_version']} {head.data_version}" if head.data_version else ""),
        )
    )


@cache
def template_text(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def stylesheet(root: str) -> str:
    """The pages' own style; `root` leads to the site, whose fonts serve readers that have no Chinese font."""
    return template_text("style.css").replace("@root@", root)


def content_policy(css: str, js: str) -> str:
    """A Content-Security-Policy that lets this very style and script run, data: pictures show, and nothing else load."""
    style, script = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (css, js))
    return f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; img-src data:; font-src 'self' file:; base-uri 'none'; form-action 'none'"


def table_words(words: dict[str, Any]) -> str:
    """What the script of the tables says, as JSON."""
    return json.dumps(
        {
            key: words[key]
            for key in (
                "sort_hint",
                "filter",
                "filter_hint",
                "csv",
                "shown",
                "svg",
                "png",
                "print",
                "facts",
                "accessed",
            )
        },
        ensure_ascii=False,
    )


def rooted(href: str, root: str, lang: str = "zh-CN") -> str:
    """A link of a notebook as it has to stand in a page of `lang` that reaches reports/ by `root`."""
    below = ids.below_reports(href)
    return href if below is None else root + navigation.localised(below, lang)


@jinja2.pass_context
def _rooted(context: jinja2.runtime.Context, href: str) -> str:
    return rooted(href, context["root"], context["lang"])


@cache
def environment(*folders: Path) -> jinja2.Environment:
    """The one environment of all pages; `folders` with templates of their own come before the reports'."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters["rooted"] = _rooted
    made.filters["pieces"] = layout.number_pieces
    return made


def _contents(report: Report, words: dict[str, Any]) -> list[dict[str, Any]]:
    found = [
        {"level": b["level"], "id": b["id"], "text": prose.plain(b["inline"])}
        for b in report.of_type("heading")
        if b["level"] <= 3
    ]
    return found + [{"level": 2, "id": name, "text": words[name]} for name in ("legend", "citation", "licence")]


def _facts(report: Report, words: dict[str, Any]) -> list[tuple[str, str]]:
    head = report.head
    found = [
        (words["year"], head.year),
        (words["areas"], words["list_comma"].join(head.areas)),
        (words["years"], head.years),
        (words["edition"], edition(head)),
        (words["data_version"], head.data_version),
    ]
    return [(name, value) for name, value in found if value]


@cache
def defined(lang: str) -> Mapping[str, str]:
    """Name of an indicator in `lang` → the page that defines it, as a notebook would link there."""
    spoken = "en" if navigation.is_english(lang) else "zh"
    return {codelists.name(name, spoken): f"{ids.REPORTS}indicators/{name}.html" for name in codelists.indicators()}


def view(block: Node, names: Mapping[str, str] = MappingProxyType({})) -> Node:
    """`block` with what only the page needs: anchors of notes, classes of columns, pictures as data: addresses, and links from
    the names of rows to the pages of `names`."""
    if block["type"] == "table":
        return _table_view(block, names)
    if block["type"] == "figure":
        table = _table_view(block["table"], names) if block["table"] else None
        width, height = pictures.size_in_points(block)
        return {
            **block,
            "src": Markup(pictures.data_address(block["svg"], block["png"])),
            "src_narrow": Markup(pictures.data_address(block["narrow"])) if block["narrow"] else "",
            "table": table,
            "width": round(width * 4 / 3),
            "height": round(height * 4 / 3),
        }
    return block


def _linked(cell: Node, names: Mapping[str, str]) -> Node:
    """The first cell of a row, with a link where it is an indicator's name, its unit or category in brackets after it."""
    name = re.split(r"（| \(", cell["text"])[0]
    return cell if cell["href"] or name not in names else {**cell, "href": names[name]}


def _table_view(table: Node, names: Mapping[str, str]) -> Node:
    notes = {
        note["mark"]: {**note, "id": f"{table['id']}-note-{n}", "back": ""} for n, note in enumerate(table["notes"], 1)
    }
    groups: list[Node] = []
    for row in table["rows"]:
        if not groups or groups[-1]["name"] != row["group"]:
            groups.append({"name": row["group"], "rows": []})
        groups[-1]["rows"].append(
            {
                "id": row.get("id", ""),
                "cells": [
                    _cell_view(_linked(cell, names) if at == 0 else cell, notes) for at, cell in enumerate(row["cells"])
                ],
            }
        )
    columns = [
        {
            **column,
            "class": _column_class(table, index),
            "pieces": layout.label_pieces(column["label"]),
        }
        for index, column in enumerate(table["columns"])
    ]
    grouped = any(group["name"] for group in groups)
    return {
        **table,
        "columns": columns,
        "groups": groups,
        "grouped": grouped,
        "notes": list(notes.values()),
        "breadth": _breadth(table),
    }


def _cell_view(cell: Node, notes: dict[str, Node]) -> Node:
    """`cell` with `refs`, its note marks as links; the first mark of each note is where the note leads back to."""
    refs = []
    for mark in cell["notes"]:
        note = notes.get(mark)
        first = note is not None and not note["back"]
        if note is not None and first:
            note["back"] = note["id"].replace("-note-", "-ref-")
        refs.append({"mark": mark, "to": note["id"] if note else "", "id": note["back"] if note and first else ""})
    value = f"{cell['value']:.15g}" if isinstance(cell["value"], int | float) else cell["value"]
    given = cell.get("facts") or {}
    facts = SEPARATOR.join(given[key] for key in FactsPayload.__annotations__) if given else ""
    return {**cell, "value": value, "refs": refs, "facts": facts, "empty": cell["text"] in ("", "—", "–", "-", "…")}


def _column_class(table: Node, index: int) -> str:
    """What a column needs of the page: numbers to the right, long text room, short text no line breaks, names of rows a narrower column on a phone."""
    kind, longest = table["columns"][index]["kind"], layout.longest(table, index)
    name = " name" if index == 0 and longest > SHORT_LABEL else ""
    if kind != "text":
        marks = max((len(row["cells"][index]["notes"]) for row in table["rows"]), default=0) if kind == "number" else 0
        answer: str = kind + (f" m{min(marks, 4)}" if marks else "") + name
        return answer
    return ("long" if longest > LONG_TEXT else "short" if longest <= LONG_TEXT / 2 else "") + name


def _breadth(table: Node) -> str:
    """How the table has to be printed: as it is, on a landscape page, or there in small type."""
    needed = layout.needed(table)
    return "" if needed <= layout.PORTRAIT else " wide" if needed <= layout.LANDSCAPE * 1.15 else " wide vast"

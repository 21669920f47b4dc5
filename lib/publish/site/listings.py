"""Theme and area pages: all observations as sortable tables, in the look of the reports, every value linked to its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ... import ids, lexicon
from ...lexicon import codelists
from .. import html, prose
from ..blocks import Head, Report
from . import content
from .content import Material, Row

Node = dict[str, Any]


def theme_pages(stuff: Material) -> dict[str, str | bytes]:
    """themes/<theme>.html for every theme that has observations: a section and a table per indicator."""
    pages: dict[str, str | bytes] = {}
    for theme, name in content.themes().items():
        entries = [entry for entry in codelists.indicators().values() if entry.theme == theme]
        rows = {
            entry.indicator: [row for row in stuff.observations if row["indicator"] == entry.indicator]
            for entry in entries
        }
        if not any(rows.values()):
            continue
        w = content.words()["theme_page"]
        head = Head(title=w["title"].format(theme=name), subtitle=w["subtitle"], themes=(theme,), **stuff.versions)
        blocks = [
            block
            for number, entry in enumerate((e for e in entries if rows[e.indicator]), 1)
            for block in _indicator(entry, rows[entry.indicator], number)
        ]
        pages[f"themes/{theme}.html"] = html.render(Report(head, blocks), root="../")
    return pages


def area_pages(stuff: Material) -> dict[str, str | bytes]:
    """areas/<code>.html for every area with a document or an observation: its documents, its observations by theme."""
    pages: dict[str, str | bytes] = {}
    for code in lexicon.areas():
        rows = [row for row in stuff.observations if row["ref_area"] == code]
        documents = [document for document in stuff.documents if document.ref_area == code]
        if rows or documents:
            pages[f"areas/{code}.html"] = html.render(_area(code, rows, documents, stuff), root="../")
    return pages


def _indicator(entry: lexicon.Indicator, rows: list[Row], number: int) -> list[Node]:
    blocks = [heading(entry.name_zh, entry.indicator, 2)]
    blocks += [paragraph(text) for text in (codelists.definition(entry.indicator), entry.note_zh) if text]
    return [
        *blocks,
        _table(
            f"table-{entry.indicator}",
            entry.name_zh,
            ("area", "period", "breakdown", "value", "status", "from"),
            rows,
            number,
        ),
    ]


def _area(code: str, rows: list[Row], documents: Iterable[Any], stuff: Material) -> Report:
    w = content.words()
    name = content.area_name(code)
    blocks: list[Node] = []
    if listed := [
        _link(content.title_of(document), ids.REPORTS + ids.page_href(document.doc_id)) for document in documents
    ]:
        items = [[{"type": "paragraph", "inline": [link]}] for link in listed]
        blocks += [
            heading(w["area_page"]["documents"], "documents", 2),
            {"type": "list", "ordered": False, "start": 1, "items": items},
        ]
    for number, (theme, title) in enumerate(_with_rows(rows), 1):
        own = [row for row in rows if content.theme_of(row["indicator"]) == theme]
        blocks += [
            heading(title, theme, 2),
            _table(
                f"table-{theme}", title, ("indicator", "period", "breakdown", "value", "status", "from"), own, number
            ),
        ]
    head = Head(
        title=w["area_page"]["title"].format(area=name),
        subtitle=w["area_page"]["subtitle"],
        areas=(name,),
        **stuff.versions,
    )
    return Report(head, blocks)


def _with_rows(rows: list[Row]) -> list[tuple[str, str]]:
    there = {content.theme_of(row["indicator"]) for row in rows}
    return [(theme, name) for theme, name in content.themes().items() if theme in there]


def heading(text: str, anchor: str, level: int) -> Node:
    return {"type": "heading", "level": level, "id": anchor, "inline": [prose.text_node(text)]}


def paragraph(text: str) -> Node:
    return {"type": "paragraph", "inline": [prose.text_node(text)]}


def _link(text: str, href: str) -> Node:
    return {"type": "link", "href": href, "title": "", "children": [prose.text_node(text)]}


def _table(anchor: str, caption: str, columns: tuple[str, ...], rows: list[Row], number: int) -> Node:
    """A table block of observations; a column that would be empty is left out."""
    made = [{key: _cell(key, row) for key in columns} for row in rows]
    shown = [key for key in columns if any(cells[key]["text"] for cells in made)]
    names = content.words()["columns"]
    return {
        "type": "table",
        "id": anchor,
        "number": number,
        "caption": caption,
        "columns": [
            {"key": key, "label": names[key], "unit": "", "kind": "number" if key == "value" else "text"}
            for key in shown
        ],
        "rows": [{"cells": [cells[key] for key in shown], "group": None} for cells in made],
        "notes": [],
        "source": "",
    }


def _cell(key: str, row: Row) -> Node:
    """One cell of an observation: the value leads to its sentence, the source to its page."""
    sentence = f"{ids.REPORTS}{content.sentence_href(row)}" if row["figure_ids"] else ""
    if key == "value":
        return _made(content.observed(row), sentence, row["obs_value"], row.get("quote", ""))
    if key == "from":
        return _source(row)
    text = {
        "area": lambda: content.area_name(row["ref_area"]),
        "indicator": lambda: content.indicator_name(row["indicator"]),
        "period": lambda: content.period(row["time_period"]),
        "breakdown": lambda: "" if row["breakdown"] == "_T" else row["breakdown"],
        "status": lambda: _status(row),
    }[key]()
    return _made(text)


def _source(row: Row) -> Node:
    """Which document, or which reference; for a derived value how it was derived."""
    origin = content.words()["origins"].get(row["origin"], row["origin"])
    if row["origin"] == "derived":
        return _made("：".join(filter(None, (origin, row.get("method", "")))))
    href = (
        ids.REPORTS + ids.page_href(row["source_id"])
        if row["figure_ids"]
        else prose.safe_href(row.get("source_url", ""))
    )
    return _made(row.get("source_title") or origin, href)


def _made(text: str, href: str = "", value: float | None = None, title: str = "") -> Node:
    return {"text": text, "value": value, "href": href, "title": title, "notes": []}


def _status(row: Row) -> str:
    flag = "" if row["obs_status"] == "A" else row["obs_status"]
    return "，".join(filter(None, (content.words()["statuses"].get(row.get("status", ""), ""), flag)))

"""The Sources pages: all documents, and every reference value and population with its grade, link and day of access."""

from __future__ import annotations

from typing import Any

from ... import periods
from ...documents import Document
from ...lexicon import codelists
from ...project import CityStatsError
from ...wording import phrasing
from ..prose import Node
from . import content, frame
from .content import Material, Row
from .voice import Voice

WEAK = "compiled"
SHOWN = 1000  # rows of one table
POPULATION = "population_resident"
DOCUMENT_COLUMNS = (("title", "text"), ("publisher", "text"), ("area", "text"), ("year", "text"), ("type", "text"), ("published", "text"), ("figures", "number"))  # fmt: skip
REFERENCE_COLUMNS = (("indicator", "text"), ("area", "text"), ("period", "text"), ("value", "number"), ("grade", "text"), ("from", "text"), ("accessed", "text"), ("quote", "text"), ("comment", "text"))  # fmt: skip


def pages(stuff: Material, v: Voice) -> dict[str, str]:
    """sources/index.html and sources/references.html."""
    return {"sources/index.html": _documents(stuff, v), "sources/references.html": _references(stuff, v)}


def document_table(documents: list[Document], stuff: Material, v: Voice) -> Node:
    """All facts of documents, the title linked to the page."""
    names = v.words["columns"]
    rows = [{"cells": _document_cells(document, stuff, v)} for document in documents]
    return frame.table(
        "document-table", v.words["documents"], [(key, names[key], kind) for key, kind in DOCUMENT_COLUMNS], rows
    )


def _document_cells(document: Document, stuff: Material, v: Voice) -> dict[str, Node]:
    count = len(stuff.by_document.get(document.doc_id, []))
    return {
        "title": frame.cell(
            v.title(document), content.source_page(document.doc_id), title=document.title if v.lang != "zh" else ""
        ),
        "publisher": frame.cell(document.publisher),
        "area": frame.cell(v.area(document.ref_area), f"areas/{document.ref_area}.html" if document.ref_area else ""),
        "year": frame.cell(document.year, value=document.year),
        "type": frame.cell(v.words["doc_types"].get(document.doc_type, document.doc_type)),
        "published": frame.cell(document.published or "—"),
        "figures": frame.cell(f"{count:,}", value=float(count)),
    }


def _documents(stuff: Material, v: Voice) -> str:
    w = v.words["sources_page"]
    newest = sorted(stuff.documents, key=lambda document: document.year, reverse=True)
    blocks = [
        frame.heading(v.words["documents"], "documents"),
        frame.paragraph(w["documents_text"]),
        document_table(newest[:SHOWN], stuff, v),
    ]
    if len(newest) > SHOWN:
        blocks.append(frame.paragraph(w["more"].format(n=f"{SHOWN:,}")))
    weak = sum(row.get("source_grade") == WEAK for row in stuff.references)
    text = w["references_text"].format(n=len(stuff.references), weak=weak)
    blocks += [
        frame.heading(w["references"], "references"),
        frame.paragraph(text, " ", frame.link(w["references_link"], "sources/references.html")),
    ]
    return frame.blocks_page("sources/index.html", v, w["title"], blocks, subtitle=w["subtitle"], facts=facts(stuff, v))


def facts(stuff: Material, v: Voice) -> list[tuple[str, str, str]]:
    """Edition, data version and day of access, as pages name them."""
    found = [
        (v.words["edition"], edition(stuff, v), "revisions.html"),
        (v.words["data_version"], stuff.data_version, ""),
        (v.words["accessed"], stuff.accessed, "sources/references.html"),
    ]
    return [fact for fact in found if fact[1]]


def edition(stuff: Material, v: Voice) -> str:
    """The edition that the data are, or after which they are a draft; "" where none was kept."""
    last = stuff.edition
    if last is None:
        return ""
    form = "edition_of" if last.data_version == stuff.data_version else "edition_after"
    return str(v.words[form].format(edition=last.edition, date=last.date))


def _references(stuff: Material, v: Voice) -> str:
    w, names = v.words["sources_page"], v.words["columns"]
    blocks: list[Node] = []
    seen: set[str] = set()
    for anchor, title, wanted in (("population", w["population"], True), ("others", w["others"], False)):
        rows = [row for row in stuff.references if (row["indicator"] == POPULATION) == wanted]
        made = [{"cells": _reference_cells(row, v), "id": _anchor(row, seen)} for row in rows[:SHOWN]]
        columns = [(key, names[key], kind) for key, kind in REFERENCE_COLUMNS if key != "indicator" or not wanted]
        if made:
            blocks += [frame.heading(title, anchor), frame.table(f"table-{anchor}", title, columns, made)]
        if len(rows) > SHOWN:
            blocks.append(frame.paragraph(w["more"].format(n=f"{SHOWN:,}")))
    weak = sum(row.get("source_grade") == WEAK for row in stuff.references)
    notes = [w["references_text"].format(n=len(stuff.references), weak=weak)]
    files = [(v.words["files"][name], f"data/{name}") for name in content.REFERENCE] if stuff.references else []
    return frame.blocks_page(
        "sources/references.html",
        v,
        w["references_title"],
        blocks,
        subtitle=w["references_subtitle"],
        notes=notes,
        downloads=files,
        facts=facts(stuff, v)[2:],
    )


def _anchor(row: Row, seen: set[str]) -> str:
    """The first row of a key has the anchor to which observations lead."""
    anchor = content.reference_anchor({**row, "time_period": _sdmx(row["time_period"])})
    if anchor in seen:
        return ""
    seen.add(anchor)
    return anchor


def _sdmx(text: str) -> str:
    try:
        return str(periods.parse(text))
    except CityStatsError:
        return text


def _reference_cells(row: Row, v: Voice) -> dict[str, Node]:
    grade, known = row.get("source_grade", ""), row["indicator"] in codelists.indicators()
    told = v.words["grades"].get(grade, grade)
    by = row.get("publisher", "")
    return {
        "indicator": frame.cell(
            v.indicator(row["indicator"]), content.indicator_page(row["indicator"]) if known else ""
        ),
        "area": frame.cell(v.area(row["ref_area"])),
        "period": frame.cell(v.period(_sdmx(row["time_period"])), value=row["time_period"]),
        "value": frame.cell(_said(row, v), value=row["obs_value"]),
        "grade": frame.cell(told + (v.bracketed(v.words["weak"]) if grade == WEAK else "")),
        "from": frame.cell(
            v.words["sources_page"]["by"].format(title=row.get("source_title", ""), publisher=by)
            if by
            else row.get("source_title", ""),
            row.get("url", ""),
        ),
        "accessed": frame.cell(row.get("accessed", "")),
        "quote": frame.cell(row.get("quote", "")),
        "comment": frame.cell(row.get("note", "")),
    }


def _said(row: Row, v: Voice) -> str:
    if row["obs_value"] is None:
        return ""
    value: dict[str, Any] = {**row, "lower": row.get("lower"), "upper": row.get("upper")}
    return phrasing.observation(value, v.messages)

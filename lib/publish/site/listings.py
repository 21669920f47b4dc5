"""Theme and area pages: observations as sortable tables, every value linked to its sentence, every name to its definition."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ... import lexicon
from ...lexicon import codelists
from .. import prose
from ..prose import Node
from . import content, frame
from .content import Material, Row
from .voice import Voice, theme_of, themes

ROWS = 60  # of one table; an indicator's own page and the CSV have the others
COLUMNS = {"value": "number"}
CSV_COLUMNS = ("indicator", "ref_area", "time_period", "breakdown", "status", "obs_value", "lower", "upper", "qualifier", "unit_measure", "obs_status", "origin", "comment_obs", "comment_en", "source_title", "source_url", "figure_ids", "quote")  # fmt: skip


def theme_pages(stuff: Material, v: Voice) -> dict[str, str]:
    """themes/<theme>.html for every theme that has observations: a section and a table per indicator."""
    pages = {}
    for theme in themes():
        present = [
            entry
            for entry in codelists.indicators().values()
            if entry.theme == theme and entry.indicator in stuff.by_indicator
        ]
        if present:
            pages[f"themes/{theme}.html"] = _theme(theme, present, stuff, v)
    return pages


def area_pages(stuff: Material, v: Voice) -> dict[str, str]:
    """areas/<code>.html for every area with a document or an observation: its documents and reports, its observations by theme."""
    codes = sorted({*stuff.by_area, *stuff.documents_of} & set(lexicon.areas()))
    return {f"areas/{code}.html": _area(code, stuff, v) for code in codes}


def area_csv(stuff: Material) -> dict[str, str]:
    """data/areas/<code>.csv for areas with more observations in a theme than their page lists."""
    return {
        f"data/areas/{code}.csv": csv_text(stuff.by_area[code])
        for code in stuff.by_area
        if _capped(stuff.by_area[code])
    }


def csv_text(rows: Iterable[Row]) -> str:
    """Observations as CSV, texts that a spreadsheet would run made inert."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows([_plain(row.get(name)) for name in CSV_COLUMNS] for row in rows)
    return "\ufeff" + out.getvalue()


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    text = prose.clean(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def observations(anchor: str, caption: str, columns: Sequence[str], rows: Sequence[Row], v: Voice) -> Node:
    """A table of observations; `columns` are keys of `_cells`."""
    names = v.words["columns"]
    made = [{"cells": _cells(row, v)} for row in rows]
    return frame.table(anchor, caption, [(key, names[key], COLUMNS.get(key, "text")) for key in columns], made)


def _cells(row: Row, v: Voice) -> dict[str, Node]:
    return {
        "area": frame.cell(v.area(row["ref_area"]), f"areas/{row['ref_area']}.html"),
        "indicator": frame.cell(v.indicator(row["indicator"]), content.indicator_page(row["indicator"])),
        "period": frame.cell(v.period(row["time_period"]), value=row["time_period"]),
        "breakdown": frame.cell(v.breakdown(row["breakdown"])),
        "value": frame.cell(v.observed(row), content.proof(row), row["obs_value"], row.get("quote", "")),
        "status": frame.cell(v.flag(row)),
        "comment": frame.cell(v.comment(row)),
        "from": source(row, v),
    }


def source(row: Row, v: Voice) -> Node:
    """Which document or reference; for a derived value how it was derived."""
    origin = v.words["origins"].get(row["origin"], row["origin"])
    if row["origin"] not in ("reported", "reference"):
        return frame.cell(v.labels["colon"].join(filter(None, (origin, v.method(row)))))
    href = content.source_page(row["source_id"]) if row["figure_ids"] else row.get("source_url", "")
    return frame.cell(row.get("source_title") or origin, href)


def _theme(theme: str, entries: list[lexicon.Indicator], stuff: Material, v: Voice) -> str:
    w, blocks = v.words["theme_page"], report_links(theme, stuff, v)
    for entry in entries:
        rows = stuff.by_indicator[entry.indicator]
        name = v.indicator(entry.indicator)
        page = content.indicator_page(entry.indicator)
        blocks += [
            frame.heading(name, entry.indicator),
            frame.paragraph(definition(entry, v), " ", frame.link(w["definition"], page)),
            observations(
                f"table-{entry.indicator}",
                name,
                ("area", "period", "breakdown", "value", "status", "comment", "from"),
                latest(rows)[:ROWS],
                v,
            ),
        ]
        if len(rows) > ROWS:
            blocks.append(frame.paragraph(frame.link(w["more"].format(n=ROWS, all=f"{len(rows):,}"), page)))
    title = w["title"].format(theme=v.theme(theme))
    return frame.blocks_page(
        f"themes/{theme}.html", v, title, blocks, subtitle=w["subtitle"], notes=[v.words["listing_note"]]
    )


def latest(rows: Sequence[Row]) -> list[Row]:
    """The newest of every area first come, where a table cannot hold them all; else the order of the data."""
    if len(rows) <= ROWS:
        return list(rows)
    return sorted(rows, key=lambda row: row["time_period"][:4], reverse=True)


def definition(entry: lexicon.Indicator, v: Voice) -> str:
    """What the indicator means, in one or two sentences."""
    note = entry.note_zh if v.lang == "zh" else entry.note_en
    return v.messages.sentences(
        _sentence(part, v) for part in (codelists.definition(entry.indicator, v.lang), note) if part
    )


def _sentence(text: str, v: Voice) -> str:
    end = "。" if v.lang == "zh" else "."
    return text if text.endswith((end, "。", ".")) else text + end


def report_links(name: str, stuff: Material, v: Voice, title: str = "") -> list[Node]:
    """A heading and the list of reports on an area or a theme (its id or code), in this language where there is one."""
    found = stuff.reports_about(name, v.lang)
    if not found:
        return []
    items = [[report_link(report), *formats(report, v)] for report in found]
    return [frame.heading(title or v.words["reports"], "reports"), frame.bullets(items)]


def report_link(report: Row) -> Node:
    return frame.link(str(report["head"].get("title") or report["name"]), f"{report['name']}.html")


def formats(report: Row, v: Voice) -> list[str | Node]:
    """The report's other forms as links."""
    known = v.words["formats"]
    found: list[str | Node] = []
    for kind in known:
        if kind in report["formats"] and kind not in (".html", ".ipynb"):
            found += [" · ", frame.link(known[kind], f"{report['name']}{kind}")]
    return found


def _area(code: str, stuff: Material, v: Voice) -> str:
    w, name, rows = v.words["area_page"], v.area(code), stuff.by_area[code]
    blocks: list[Node] = []
    if documents := stuff.documents_of[code]:
        items = [[frame.link(v.title(document), content.source_page(document.doc_id))] for document in documents]
        blocks += [frame.heading(w["documents"], "documents"), frame.bullets(items)]
    blocks += report_links(code, stuff, v, w["reports"])
    for theme in themes():
        own = [row for row in rows if theme_of(row["indicator"]) == theme]
        if own:
            columns = ("indicator", "period", "breakdown", "value", "status", "comment", "from")
            listed = latest(own)[:ROWS]
            blocks += [
                frame.heading(v.theme(theme), theme),
                observations(f"table-{theme}", v.theme(theme), columns, listed, v),
            ]
    downloads = [(v.words["csv_rest"], f"data/areas/{code}.csv")] if _capped(rows) else []
    title = w["title"].format(area=name)
    return frame.blocks_page(
        f"areas/{code}.html",
        v,
        title,
        blocks,
        subtitle=w["subtitle"],
        notes=[v.words["listing_note"]],
        downloads=downloads,
    )


def _capped(rows: Sequence[Row]) -> bool:
    counts: dict[str, int] = {}
    for row in rows:
        theme = theme_of(row["indicator"])
        counts[theme] = counts.get(theme, 0) + 1
    return any(count > ROWS for count in counts.values())

"""The index: key figures, search, reports by kind and year, themes, areas, what changed, documents, data to download."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from ... import lexicon
from ...documents import Document
from ...wording import phrasing
from .. import html
from . import content, frame, info_pages, source_list
from .content import Material, Row
from .settings import Settings
from .voice import Voice, theme_of, themes

AREAS, DOCUMENTS, PLACES, CHANGES = 6, 100, 150, 40  # what the index lists of each at most
ORIGINS = {"reported": 0, "reference": 1}


def page(stuff: Material, settings: Settings, v: Voice, downloads: Sequence[str]) -> str:
    newest = sorted(stuff.documents, key=lambda document: document.year, reverse=True)
    table = source_list.document_table(newest[:DOCUMENTS], stuff, v)
    places = _areas(stuff, v)
    return frame.render(
        "index.html.j2",
        "index.html",
        v,
        scripts=("search.js",),
        loads="'self' file:",
        stats=_stats(stuff, v),
        facts=source_list.facts(stuff, v),
        keys=key_figures(stuff, settings, v),
        notebooks=_by_notebook(stuff, v),
        years=_by_year(stuff, v),
        themes=_themes(stuff, v),
        areas=places[:PLACES],
        more_areas=max(0, len(places) - PLACES),
        documents=html.view(table),
        all_documents=len(stuff.documents),
        news=_news(stuff, v),
        downloads=downloads,
    )


def key_figures(stuff: Material, settings: Settings, v: Voice) -> list[Row]:
    """For every indicator of the settings the latest result of each area, with its own year and flag; areas as areas.csv orders them."""
    found = []
    for name in settings.key_indicators:
        rows = latest([row for row in stuff.by_indicator.get(name, []) if stuff.free(row)])[:AREAS]
        if rows:
            found.append(
                {
                    "name": v.indicator(name),
                    "href": content.indicator_page(name),
                    "values": [_key_value(row, v) for row in rows],
                }
            )
    return found


def latest(rows: Sequence[Row]) -> list[Row]:
    """One result an area: what was printed or looked up last, whole years before parts of the same year."""
    usable = [
        row for row in rows if row["status"] == "actual" and row["breakdown"] == "_T" and row["origin"] in ORIGINS
    ]
    usable.sort(
        key=lambda row: (
            -(phrasing.year_of(row["time_period"]) or 0),
            phrasing.partial(row["time_period"]),
            ORIGINS[row["origin"]],
        )
    )
    first: dict[str, Row] = {}
    for row in usable:
        first.setdefault(row["ref_area"], row)
    return [first[code] for code in sorted(first) if code != "000000"]


def _key_value(row: Row, v: Voice) -> Row:
    return {
        "area": v.area(row["ref_area"]),
        "value": v.observed(row),
        "period": v.period(row["time_period"]),
        "flag": v.flag(row),
        "comment": v.comment(row),
        "href": content.proof(row),
    }


def _stats(stuff: Material, v: Voice) -> list[tuple[str, str]]:
    counts: dict[str, Sequence[Any]] = {
        "documents": stuff.documents,
        "figures": stuff.figures,
        "observations": stuff.observations,
        "reports": stuff.published,
    }
    return [(v.words["stats"][key], f"{len(rows):,}") for key, rows in counts.items()]


def _report(report: Row, v: Voice) -> Row:
    head, name = report["head"], report["name"]
    run, known = name.split("/")[1], v.words["formats"]
    return {
        "title": str(head.get("title") or name),
        "subtitle": str(head.get("subtitle") or ""),
        "year": str(head.get("year") or (run if run.isdigit() else "")),
        "href": f"{name}.html",
        "formats": [(known[kind], f"{name}{kind}") for kind in known if kind in report["formats"] and kind != ".html"],
        "failed": report["failed"],
        "lang": content.language(report),
    }


def _newest_first(v: Voice) -> Any:
    return lambda report: (
        -int(report["year"] if report["year"].isdigit() else 0),
        report["lang"] != v.lang,
        report["title"],
    )


def _by_notebook(stuff: Material, v: Voice) -> list[Row]:
    """Notebooks in the order of words.yml, others after them; their reports newest first, those in the page's language before others."""
    names = v.words["notebooks"]
    rows = sorted(content.in_language(stuff.published, v.lang), key=lambda row: row["name"])
    found = {name: list(group) for name, group in groupby(rows, lambda row: row["name"].split("/")[0])}
    order = [*names, *sorted(set(found) - set(names))]
    made = {
        name: sorted((_report(report, v) for report in found.get(name, [])), key=_newest_first(v)) for name in order
    }
    return [{"id": name, "name": names.get(name, name), "reports": made[name]} for name in order if made[name]]


def _by_year(stuff: Material, v: Voice) -> list[Row]:
    reports = sorted(
        (_report(report, v) for report in content.in_language(stuff.published, v.lang)), key=_newest_first(v)
    )
    years = {row["year"] for row in reports} | {document.year for document in stuff.documents}
    return [
        {
            "year": year,
            "reports": [row for row in reports if row["year"] == year],
            "documents": [_document(document, v) for document in stuff.documents if document.year == year][:DOCUMENTS],
        }
        for year in sorted(filter(None, years), reverse=True)
    ]


def _document(document: Document, v: Voice) -> Row:
    return {"title": v.title(document), "href": content.source_page(document.doc_id)}


def _themes(stuff: Material, v: Voice) -> list[Row]:
    counts: dict[str, int] = {}
    for row in stuff.observations:
        theme = theme_of(row["indicator"])
        counts[theme] = counts.get(theme, 0) + 1
    return [
        {"name": v.theme(theme), "href": f"themes/{theme}.html", "count": counts[theme]}
        for theme in themes()
        if theme in counts
    ]


def _areas(stuff: Material, v: Voice) -> list[Row]:
    """Areas with documents, then those that are only spoken of."""
    codes = sorted({*stuff.by_area, *stuff.documents_of} & set(lexicon.areas()))
    rows = [
        {
            "name": v.area(code),
            "href": f"areas/{code}.html",
            "count": len(stuff.by_area.get(code, ())),
            "main": code in stuff.documents_of,
        }
        for code in codes
    ]
    return sorted(rows, key=lambda row: not row["main"])


def _news(stuff: Material, v: Voice) -> Row:
    """What changed since the last edition, in one sentence and a table cut to what a reader will read."""
    last = stuff.edition
    if last is None:
        counts = {
            "documents": len(stuff.documents),
            "figures": f"{len(stuff.figures):,}",
            "observations": f"{len(stuff.observations):,}",
        }
        return {"text": v.words["news_first"].format(**counts), "table": None}
    found = info_pages.since(stuff)
    if not found:
        return {"text": v.words["news_none"].format(edition=last.edition), "table": None}
    text = v.words["news_since"].format(edition=last.edition, date=last.date, **info_pages.counted(found))
    return {"text": text, "table": html.view(info_pages.change_table("news-table", found[:CHANGES], v))}

"""The site around the reports: index, source pages, theme and area pages, search index, data to download."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from ... import ids, lexicon
from ...project import FONTS, Project
from .. import html, navigation
from ..labels import labels
from . import content, listings, search, source_pages, whats_new
from .content import Material, Row

TEMPLATES = Path(__file__).parent / "templates"
DATA = ("figures.csv", "observations.csv", "checks.csv", "datapackage.json")
SHOWN_NEWS = 40
INDEX_FILE = "search-index.js"


def build(project: Project, published: Iterable[Row]) -> dict[str, str | bytes]:
    """Path below reports/ → content of everything but the reports themselves.

    Notes the data as published (news.turn), so call it only to write what it returns.
    """
    stuff = Material.read(project, published)
    now = whats_new.snapshot(stuff)
    changes = whats_new.changes(whats_new.turn(project, now), now)
    views = [source_pages.view(document, stuff) for document in stuff.documents]
    pages: dict[str, str | bytes] = {f"sources/{view['id']}.html": source_page(view) for view in views}
    pages |= listings.theme_pages(stuff) | listings.area_pages(stuff)
    downloads = [project.processed / name for name in DATA if (project.processed / name).is_file()]
    pages |= {f"data/{path.name}": path.read_bytes() for path in downloads}
    pages |= {
        f"fonts/{path.name}": path.read_bytes() for path in sorted(FONTS.iterdir()) if path.suffix in (".ttf", ".txt")
    }
    pages[INDEX_FILE] = search.as_script(search.index(stuff, views, _page_list(stuff)))
    pages["index.html"] = index_page(stuff, changes, [f"data/{path.name}" for path in downloads])
    return pages


def source_page(view: source_pages.Node) -> str:
    return _render("source.html.j2", "source.js", root="../", view=view)


def index_page(stuff: Material, changes: dict[str, list[Any]] | None, downloads: list[str]) -> str:
    return _render(
        "index.html.j2",
        "search.js",
        root="",
        loads="'self' file:",
        stats=_stats(stuff),
        versions=stuff.versions,
        notebooks=_by_notebook(stuff),
        years=_by_year(stuff),
        themes=[entry for entry in _themes(stuff) if entry["count"]],
        areas=_areas(stuff),
        documents=[_document(document, stuff) for document in stuff.documents],
        news=_news(changes),
        downloads=downloads,
        index_file=INDEX_FILE,
    )


def _render(template: str, script: str, loads: str = "", **values: Any) -> str:
    css = html.stylesheet(values["root"]) + _own("site.css")
    scripts = [html.template_text("table.js"), _own(script)]
    policy = html.content_policy(css, scripts[0])
    policy = policy.replace("script-src ", f"script-src {loads} {script_hash(scripts[1])} ".replace("  ", " "))
    page = (
        html.environment(TEMPLATES)
        .get_template(template)
        .render(
            css=css,
            scripts=scripts,
            csp=policy,
            w=content.words(),
            labels=labels("zh"),
            lang="zh-CN",
            bar=navigation.bar(values["root"], "zh-CN"),
            **values,
        )
    )
    return page if page.endswith("\n") else page + "\n"


def script_hash(script: str) -> str:
    """A script as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _own(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def _stats(stuff: Material) -> list[tuple[str, str]]:
    counts: dict[str, Sequence[Any]] = {
        "documents": stuff.documents,
        "figures": stuff.figures,
        "observations": stuff.observations,
        "reports": stuff.published,
    }
    return [(content.words()["stats"][key], f"{len(rows):,}") for key, rows in counts.items()]


def _report(report: Row) -> Row:
    w, head, name = content.words(), report["head"], report["name"]
    run = name.split("/")[1]
    return {
        "title": str(head.get("title") or name),
        "subtitle": str(head.get("subtitle") or ""),
        "year": str(head.get("year") or (run if run.isdigit() else "")),
        "href": f"{name}.html",
        "formats": [
            (w["formats"][kind], f"{name}{kind}")
            for kind in w["formats"]
            if kind in report["formats"] and kind != ".html"
        ],
        "failed": report["failed"],
        "lang": content.language(report),
    }


def _newest_first(report: Row) -> tuple[int, bool, str]:
    return -int(report["year"] if report["year"].isdigit() else 0), report["lang"] != "zh", report["title"]


def _by_notebook(stuff: Material) -> list[Row]:
    """Notebooks in the order of words.yml, others after them; their reports newest first."""
    names = content.words()["notebooks"]
    order = [*names, *sorted({report["name"].split("/")[0] for report in stuff.published} - set(names))]
    found = {
        name: list(rows)
        for name, rows in groupby(
            sorted(stuff.published, key=lambda row: row["name"]), lambda row: row["name"].split("/")[0]
        )
    }
    rows = {name: sorted((_report(report) for report in found.get(name, [])), key=_newest_first) for name in order}
    return [{"id": name, "name": names.get(name, name), "reports": rows[name]} for name in order if rows[name]]


def _by_year(stuff: Material) -> list[Row]:
    reports = sorted((_report(report) for report in stuff.published), key=_newest_first)
    years = {row["year"] for row in reports} | {document.year for document in stuff.documents}
    return [
        {
            "year": year,
            "reports": [row for row in reports if row["year"] == year],
            "documents": [_document(document, stuff) for document in stuff.documents if document.year == year],
        }
        for year in sorted(filter(None, years), reverse=True)
    ]


def _themes(stuff: Material) -> list[Row]:
    counted = [content.theme_of(row["indicator"]) for row in stuff.observations]
    return [
        {"name": name, "href": f"themes/{theme}.html", "count": counted.count(theme)}
        for theme, name in content.themes().items()
    ]


def _areas(stuff: Material) -> list[Row]:
    seen = [row["ref_area"] for row in stuff.observations]
    own = {document.ref_area for document in stuff.documents}
    codes = [code for code in lexicon.areas() if code in own or code in seen]
    return [
        {"name": content.area_name(code), "href": f"areas/{code}.html", "count": seen.count(code), "main": code in own}
        for code in codes
    ]


def _document(document: Any, stuff: Material) -> Row:
    return {
        "title": content.title_of(document),
        "href": ids.page_href(document.doc_id),
        "publisher": document.publisher,
        "area": content.area_name(document.ref_area),
        "year": document.year,
        "type": content.words()["doc_types"].get(document.doc_type, document.doc_type),
        "published": document.published,
        "figures": len(stuff.by_document.get(document.doc_id, [])),
    }


def _news(changes: dict[str, list[Any]] | None) -> Row | None:
    """The changes in words: one list of rows, cut to what a reader will read."""
    if changes is None:
        return None
    w = content.words()
    rows = [_change(w[f"news_{kind}"], *change) for kind in ("changed", "added", "removed") for change in changes[kind]]
    return {
        "rows": rows[:SHOWN_NEWS],
        "more": max(0, len(rows) - SHOWN_NEWS),
        "documents": changes["documents"],
        "gone": changes["gone"],
    }


def _change(kind: str, key: str, before: float | None, after: float | None) -> Row:
    indicator, area, period, breakdown, _status = key.split("|")
    name = content.indicator_name(indicator) + ("" if breakdown == "_T" else f"（{breakdown}）")
    values = {"before": content.plain(before), "after": content.plain(after)}
    return {
        "kind": kind,
        "indicator": name,
        "area": content.area_name(area),
        "period": content.period(period),
        **values,
    }


def _page_list(stuff: Material) -> list[tuple[str, str]]:
    """(title, href) of every page the search finds by its title."""
    reports = [(content.report_title(report), f"{report['name']}.html") for report in stuff.published]
    return reports + [(entry["name"], entry["href"]) for entry in (*_themes(stuff), *_areas(stuff)) if entry["count"]]

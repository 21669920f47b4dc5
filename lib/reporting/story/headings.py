"""The head of a report and its headings: what page, PDF and index need to know of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import pandas as pd

from ... import documents, lexicon
from ...payloads import REPORT, ReportPayload
from ...project import Project
from ...wording import Messages, phrasing, speak
from .claims import Prose

LANG = {"zh": "zh-CN", "en": "en"}
MANY_YEARS = 6  # more than so many years are told as a span


@dataclass(frozen=True)
class Head:
    """Shown once, by the first cell that displays anything."""

    title: str
    subtitle: str
    lang: str
    keywords: tuple[str, ...]
    areas: tuple[str, ...]
    year: str
    years: str
    themes: tuple[str, ...]
    version: str
    data_version: str
    edition: str
    published: str

    def payload(self) -> ReportPayload:
        return {
            "title": self.title,
            "subtitle": self.subtitle,
            "lang": self.lang,
            "keywords": list(self.keywords),
            "areas": list(self.areas),
            "year": self.year,
            "years": self.years,
            "themes": list(self.themes),
            "version": self.version,
            "data_version": self.data_version,
            "edition": self.edition,
            "published": self.published,
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        html = f"<h1>{escape(self.title)}</h1><p>{escape(self.subtitle)}</p>"
        return {REPORT: self.payload(), "text/html": html, "text/plain": f"{self.title}\n{self.subtitle}"}


def head(notebook: str, run: Any, data: pd.DataFrame | None = None) -> Head:
    """The head of one run of `notebook`, from its checked parameters; it names the years that the numbers of `data` are of."""
    t = speak(run.language)
    areas = [run.area] if hasattr(run, "area") else run.chosen_areas()
    themes = _themes(run)
    values = {
        "areas": t.join(t.area(area) for area in areas[:6])
        + (t("report.more", n=len(areas) - 6) if len(areas) > 6 else ""),
        "area": t.area(areas[0]) if areas else "",
        "year": str(getattr(run, "year", "")),
        "what": _what(run, themes, t),
    }
    return Head(
        title=t(f"report.{notebook}.title", **values),
        subtitle=t(f"report.{notebook}.subtitle", **values),
        lang=LANG[run.language],
        keywords=(
            *(t.area(area) for area in areas),
            *(t.theme(theme) for theme in themes),
            *([values["year"]] if values["year"] else []),
        ),
        areas=tuple(t.area(area) for area in areas),
        year=values["year"],
        years=_years(data, t),
        themes=tuple(t.theme(theme) for theme in themes),
        version=_citation_file("version"),
        data_version=_version(),
        edition=_citation_file("date-released"),
        published=_published(),
    )


def _years(data: pd.DataFrame | None, t: Messages) -> str:
    """What years the numbers are of, and how many of each."""
    if data is None or not data["obs_value"].notna().any():
        return ""
    years = data.loc[data["obs_value"].notna(), "time_period"].map(phrasing.year_of).dropna().astype(int)
    counts = years.value_counts().sort_index()
    if len(counts) > MANY_YEARS:
        return t("report.years_span", first=int(counts.index[0]), last=int(counts.index[-1]))
    return t.join([t("finding.of_year", year=year, n=int(n)) for year, n in counts.items()], last=False)


def section(key: str, lang: str = "zh", **values: object) -> Prose:
    """A heading and, where messages.yml has one, the paragraph that says how to read what follows."""
    t = speak(lang)
    intro = f"section.{key}.intro"
    text = f"\n\n{t(intro, **values)}" if t.known(intro) else ""
    return Prose(f"## {t(f'section.{key}.title', **values)}{text}")


def subheading(text: str) -> Prose:
    return Prose(f"### {text}")


def _what(run: Any, themes: list[str], t: Messages) -> str:
    """The indicators asked for by name, else the themes, else all."""
    named = [t.indicator(name) for name in getattr(run, "indicators", [])] or [t.theme(theme) for theme in themes]
    return t.join(named[:4]) if named else t("report.all")


def _themes(run: Any) -> list[str]:
    chosen = getattr(run, "themes", [])
    named = {entry.theme for name, entry in lexicon.indicators().items() if name in getattr(run, "indicators", [])}
    return [theme for theme in lexicon.themes() if theme in chosen or theme in named]


@cache
def _version() -> str:
    """The version datapackage.json gives the data, '' before a first build."""
    path = Project.find().processed / "datapackage.json"
    return str(json.loads(path.read_text("utf-8")).get("version", "")) if path.is_file() else ""


@cache
def _citation_file(field: str) -> str:
    """A field of the project's CITATION.cff (version, date-released); '' for a project without one."""
    import yaml

    path = Project.find().root / "CITATION.cff"
    return str(yaml.safe_load(path.read_text("utf-8")).get(field, "")) if path.is_file() else ""


@cache
def _published() -> str:
    """The date of the latest document: no clock, so that the same data give the same report."""
    return max((row.get("published", "") for row in documents.sources(Project.find().raw / "sources.csv")), default="")


__all__ = ["Head", "head", "section", "subheading"]

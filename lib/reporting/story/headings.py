"""The head of a report and its headings: what page, PDF and index need to know of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from IPython.display import Markdown

from ... import documents, lexicon
from ...project import Project
from ...wording import Messages, speak

MIME = "application/vnd.citystats.report+json"
LANG = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class Head:
    """Shown once, by the first cell that displays anything."""

    title: str
    subtitle: str
    lang: str
    keywords: tuple[str, ...]
    areas: tuple[str, ...]
    year: str
    themes: tuple[str, ...]
    data_version: str
    published: str

    def payload(self) -> dict[str, Any]:
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        html = f"<h1>{escape(self.title)}</h1><p>{escape(self.subtitle)}</p>"
        return {MIME: self.payload(), "text/html": html, "text/plain": f"{self.title}\n{self.subtitle}"}


def head(notebook: str, run: Any) -> Head:
    """The head of one run of `notebook`, from its checked parameters."""
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
        themes=tuple(t.theme(theme) for theme in themes),
        data_version=_version(),
        published=_published(),
    )


def section(key: str, lang: str = "zh", **values: object) -> Markdown:
    """A heading and, where messages.yml has one, the paragraph that says how to read what follows."""
    t = speak(lang)
    intro = f"section.{key}.intro"
    text = f"\n\n{t(intro, **values)}" if t.known(intro) else ""
    return Markdown(f"## {t(f'section.{key}.title', **values)}{text}")


def subheading(text: str, *paragraphs: str) -> Markdown:
    return Markdown("\n\n".join([f"### {text}", *[paragraph for paragraph in paragraphs if paragraph]]))


def bullets(title: str, sentences: list[str], lead: str = "") -> Markdown:
    """A heading and a list of sentences."""
    lines = [f"## {title}", "", *([lead, ""] if lead else []), *(f"- {sentence}" for sentence in sentences)]
    return Markdown("\n".join(lines))


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
def _published() -> str:
    """The date of the latest document: no clock, so that the same data give the same report."""
    return max((row.get("published", "") for row in documents.sources(Project.find().raw / "sources.csv")), default="")


__all__ = ["Head", "bullets", "head", "section", "subheading"]

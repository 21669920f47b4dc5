"""What the site is made of: documents, figures, observations and reports, read once and joined."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from ... import documents, ids, lexicon
from ...documents import Document
from ...lexicon import codelists
from ...project import Project
from ...wording import messages, phrasing

Row = dict[str, Any]
NUMBERS = ("value", "lower", "upper", "obs_value")
WORDS = Path(__file__).parent / "templates" / "words.yml"


@dataclass(frozen=True)
class Material:
    """`published` is the workflow's list of reports: name, head, uses, formats, failed. Everything below is derived once."""

    documents: list[Document]
    figures: list[Row]
    observations: list[Row]
    published: list[Row] = field(default_factory=list)
    urls: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, project: Project, published: Iterable[Row]) -> Material:
        urls = documents.urls(project.raw / "sources.csv")
        figures, observations = (table(project.processed / name) for name in ("figures.csv", "observations.csv"))
        return cls(documents.load(project.raw, unread=[]), figures, observations, list(published), urls)

    @cached_property
    def by_document(self) -> dict[str, list[Row]]:
        """doc_id → its figures in the order of the text."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.figures:
            found[row["doc_id"]].append(row)
        return found

    @cached_property
    def by_figure(self) -> dict[str, list[Row]]:
        """Figure id → the observations made from it."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.observations:
            for figure in row["figure_ids"].split():
                found[figure].append(row)
        return found

    @cached_property
    def users(self) -> dict[str, list[Row]]:
        """Figure id → the reports that link to it, as {title, href from reports/, lang}; those in Chinese first."""
        found: dict[str, list[Row]] = defaultdict(list)
        for report in sorted(self.published, key=lambda report: language(report) != "zh"):
            for figure in report["uses"]:
                title = str(report["head"].get("title") or report["name"])
                found[figure].append({"title": title, "href": f"{report['name']}.html", "lang": language(report)})
        return found

    @cached_property
    def versions(self) -> Row:
        """Data version and date as the reports name them (the newest, where they differ)."""
        heads = [report["head"] for report in self.published]
        newest: Row = max(
            heads, key=lambda head: (str(head.get("published", "")), str(head.get("data_version", ""))), default={}
        )
        published = str(newest.get("published") or max((document.published for document in self.documents), default=""))
        return {"data_version": str(newest.get("data_version", "")), "published": published}


def table(path: Path) -> list[Row]:
    """A CSV of data/processed as dicts; value columns as float or None. [] where the file is missing."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key: _number(value) if key in NUMBERS else value for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def words() -> dict[str, Any]:
    return yaml.safe_load(WORDS.read_text("utf-8"))


@cache
def speech() -> messages.Messages:
    return messages.speak("zh")


def language(report: Row) -> str:
    """zh or en, for lang attributes and for the order of lists."""
    return "en" if str(report["head"].get("lang", "zh")).startswith("en") else "zh"


def report_title(report: Row) -> str:
    """Title and subtitle of a report, else its name."""
    head = report["head"]
    return "：".join(str(head[key]) for key in ("title", "subtitle") if head.get(key)) or report["name"]


def title_of(document: Document) -> str:
    """The document's own title, else who says what when."""
    w = words()
    made_up = (
        f"{document.publisher}{document.year}年{w['doc_types'].get(document.doc_type, '')}"
        if document.publisher
        else document.doc_id
    )
    return document.title or made_up


def area_name(code: str) -> str:
    return speech().area(code) if code else ""


def indicator_name(name: str) -> str:
    return codelists.name(name)


def theme_of(indicator: str) -> str:
    """The theme an indicator belongs to, "" for an unknown one."""
    return codelists.themes().get(indicator, "")


@cache
def themes() -> dict[str, str]:
    """theme → Chinese name: those of indicators.yml in their order, then those of looked-up and derived indicators."""
    return {
        theme: speech().theme(theme)
        for theme in dict.fromkeys([*lexicon.themes(), *sorted(set(codelists.themes().values()))])
    }


def indicator_href(indicator: str) -> str:
    """The indicator's section of its theme page, from reports/."""
    return f"themes/{theme_of(indicator)}.html#{indicator}" if theme_of(indicator) else ""


def sentence_href(observation: Row) -> str:
    """From reports/ to the sentence of an observation's first figure; it has to have one."""
    return ids.sentence_href(ids.first(observation["figure_ids"]))


def period(text: str) -> str:
    return phrasing.period(text, speech()) if text else ""


def plain(value: float | None) -> str:
    return "" if value is None else phrasing.plain(value)


def amount(row: Row) -> str:
    """What a figure says: value with the unit as printed, or for money and shares as the suite writes them."""
    return f"{plain(row['value'])}{row['unit']}"


def observed(row: Row) -> str:
    """An observation's value with its unit and what its bounds say."""
    return phrasing.observation(row, speech())

"""What the site is made of: documents, figures, observations, reports and editions, read once and joined."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ... import documents, ids, lexicon, schemas
from ...comparison import comparability
from ...dataset import editions
from ...documents import Document
from ...lexicon import codelists
from ...project import Project
from .. import navigation
from .voice import LANGUAGES, voice

Row = dict[str, Any]
NUMBERS = ("value", "lower", "upper", "obs_value", "precision")
REFERENCE = ("population.csv", "supplement.csv")
GOLD = Path("tests") / "gold" / "figures.csv"


@dataclass(frozen=True)
class Material:
    """`published` is the workflow's list of reports: name, head, uses, formats, failed. What follows is derived once, on first use."""

    documents: list[Document]
    figures: list[Row]
    observations: list[Row]
    published: list[Row] = field(default_factory=list)
    urls: Mapping[str, str] = field(default_factory=dict)
    references: list[Row] = field(default_factory=list)
    kept: list[editions.Edition] = field(default_factory=list)
    data_version: str = ""
    gold: list[Row] = field(default_factory=list)
    panel: pd.DataFrame | None = None

    @classmethod
    def read(cls, project: Project, published: Iterable[Row]) -> Material:
        figures, observations = (table(project.processed / name) for name in ("figures.csv", "observations.csv"))
        return cls(
            documents.load(project.raw, unread=[]),
            figures,
            observations,
            list(published),
            documents.urls(project.raw / "sources.csv"),
            [row for name in REFERENCE for row in table(project.raw / "reference" / name)],
            editions.read(project),
            editions.data_version(project),
            table(project.root / GOLD),
            _panel(project),
        )

    @cached_property
    def by_document(self) -> dict[str, list[Row]]:
        """doc_id → its figures in the order of the text."""
        return _grouped(self.figures, "doc_id")

    @cached_property
    def shown(self) -> list[Row]:
        """Observations without what is only scaled up from part of a year: that stands in the data files, never beside results."""
        return [row for row in self.observations if row["origin"] != "extrapolated"]

    @cached_property
    def by_figure(self) -> dict[str, list[Row]]:
        """Figure id → the observations made from it."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.shown:
            for figure in row["figure_ids"].split():
                found[figure].append(row)
        return found

    @cached_property
    def figure(self) -> dict[str, Row]:
        """Figure id → its row."""
        return {ids.figure_id(row["doc_id"], row["start"]): row for row in self.figures}

    @cached_property
    def by_indicator(self) -> dict[str, list[Row]]:
        return _grouped(self.shown, "indicator")

    @cached_property
    def by_area(self) -> dict[str, list[Row]]:
        return _grouped(self.shown, "ref_area")

    @cached_property
    def by_theme(self) -> dict[str, list[Row]]:
        known = codelists.themes()
        return _grouped(self.shown, lambda row: known.get(row["indicator"], ""))

    @cached_property
    def documents_of(self) -> dict[str, list[Document]]:
        """Area → its documents."""
        return _grouped(self.documents, lambda document: document.ref_area)

    @cached_property
    def standing(self) -> dict[int, tuple[str, str]]:
        """id() of an observation → what bars it from any comparison ("" for nothing), and the traits it shares with values that may
        follow it over the years."""
        if self.panel is None or len(self.panel) != len(self.observations):
            return {}
        shared = comparability.traits(self.panel)[comparability.TRAITS["change"]].agg("|".join, axis=1)
        known = zip(comparability.bars(self.panel), shared, strict=True)
        return {id(row): both for row, both in zip(self.observations, known, strict=True)}

    def free(self, row: Row) -> bool:
        """Whether nothing bars an observation from comparison: no target, no extrapolation, no weak source, no doubt."""
        return self.standing.get(id(row), ("unknown", ""))[0] == ""

    def follow(self, one: Row, other: Row) -> bool:
        """Whether two values of an area may be joined over the years."""
        return self.free(one) and self.free(other) and self.standing[id(one)][1] == self.standing[id(other)][1]

    @cached_property
    def document(self) -> dict[str, Document]:
        return {document.doc_id: document for document in self.documents}

    @cached_property
    def users(self) -> dict[str, list[Row]]:
        """Figure id → the reports that link to it; those in Chinese first."""
        found: dict[str, list[Row]] = defaultdict(list)
        for report in sorted(self.published, key=lambda report: language(report) != "zh"):
            for figure in report["uses"]:
                found[figure].append(report)
        return found

    @cached_property
    def reports_on(self) -> dict[str, list[Row]]:
        """Name of an area or a theme, as the head of a report gives it in its language → the reports on it."""
        found: dict[str, list[Row]] = defaultdict(list)
        for report in self.published:
            for name in {*report["head"].get("areas", ()), *report["head"].get("themes", ())}:
                found[name].append(report)
        return found

    def reports_about(self, name: str, lang: str) -> list[Row]:
        """Reports on an area (code) or a theme (id), in `lang` where there is such a one."""
        found: dict[str, Row] = {}
        for v in map(voice, LANGUAGES):
            called = v.area(name) if name in lexicon.areas() else v.theme(name)
            found |= {
                report["name"]: report for report in self.reports_on.get(called, ()) if language(report) == v.lang
            }
        return in_language(found.values(), lang)

    @cached_property
    def accessed(self) -> str:
        """The last day a reference value was looked up."""
        return max((row.get("accessed", "") for row in self.references), default="")

    @property
    def edition(self) -> editions.Edition | None:
        """The last edition frozen."""
        return self.kept[-1] if self.kept else None


def _panel(project: Project) -> pd.DataFrame | None:
    """The observations as comparisons take them."""
    path = project.processed / "observations.csv"
    return schemas.read(path, "observations") if path.is_file() else None


def table(path: Path) -> list[Row]:
    """A CSV as dicts; value columns as float or None. [] where the file is missing."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key: _number(value) if key in NUMBERS else schemas.bare(value) for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def _number(text: str) -> float | None:
    return float(text) if text else None


def _grouped(rows: Iterable[Any], key: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[key(row) if callable(key) else row[key]].append(row)
    return found


def language(report: Row) -> str:
    """zh or en, for lang attributes and for the order of lists."""
    return "en" if str(report["head"].get("lang", "zh")).startswith("en") else "zh"


def in_language(published: Iterable[Row], lang: str) -> list[Row]:
    """Reports in `lang`, then those of the other language that have no twin in it."""
    known = list(published)
    own = {report["name"] for report in known if language(report) == lang}
    others = [report for report in known if language(report) != lang and _twin(report["name"]) not in own]
    return [report for report in known if report["name"] in own] + others


def _twin(name: str) -> str:
    notebook, _, run = name.partition("/")
    return f"{notebook}/{navigation.twin_of_run(run)}"


def report_title(report: Row) -> str:
    """Title and subtitle of a report, else its name."""
    head = report["head"]
    colon = "：" if language(report) == "zh" else ": "
    return colon.join(str(head[key]) for key in ("title", "subtitle") if head.get(key)) or report["name"]


def indicator_page(indicator: str) -> str:
    """The indicator's page, from reports/."""
    return f"indicators/{indicator}.html"


def source_page(doc_id: str) -> str:
    return ids.page_href(doc_id)


def proof(row: Row) -> str:
    """From reports/ to what an observation rests on: its sentence, the reference value it was taken from, else ""."""
    if row["figure_ids"]:
        return ids.sentence_href(ids.first(row["figure_ids"]))
    return f"sources/references.html#{reference_anchor(row)}" if row["origin"] == "reference" else ""


def reference_anchor(row: Row) -> str:
    return "-".join(("r", row["indicator"], row["ref_area"], row["time_period"].replace("/", "-")))

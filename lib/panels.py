"""The panel as one object: figures, observations and checks of a project, a folder, files or documents, and what may be asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from numbers import Integral
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from . import documents, ids
from .comparison import plan_targets, views
from .dataset import Built, build, formats
from .documents import Document
from .figures import extraction, highlight
from .lexicon import codelists, themes
from .project import TEMPLATE, CityStatsError, Project

Area = str | int
Source = str | Path | Document


@dataclass(frozen=True)
class Panel:
    """Tables of data/processed (docs/observations.md) and the questions that can be put to them.

    `figures`, `observations`, `checks` and `sources` are DataFrames of one's own; `typed` gives them with dates, categories and
    missing values. Areas may be codes (441900, "441900") or names; what is not known is a CityStatsError, never an empty table.
    """

    built: Built
    project: Project
    documents: tuple[Document, ...] = ()

    @property
    def figures(self) -> pd.DataFrame:
        """Every figure, with figure_id."""
        table = self.built.figures
        return table.assign(figure_id=ids.figure_ids(table))

    @property
    def observations(self) -> pd.DataFrame:
        """One row per indicator, area, period, breakdown, status and definition."""
        return self.built.observations.copy()

    @property
    def checks(self) -> pd.DataFrame:
        """What the data says against itself."""
        return self.built.checks.copy()

    @property
    def sources(self) -> pd.DataFrame:
        """The documents, one row each."""
        return self.built.sources.copy()

    def compare(
        self,
        year: int,
        areas: Sequence[Area] | Area | None = None,
        indicators: Sequence[str] | str | None = None,
        themes: Sequence[str] | str | None = None,
        match: Literal["exact", "nearest"] = "exact",
        max_gap: int = 1,
        per: Literal["population", "lawyers"] | None = None,
        *,
        partial: bool = True,
        estimates: bool = False,
    ) -> pd.DataFrame:
        """Indicator × area for one year, columns as views.compare: the value, its own period, flag and reasons, why a cell is empty."""
        _one_of("match", match, ("exact", "nearest"))
        _one_of("per", per, (None, "population", "lawyers"))
        return views.compare(
            self.built.observations,
            number("year", year),
            self._areas(areas),
            _known("indicators", indicators, codelists.indicators()),
            _known("themes", themes, _themes()),
            match,
            number("max_gap", max_gap),
            per,
            partial=partial,
            estimates=estimates,
            figures=self.built.figures,
        )

    def trend(
        self,
        indicators: Sequence[str] | str | None = None,
        areas: Sequence[Area] | Area | None = None,
        *,
        theme: str | None = None,
        estimates: bool = False,
    ) -> pd.DataFrame:
        """Every year's value of the chosen indicators and areas, breaks marked, changes only where they may be told."""
        _known("themes", theme, _themes())
        chosen = _known("indicators", indicators, codelists.indicators())
        return views.trend(self.built.observations, chosen, self._areas(areas), theme=theme, estimates=estimates)

    def profile(self, area: Area) -> pd.DataFrame:
        """The latest value of every indicator of one area, with the value before."""
        return views.profile(self.built.observations, self._area(area))

    def targets(self, area: Area | None = None, year: int | None = None) -> pd.DataFrame:
        """Planned numbers, with the result of their year where a report of it is loaded."""
        chosen = None if area is None else self._area(area)
        when = None if year is None else number("year", year)
        return plan_targets.targets(self.built.observations, self.built.figures, chosen, when)

    def coverage(self) -> pd.DataFrame:
        """How many values there are, by area, year and theme; zeros included."""
        return views.coverage(self.built.observations, self.built.figures)

    def show(self, doc_id: str) -> highlight.Highlighted:
        """One document with its figures marked; displays itself in a notebook."""
        read = {document.doc_id: document for document in self.documents}
        document = read.get(doc_id) or documents.find(self.project.raw, doc_id)
        own = self.built.figures[self.built.figures["doc_id"].eq(doc_id)].reset_index(drop=True)
        return highlight.Highlighted(document, own)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name: figures, observations, checks, sources, areas, indicators, populations, codes."""
        return self.built.tables(self.project)

    def typed(self, name: str = "observations") -> pd.DataFrame:
        """A table with the types it means: dates, whole years (Int64), categories for codes and names, NA for what is missing."""
        tables = self.tables()
        _one_of("table", name, tuple(tables))
        return formats.typed(tables[name])

    def to_parquet(self, folder: Path | str) -> list[Path]:
        """Every table as folder/<name>.parquet."""
        return formats.write(self.tables(), Path(folder), "parquet")

    def to_duckdb(self, path: Path | str) -> Path:
        """One DuckDB file with every table."""
        return formats.write(self.tables(), Path(path), "duckdb")[0]

    def to_excel(self, path: Path | str) -> Path:
        """A workbook with a sheet for every table."""
        return formats.write(self.tables(), Path(path), "xlsx")[0]

    def to_csv(self, folder: Path | str) -> list[Path]:
        """Every table as folder/<name>.csv, marked as UTF-8 so that Excel opens it."""
        return formats.write(self.tables(), Path(folder), "csv")

    def _area(self, area: Area) -> str:
        text = str(area)
        return text if text in set(self.built.observations["ref_area"]) else codelists.area_code(area)

    def _areas(self, areas: Sequence[Area] | Area | None) -> list[str] | None:
        """Codes of the areas asked for, each once; None (all) for None and "all"."""
        if areas is None or (isinstance(areas, str) and areas == "all"):
            return None
        given = [areas] if isinstance(areas, (str, int)) else list(areas)
        if not given:
            raise CityStatsError("areas is empty; leave it out for all areas, or name one")
        return list(dict.fromkeys(self._area(area) for area in given))


def panel(source: Source | Iterable[Source] | None = None, *, project: Project | None = None) -> Panel:
    """The panel of a project (default: the one of this folder), or of any folder, file, files or documents.

    A project whose data/processed is built is read from there. Anything else is read and extracted now; reference values and
    corrections are those of `project`.
    """
    if source is None:
        found = project or Project.find()
        return Panel(_processed(found), found)
    if isinstance(source, (str, Path)) and (Path(source) / "data" / "raw" / "sources.csv").is_file():
        own = Project(Path(source).resolve())
        return of_documents(documents.load(own.raw), own)
    given = [source] if isinstance(source, (str, Path, Document)) else list(source)
    loaded: list[Document] = []
    for item in given:
        loaded += [item] if isinstance(item, Document) else documents.load(item)
    return of_documents(documents.distinct(loaded), project or _here())


def _here() -> Project:
    """The project of this folder; outside of any, the reference values that come with the package and no corrections."""
    try:
        return Project.find()
    except CityStatsError:
        return Project(TEMPLATE)


def of_documents(loaded: Sequence[Document], project: Project) -> Panel:
    """The panel of documents that are read already."""
    found = extraction.frame_of(row for document in loaded for row in extraction.extract(document))
    tables = build.build(project, found, documents.table(loaded), extraction.unread_frame(list(loaded)))
    return Panel(tables, project, tuple(loaded))


def number(name: str, value: Any) -> int:
    """A whole number, also written as text; CityStatsError for anything else."""
    if isinstance(value, Integral) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        return int(value)
    raise CityStatsError(f"{name} {value!r} is no whole number; give one such as {2023 if name == 'year' else 1}")


def _one_of(name: str, value: object, allowed: Sequence[object]) -> None:
    if value not in allowed:
        raise CityStatsError(f"{name}: unknown {value}; known are {', '.join(map(str, allowed))}")


def _known(name: str, given: Sequence[str] | str | None, codes: Iterable[str]) -> list[str] | None:
    """The codes asked for as a list; an unknown one would look like missing data."""
    if given is None:
        return None
    values = [given] if isinstance(given, str) else list(given)
    known = set(codes)
    if unknown := [str(value) for value in values if value not in known]:
        raise CityStatsError(f"{name}: unknown {', '.join(unknown)}; known are metrics.{name}()")
    return values


def _themes() -> Iterable[str]:
    return [*themes(), *{known.theme for known in codelists.indicators().values()}]


def _processed(project: Project) -> Built:
    """data/processed, read again only when it changed."""
    stamp = tuple(
        (project.processed / f"{name}.csv").stat().st_mtime_ns
        for name in ("figures", "observations", "checks")
        if (project.processed / f"{name}.csv").is_file()
    )
    if len(stamp) < 3:
        raise CityStatsError(
            f"{project.processed}: figures.csv, observations.csv or checks.csv is missing; run `citystats build`"
        )
    return _load(project.processed, stamp)


@lru_cache(maxsize=1)  # the state of today; those before it are nobody's any more
def _load(processed: Path, stamp: tuple[int, ...]) -> Built:
    return build.read(processed)

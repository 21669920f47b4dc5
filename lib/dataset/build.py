"""Figures and sources → the tables of data/processed, validated and written only where they changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from .. import documents, schemas
from ..checks import consistency
from ..observations import corrections, derive, reference, reported
from ..project import CityStatsError, Project, replace_file
from . import datapackage, formats, resources

AT_ONCE = 100_000  # figures of one group of areas; about half a gigabyte while they are worked on


@dataclass(frozen=True)
class Built:
    """The tables of data/processed (schemas.FIGURES, OBSERVATIONS, CHECKS) and the documents they come from (documents.table)."""

    figures: pd.DataFrame
    observations: pd.DataFrame
    checks: pd.DataFrame
    sources: pd.DataFrame = field(default_factory=lambda: documents.table([]))

    def tables(self, project: Project) -> dict[str, pd.DataFrame]:
        """Every table that is published, by name: the panel's own, then those its codes point to (resources.DESCRIBED)."""
        own = {name: getattr(self, name) for name in schemas.TABLES}
        return {**own, **resources.tables(project, self.figures, self.observations, self.sources)}


def build(project: Project, figures: pd.DataFrame, sources: pd.DataFrame, unread: pd.DataFrame | None = None) -> Built:
    """All tables from `figures` (as extracted) and `sources` (sources.csv, strings), with the project's reference values and
    corrections; `unread` (extraction.unread_frame) are the places where a number was not understood.

    Large corpora are worked on some areas at a time (AT_ONCE): values, derivations and checks of an area need no other area's.
    Only totals beside their parts are looked for in whole sentences, whatever areas these speak of.
    """
    extracted = schemas.conform(figures, "figures").sort_values(["doc_id", "start"], ignore_index=True)
    others, mended = reference.load(project), corrections.load(project)
    panels, found = [], [consistency.of_documents(extracted, unread)]
    for areas in _groups(extracted, others):
        here, known = extracted[extracted["ref_area"].isin(areas)], others[others["ref_area"].isin(areas)]
        values, conflicts = reported.build(here, sources, known, mended)
        panels.append(pd.concat([values, derive(values)], ignore_index=True))
        found.append(consistency.of_areas(here, panels[-1], conflicts, known))
    panel = pd.concat(panels, ignore_index=True).sort_values(schemas.KEY, ignore_index=True)
    return Built(extracted, panel, consistency.table(found), sources)


def _groups(figures: pd.DataFrame, others: pd.DataFrame) -> Iterator[set[str]]:
    """Areas that together have about AT_ONCE figures; one group, maybe empty, where there are fewer."""
    counts = figures["ref_area"].value_counts(sort=False).sort_index()
    group, size = set[str](), 0
    for area in sorted({*counts.index, *others["ref_area"]}):
        group.add(area)
        size += int(counts.get(area, 0))
        if size >= AT_ONCE:
            yield group
            group, size = set(), 0
    if group or not len(counts):
        yield group


def run(
    project: Project, tell: Callable[[str], None] | None = None, unreadable: list[CityStatsError] | None = None
) -> list[Path]:
    """data/raw → data/processed, whole: every document read, its figures extracted, the tables built. The paths it answers for.

    `tell` gets what the readers could not read of the documents, a line each. A document that cannot be read at all is an error, or,
    where `unreadable` is given, left out and noted there.
    """
    from ..figures import extraction

    loaded = documents.load(project.raw, unread=unreadable)
    for warning in (line for document in loaded for line in document.warnings):
        if tell:
            tell(warning)
    figures = extraction.frame_of(row for document in loaded for row in extraction.extract(document))
    unread = extraction.unread_frame(loaded)
    known = documents.table(loaded, documents.urls(project.raw / "sources.csv"))
    built = build(project, figures, known, unread)
    write(project, built)
    write_parquet(project, built)
    texts = dict(filter(None, map(documents.processed_text, loaded)))
    for name, text in texts.items():
        replace_file(project.processed / "texts" / name, text)
    for gone in (project.processed / "texts").glob("*.txt"):
        if gone.name not in texts:
            gone.unlink()
    tables = [*schemas.TABLES, *resources.DESCRIBED]
    names = [
        *(f"{name}.csv" for name in tables),
        "datapackage.json",
        *(f"{name}.parquet" for name in tables),
        *(f"texts/{name}" for name in sorted(texts)),
    ]
    return [project.processed / name for name in names]


def write(project: Project, built: Built) -> list[str]:
    """Writes every table as CSV, and datapackage.json; the names of those that changed.

    All are validated before the first is written, so that a bad table leaves the last good state alone.
    """
    texts = {
        f"{name}.csv": schemas.dump(table, name) if name in schemas.TABLES else schemas.csv_text(table)
        for name, table in built.tables(project).items()
    }
    texts["datapackage.json"] = datapackage.text(project, texts)
    return [name for name, text in texts.items() if replace_file(project.processed / name, text)]


def write_parquet(project: Project, built: Built) -> None:
    """The same tables typed, beside the CSV; not in git, as another release of pyarrow writes other bytes."""
    formats.write(built.tables(project), project.processed, "parquet")


def load(project: Project) -> Built:
    """data/processed with the right types: codes and text as strings, numbers as numbers."""
    return read(project.processed)


def read(folder: Path) -> Built:
    """The tables of any folder that holds a state of data/processed."""
    tables = {name: schemas.read(folder / f"{name}.csv", name) for name in schemas.TABLES}
    listed = folder / "sources.csv"
    if not listed.is_file():
        return Built(**tables)
    rows = pd.read_csv(listed, dtype=str, keep_default_na=False)
    return Built(**tables, sources=rows[rows["doc_type"].ne(resources.REFERENCE)].reset_index(drop=True))

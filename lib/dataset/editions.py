"""Editions: states of the data that were handed out, kept so that a reader can see what changed since.

data/editions/editions.csv lists them, oldest first: edition, date, data_version, documents, figures, note_zh, note_en.
data/editions/<edition>.csv holds the values of one: KEY, obs_value, obs_status, source_id. Nothing here asks the clock.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ..project import CityStatsError, Project, replace_file
from ..schemas import KEY

_VALUES = (*KEY, "obs_value", "obs_status", "source_id")
_LISTED = ("edition", "date", "data_version", "documents", "figures", "note_zh", "note_en")
_NAME = re.compile(r"[\w.-]{1,40}")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")

Key = tuple[str, ...]


class Value(NamedTuple):
    """A value of an edition as printed in its file, its flag and the document or reference it is from."""

    obs_value: str
    obs_status: str
    source_id: str


class Change(NamedTuple):
    """A value that was added (`before` is None), removed (`after` is None) or changed."""

    kind: Literal["changed", "added", "removed"]
    key: Key
    before: Value | None
    after: Value | None


@dataclass(frozen=True)
class Edition:
    """One line of editions.csv; `values` are read when first asked for."""

    edition: str
    date: str
    data_version: str
    documents: int
    figures: int
    notes: Mapping[str, str]
    path: Path

    @cached_property
    def values(self) -> dict[Key, Value]:
        if not self.path.is_file():
            raise CityStatsError(
                f"{self.path.name}: data/editions/editions.csv lists this edition, its values are missing; restore the file or remove the line"
            )
        return values(_rows(self.path))


def read(project: Project) -> list[Edition]:
    """All editions, oldest first; [] where there is none."""
    listed = folder(project) / "editions.csv"
    if not listed.is_file():
        return []
    return [_edition(row, project) for row in _rows(listed)]


def folder(project: Project) -> Path:
    return project.root / "data" / "editions"


def data_version(project: Project) -> str:
    """The version that datapackage.json gives the data, "" before a first build."""
    path = project.processed / "datapackage.json"
    return str(json.loads(path.read_text("utf-8")).get("version", "")) if path.is_file() else ""


def values(rows: Iterable[Mapping[str, Any]]) -> dict[Key, Value]:
    """Key → value, of rows of observations as texts."""
    return {
        tuple(row.get(name) or "" for name in KEY): Value(*(str(row.get(name) or "") for name in Value._fields))
        for row in rows
    }


def changes(before: Mapping[Key, Value], after: Mapping[Key, Value]) -> list[Change]:
    """What differs in value or flag: changed, then added, then removed, each in the order of the keys."""
    found = [
        Change("changed", key, before[key], after[key])
        for key in sorted(before.keys() & after.keys())
        if before[key][:2] != after[key][:2]
    ]
    found += [Change("added", key, None, after[key]) for key in sorted(after.keys() - before.keys())]
    return found + [Change("removed", key, before[key], None) for key in sorted(before.keys() - after.keys())]


def freeze(project: Project, name: str, date: str, note_zh: str = "", note_en: str = "") -> Edition:
    """Keep data/processed as it is now as edition `name` of `date`. CityStatsError for a name or date that is none, or a name taken."""
    if not _NAME.fullmatch(name):
        raise CityStatsError(f"edition {name!r}: use up to 40 letters, digits, dots and hyphens, for example 2026-1")
    if not _DAY.fullmatch(date):
        raise CityStatsError(f"edition {name}: date {date!r} is none; write it as 2026-11-26")
    known = read(project)
    if name in (edition.edition for edition in known) or name == "editions":
        raise CityStatsError(f"data/editions/{name}.csv: there is such an edition already; choose another name")
    if known and date < known[-1].date:
        raise CityStatsError(
            f"edition {name}: {date} lies before the last edition, {known[-1].edition} of {known[-1].date}"
        )
    observations = _rows(project.processed / "observations.csv")
    figures = _rows(project.processed / "figures.csv")
    documents = len({row["doc_id"] for row in _rows(project.raw / "sources.csv")})
    line = dict(
        zip(_LISTED, (name, date, data_version(project), documents, len(figures), note_zh, note_en), strict=True)
    )
    replace_file(folder(project) / f"{name}.csv", _text(_VALUES, observations))
    replace_file(folder(project) / "editions.csv", _text(_LISTED, [*(_line(edition) for edition in known), line]))
    return read(project)[-1]


def _edition(row: Mapping[str, str], project: Project) -> Edition:
    missing = [name for name in _LISTED if row.get(name) is None]
    if missing or not _NAME.fullmatch(row["edition"]) or not _DAY.fullmatch(row["date"]):
        raise CityStatsError(
            f"data/editions/editions.csv: {row.get('edition') or 'a row'}: needs {', '.join(_LISTED)}, the date as 2026-11-26"
        )
    documents, figures = (int(row[name]) if row[name].isdigit() else 0 for name in ("documents", "figures"))
    notes = {"zh": row["note_zh"], "en": row["note_en"]}
    return Edition(
        row["edition"],
        row["date"],
        row["data_version"],
        documents,
        figures,
        notes,
        folder(project) / f"{row['edition']}.csv",
    )


def _line(edition: Edition) -> dict[str, Any]:
    own = {name: getattr(edition, name) for name in _LISTED[:5]}
    return {**own, "note_zh": edition.notes["zh"], "note_en": edition.notes["en"]}


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()

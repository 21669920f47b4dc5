"""data/raw/reference/*.csv: values from elsewhere, with source, grade and note, as observations of origin `reference`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .. import lexicon, periods, schemas
from ..lexicon import codelists
from ..project import CityStatsError, Project
from . import definitions, intervals, reason_codes
from .labels import label

COLUMNS = [
    "indicator",
    "ref_area",
    "time_period",
    "obs_value",
    "unit_measure",
    "qualifier",
    "quote",
    "source_title",
    "publisher",
    "source_grade",
    "url",
    "accessed",
    "note",
]


def load(project: Project) -> pd.DataFrame:
    """All reference values as rows of observations.csv, sorted by key; CityStatsError names the file and line of a bad one."""
    tables = [_read(path) for path in sorted((project.raw / "reference").glob("*.csv"))]
    return observe(pd.concat(tables, ignore_index=True)) if tables else schemas.empty("observations")


def observe(rows: pd.DataFrame) -> pd.DataFrame:
    """Reference rows (COLUMNS and source_id, values numeric) as observations: bounds, precision, verb, definition, flags, comment."""
    rows = rows.join(periods.frame(rows["time_period"]).drop(columns="time_period")).reset_index(drop=True)
    rows["time_period"] = periods.frame(rows["time_period"])["time_period"]
    rows = rows.assign(
        origin="reference",
        status="actual",
        breakdown="_T",
        unit="",
        source_url=rows["url"],
        kind=rows["indicator"].map(codelists.kinds()).astype(str).fillna(""),
    )
    rows["expected_unit"] = rows["indicator"].map(codelists.units()).astype(str).fillna("")
    rows["lower"], rows["upper"] = intervals.literal(rows["obs_value"], rows["qualifier"])
    rows["precision"] = intervals.precision_of_values(rows["obs_value"], rows["qualifier"])
    sensitive = rows["indicator"].isin(lexicon.comparability()["verbs"]["indicators"])
    rows["verb"] = definitions.verb_in(rows["quote"] + " " + rows["note"]).where(sensitive, "")
    rows["definition"] = definitions.classify(rows, rows["quote"] + " " + rows["note"])
    rows["reasons"] = reason_codes.join([definitions.reasons(rows, rows["quote"]), _grades(rows)])
    rows["reasons"] = _notes(rows)
    best = rows.sort_values(["source_grade", "precision"], key=_worth, kind="stable").drop_duplicates(schemas.KEY)
    return schemas.conform(label(reason_codes.finish(best)).sort_values(schemas.KEY), "observations")


def _read(path: Path) -> pd.DataFrame:
    try:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise CityStatsError(f"data/raw/reference/{path.name}: not a UTF-8 CSV table: {error}") from None
    if missing := [column for column in COLUMNS if column not in rows]:
        raise CityStatsError(f"data/raw/reference/{path.name}: columns missing: {', '.join(missing)}")
    values = pd.to_numeric(rows["obs_value"], errors="coerce")
    known = {
        "indicator": rows["indicator"].isin(codelists.indicators()),
        "ref_area": rows["ref_area"].isin(lexicon.areas()),
        "obs_value": values.notna() & ~values.isin([float("inf"), float("-inf")]),
        "qualifier": rows["qualifier"].isin(schemas.QUALIFIERS),
        "source_grade": rows["source_grade"].isin(lexicon.comparability()["grades"]),
    }
    for column, good in known.items():
        if not good.all():
            line = int((~good).to_numpy().argmax())
            raise CityStatsError(
                f"data/raw/reference/{path.name}, line {line + 2}: {column} {rows[column].iloc[line]!r} is not known; mend it there or in lib/lexicon"
            )
    return rows.assign(obs_value=values.astype(float), source_id=path.stem)


def _grades(rows: pd.DataFrame) -> pd.Series:
    return rows["source_grade"].map(lexicon.comparability()["grades"]).astype(str).fillna("")


def _notes(rows: pd.DataFrame) -> pd.Series:
    """The codes that a note stands for; a note that no pattern knows is shown as it is."""
    told = rows["reasons"]
    known = pd.Series(False, index=rows.index)
    for entry in lexicon.comparability()["reference_notes"]:
        here = rows["note"].str.contains(entry["match"].replace("(", "(?:"), regex=True)
        known |= here
        if entry["reason"]:
            parameter = (
                rows["note"].str.extract(entry["match"])[0].fillna("")
                if "(" in entry["match"]
                else pd.Series("", index=rows.index)
            )
            found = reason_codes.codes(entry["reason"], parameter, here).str.removesuffix("=")
            told = reason_codes.join([told, found.where(~reason_codes.has(told, entry["reason"]), "")])
    return reason_codes.join([told, reason_codes.codes("remark", rows["note"], rows["note"].ne("") & ~known)])


def _worth(column: pd.Series) -> pd.Series:
    """Official before repost before media before compiled, as listed under `grades`."""
    order = {grade: place for place, grade in enumerate(lexicon.comparability()["grades"])}
    return column.map(order) if column.name == "source_grade" else column

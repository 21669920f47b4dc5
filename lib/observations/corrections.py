"""data/raw/corrections.yml: declared changes to extracted figures, each with a reason, who checked it, and the value it expects."""

from __future__ import annotations

import math
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr, ValidationError

from .. import lexicon, yaml_files
from ..ids import FIGURE
from ..lexicon import codelists
from ..project import CityStatsError, Project

FILE = "corrections.yml"
Correctable = Literal[
    "value",
    "lower",
    "upper",
    "qualifier",
    "unit",
    "unit_measure",
    "measure",
    "status",
    "ref_area",
    "scope",
    "time_period",
    "indicator",
    "breakdown",
    "verb",
]


class Correction(BaseModel):
    """One entry: `field` of `figure` is `expect` as extracted and should be `value`."""

    model_config = ConfigDict(extra="forbid")

    figure: str = Field(pattern=f"^{FIGURE}$")
    field: Correctable
    expect: StrictInt | StrictFloat | StrictStr
    value: StrictInt | StrictFloat | StrictStr
    reason: str = Field(min_length=4)
    checked_by: str = Field(min_length=1)


def load(project: Project) -> list[Correction]:
    """The declared corrections, none if there is no file; CityStatsError names the entry and what is wrong with it."""
    path = project.raw / FILE
    if not path.is_file():
        return []
    entries = yaml_files.read(path, f"data/raw/{FILE}", literal=True) or []
    if not isinstance(entries, list):
        raise CityStatsError(f"data/raw/{FILE}: must be a list of corrections, see the example at its head")
    return [_entry(entry, number) for number, entry in enumerate(entries, start=1)]


def _entry(entry: Any, number: int) -> Correction:
    try:
        return Correction.model_validate(entry)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, problem['loc'])) or 'entry'}: {problem['msg']}" for problem in error.errors()
        )
        raise CityStatsError(f"data/raw/{FILE}: entry {number}: {wrong}") from None


def apply(figures: pd.DataFrame, corrections: list[Correction]) -> pd.DataFrame:
    """A copy of `figures` (with column figure_id) with the corrections made, and a column `corrected` saying why.

    A corrected value carries its bounds along. A correction that no longer meets what it expects is an error:
    the source or the extraction was mended, and the entry has to go or be looked at again.
    """
    found = figures.assign(corrected=pd.Series("", index=figures.index, dtype=str))
    rows = dict(zip(found["figure_id"], found.index, strict=True))
    for correction in corrections:
        if correction.figure not in rows:
            raise CityStatsError(
                f"data/raw/{FILE}: {correction.figure}: no such figure; its document changed or was removed, delete or renew the correction"
            )
        row = rows[correction.figure]
        _refuse_unknown(correction, figures)
        _check(correction, found.at[row, correction.field])
        _change(found, row, correction)
    return found


def _refuse_unknown(correction: Correction, figures: pd.DataFrame) -> None:
    """A code, unit or number that nothing else has would be shown as data."""
    units = lexicon.load_csv("units.csv")
    known: dict[str, set[str]] = {
        "indicator": {"", *codelists.indicators()},
        "ref_area": {"", *lexicon.areas()},
        "unit": {row["unit"] for row in units} | set(figures["unit"]),
        "unit_measure": {row["unit_measure"] for row in units} | set(figures["unit_measure"]),
    }
    if correction.field in known and str(correction.value) not in known[correction.field]:
        raise CityStatsError(
            f"data/raw/{FILE}: {correction.figure}: {correction.field} {correction.value!r} is not known; mend it there or in lib/lexicon"
        )
    if correction.field in ("value", "lower", "upper"):
        for name in ("expect", "value"):
            given = getattr(correction, name)
            if not (isinstance(given, (int, float)) and math.isfinite(given)):
                raise CityStatsError(
                    f"data/raw/{FILE}: {correction.figure}: {name} must be a number in digits such as 4963, not {given!r}"
                )


def _check(correction: Correction, extracted: Any) -> None:
    same = (
        extracted == float(correction.expect)
        if isinstance(extracted, float)
        else str(extracted) == str(correction.expect)
    )
    if not same:
        raise CityStatsError(
            f"data/raw/{FILE}: {correction.figure}: expects {correction.field} {_plain(correction.expect)} but {_plain(extracted)} was extracted; "
            "if the source or the extraction was mended, delete the correction, else check it again"
        )


def _plain(value: Any) -> str:
    return f"{float(value):.15g}" if isinstance(value, float) else str(value)


def _change(figures: pd.DataFrame, row: Any, correction: Correction) -> None:
    number = correction.field in ("value", "lower", "upper")
    figures.at[row, correction.field] = float(correction.value) if number else str(correction.value)
    if correction.field == "value":
        for bound in ("lower", "upper"):
            if pd.notna(figures.at[row, bound]):
                figures.at[row, bound] = float(correction.value)
    why = f"{correction.reason}({correction.checked_by})"
    figures.at[row, "corrected"] = f"{figures.at[row, 'corrected']};{why}".strip(";")

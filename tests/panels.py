"""Small comparisons made by hand, for the tests of tables, charts and text."""

from __future__ import annotations

import pandas as pd

from lib import schemas
from lib.comparison.views import ADDED
from lib.lexicon import codelists

EMPTY = dict.fromkeys([*schemas.OBSERVATIONS.columns, *ADDED], "")
NUMBERS = {*schemas.numbers("observations"), "denominator_value", "gap_years"}


def row(indicator: str, area: str, value: float | None, period: str = "2023", **more: object) -> dict[str, object]:
    """One row of a comparison for 2023: exact, reported and unflagged unless `more` says otherwise."""
    numbers = {name: float("nan") for name in NUMBERS}
    plain = {
        "indicator": indicator,
        "ref_area": area,
        "time_period": period if value is not None else "",
        "breakdown": "_T",
        "status": "actual",
        "obs_value": float("nan") if value is None else float(value),
        "qualifier": "exact",
        "lower": value,
        "upper": value,
        "unit_measure": codelists.units()[indicator],
        "obs_status": "A",
        "origin": "reported",
        "theme": codelists.themes()[indicator],
        "level": codelists.level(area),
        "requested_period": "2023",
        "reason": "" if value is not None else "not_printed",
        "figure_ids": f"doc-{area}#f{int(value)}" if value else "",
        "source_id": f"doc-{area}",
        "quote": f"共{value}件。" if value is not None else "",
    }
    bounds = {
        "over": {"upper": None},
        "at_least": {"upper": None},
        "under": {"lower": None},
        "at_most": {"lower": None},
    }
    return {**EMPTY, **numbers, **plain, **bounds.get(str(more.get("qualifier")), {}), **more}


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def about(value: float, **more: object) -> dict[str, object]:
    return {"qualifier": "about", "lower": None, "upper": None, **more}

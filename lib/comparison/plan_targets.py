"""Planned numbers beside the results of their year."""

from __future__ import annotations

import pandas as pd

from .. import ids
from ..observations import best, dated
from . import comparability
from .remarks import worded
from .views import SERIES


def targets(
    observations: pd.DataFrame, figures: pd.DataFrame | None = None, area: str | None = None, year: int | None = None
) -> pd.DataFrame:
    """One row per target: doc_id, figure_id, text, value, qualifier, unit, indicator, ref_area, scope, time_period, year, sentence,
    and the result of its year: result_value, result_period, result_status, met (yes, no, or ''), reason where there is none.

    With `figures` every planned number is listed, also those without indicator; else the targets among the observations.
    """
    plans = _planned(observations) if figures is None else _plan_figures(figures)
    plans = plans[plans["ref_area"].eq(area) if area else slice(None)]
    plans = plans[plans["year"].eq(year)] if year else plans
    rows = dated(observations[observations["status"].eq("actual") & ~comparability.estimated(observations)])
    done = best(rows[rows["months"].le(12)], [*SERIES, "year"])
    done = done[[*SERIES, "year", "obs_value", "time_period", "obs_status", "figure_ids"]].rename(
        columns={
            "obs_value": "result_value",
            "time_period": "result_period",
            "obs_status": "result_status",
            "figure_ids": "result_ids",
        }
    )
    table = plans.merge(done, on=[*SERIES, "year"], how="left", validate="many_to_one")
    return worded(_judged(table, observations))


def _planned(observations: pd.DataFrame) -> pd.DataFrame:
    """Targets among the observations, with the columns of targets()."""
    rows = dated(observations[observations["status"].eq("target")])
    named = rows.rename(columns={"source_id": "doc_id", "obs_value": "value", "quote": "sentence"})
    named = named.assign(figure_id=named["figure_ids"].str.split(" ").str[0], text="", scope="area")
    return named[_PLAN]


def _plan_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Every planned number among the figures."""
    rows = dated(figures[figures["status"].eq("target")].rename(columns={"value": "obs_value"})).rename(
        columns={"obs_value": "value"}
    )
    return rows.assign(figure_id=ids.figure_ids(rows), breakdown=rows["breakdown"].replace("", "_T"))[_PLAN]


_PLAN = [
    "doc_id",
    "figure_id",
    "text",
    "value",
    "qualifier",
    "unit",
    "indicator",
    "breakdown",
    "ref_area",
    "scope",
    "time_period",
    "year",
    "sentence",
]


def _judged(table: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Whether the target was met, and why that cannot be said: no_indicator, part_target, no_report, not_printed, partial_result."""
    whole = table["scope"].ne("part") & table["indicator"].ne("")
    for column in ("result_period", "result_status", "result_ids"):
        table[column] = table[column].where(whole).astype(str).fillna("")
    table["result_value"] = table["result_value"].where(whole)
    reported = dated(observations[observations["origin"].eq("reported") & observations["status"].eq("actual")])
    has_report = pd.MultiIndex.from_frame(table[["ref_area", "year"]]).isin(
        pd.MultiIndex.from_frame(reported[["ref_area", "year"]])
    )
    reason = pd.Series("not_printed", index=table.index, dtype=str).where(has_report, "no_report")
    reason = (
        reason.where(table["scope"].ne("part"), "part_target")
        .where(table["indicator"].ne(""), "no_indicator")
        .where(table["result_value"].isna(), "")
    )
    reached = (
        table["result_value"]
        .ge(table["value"])
        .where(table["qualifier"].ne("at_most"), table["result_value"].le(table["value"]))
    )
    open_ = table["result_value"].notna() & ~reached & table["result_period"].str.len().gt(4)
    table["met"] = reached.map({True: "yes", False: "no"}).where(table["result_value"].notna() & ~open_, "").astype(str)
    return table.assign(reason=reason.where(~open_, "partial_result"))

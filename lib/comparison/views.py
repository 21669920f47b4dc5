"""Comparable tables out of the observations: by year, over time, of one area, of targets; pure functions of DataFrames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from .. import lexicon, schemas
from ..lexicon import codelists
from ..observations import best, dated, label
from . import comparability, remarks
from .per_capita import per_head
from .ranking import rank
from .remarks import empty_reasons, warn, worded

__all__ = ["compare", "coverage", "profile", "rank", "trend", "wide"]

SERIES = ["indicator", "ref_area", "breakdown"]
COMPARED = [
    "requested_period",
    "gap_years",
    "reason",
    "reason_zh",
    "reason_en",
    "nearest_period",
    "warnings",
    "warning_zh",
    "warning_en",
]
ADDED = [
    "theme",
    "level",
    *COMPARED,
    "denominator",
    "denominator_value",
    "denominator_period",
    "denominator_source",
    "denominator_grade",
]


def compare(
    observations: pd.DataFrame,
    year: int,
    areas: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
    themes: Sequence[str] | None = None,
    match: Literal["exact", "nearest"] = "exact",
    max_gap: int = 1,
    per: Literal["population", "lawyers"] | None = None,
    *,
    partial: bool = True,
    estimates: bool = False,
    figures: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per indicator × area × breakdown for `year`: columns of observations and ADDED, in lexicon order.

    `match="nearest"` falls back to the nearest year within `max_gap`, the earlier of two; `gap_years` and time_period show it.
    Where there is no value, obs_value is NaN and `reason` a code (worded in reason_zh, reason_en); `nearest_period` is where one exists.
    `partial=False` leaves out parts of a year, `estimates=True` lets an annualised estimate stand in for one. `per` divides by
    residents (per 100,000) or lawyers. `figures` lets `reason` tell part_only from not_printed. `warnings` hold for an indicator's rows.
    """
    names, places = _indicators(indicators, themes), _areas(observations, areas)
    rows = dated(observations[observations["indicator"].isin(names) & observations["ref_area"].isin(places)])
    actual = rows[rows["status"].eq("actual")]
    usable = actual[actual["months"].le(12) & (estimates | ~comparability.estimated(actual))]
    usable = usable if partial else usable[usable["months"].isin([0, 12]) | usable["kind"].eq("stock")]
    gap = max_gap if match == "nearest" else 0
    usable = usable[(usable["year"] - year).abs().le(gap)]
    wanted = comparability.main_definitions(usable, ["indicator", "breakdown"], "ref_area")
    chosen = best(usable, SERIES, year=year, estimates=estimates, definitions=wanted)
    chosen = remarks.counted(chosen, usable, wanted)
    table = _grid(chosen, names, places).merge(chosen, on=SERIES, how="left")
    table["requested_period"] = str(year)
    table["gap_years"] = table["year"] - year
    table = empty_reasons(table, rows, observations, figures, year, gap)
    table = per_head(table, observations, per) if per else table
    return _finish(worded(warn(table)), names, places)


def trend(
    observations: pd.DataFrame,
    indicators: str | Sequence[str] | None = None,
    areas: Sequence[str] | None = None,
    *,
    theme: str | None = None,
    estimates: bool = False,
) -> pd.DataFrame:
    """Every year's best value of each series, oldest first: columns of observations, theme, level, year, previous_value,
    previous_period, change (percent; points for rates), break_before, warnings. Years without a value have no row."""
    wanted = [indicators] if isinstance(indicators, str) else indicators
    names, places = _indicators(wanted, [theme] if theme else None), _areas(observations, areas)
    rows = dated(observations[observations["indicator"].isin(names) & observations["ref_area"].isin(places)])
    usable = rows[rows["status"].eq("actual") & rows["months"].le(12) & (estimates | ~comparability.estimated(rows))]
    wanted = comparability.main_definitions(usable, SERIES, "year")
    chosen = best(usable, [*SERIES, "year"], estimates=estimates, definitions=wanted)
    chosen = (
        remarks.counted(chosen, usable, wanted).sort_values([*SERIES, "year"], kind="stable").reset_index(drop=True)
    )
    return _ordered(worded(warn(_changes(chosen), over_time=True)), names, places, ["year"])


def profile(observations: pd.DataFrame, area: str) -> pd.DataFrame:
    """The latest value of every indicator of `area` with its year, the value before and the change; columns as trend."""
    history = trend(observations, None, [area])
    return history.drop_duplicates(SERIES, keep="last").reset_index(drop=True)


def coverage(observations: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Counts by area × year × theme, zeros included: figures, observations, reported, reference, derived, targets."""
    rows = dated(observations)
    rows = rows.assign(
        targets=rows["status"].eq("target"),
        **{
            origin: rows["origin"].eq(origin) & rows["status"].eq("actual")
            for origin in ("reported", "reference", "derived")  # an extrapolated value is none
        },
    )
    found = dated(figures[figures["indicator"].ne("")].rename(columns={"value": "obs_value"}))
    places, themes = _areas(observations, None), list(lexicon.themes())
    years = sorted({*rows["year"], *found["year"]})
    index = pd.MultiIndex.from_product([places, years, themes], names=["ref_area", "year", "theme"])
    by = ["ref_area", "year", "theme"]
    counts = rows.groupby(by).agg(
        observations=("obs_value", "size"),
        reported=("reported", "sum"),
        reference=("reference", "sum"),
        derived=("derived", "sum"),
        targets=("targets", "sum"),
    )
    counts = counts.join(found.groupby(by).size().rename("figures"), how="outer")
    order = ["figures", "observations", "reported", "reference", "derived", "targets"]
    return counts.reindex(index).fillna(0).astype(int)[order].reset_index()


def wide(comparison: pd.DataFrame, value: str = "obs_value") -> pd.DataFrame:
    """`comparison` with one column per area: index indicator and breakdown, in the comparison's order; `value` names the cell."""
    rows = pd.MultiIndex.from_frame(comparison[["indicator", "breakdown"]].drop_duplicates())
    return comparison.pivot(index=["indicator", "breakdown"], columns="ref_area", values=value).reindex(
        index=rows, columns=list(comparison["ref_area"].unique())
    )


def _indicators(indicators: Sequence[str] | None, themes: Sequence[str] | None) -> list[str]:
    """The ids asked for; else the lexicon's, a complement (failures) after its rate; of `themes` where given."""
    names = list(indicators) if indicators is not None else codelists.comparable()
    return [name for name in names if themes is None or codelists.themes().get(name) in themes]


def _areas(observations: pd.DataFrame, areas: Sequence[str] | None) -> list[str]:
    """The codes asked for; else every area below the nation of which the panel has more than its population, in the order of areas.csv."""
    if areas is not None:
        return list(areas)
    told = observations[observations["indicator"].map(codelists.themes()).ne("reference")]
    present = {area for area in told["ref_area"].unique() if codelists.level(area) != "nation"}
    return [*(area for area in lexicon.areas() if area in present), *sorted(present - set(lexicon.areas()))]


def _grid(chosen: pd.DataFrame, names: list[str], places: list[str]) -> pd.DataFrame:
    """Every indicator × breakdown that any area has (the whole where none has) × area."""
    kinds = pd.DataFrame({"indicator": pd.Series(names, dtype=str)}).merge(
        chosen[["indicator", "breakdown"]].drop_duplicates(), on="indicator", how="left"
    )
    return kinds.fillna({"breakdown": "_T"}).merge(
        pd.DataFrame({"ref_area": pd.Series(places, dtype=str)}), how="cross"
    )


def _finish(table: pd.DataFrame, names: list[str], places: list[str]) -> pd.DataFrame:
    """Names, theme and level, blanks as '', columns in order, rows by indicator, breakdown (the whole first) and area."""
    table = _ordered(label(table), names, places, [])
    for column in ADDED:
        if column not in table:
            table[column] = "" if column not in ("denominator_value",) else float("nan")
    return table[[*schemas.OBSERVATIONS.columns, *ADDED]].astype({"year": "Int64"})


def _ordered(table: pd.DataFrame, names: list[str], places: list[str], more: list[str]) -> pd.DataFrame:
    table = table.assign(
        theme=table["indicator"].map(codelists.themes()).astype(str).fillna(""),
        level=table["ref_area"].map(codelists.level),
    )
    place = table.assign(
        _i=table["indicator"].map({name: at for at, name in enumerate(names)}),
        _w=table["breakdown"].ne("_T"),
        _a=table["ref_area"].map({name: at for at, name in enumerate(places)}),
    )
    table = (
        place.sort_values(["_i", "_w", "breakdown", "_a", *more], kind="stable")
        .drop(columns=["_i", "_w", "_a"])
        .reset_index(drop=True)
    )
    texts = [
        column
        for column in table
        if column not in schemas.numbers("observations") and not pd.api.types.is_numeric_dtype(table[column])
    ]
    return table.assign(
        **{column: table[column].astype(str).fillna("") for column in texts if table[column].dtype != bool}
    )


def _changes(rows: pd.DataFrame) -> pd.DataFrame:
    """The value before in the series and the change: percent, percentage points for rates; none where comparability forbids it."""
    before = rows.groupby(SERIES)[["obs_value", "time_period"]].shift()
    rate = rows["unit_measure"].eq("percent")
    change = (100 * (rows["obs_value"] / before["obs_value"] - 1)).where(~rate, rows["obs_value"] - before["obs_value"])
    known = comparability.traits(rows)[comparability.TRAITS["change"]]
    free = comparability.bars(rows).eq("")
    earlier = known.groupby([rows[name] for name in SERIES]).shift()
    alike = known.eq(earlier).all(axis=1) & free & free.groupby([rows[name] for name in SERIES]).shift().eq(True)
    return rows.assign(
        previous_value=before["obs_value"],
        previous_period=before["time_period"].fillna(""),
        change=change.where(alike & before["obs_value"].ne(0)),
        break_before=rows["obs_status"].eq("B"),
    )

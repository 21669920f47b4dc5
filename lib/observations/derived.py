"""What can be computed from what is printed: each value says by which rule, from which observations, and how exactly it is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from .. import periods, schemas
from ..lexicon import codelists, comparability
from ..schemas import KEY
from . import intervals, operands, reason_codes
from .labels import label
from .reported import merge


def derive(observations: pd.DataFrame) -> pd.DataFrame:
    """Rows of origin `derived` or `extrapolated` for keys that `observations` lacks, sorted by key; a later rule sees what
    earlier ones gave."""
    known, found = observations, schemas.empty("observations")
    for rule in RULES:
        fresh = rule(known)
        if len(fresh):
            fresh = schemas.conform(merge(known, fresh.drop_duplicates(KEY)).iloc[len(known) :], "observations")
            known, found = pd.concat([known, fresh], ignore_index=True), pd.concat([found, fresh], ignore_index=True)
    return schemas.conform(label(reason_codes.finish(found)).sort_values(KEY), "observations")


def previous_year(observations: pd.DataFrame) -> pd.DataFrame:
    """The year before, from a value and its printed growth; the interval is what the growth's rounding leaves open."""
    rows = observations[
        observations["growth"].notna()
        & observations["growth_unit"].isin(["percent", "point", "absolute"])
        & observations["origin"].eq("reported")
    ]
    rows = rows[rows["growth_unit"].ne("percent") | rows["growth"].gt(-100)]
    low, high = intervals.presumed(rows)
    half, percent = rows["growth_precision"] / 2, rows["growth_unit"].eq("percent")
    values = _before(rows["obs_value"], rows["growth"], percent)
    lower, upper = _before(low, rows["growth"] + half, percent), _before(high, rows["growth"] - half, percent)
    whole = rows["precision"].eq(1) & rows["unit_measure"].ne("percent") & rows["unit_measure"].ne("CNY")
    sign = rows["growth"].map("{:+.15g}".format).astype(str) + rows["growth_unit"].map(
        {"percent": "%", "point": "pp", "absolute": ""}
    ).astype(str)
    words = operands.worded(
        "previous_year", later=rows["time_period"], value=operands.shown(rows["obs_value"]), growth=sign
    )
    return operands.rows(
        rows.assign(time_period=periods.shifted(rows["time_period"], -1)),
        rule="previous_year",
        obs_value=values.round().where(whole, values.round(4)),
        lower=np.floor(lower * 100) / 100,
        upper=np.ceil(upper * 100) / 100,
        qualifier="about",
        reasons=operands.limits(rows, "from_growth"),
        figure_ids=(rows["figure_ids"] + " " + rows["growth_id"]).str.strip(),
        inputs=operands.keys(rows),
        **words,
    )


def subtraction(observations: pd.DataFrame) -> pd.DataFrame:
    """A total that says it holds something else, less that something where the same source prints it."""
    found = []
    for entry in comparability()["includes"]:
        on = ["ref_area", "time_period", "status", "source_id"]
        wholes = observations[
            observations["indicator"].eq(entry["indicator"]) & observations["breakdown"].eq(entry["breakdown"])
        ]
        pairs = operands.pairs(
            wholes, observations[observations["indicator"].eq(entry["part"]) & observations["breakdown"].eq("_T")], on
        )
        (a, b), (a_low, a_high), (b_low, b_high) = (
            (pairs["a"], pairs["b"]),
            operands.interval(pairs, "a"),
            operands.interval(pairs, "b"),
        )
        words = operands.worded(
            "subtraction", whole=entry["indicator"], a=operands.shown(a), part=entry["part"], b=operands.shown(b)
        )
        made = operands.rows(
            pairs.assign(breakdown="_T"),
            rule="subtraction",
            obs_value=a - b,
            lower=a_low - b_high,
            upper=a_high - b_low,
            **operands.both(pairs, "part_subtracted"),
            **words,
        )
        found.append(made)
    return operands.stack(found)


def totals(observations: pd.DataFrame) -> pd.DataFrame:
    """The whole from its breakdowns, where one source prints every one that is declared to make it up."""
    found = []
    for entry in comparability()["totals"]:
        rows = observations[
            observations["indicator"].eq(entry["indicator"])
            & observations["breakdown"].isin(entry["breakdowns"])
            & observations["origin"].ne("derived")
        ]
        on = ["ref_area", "time_period", "status", "source_id"]
        low, high = intervals.presumed(rows)
        rows = rows.assign(
            low=low,
            high=high,
            key=operands.keys(rows),
            item=rows["breakdown"] + " " + operands.shown(rows["obs_value"]),
        )
        groups = rows.groupby(on, sort=True)
        whole = groups.agg(
            n=("breakdown", "nunique"), obs_value=("obs_value", "sum"), lower=("low", "sum"), upper=("high", "sum"),
            figure_ids=("figure_ids", " ".join), inputs=("key", " ".join), items=("item", " + ".join), reasons=("reasons", lambda codes: reason_codes.join([pd.Series([" ".join(codes)])])[0]),
        )  # fmt: skip
        first = rows.drop_duplicates(on).set_index(on).drop(columns=[column for column in whole if column in rows])
        made = (
            first.join(whole[whole["n"].eq(len(entry["breakdowns"]))], how="inner").reset_index().assign(breakdown="_T")
        )
        values = {column: made[column] for column in ("obs_value", "lower", "upper", "figure_ids", "inputs")}
        found.append(
            operands.rows(
                made,
                rule="total",
                reasons=made["reasons"].map(operands.distinct).astype(str),
                **values,
                **operands.worded("total", items=made["items"]),
            )
        )
    return operands.stack(found)


def ratios(observations: pd.DataFrame) -> pd.DataFrame:
    """A rate from its parts, where one source prints both; bounds from theirs."""
    found = []
    for entry in comparability()["rates"]:
        pairs = operands.of(observations, entry["part"], entry["whole"])
        pairs = pairs[pairs["b"].gt(0)]
        (a_low, a_high), (b_low, b_high) = operands.interval(pairs, "a"), operands.interval(pairs, "b")
        words = operands.worded(
            "ratio",
            part=entry["part"],
            a=operands.shown(pairs["a"]),
            whole=entry["whole"],
            b=operands.shown(pairs["b"]),
        )
        values = {
            "obs_value": 100 * pairs["a"] / pairs["b"],
            "lower": 100 * a_low / b_high,
            "upper": 100 * a_high / b_low,
        }
        made = operands.rows(
            pairs,
            rule="ratio",
            indicator=entry["rate"],
            **values,
            **operands.both(pairs, "base_assumed" if entry.get("assumed") else ""),
            **words,
        )
        found.append(made.assign(unit_measure="percent"))
    return operands.stack(found)


def parts(observations: pd.DataFrame) -> pd.DataFrame:
    """A part from its whole and the printed rate, a whole from its part; never where the rate's base is another one."""
    found = []
    for entry in comparability()["rates"]:
        if entry.get("assumed"):
            continue
        for rule, unknown, known, compute in (
            ("part_from_rate", entry["part"], entry["whole"], lambda rate, whole: whole * rate / 100),
            ("whole_from_rate", entry["whole"], entry["part"], lambda rate, part: 100 * part / rate),
        ):
            found.append(_from_rate(observations, rule, unknown, entry["rate"], known, compute))
    return operands.stack(found)


def complements(observations: pd.DataFrame) -> pd.DataFrame:
    """100 minus a rate: exact, so the flags and bounds are the rate's own, turned round."""
    found = []
    for entry in comparability()["complements"]:
        rows = observations[observations["indicator"].eq(entry["rate"]) & observations["status"].eq("actual")]
        low, high = intervals.presumed(rows)
        values = {"obs_value": 100 - rows["obs_value"], "lower": 100 - high, "upper": 100 - low}
        words = operands.worded("complement", rate=entry["rate"], a=operands.shown(rows["obs_value"]))
        made = operands.rows(
            rows,
            rule="complement",
            indicator=entry["complement"],
            inputs=operands.keys(rows),
            figure_ids=rows["figure_ids"],
            reasons=rows["reasons"],
            **values,
            **words,
        )
        found.append(made)
    return operands.stack(found)


def annualised(observations: pd.DataFrame) -> pd.DataFrame:
    """A flow of the first months scaled to the year, from the longest such period; an estimate, offered beside the printed value."""
    rows = observations[
        observations["origin"].isin(["reported", "reference"])
        & observations["status"].eq("actual")
        & observations["indicator"].map(codelists.kinds()).eq("flow")
    ]
    named = periods.frame(rows["time_period"])
    good = named["first_month"].eq(1) & named["months"].between(comparability()["annualise"]["from_months"], 11)
    rows, named = rows[good], named[good]  # both, since assigning a longer column would fill an empty table
    rows = rows.assign(year=named["year"].astype(str), months=named["months"])
    rows = rows.sort_values("months", ascending=False, kind="stable").drop_duplicates(
        ["indicator", "ref_area", "breakdown", "definition", "year"]
    )
    words = operands.worded("annualised", value=operands.shown(rows["obs_value"]), months=rows["months"].astype(str))
    return operands.rows(
        rows.assign(time_period=rows["year"]),
        rule="annualised",
        origin="extrapolated",
        obs_value=(rows["obs_value"] * 12 / rows["months"]).round(),
        qualifier="about",
        reasons=reason_codes.join(
            [
                reason_codes.codes("annualised", rows["months"], rows["months"].gt(0)),
                rows["reasons"].str.replace(r"(?:^| )part_of_year=\S+", "", regex=True),
            ]
        ),
        figure_ids=rows["figure_ids"],
        inputs=operands.keys(rows),
        **words,
    )


RULES: tuple[Callable[[pd.DataFrame], pd.DataFrame], ...] = (
    previous_year,
    subtraction,
    totals,
    ratios,
    parts,
    complements,
    annualised,
)


def _before(values: pd.Series, growth: pd.Series, percent: pd.Series) -> pd.Series:
    return (values / (1 + growth / 100)).where(percent, values - growth)


def _from_rate(
    observations: pd.DataFrame, rule: str, unknown: str, rate: str, known: str, compute: Callable[[Any, Any], Any]
) -> pd.DataFrame:
    """`unknown` from the printed `rate` and the `known` count of the same source."""
    pairs = operands.of(observations[observations["origin"].ne("derived")], rate, known)
    pairs = pairs[pairs["a"].gt(0)]
    (a_low, a_high), (b_low, b_high) = operands.interval(pairs, "a"), operands.interval(pairs, "b")
    corners = [compute(rates, counts) for rates in (a_low, a_high) for counts in (b_low, b_high)]
    names = {"part_from_rate": {"rate": rate, "whole": known}, "whole_from_rate": {"rate": rate, "part": known}}[rule]
    shown = (
        {"a": operands.shown(pairs["a"]), "b": operands.shown(pairs["b"])}
        if rule == "part_from_rate"
        else {"a": operands.shown(pairs["b"]), "b": operands.shown(pairs["a"])}
    )
    values = {
        "obs_value": compute(pairs["a"], pairs["b"]).round(),
        "lower": np.minimum.reduce(corners).round(2),
        "upper": np.maximum.reduce(corners).round(2),
    }
    made = operands.rows(
        pairs,
        rule=rule,
        indicator=unknown,
        qualifier="about",
        **values,
        **operands.both(pairs, "from_rate"),
        **operands.worded(rule, **names, **shown),
    )
    return made.assign(unit_measure=codelists.units().get(unknown, "case"))

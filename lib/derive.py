"""What can be computed from what is printed: each value says by which rule, from which observations, and how exactly it is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from lib import bounds, flags, inputs, knowledge, periods, schemas
from lib.flags import rules
from lib.observations import merge
from lib.schemas import KEY


def derive(observations: pd.DataFrame) -> pd.DataFrame:
    """Rows of origin `derived` for keys that `observations` lacks, sorted by key; a later rule sees what earlier ones gave."""
    known, found = observations, schemas.empty("observations")
    for rule in RULES:
        fresh = rule(known)
        if len(fresh):
            fresh = schemas.conform(merge(known, fresh.drop_duplicates(KEY)).iloc[len(known) :], "observations")
            known, found = pd.concat([known, fresh], ignore_index=True), pd.concat([found, fresh], ignore_index=True)
    return schemas.conform(flags.finish(found).sort_values(KEY), "observations")


def previous_year(observations: pd.DataFrame) -> pd.DataFrame:
    """The year before, from a value and its printed growth; the interval is what the growth's rounding leaves open."""
    rows = observations[
        observations["growth"].notna()
        & observations["growth_unit"].isin(["percent", "point", "absolute"])
        & observations["origin"].eq("reported")
    ]
    rows = rows[rows["growth_unit"].ne("percent") | rows["growth"].gt(-100)]
    low, high = bounds.presumed(rows)
    half, percent = rows["growth_precision"] / 2, rows["growth_unit"].eq("percent")
    values = _before(rows["obs_value"], rows["growth"], percent)
    lower, upper = _before(low, rows["growth"] + half, percent), _before(high, rows["growth"] - half, percent)
    whole = rows["precision"].eq(1) & rows["unit_measure"].ne("percent") & rows["unit_measure"].ne("CNY")
    sign = rows["growth"].map("{:+.15g}".format) + rows["growth_unit"].map(
        {"percent": "%", "point": "pp", "absolute": ""}
    )
    words = inputs.worded(
        "previous_year", later=rows["time_period"], value=inputs.shown(rows["obs_value"]), growth=sign
    )
    return inputs.rows(
        rows.assign(time_period=periods.shifted(rows["time_period"], -1)),
        rule="previous_year",
        obs_value=values.round().where(whole, values.round(4)),
        lower=np.floor(lower * 100) / 100,
        upper=np.ceil(upper * 100) / 100,
        qualifier="about",
        reasons=inputs.limits(rows, "from_growth"),
        figure_ids=(rows["figure_ids"] + " " + rows["growth_id"]).str.strip(),
        inputs=inputs.keys(rows),
        **words,
    )


def subtraction(observations: pd.DataFrame) -> pd.DataFrame:
    """A total that says it holds something else, less that something where the same source prints it."""
    found = []
    for entry in rules()["includes"]:
        on = ["ref_area", "time_period", "status", "source_id"]
        wholes = observations[
            observations["indicator"].eq(entry["indicator"]) & observations["breakdown"].eq(entry["breakdown"])
        ]
        pairs = inputs.pairs(
            wholes, observations[observations["indicator"].eq(entry["part"]) & observations["breakdown"].eq("_T")], on
        )
        (a, b), (a_low, a_high), (b_low, b_high) = (
            (pairs["a"], pairs["b"]),
            inputs.interval(pairs, "a"),
            inputs.interval(pairs, "b"),
        )
        words = inputs.worded(
            "subtraction", whole=entry["indicator"], a=inputs.shown(a), part=entry["part"], b=inputs.shown(b)
        )
        made = inputs.rows(
            pairs.assign(breakdown="_T"),
            rule="subtraction",
            obs_value=a - b,
            lower=a_low - b_high,
            upper=a_high - b_low,
            **inputs.both(pairs, "part_subtracted"),
            **words,
        )
        found.append(made)
    return inputs.stack(found)


def totals(observations: pd.DataFrame) -> pd.DataFrame:
    """The whole from its breakdowns, where one source prints every one that is declared to make it up."""
    found = []
    for entry in rules()["totals"]:
        rows = observations[
            observations["indicator"].eq(entry["indicator"])
            & observations["breakdown"].isin(entry["breakdowns"])
            & observations["origin"].ne("derived")
        ]
        on = ["ref_area", "time_period", "status", "source_id"]
        low, high = bounds.presumed(rows)
        rows = rows.assign(
            low=low, high=high, key=inputs.keys(rows), item=rows["breakdown"] + " " + inputs.shown(rows["obs_value"])
        )
        groups = rows.groupby(on, sort=True)
        whole = groups.agg(
            n=("breakdown", "nunique"), obs_value=("obs_value", "sum"), lower=("low", "sum"), upper=("high", "sum"),
            figure_ids=("figure_ids", " ".join), inputs=("key", " ".join), items=("item", " + ".join), reasons=("reasons", lambda codes: flags.join([pd.Series([" ".join(codes)])])[0]),
        )  # fmt: skip
        first = rows.drop_duplicates(on).set_index(on).drop(columns=[column for column in whole if column in rows])
        made = (
            first.join(whole[whole["n"].eq(len(entry["breakdowns"]))], how="inner").reset_index().assign(breakdown="_T")
        )
        values = {column: made[column] for column in ("obs_value", "lower", "upper", "figure_ids", "inputs")}
        found.append(
            inputs.rows(
                made,
                rule="total",
                reasons=made["reasons"].map(inputs.distinct).astype(str),
                **values,
                **inputs.worded("total", items=made["items"]),
            )
        )
    return inputs.stack(found)


def ratios(observations: pd.DataFrame) -> pd.DataFrame:
    """A rate from its parts, where one source prints both; bounds from theirs."""
    found = []
    for entry in rules()["rates"]:
        pairs = inputs.of(observations, entry["part"], entry["whole"])
        pairs = pairs[pairs["b"].gt(0)]
        (a_low, a_high), (b_low, b_high) = inputs.interval(pairs, "a"), inputs.interval(pairs, "b")
        words = inputs.worded(
            "ratio", part=entry["part"], a=inputs.shown(pairs["a"]), whole=entry["whole"], b=inputs.shown(pairs["b"])
        )
        values = {
            "obs_value": 100 * pairs["a"] / pairs["b"],
            "lower": 100 * a_low / b_high,
            "upper": 100 * a_high / b_low,
        }
        made = inputs.rows(
            pairs,
            rule="ratio",
            indicator=entry["rate"],
            **values,
            **inputs.both(pairs, "base_assumed" if entry.get("assumed") else ""),
            **words,
        )
        found.append(made.assign(unit_measure="percent"))
    return inputs.stack(found)


def parts(observations: pd.DataFrame) -> pd.DataFrame:
    """A part from its whole and the printed rate, a whole from its part; never where the rate's base is another one."""
    found = []
    for entry in rules()["rates"]:
        if entry.get("assumed"):
            continue
        for rule, unknown, known, compute in (
            ("part_from_rate", entry["part"], entry["whole"], lambda rate, whole: whole * rate / 100),
            ("whole_from_rate", entry["whole"], entry["part"], lambda rate, part: 100 * part / rate),
        ):
            found.append(_from_rate(observations, rule, unknown, entry["rate"], known, compute))
    return inputs.stack(found)


def complements(observations: pd.DataFrame) -> pd.DataFrame:
    """100 minus a rate: exact, so the flags and bounds are the rate's own, turned round."""
    found = []
    for entry in rules()["complements"]:
        rows = observations[observations["indicator"].eq(entry["rate"]) & observations["status"].eq("actual")]
        low, high = bounds.presumed(rows)
        values = {"obs_value": 100 - rows["obs_value"], "lower": 100 - high, "upper": 100 - low}
        words = inputs.worded("complement", rate=entry["rate"], a=inputs.shown(rows["obs_value"]))
        made = inputs.rows(
            rows,
            rule="complement",
            indicator=entry["complement"],
            inputs=inputs.keys(rows),
            figure_ids=rows["figure_ids"],
            reasons=rows["reasons"],
            **values,
            **words,
        )
        found.append(made)
    return inputs.stack(found)


def annualised(observations: pd.DataFrame) -> pd.DataFrame:
    """A flow of the first months scaled to the year, from the longest such period; an estimate, offered beside the printed value."""
    rows = observations[
        observations["origin"].ne("derived")
        & observations["status"].eq("actual")
        & observations["indicator"].map(knowledge.kinds()).eq("flow")
    ]
    named = periods.frame(rows["time_period"])
    good = named["first_month"].eq(1) & named["months"].between(rules()["annualise"]["from_months"], 11)
    rows, named = rows[good], named[good]  # both, since assigning a longer column would fill an empty table
    rows = rows.assign(year=named["year"].astype(str), months=named["months"])
    rows = rows.sort_values("months", ascending=False, kind="stable").drop_duplicates(
        ["indicator", "ref_area", "breakdown", "year"]
    )
    words = inputs.worded("annualised", value=inputs.shown(rows["obs_value"]), months=rows["months"].astype(str))
    return inputs.rows(
        rows.assign(time_period=rows["year"]),
        rule="annualised",
        obs_value=(rows["obs_value"] * 12 / rows["months"]).round(),
        qualifier="about",
        reasons=flags.join(
            [
                flags.codes("annualised", rows["months"], rows["months"].gt(0)),
                rows["reasons"].str.replace(r"(?:^| )part_of_year=\S+", "", regex=True),
            ]
        ),
        figure_ids=rows["figure_ids"],
        inputs=inputs.keys(rows),
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
    pairs = inputs.of(observations[observations["origin"].ne("derived")], rate, known)
    pairs = pairs[pairs["a"].gt(0)]
    (a_low, a_high), (b_low, b_high) = inputs.interval(pairs, "a"), inputs.interval(pairs, "b")
    corners = [compute(rates, counts) for rates in (a_low, a_high) for counts in (b_low, b_high)]
    names = {"part_from_rate": {"rate": rate, "whole": known}, "whole_from_rate": {"rate": rate, "part": known}}[rule]
    shown = (
        {"a": inputs.shown(pairs["a"]), "b": inputs.shown(pairs["b"])}
        if rule == "part_from_rate"
        else {"a": inputs.shown(pairs["b"]), "b": inputs.shown(pairs["a"])}
    )
    values = {
        "obs_value": compute(pairs["a"], pairs["b"]).round(),
        "lower": np.minimum.reduce(corners).round(2),
        "upper": np.maximum.reduce(corners).round(2),
    }
    made = inputs.rows(
        pairs,
        rule=rule,
        indicator=unknown,
        qualifier="about",
        **values,
        **inputs.both(pairs, "from_rate"),
        **inputs.worded(rule, **names, **shown),
    )
    return made.assign(unit_measure=knowledge.units().get(unknown, "case"))

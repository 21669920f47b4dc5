"""Values per head: per 100,000 residents or per lawyer, with the denominator's own value, year, source and grade."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .. import lexicon
from ..lexicon import codelists
from ..observations import best, dated, intervals, reason_codes
from . import comparability

_DENOMINATOR = [
    "denominator_value",
    "denominator_low",
    "denominator_high",
    "denominator_period",
    "denominator_source",
    "denominator_grade",
    "denominator_status",
    "denominator_qualifier",
    "denominator_key",
]


def per_head(table: pd.DataFrame, observations: pd.DataFrame, per: str) -> pd.DataFrame:
    """`table` (rows of a comparison, dated) divided by the denominator of its own year, else the nearest allowed one.

    obs_value and bounds become values per `factor`; unit_measure gets the suffix; reasons and flag take in what the
    denominator adds. Rates and rows without a denominator are empty, `reason` not_scaled or no_denominator.
    """
    rule = lexicon.comparability()["per"][per]
    table = _joined(table, _denominators(observations, rule), rule["max_gap"])
    apart = comparability.divisible(table, rule)
    table = table.assign(reason=table["reason"].where(apart.eq(""), apart))
    scaled = table["obs_value"].notna() & apart.eq("")
    return _scaled(table, scaled, rule, per)


def _denominators(observations: pd.DataFrame, rule: dict[str, Any]) -> pd.DataFrame:
    """One usable denominator per area and year, never from before `rule["from"]` (the census)."""
    known = observations["indicator"].eq(rule["indicator"]) & observations["breakdown"].eq("_T")
    rows = comparability.usable_denominators(dated(observations[known]), rule)
    rows = best(rows, ["ref_area", "year"])
    low, high = intervals.presumed(rows)
    key = rows["indicator"] + "|" + rows["ref_area"] + "|" + rows["time_period"] + "|" + rows["breakdown"]
    values = [
        rows["obs_value"],
        low,
        high,
        rows["time_period"],
        rows["source_title"],
        rows["source_grade"],
        rows["obs_status"],
        rows["qualifier"],
        key,
    ]
    return rows[["ref_area", "year"]].assign(**dict(zip(_DENOMINATOR, values, strict=True)))


def _joined(table: pd.DataFrame, denominators: pd.DataFrame, max_gap: int) -> pd.DataFrame:
    """The denominator of the value's year, else of the nearest year within `max_gap`, the earlier of two; one of a weak source
    only where there is no other."""
    wanted = table[["ref_area", "year"]].dropna().drop_duplicates()
    pairs = wanted.merge(denominators.rename(columns={"year": "denominator_year"}), on="ref_area")
    pairs["gap"] = (pairs["denominator_year"] - pairs["year"]).abs()
    pairs = (
        pairs[pairs["gap"].le(max_gap)]
        .assign(weak=pairs["denominator_status"].eq("U"))
        .sort_values(["weak", "gap", "denominator_year"], kind="stable")
        .drop_duplicates(["ref_area", "year"])
    )
    return table.merge(pairs.drop(columns=["gap", "weak"]), on=["ref_area", "year"], how="left")


def _scaled(table: pd.DataFrame, scaled: pd.Series, rule: dict[str, Any], per: str) -> pd.DataFrame:
    """The division itself, on the rows `scaled`; the others lose their value."""
    factor = rule["factor"]
    low, high = intervals.presumed(table)
    changed = {
        "obs_value": (table["obs_value"] / table["denominator_value"] * factor).round(6),
        "lower": (low / table["denominator_high"] * factor).round(6).replace([np.inf, -np.inf], np.nan),
        "upper": (high / table["denominator_low"] * factor).round(6).replace([np.inf, -np.inf], np.nan),
    }
    words = _words(table, scaled, rule)
    found = table.assign(
        **{column: values.where(scaled) for column, values in changed.items()},
        **{column: table[column].where(~scaled, words[column]) for column in words},
    )
    found = found.assign(
        denominator=rule["indicator"],
        origin=table["origin"].where(~scaled, "derived"),
        rule=table["rule"].where(~scaled, "per"),
        unit_measure=table["unit_measure"].where(~scaled, table["unit_measure"].astype(str) + "_" + rule["unit"]),
        inputs=table["inputs"].where(
            ~scaled,
            _key_of(table) + " " + table["denominator_key"].astype(str),
        ),
        reasons=reason_codes.join([table["reasons"].fillna(""), _cautions(table, scaled)]),
    )
    empty = found["obs_value"].isna()
    return (
        reason_codes.finish(found)
        .assign(**{column: found[column].where(~empty) for column in ("lower", "upper")})
        .drop(columns=["denominator_low", "denominator_high", "denominator_key"])
    )


def _key_of(table: pd.DataFrame) -> pd.Series:
    """`indicator|ref_area|time_period|breakdown`, the name an observation has among the inputs of a derived one."""
    indicator, *others = (table[name].astype(str) for name in ("indicator", "ref_area", "time_period", "breakdown"))
    return indicator.str.cat(others, sep="|")


def _cautions(table: pd.DataFrame, scaled: pd.Series) -> pd.Series:
    """What the denominator adds: another year, an approximate or weak source."""
    other = scaled & table["denominator_year"].ne(table["year"])
    rough = scaled & table["denominator_qualifier"].fillna("exact").ne("exact")
    weak = scaled & table["denominator_status"].isin(["U", "D"])
    return reason_codes.join(
        [
            reason_codes.codes("denominator_year", table["denominator_period"], other),
            reason_codes.mark("denominator_approximate", rough),
            reason_codes.mark("denominator_weak", weak),
        ]
    )


def _words(table: pd.DataFrame, scaled: pd.Series, rule: dict[str, Any]) -> dict[str, pd.Series]:
    """method and method_en of the rows `scaled`."""
    found = {}
    for column, lang in (("method", "zh"), ("method_en", "en")):
        template = lexicon.comparability()["methods"]["per"][lang]
        name, factor = codelists.name(rule["indicator"], lang), f"{rule['factor']:,}"
        rows = table.loc[scaled, ["obs_value", "denominator_value", "denominator_period", "denominator_grade"]]
        texts = [
            template.format(
                value=f"{value:,.15g}",
                denominator=name,
                base=f"{base:,.15g}",
                period=period,
                grade=codelists.named(grade, lang),
                factor=factor,
            )
            for value, base, period, grade in rows.itertuples(index=False)
        ]
        found[column] = pd.Series(texts, index=rows.index, dtype=str).reindex(table.index).fillna("")
    return found

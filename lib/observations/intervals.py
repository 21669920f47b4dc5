"""How exactly a number is known: the size of its last printed digit, and the interval its wording leaves open."""

from __future__ import annotations

import numpy as np
import pandas as pd

APPROXIMATE = ("about", "over", "under", "at_least", "at_most")
RATES = ("percent", "per_mille")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_PRINTED = r"^[^\d]*(?P<whole>[\d,，]+)(?:[.．](?P<decimals>\d+))?(?P<rest>.*)$"
_ROUND_FROM = (
    10_000  # a reference value of at least this many with trailing zeros was rounded there: 10437000 is 1043.7万
)


def precision(texts: pd.Series, values: pd.Series, qualifiers: pd.Series) -> pd.Series:
    """Size of the last printed digit: 2.5万 → 1000, 98.3% → 0.1, 2041 → 1, 3300多 → 100 (an approximate number is round)."""
    parts = texts.str.extract(_PRINTED)
    digits = parts["decimals"].fillna("").str.len()
    scale = (
        parts["rest"].fillna("").map({rest: _scale(rest) for rest in parts["rest"].fillna("").unique()}).astype(float)
    )
    printed = scale / 10.0**digits
    found = printed.where(parts["whole"].notna(), 1.0)
    round_numbers = qualifiers.isin(APPROXIMATE) & (digits == 0)
    return found.where(~round_numbers, np.maximum(found, trailing(values)))


def precision_of_values(values: pd.Series, qualifiers: pd.Series) -> pd.Series:
    """The same for values that come without their printed form (data/raw/reference): from decimals and trailing zeros."""
    decimals = values.astype(str).str.extract(r"\.(\d*?)0*$")[0].fillna("").str.len()
    rounded = (values.abs() >= _ROUND_FROM) | qualifiers.isin(APPROXIMATE)
    return (10.0**-decimals).where(~rounded | (decimals > 0), trailing(values))


def trailing(values: pd.Series) -> pd.Series:
    """10 to the number of trailing zeros: 3300 → 100, 2041 → 1, 0 → 1."""
    found = pd.Series(1.0, index=values.index)
    for power in range(1, 13):
        found = found.where((values % 10.0**power != 0) | (values == 0), 10.0**power)
    return found


def literal(values: pd.Series, qualifiers: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The bounds the wording sets, as in figures.csv: 逾 sets a lower one, 近 an upper one, 约 none, an exact number both."""
    lower = values.where(qualifiers.isin(["exact", "over", "at_least"]))
    upper = values.where(qualifiers.isin(["exact", "under", "at_most"]))
    return lower, upper


def presumed(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The interval a reader takes a number to mean, for ranks and derivations; needs obs_value, lower, upper, precision, qualifier.

    逾1.1亿 lies in 1.1-1.2亿, 近5.9万 in 5.8-5.9万, 约96.17亿 one last digit either side, 98.3% and 2.5万 half a digit;
    a whole count printed to the unit is itself. 不少于 and 不超过 stay open. Bounds a derivation left are kept.
    """
    value, step, word = frame["obs_value"], frame["precision"].fillna(0.0), frame["qualifier"]
    half = (step / 2).where(~((step == 1) & ~frame["unit_measure"].isin(RATES)), 0.0)
    below = pd.Series(
        np.select([word.eq("exact"), word.isin(["about", "under"]), word.eq("at_most")], [half, step, np.inf], 0.0),
        index=frame.index,
    )
    above = pd.Series(
        np.select([word.eq("exact"), word.isin(["about", "over"]), word.eq("at_least")], [half, step, np.inf], 0.0),
        index=frame.index,
    )
    low, high = value - below, value + above
    derived = frame["origin"].eq("derived") if "origin" in frame else pd.Series(False, index=frame.index)
    return low.where(~derived, frame["lower"].fillna(-np.inf)), high.where(~derived, frame["upper"].fillna(np.inf))


def _scale(rest: str) -> float:
    return float(np.prod([_SCALES.get(char, 1) for char in rest.split("%")[0]]))

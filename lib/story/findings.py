"""What the numbers of a comparison say: sentences that hold for the data they are made from, and for no other."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lib import lexicon, wording
from lib.messages import Messages
from lib.tables.yearly import name_of

ABOVE = ("nation", "province")


def peers(group: pd.DataFrame) -> pd.DataFrame:
    """The places that may stand in one ranking: a province or the nation is left out where cities or districts are in."""
    levels = lexicon.areas()
    lower = [area not in levels or levels[area].level not in ABOVE for area in group["ref_area"]]
    return group[lower] if any(lower) else group


def headline(group: pd.DataFrame, t: Messages) -> str:
    """One indicator's finding as a title: who has most, and who least; all the values where no order is certain."""
    name = name_of((group["indicator"].iloc[0], group["breakdown"].iloc[0]), t)
    ranked = peers(group).sort_values("obs_value", ascending=False, kind="stable")
    if len(ranked) < 2:
        ranked = group.sort_values("obs_value", ascending=False, kind="stable")
    first, last = ranked.iloc[0], ranked.iloc[-1]
    if len(peers(group)) < 2 or not surely_above(first, ranked.iloc[1]):
        shown = ranked.to_dict("records")[:4]
        return t("headline.values", name=name, values=t.join([said(row, t) for row in shown], last=False))
    return t("headline.most", name=name, most=said(first, t), least=said(last, t))


def said(row: Any, t: Messages) -> str:
    """东莞市4,936人(2022年): the place, its value, and the period, always."""
    return t(
        "said",
        area=t.area(row["ref_area"]),
        value=wording.observation(row, t),
        period=wording.period(row["time_period"], t),
    )


def interval(row: Any) -> tuple[float, float]:
    """What a value may be: about is taken as within a tenth, 逾 and 近 as up to a tenth beyond."""
    value, kind = float(row["obs_value"]), wording.bound(row["obs_value"], row["lower"], row["upper"])
    low = value if wording.missing(row["lower"]) else float(row["lower"])
    high = value if wording.missing(row["upper"]) else float(row["upper"])
    slack = abs(value) * 0.1
    if wording.missing(row["lower"]) and kind in ("about", "under"):
        low = value - slack
    if wording.missing(row["upper"]) and kind in ("about", "over"):
        high = value + slack
    return low, high


def surely_above(one: Any, other: Any) -> bool:
    """Whether `one` is larger than `other` whatever the bounds leave open."""
    return interval(one)[0] > interval(other)[1]

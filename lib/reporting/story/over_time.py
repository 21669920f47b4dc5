"""What a series says over the years: a change only where comparability grants it and the numbers are further apart than rounding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from ...comparison import comparability
from ...observations import intervals
from ...wording import Messages, name_of, phrasing, speak
from .claims import Claim, Prose, claim, section_of
from .comparison import linked, titled

TOLD = 12  # changes told in the text; the table has all

Row = dict[str, Any]


def trends(data: pd.DataFrame, lang: str = "zh") -> Prose:
    """The section that tells every series that has two comparable whole years: from what to what, and what limits it."""
    t = speak(lang)
    told = [
        _told(start, end, t, linked) + _caveat(start, end, t) + t("stop")
        for start, end in pairs(data[data["obs_value"].notna()])
    ]
    if not told:
        told = [claim(t, "trend.nothing" if data["obs_value"].notna().any() else "trend.no_data")]
    return section_of(t("section.findings.title"), told[:TOLD])


def headline(groups: list[pd.DataFrame], t: Messages) -> Claim:
    """The largest sure change of whole years as a title, of printed values alone; else what there is to see."""
    found = [
        (abs(end["obs_value"] / start["obs_value"] - 1), start, end)
        for start, end in pairs(pd.concat(groups))
        if start["obs_value"] > 0 and moved(start, end) and "derived" not in (start["origin"], end["origin"])
    ]
    if not found:
        years = sorted({int(year) for group in groups for year in group["at"]})
        key = (str(groups[0]["indicator"].iloc[0]), str(groups[0]["breakdown"].iloc[0]))
        form = "trend.headline_one" if len(groups) == 1 else "trend.headline_none"
        return claim(t, form, n=len(groups), name=name_of(key, t), first=years[0], last=years[-1])
    _, start, end = max(found, key=lambda change: change[0])
    return _told(start, end, t) + _caveat(start, end, t)


def pairs(data: pd.DataFrame) -> Iterator[tuple[Row, Row]]:
    """For each series its last whole year, and the earliest year that may be set against it."""
    whole = data[data["time_period"].astype(str).str.fullmatch(r"\d{4}")]
    for _, series in whole.groupby(["indicator", "breakdown", "ref_area"], sort=False):
        *before, last = series.sort_values("time_period").to_dict("records")
        start = next((row for row in before if comparable(row, last)), None)
        if start:
            having = {int(row["time_period"]) for row in before}
            missing = [
                year for year in range(int(start["time_period"]) + 1, int(last["time_period"])) if year not in having
            ]
            yield start, {**last, "skipped": missing}


def comparable(start: Row, end: Row) -> bool:
    """Whether a later value of one area may be set against an earlier one; a value computed from the other says nothing new."""
    return bool(comparability.verdict(start, end, "change")) and not (_made_of(start, end) or _made_of(end, start))


def moved(start: Row, end: Row) -> bool:
    """Whether the two intervals that wording and rounding leave open lie apart."""
    rows = pd.DataFrame([start, end])
    numbers = {name: pd.to_numeric(rows[name]).astype(float) for name in ("obs_value", "lower", "upper", "precision")}
    low, high = intervals.presumed(rows.assign(**numbers))
    return bool(low.iloc[0] > high.iloc[1] or low.iloc[1] > high.iloc[0])


def size(start: Row, end: Row, t: Messages) -> str:
    """How large a change is: percent, percentage points for rates; 约 where a value is not exact."""
    rate = end["unit_measure"] in ("percent", "permille")
    change = end["obs_value"] - start["obs_value"] if rate else (end["obs_value"] / start["obs_value"] - 1) * 100
    text = phrasing.plain(abs(change), 2 if rate else 1)
    exact = phrasing.qualifier(start) == phrasing.qualifier(end) == "exact"
    return text if exact else t("bound.about", value=text)


def direction(start: Row, end: Row) -> str:
    """The form of messages.yml that says which way it went: up, down, points_up, points_down, open."""
    if not moved(start, end) or not start["obs_value"]:
        return "open"
    way = "up" if end["obs_value"] > start["obs_value"] else "down"
    return f"points_{way}" if end["unit_measure"] in ("percent", "permille") else way


def _made_of(one: Row, other: Row) -> bool:
    """Whether `one` was computed from `other`."""
    name = "|".join(str(other[part]) for part in ("indicator", "ref_area", "time_period", "breakdown"))
    return name in str(one.get("inputs") or "").split(" ")


def _told(start: Row, end: Row, t: Messages, say: Callable[[Row, Messages], str] = phrasing.observation) -> Claim:
    values = {
        "area": t.area(end["ref_area"]),
        "name": titled((end["indicator"], end["breakdown"]), pd.DataFrame([end]), t),
        "start": say(start, t),
        "end": say(end, t),
        "first": phrasing.period(start["time_period"], t),
        "last": phrasing.period(end["time_period"], t),
    }
    way = direction(start, end)
    more = {} if way == "open" else {"change": size(start, end, t)}
    return claim(t, f"trend.{way}", [start, end], **values, **more)


def _caveat(start: Row, end: Row, t: Messages) -> str:
    """What the two numbers are if not printed in a report, and that years between them are missing."""
    others = [t(f"origin_name.{row['origin']}") for row in (start, end) if row["origin"] != "reported"]
    told = [t("trend.origins", origins=t.join(dict.fromkeys(others)))] if others else []
    if end.get("skipped"):
        told.append(t("trend.skipped", years=t.join(map(str, end["skipped"]), last=False)))
    return t("trend.caveat", caveats=t("list.semicolon").join(told)) if told else ""


__all__ = ["comparable", "direction", "headline", "moved", "pairs", "size", "trends"]

"""What a series says over the years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
from IPython.display import Markdown

from ...observations import reason_codes
from ...wording import Messages, name_of, phrasing, speak
from .comparison import interval, linked
from .headings import bullets

TOLD = 12  # changes told in the text; the table has all


def trends(data: pd.DataFrame, lang: str = "zh") -> Markdown:
    """The section that tells every series that has two whole years: from what to what, and what limits it."""
    t = speak(lang)
    lines = list(_changes(data, t))
    if not lines:
        lines = [t("trend.nothing" if data["obs_value"].notna().any() else "trend.no_data")]
    return bullets(t("section.findings.title"), lines[:TOLD])


def headline(groups: list[pd.DataFrame], t: Messages) -> str:
    """The largest sure change of whole years as a title; else how many series there are."""
    found = [
        (abs(end["obs_value"] / start["obs_value"] - 1), start, end)
        for start, end in _pairs(pd.concat(groups))
        if start["obs_value"] > 0 and not _overlap(start, end)
    ]
    if not found:
        return t("trend.headline_none", n=len(groups))
    _, start, end = max(found, key=lambda change: change[0])
    return _told(start, end, t)


def _changes(data: pd.DataFrame, t: Messages) -> Iterator[str]:
    for start, end in _pairs(data[data["obs_value"].notna()]):
        yield _told(start, end, t, linked) + _caveat(start, end, t) + t("stop")


def _pairs(data: pd.DataFrame) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """First and last whole year of each series on one side of any break."""
    whole = data[data["time_period"].astype(str).str.isdigit()]
    for _, series in whole.groupby(["indicator", "breakdown", "ref_area"], sort=False):
        rows = series.sort_values("time_period").to_dict("records")
        last_break = max(
            (
                n
                for n, row in enumerate(rows)
                if reason_codes.has(pd.Series([str(row.get("reasons") or "")]), "break").iloc[0]
            ),
            default=0,
        )
        if len(rows) - last_break > 1:
            yield rows[last_break], rows[-1]


def _told(
    start: dict[str, Any],
    end: dict[str, Any],
    t: Messages,
    say: Callable[[dict[str, Any], Messages], str] = phrasing.observation,
) -> str:
    values = {
        "area": t.area(end["ref_area"]),
        "name": name_of((end["indicator"], end["breakdown"]), t),
        "start": say(start, t),
        "end": say(end, t),
        "first": phrasing.period(start["time_period"], t),
        "last": phrasing.period(end["time_period"], t),
    }
    if _overlap(start, end) or not start["obs_value"]:
        return t("trend.open", **values)
    if end["unit_measure"] == "percent":
        change = end["obs_value"] - start["obs_value"]
        return t(f"trend.{'points_up' if change > 0 else 'points_down'}", change=phrasing.plain(abs(change)), **values)
    change = (end["obs_value"] / start["obs_value"] - 1) * 100
    return t(f"trend.{'up' if change > 0 else 'down'}", change=_size(change, start, end, t), **values)


def _overlap(start: dict[str, Any], end: dict[str, Any]) -> bool:
    """Whether the bounds leave open that nothing changed."""
    return interval(start)[1] >= interval(end)[0] and interval(end)[1] >= interval(start)[0]


def _size(change: float, start: dict[str, Any], end: dict[str, Any], t: Messages) -> str:
    text = phrasing.plain(abs(change), 1)
    exact = phrasing.qualifier(start) == phrasing.qualifier(end) == "exact"
    return text if exact else t("bound.about", value=text)


def _caveat(start: dict[str, Any], end: dict[str, Any], t: Messages) -> str:
    others = [t(f"origin_name.{row['origin']}") for row in (start, end) if row["origin"] != "reported"]
    return t("trend.caveat", origins=t.join(dict.fromkeys(others))) if others else ""


__all__ = ["headline", "trends"]

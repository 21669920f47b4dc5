"""Ranks, only where bounds and flags allow one: a place, a span of places, or the reason why there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import periods
from ..lexicon import comparability
from ..observations import intervals

GROUP = ["indicator", "breakdown", "level"]


def rank(comparison: pd.DataFrame, descending: bool = True) -> pd.DataFrame:
    """`comparison` with rank_low and rank_high (1 is first; equal where the place is certain), rank (`2`, `2-3`, or ''),
    ranked (how many share the ranking) and rank_note, a code of comparability.yml with rank_note_zh and rank_note_en.

    Areas are ranked among their own level. A value whose definition or series differs, a part of a year beside whole
    years, and values of other years than most are left out; the interval that wording and rounding leave open decides ties.
    """
    comparison = comparison.drop(columns=["rank_low", "rank_high", "ranked"], errors="ignore")
    note = _notes(comparison)
    low, high = intervals.presumed(comparison)
    known = comparison.assign(_low=low, _high=high)[note.eq("")]
    places = (
        pd.concat([_places(group, descending) for _, group in known.groupby(GROUP, sort=False)])
        if len(known)
        else pd.DataFrame(columns=["rank_low", "rank_high", "ranked"], dtype=float)
    )
    found = comparison.join(places)
    alone = found["ranked"].eq(1)
    note = note.where(~alone, "level").where(~(found["rank_low"].ne(found["rank_high"]) & found["ranked"].gt(1)), "tie")
    found[["rank_low", "rank_high"]] = found[["rank_low", "rank_high"]].where(~alone)
    words = {
        f"rank_note_{lang}": note.map(comparability()["rank"][lang]).astype(str).fillna("") for lang in ("zh", "en")
    }
    return found.assign(rank=_written(found["rank_low"], found["rank_high"]), rank_note=note, **words)


def _places(group: pd.DataFrame, descending: bool) -> pd.DataFrame:
    """Places of one group from its intervals: at best after all that are surely ahead, at worst before all surely behind."""
    low, high = (group["_low"], group["_high"]) if descending else (-group["_high"], -group["_low"])
    ahead = len(group) - np.searchsorted(np.sort(low.to_numpy()), high.to_numpy(), side="right")
    behind = np.searchsorted(np.sort(high.to_numpy()), low.to_numpy(), side="left")
    return pd.DataFrame(
        {"rank_low": ahead + 1.0, "rank_high": len(group) - behind + 0.0, "ranked": float(len(group))},
        index=group.index,
    )


def _notes(comparison: pd.DataFrame) -> pd.Series:
    """Why a row takes no part: no value, a flag, other months or another year than most of its group."""
    valued = comparison["obs_value"].notna()
    flagged = comparison["obs_status"].isin(comparability()["rank"]["unranked_flags"])
    named = periods.frame(comparison["time_period"].where(valued, "0001"))
    note = pd.Series("empty", index=comparison.index, dtype=str).where(~valued, "").where(~(valued & flagged), "flag")
    for name, column in (("months", named["months"].replace(0, 12)), ("year", named["year"])):
        usual = (
            column.where(note.eq(""))
            .groupby([comparison[key] for key in GROUP])
            .transform(lambda values: values.mode().max())
        )
        note = note.where(~(note.eq("") & column.ne(usual)), name)
    return note


def _written(low: pd.Series, high: pd.Series) -> pd.Series:
    """`2`, `2-3` or ''."""
    first, last = low.map("{:.0f}".format), high.map("{:.0f}".format)
    return first.where(low.eq(high), first + "-" + last).where(low.notna(), "").astype(str)

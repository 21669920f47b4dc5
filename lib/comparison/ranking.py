"""Ranks, only where they may be given: a place, a span of places, or the reason why there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..observations import intervals, reason_codes
from . import comparability

GROUP = ["indicator", "breakdown", "level"]


def rank(comparison: pd.DataFrame, descending: bool = True) -> pd.DataFrame:
    """`comparison` with rank_low and rank_high (1 is first; equal where the place is certain), rank (`2`, `2-3`, or ''),
    ranked (how many share the ranking) and rank_note, codes of `apart` in comparability.yml with rank_note_zh and rank_note_en.

    Who may be ranked with whom is decided by comparability.apart; the interval that wording and rounding leave open decides ties.
    """
    comparison = comparison.drop(columns=["rank_low", "rank_high", "ranked"], errors="ignore")
    note = comparability.apart(comparison, "rank")
    low, high = intervals.presumed(comparison)
    known = comparison.assign(_low=low, _high=high)[note.eq("")]
    places = (
        pd.concat([_places(group, descending) for _, group in known.groupby(GROUP, sort=False)])
        if len(known)
        else pd.DataFrame(columns=["rank_low", "rank_high", "ranked"], dtype=float)
    )
    found = comparison.join(places)
    note = note.where(~(found["rank_low"].ne(found["rank_high"]) & found["ranked"].gt(1)), "overlap")
    texts = {f"rank_note_{lang}": reason_codes.texts(note, lang, "apart") for lang in ("zh", "en")}
    return found.assign(rank=_written(found["rank_low"], found["rank_high"]), rank_note=note, **texts)


def _places(group: pd.DataFrame, descending: bool) -> pd.DataFrame:
    """Places of one group from its intervals: at best after all that are surely ahead, at worst before all surely behind."""
    low, high = (group["_low"], group["_high"]) if descending else (-group["_high"], -group["_low"])
    ahead = len(group) - np.searchsorted(np.sort(low.to_numpy()), high.to_numpy(), side="right")
    behind = np.searchsorted(np.sort(high.to_numpy()), low.to_numpy(), side="left")
    return pd.DataFrame(
        {"rank_low": ahead + 1.0, "rank_high": len(group) - behind + 0.0, "ranked": float(len(group))},
        index=group.index,
    )


def _written(low: pd.Series, high: pd.Series) -> pd.Series:
    """`2`, `2-3` or ''."""
    first, last = (end.map("{:.0f}".format).astype(str) for end in (low, high))
    return first.where(low.eq(high), first + "-" + last).where(low.notna(), "").astype(str)

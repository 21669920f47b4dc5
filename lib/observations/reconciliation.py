"""One value where several are printed: which agree, which wins, and what decided."""

from __future__ import annotations

import pandas as pd

from .. import schemas
from ..lexicon import comparability
from . import intervals

CONFLICT = ["kept", "other", "kept_id", "other_id", "decided_by"]
# What each rule of `precedence` sorts by, best first. A missing date of publication sorts last.
SORTS = {
    "citywide": ("scope", True),  # area before part
    "own_unit": ("foreign", True),  # of the indicator's kind of unit before any other
    "full_period": ("months", False),
    "latest_published": ("published", False),
    "higher_precision": ("doubt", True),
    "first_printed": ("order", True),
}


def ordered(candidates: pd.DataFrame) -> pd.DataFrame:
    """`candidates` (figures with key, origin, value, bounds, published, doc_id, start) with the best of every key first."""
    low, high = intervals.presumed(candidates)
    frame = candidates.assign(low=low, high=high, doubt=(high - low).fillna(0.0))
    frame = frame.sort_values(["source_id", "start"], kind="stable").assign(order=range(len(frame)))
    columns, ascending = zip(*(SORTS[name] for name in comparability()["precedence"]), strict=True)
    return frame.sort_values(
        [*schemas.KEY, *columns], ascending=[True] * len(schemas.KEY) + list(ascending), kind="stable"
    )


def choose(candidates: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The winner of every key with the ids of all figures that agree with it, and the conflicts: one row per figure that does not.

    Two figures agree where their printed precision lets them be the same number: 近5.9万 agrees with 58764.
    """
    frame = ordered(candidates)
    first = frame.groupby(schemas.KEY, sort=False).transform("first")
    agrees = (frame["low"] <= first["high"]) & (frame["high"] >= first["low"])
    ids = frame[agrees].groupby(schemas.KEY, sort=False)["figure_id"].agg(" ".join)
    winners = frame.drop_duplicates(schemas.KEY).set_index(schemas.KEY)
    winners = winners.assign(figure_ids=ids).reset_index()
    return winners, _conflicts(frame[~agrees], first[~agrees])


def _conflicts(losers: pd.DataFrame, winners: pd.DataFrame) -> pd.DataFrame:
    """Key, the value kept and the other one, their figures, and the rule that decided."""
    decided = pd.Series("first_printed", index=losers.index, dtype=str)
    for name in reversed(comparability()["precedence"]):
        column = SORTS[name][0]
        decided = decided.where(losers[column].eq(winners[column]), name) if name != "first_printed" else decided
    found = losers[schemas.KEY].assign(
        kept=winners["obs_value"],
        other=losers["obs_value"],
        kept_id=winners["figure_id"],
        other_id=losers["figure_id"],
        decided_by=decided,
    )
    return found.reset_index(drop=True)

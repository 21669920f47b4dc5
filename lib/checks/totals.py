"""Totals printed beside their parts: whether the parts add up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import periods
from ..lexicon import comparability
from ..observations import intervals, with_ids
from .findings import finding

MANY = 5  # so many printed items of a total are a full list even where no 其他 closes it


def parts_total(figures: pd.DataFrame) -> pd.DataFrame:
    """A total against the items its sentence goes on to print: those of scope `part`, and indicators declared as its parts."""
    rows = with_ids(
        figures[
            figures["indicator"].ne("") & figures["status"].eq("actual") & figures["measure"].isin(["count", "amount"])
        ]
    )
    owner = (
        rows["indicator"]
        .map({entry["part"]: entry["whole"] for entry in comparability()["parts"]})
        .fillna(rows["indicator"])
    )
    rows = rows.assign(
        whole=owner.where(owner.ne(rows["indicator"]) | rows["scope"].eq("part"), rows["indicator"]).astype(str)
    )
    is_total = rows["scope"].ne("part") & owner.eq(rows["indicator"])
    # A figure belongs to the last total before it in its own sentence.
    sentence = [rows["doc_id"], rows["sentence"], rows["whole"]]
    rows = rows.assign(total=rows["figure_id"].where(is_total).groupby(sentence).ffill(), opens=is_total)
    rows = rows[rows["total"].notna()]
    rows["sum"] = rows["value"].where(~rows["opens"])
    items = rows.groupby("total").agg(
        n=("sum", "count"), expected=("sum", "sum"), ids=("figure_id", " ".join), last=("prefix", "last")
    )
    found = rows[rows["opens"]].merge(items[items["n"].ge(2)], left_on="total", right_index=True)
    return _totals(found)


def _totals(found: pd.DataFrame) -> pd.DataFrame:
    precision = intervals.precision(found["text"], found["value"], found["qualifier"])
    gap = found["value"] - found["expected"]
    full = found["n"].ge(MANY) | found["last"].str.contains("其他|其它|其餘|其余", regex=True)
    exact = gap.abs().lt(precision.where(precision.gt(1) | found["qualifier"].ne("exact"), 0.5))
    case = np.select([exact, gap.lt(0), full], ["confirmed", "over", "short"], "share")
    named = found.assign(
        time_period=periods.frame(found["time_period"])["time_period"], breakdown=found["breakdown"].replace("", "_T")
    )
    return finding(
        named,
        "parts_total",
        case=case,
        expected=found["expected"],
        found=found["value"],
        figure_ids=found["ids"],
        n=found["n"],
        gap=gap.abs(),
    )

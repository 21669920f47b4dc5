"""Which of several observations answers a question: the period dated, then the declared order of preference."""

from __future__ import annotations

import pandas as pd

from .. import periods
from ..lexicon import codelists

_ORIGINS = {"reported": 0, "reference": 1, "derived": 2, "extrapolated": 3}


def dated(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with year (in which the period ends), months, kind (stock, flow, rate) and theme; time_period in SDMX form."""
    rows = rows.reset_index(drop=True)
    named = periods.frame(rows["time_period"].where(rows["time_period"].ne(""), "0001"))
    kinds, themes = (
        rows["indicator"].map(codelists.kinds()).astype(str).fillna(""),
        rows["indicator"].map(codelists.themes()).astype(str).fillna(""),
    )
    return rows.assign(
        time_period=named["time_period"].where(rows["time_period"].ne(""), ""),
        year=named["year"],
        months=named["months"],
        kind=kinds,
        theme=themes,
    )


def best(
    rows: pd.DataFrame,
    by: list[str],
    year: int | None = None,
    estimates: bool = False,
    definitions: pd.Series | None = None,
) -> pd.DataFrame:
    """The preferred row of every group `by`: one of low reliability (U) only where there is no other; nearest to `year`, the earlier of two; counted as `definitions` says, the row's
    definition that is wanted; printed before reference before derived; the longer period; the later publication.
    With `estimates` an annualised value goes before a part of the year."""
    gap = (rows["year"] - year).abs() if year is not None else pd.Series(0, index=rows.index)
    order = rows["origin"].map(_ORIGINS)
    partial = rows["months"].between(1, 11) & rows["kind"].ne("stock")
    length = rows["months"].replace(0, 12)
    other = rows["definition"].ne(definitions) if definitions is not None else pd.Series(False, index=rows.index)
    frame = rows.assign(
        _doubt=rows["obs_status"].eq("U"),
        _gap=gap,
        _late=partial & estimates,
        _other=other,
        _origin=order,
        _length=length,
    )
    columns = ["_doubt", "_gap", "year", "_late", "_other", "_origin", "_length", "published", "time_period"]
    ordered = frame.sort_values(columns, ascending=[True] * 6 + [False] * 3, kind="stable")
    return ordered.drop_duplicates(by).drop(columns=["_doubt", "_gap", "_late", "_other", "_origin", "_length"])

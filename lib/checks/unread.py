"""Places where a document may hold a number that was not read, as findings."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .findings import FINDING, finding

QUOTE = 16  # code points of the sentence on either side


def unread(places: pd.DataFrame) -> pd.DataFrame:
    """One finding per place (rows of figures.extraction.unread_frame); they belong to no indicator."""
    if places.empty:
        return pd.DataFrame(columns=FINDING)
    rows = places.assign(indicator="", time_period=places["year"], breakdown="_T")
    return finding(
        rows,
        "unread",
        case=rows["reason"],
        expected=float("nan"),
        found=float("nan"),
        figure_ids=pd.Series("", index=rows.index),
        document=rows["doc_id"],
        quote=[_quote(row) for row in rows.to_dict("records")],
        printed=[" ".join(text.split()) for text in rows["text"]],
        place=rows["doc_id"] + "#" + rows["start"].astype(str),
    )


def _quote(row: dict[str, Any]) -> str:
    """The words around the place, on one line."""
    before, found, after = str(row["sentence"]).partition(row["text"])
    return " ".join(f"{before[-QUOTE:]}{found}{after[:QUOTE]}".split())

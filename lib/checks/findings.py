"""The rows of checks.csv: a finding with its key and numbers, worded from checks.yml; and totals against their printed items."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from .. import lexicon, periods
from ..lexicon import codelists

FINDING = [
    "check",
    "case",
    "indicator",
    "ref_area",
    "time_period",
    "breakdown",
    "expected",
    "found",
    "figure_ids",
    "words",
]


@cache
def texts() -> dict[str, Any]:
    """checks.yml, read once."""
    answer: dict[str, Any] = lexicon.load_yaml("checks.yml")
    return answer


def finding(
    rows: pd.DataFrame, check: str, *, case: Any, expected: Any, found: Any, figure_ids: pd.Series, **words: Any
) -> pd.DataFrame:
    """Findings of one check: key columns of `rows`, numbers, and the further `words` (dicts) that its sentences need."""
    named = pd.DataFrame(words, index=rows.index) if words else pd.DataFrame(index=rows.index)
    table = rows[["indicator", "ref_area", "time_period"]].assign(
        check=check, case=case, breakdown=rows.get("breakdown", "_T"), expected=expected, found=found
    )
    return table.assign(
        figure_ids=figure_ids.str.replace(r" +", " ", regex=True).str.strip(), words=named.to_dict("records")
    )[FINDING].reset_index(drop=True)


def worded(table: pd.DataFrame) -> pd.DataFrame:
    """`table` (FINDING) with check_id, severity, difference and the messages in both languages."""
    table = table.assign(
        difference=(table["found"] - table["expected"]).astype(float).round(6),
        expected=table["expected"].astype(float).round(6),
    )
    places = pd.Series([words.get("place", "reference") for words in table["words"]], index=table.index, dtype=str)
    anchor = table["figure_ids"].str.split(" ").str[-1].where(table["figure_ids"].ne(""), places)
    ids = (
        table["check"]
        + ":"
        + table["indicator"]
        + "|"
        + table["ref_area"]
        + "|"
        + table["time_period"]
        + "|"
        + table["breakdown"]
        + ":"
        + anchor
    )
    again = ids.groupby(ids).cumcount()
    severity = [texts()[check][case]["severity"] for check, case in zip(table["check"], table["case"], strict=True)]
    messages = {f"message_{lang}": [_message(row, lang) for row in table.to_dict("records")] for lang in ("zh", "en")}
    return table.assign(
        check_id=ids.where(again.eq(0), ids + "~" + again.astype(str)),
        severity=pd.Series(severity, index=table.index, dtype=str),
        **messages,
    )


def _message(row: dict[str, Any], lang: str) -> str:
    """One sentence: the template of checks.yml with names, periods and numbers filled in."""
    area = lexicon.areas().get(row["ref_area"])
    words = {key: _filled(key, value, lang) for key, value in row["words"].items()}
    words |= {key: _filled(key, row[key], lang) for key in ("indicator", "expected", "found")}
    words["area"] = getattr(area, f"name_{lang}") if area else row["ref_area"]
    words["period"] = period(row["time_period"], lang)
    if row["breakdown"] != "_T":
        words["indicator"] += f"（{row['breakdown']}）" if lang == "zh" else f" ({row['breakdown']})"
    answer: str = texts()[row["check"]][row["case"]][lang].format(**words)
    return answer


def _filled(key: str, value: Any, lang: str) -> str:
    if key in ("part", "whole", "indicator"):
        return codelists.name(value, lang)
    if key == "rule":
        answer: str = texts()["rules"][value][lang]
        return answer
    if key == "before":
        return period(value, lang)
    return f"{round(float(value), 2):,.15g}" if isinstance(value, (int, float, np.number)) else str(value)


def period(text: str, lang: str) -> str:
    """A period for reading: 2022年, 2024年1—11月; 2022, 2024-01/11; empty where none is known."""
    if not text:
        return ""
    known = periods.parse(text)
    if known.whole_year:
        return f"{known.year}年" if lang == "zh" else str(known.year)
    if known.months > 12 or known.first_year != known.year:
        return f"{known.first_year}—{known.year}年" if lang == "zh" else f"{known.first_year}-{known.year}"
    last = "" if known.months <= 1 else (f"—{known.last_month}" if lang == "zh" else f"/{known.last_month:02d}")
    return (
        f"{known.first_year}年{known.first_month}{last}月"
        if lang == "zh"
        else f"{known.first_year}-{known.first_month:02d}{last}"
    )

"""What is written out beside the codes of an observation: names in both languages, the year, its first and last day, what it covers."""

from __future__ import annotations

import calendar

import pandas as pd

from .. import lexicon, periods
from ..lexicon import codelists

LABELS = ["indicator_zh", "indicator_en", "area_zh", "area_en", "year", "period_start", "period_end", "coverage"]


def label(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` (indicator, ref_area, time_period, which may be empty) with LABELS; year is missing where there is no period."""
    known = {text: _dated(text) for text in rows["time_period"].unique()}
    dates = pd.DataFrame(
        [known[text] for text in rows["time_period"]], columns=["year", "period_start", "period_end"], index=rows.index
    )
    areas = lexicon.areas()
    names = {
        f"{column}_{lang}": rows[key].map(lookup).astype(str)
        for lang in ("zh", "en")
        for column, key, lookup in (
            ("indicator", "indicator", lambda code, lang=lang: codelists.name(code, lang)),
            (
                "area",
                "ref_area",
                lambda code, lang=lang: getattr(areas[code], f"name_{lang}") if code in areas else code,
            ),
        )
    }
    return rows.assign(**names, **dates, coverage=coverage(rows))


def coverage(rows: pd.DataFrame) -> pd.Series:
    """year, part_of_year, as_of or several_years; '' where there is no period."""
    dated = rows["time_period"].ne("") & rows["time_period"].notna()
    named = periods.frame(rows["time_period"].where(dated, "0001"))
    stock = rows["indicator"].map(codelists.kinds()).eq("stock")
    whole = named["months"].eq(12) & named["first_month"].eq(1) | (
        stock & named["months"].between(1, 12) & named["last_month"].eq(12)
    )
    found = pd.Series("part_of_year", index=rows.index, dtype=str)
    found = found.where(~(stock & named["months"].le(12)) & named["months"].ne(0), "as_of")
    return found.where(named["months"].le(12), "several_years").where(~whole, "year").where(dated, "")


def _dated(text: object) -> tuple[int | None, str, str]:
    """Year, first and last day of a period; nothing of none."""
    if not isinstance(text, str) or not text:
        return None, "", ""
    period = periods.parse(text)
    first = f"{period.first_year:04d}-{period.first_month:02d}-{period.day if period.months == 0 else 1:02d}"
    last_day = calendar.monthrange(max(period.year, 1), period.last_month)[1]
    last = first if period.months == 0 else f"{period.year:04d}-{period.last_month:02d}-{last_day:02d}"
    return period.year, first, last

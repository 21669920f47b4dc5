"""Periods: a year, part of a year, several years or a day, between the documents' ISO form and SDMX's."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import pandas as pd

from .project import CityStatsError

_YEARS = re.compile(r"(\d{4})(?:/(\d{4}))?$")
_MONTHS = re.compile(r"(\d{4})-(\d{2})(?:/(\d{4})-(\d{2}))?$")
_DAYS = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:/(\d{4})-(\d{2})-(\d{2}))?$")
_SDMX = re.compile(r"(\d{4})-(\d{2})-01/P(\d+)([MY])$")
_FREQUENCIES = {12: "A", 6: "S", 3: "Q", 1: "M"}


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, a month or a year in ISO form.

    >>> [is_day(text) for text in ("2023-02-06", "2023-02", "2023", "2023-02-30", "2023-13", "不详")]
    [True, True, True, False, False, False]
    """
    try:
        return re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII) is not None and bool(
            date.fromisoformat(f"{text}-01-01"[:10])
        )
    except ValueError:
        return False


class Period(NamedTuple):
    """`months` months from the start of `first_month` of `first_year`; 0 months is the day `day` itself."""

    first_year: int
    first_month: int = 1
    months: int = 12
    day: int = 1

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.first_year + (self.first_month - 1 + max(self.months, 1) - 1) // 12

    @property
    def last_month(self) -> int:
        return (self.first_month - 1 + max(self.months, 1) - 1) % 12 + 1

    @property
    def whole_year(self) -> bool:
        return self.first_month == 1 and self.months == 12

    @property
    def freq(self) -> str:
        """SDMX CL_FREQ: A, S, Q, M for periods of the calendar, _O for any other."""
        length = self.months
        regular = length in _FREQUENCIES and (self.first_month - 1) % length == 0
        return _FREQUENCIES[length] if regular else "_O"

    def shift(self, years: int) -> Period:
        """The same months `years` later."""
        return self._replace(first_year=self.first_year + years)

    def __str__(self) -> str:
        """SDMX: 2022, 2024-01-01/P11M, 2019-01-01/P3Y, 2021-10, 2020-11-01."""
        if self.whole_year:
            return f"{self.first_year:04d}"
        if self.months == 0:
            return f"{self.first_year:04d}-{self.first_month:02d}-{self.day:02d}"
        if self.months == 1:
            return f"{self.first_year:04d}-{self.first_month:02d}"
        years = self.first_month == 1 and self.months % 12 == 0
        return f"{self.first_year:04d}-{self.first_month:02d}-01/P{f'{self.months // 12}Y' if years else f'{self.months}M'}"


def parse(text: str) -> Period:
    """A period written either way; CityStatsError if it is neither.

    >>> str(parse("2024-01/2024-11")), parse("2019/2021").months, parse("2024-01-01/P11M").last_month
    ('2024-01-01/P11M', 36, 11)
    """
    if match := _YEARS.match(text):
        first, last = int(match[1]), int(match[2] or match[1])
        return _checked(Period(first, 1, 12 * (last - first + 1)), text)
    if match := _MONTHS.match(text):
        year, month = int(match[1]), int(match[2])
        last = (int(match[3] or year) - year) * 12 + int(match[4] or month)
        return _checked(Period(year, month, last - month + 1), text)
    if match := _SDMX.match(text):
        return _checked(Period(int(match[1]), int(match[2]), int(match[3]) * (12 if match[4] == "Y" else 1)), text)
    if match := _DAYS.match(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if not match[4]:
            return _checked(Period(year, month, 0, day), text)
        return _checked(Period(year, month, (int(match[4]) - year) * 12 + int(match[5]) - month + 1), text)
    raise CityStatsError(
        f"time_period {text!r}: write a year (2022), months (2024-01/2024-11), years (2019/2021) or a day (2020-11-01)"
    )


def _checked(period: Period, text: str) -> Period:
    if (
        not 1 <= period.first_month <= 12
        or period.months < 0
        or (period.months == 0 and "/" in text)
        or not 1 <= period.day <= 31
    ):
        raise CityStatsError(f"time_period {text!r}: no such month or day, or it ends before it begins")
    return period


def frame(texts: pd.Series) -> pd.DataFrame:
    """Columns time_period (SDMX), freq, year, first_month, last_month, months; the index of `texts`. Each distinct text is parsed once."""
    known = {text: parse(text) for text in texts.unique()}
    rows = {text: (str(p), p.freq, p.year, p.first_month, p.last_month, p.months) for text, p in known.items()}
    columns = ["time_period", "freq", "year", "first_month", "last_month", "months"]
    return pd.DataFrame([rows[text] for text in texts], index=texts.index, columns=columns)


def shifted(texts: pd.Series, years: int) -> pd.Series:
    """Every period `years` later, in SDMX form."""
    return texts.map({text: str(parse(text).shift(years)) for text in texts.unique()})

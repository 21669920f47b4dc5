"""How a value, its bounds and its period are put in words and figures, in Chinese and in English."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from ..lexicon import codelists
from .messages import Messages

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SDMX = re.compile(r"(\d{4})-(\d{2})-\d{2}/P(\d+)([MY])")
SPAN = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})")
YEARS = re.compile(r"(\d{4})/(\d{4})")
DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def missing(value: object) -> bool:
    """No value: None, NaN, NA or an empty string."""
    return value is None or value == "" or value != value


def plain(value: float, digits: int = 2) -> str:
    """1234.5 → 1,234.5: thousands separators, at most `digits` decimals, small values to two significant digits."""
    if value and abs(value) < 1:
        digits = max(digits, 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bound(value: float, lower: object, upper: object) -> str:
    """exact, about, over or under: what the bounds say of a printed value."""
    if missing(lower) and missing(upper):
        return "about"
    if missing(upper) or (not missing(lower) and lower == value != upper):
        return "over"
    if missing(lower) or (upper == value != lower):
        return "under"
    return "exact" if lower == upper else "about"


def qualifier(row: Any) -> str:
    """exact, about, over, under, at_least or at_most: the row's own word, else what its bounds say."""
    word = row.get("qualifier")
    return bound(row["obs_value"], row["lower"], row["upper"]) if missing(word) else str(word)


def scale(values: Iterable[float], unit_measure: str, t: Messages) -> tuple[float, str]:
    """(factor, unit label) that suit a whole table row: money in 万元/亿元 (million/billion), all else as it is."""
    sizes = [abs(value) for value in values if not missing(value) and value]
    base, per, denominator = unit_measure.partition("_per_")
    if base != "CNY" or not sizes:
        return 1.0, t.unit(unit_measure)
    steps = ((1e8, "CNY_e8"), (1e4, "CNY_e4")) if t.lang == "zh" else ((1e9, "CNY_e9"), (1e6, "CNY_e6"))
    factor, name = next(((step, name) for step, name in steps if min(sizes) >= step), (1.0, "CNY"))
    return factor, t.unit(f"{name}{per}{denominator}")


def amount(value: float, unit_measure: str, t: Messages) -> str:
    """A value with its unit as a sentence has it: 4,936人, 5.9万件, 96.17亿元, 98.3%; 4,936, 59,000, CNY 9.617 billion."""
    if unit_measure in ("percent", "per_mille"):
        return f"{plain(value)}{t.unit(unit_measure)}"
    number = _compact(value, unit_measure, t)
    if unit_measure == "CNY":
        return t("value.money", number=number)
    form = "value.per" if "_per_" in unit_measure else "value.count"
    return t(form, number=number, unit=t.unit(unit_measure))


def _compact(value: float, unit_measure: str, t: Messages) -> str:
    """The number with its scale word, if that loses nothing of it."""
    if t.lang == "zh":
        steps: tuple[tuple[float, str], ...] = ((1e8, "亿"), (1e4, "万"))
    else:
        steps = ((1e9, " billion"), (1e6, " million")) if unit_measure == "CNY" or abs(value) >= 1e7 else ()
    for step, word in steps:
        if abs(value) >= step and math.isclose(
            value / step, round(value / step, 3 if t.lang == "en" else 2), rel_tol=1e-12
        ):
            return plain(value / step, 3) + word
    return plain(value)


def bounded(text: str, row: Any, t: Messages) -> str:
    """`text` with 约, 逾, 近 … before it where the row's value is not exact."""
    return t(f"bound.{qualifier(row)}", value=text)


def observation(row: Any, t: Messages) -> str:
    """The value of an observation row in a sentence: 逾1.1亿元."""
    return bounded(amount(row["obs_value"], row["unit_measure"], t), row, t)


def period(time_period: object, t: Messages) -> str:
    """2022年, 2024年1—11月, 2022年8月; 2022, Jan–Nov 2024, Aug 2022."""
    text = "" if missing(time_period) else str(time_period)
    if text.isdigit():
        return t("period.year", year=text)
    if match := SDMX.fullmatch(text):
        year, month, length = int(match[1]), int(match[2]), int(match[3])
        if match[4] == "Y":
            return t("period.years", first=year, last=year + length - 1)
        return _months(year, month, month + length - 1, t)
    if (match := SPAN.fullmatch(text)) and match[1] == match[3]:
        return _months(int(match[1]), int(match[2]), int(match[4]), t)
    if match := YEARS.fullmatch(text):
        return t("period.years", first=match[1], last=match[2])
    if match := DAY.fullmatch(text):
        name = MONTHS[int(match[2]) - 1]
        key = "period.day" if match[3] else "period.month"
        return t(key, year=match[1], month=int(match[2]), name=name, day=int(match[3] or 1))
    return text


def _months(year: int, first: int, last: int, t: Messages) -> str:
    if first == 1 and last == 12:
        return t("period.year", year=year)
    if last > 12:
        return t(
            "period.across",
            year=year,
            month=first,
            name=MONTHS[first - 1],
            end=year + (last - 1) // 12,
            until=(last - 1) % 12 + 1,
            until_name=MONTHS[(last - 1) % 12],
        )
    if first == last:
        return t("period.month", year=year, month=first, name=MONTHS[first - 1])
    return t(
        "period.months", year=year, first=first, last=last, first_name=MONTHS[first - 1], last_name=MONTHS[last - 1]
    )


def year_of(time_period: object) -> int | None:
    """The year a period ends in (2024-01-01/P11M → 2024); None where it has none."""
    found = re.findall(r"(?<!\d)(\d{4})(?!\d)", str(time_period))
    return int(found[-1]) if found else None


def partial(time_period: object) -> bool:
    """Part of a year: months, not a year and not a day on which a stock was counted."""
    text = str(time_period)
    return bool(re.search(r"/P\d+M$", text) or SPAN.fullmatch(text))


def short_period(time_period: object, requested: object, t: Messages) -> str:
    """A period beside a value in a chart: nothing for the year asked for, 1—11月 for its months, else 2022 or 2024年1—11月."""
    text = str(time_period)
    if text == str(requested):
        return ""
    return text if text.isdigit() else period(text, t)


def months(time_period: object) -> int:
    """How many months a period covers; 12 for a year, and for a month or a day on which a stock was counted."""
    text = str(time_period)
    if (match := SDMX.fullmatch(text)) and match[4] == "M":
        return int(match[3])
    if match := SPAN.fullmatch(text):
        return (int(match[3]) - int(match[1])) * 12 + int(match[4]) - int(match[2]) + 1
    return 12


def name_of(key: tuple[str, str], t: Messages) -> str:
    """An indicator with its breakdown, where it has one: 评定等级调解员(二级)."""
    indicator, breakdown = key
    if missing(breakdown) or breakdown == "_T":
        return t.indicator(indicator)
    return t("value.name_unit", name=t.indicator(indicator), unit=codelists.named(breakdown, t.lang))

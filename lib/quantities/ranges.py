"""Ranges: two figures with one unit, 3-5个, 三到四成, 在20和30人之间, 百分之三十到四十."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .grammar import DASH, Grammar
from .numerals import NumeralError, parse_number
from .quantity import Numeral, Quantity

_PERCENT_UNIT = re.compile(r"(?P<vague>)\s?(?P<unit>%)")
_RANGE = re.compile(rf"[多余]?{DASH}")
_BETWEEN = re.compile(rf"\s*(?:[和与跟、]|{DASH})\s*")
_CLOSED = re.compile(r"\s*之间")
_PERCENT_RANGE = re.compile(rf"{DASH}\d+(?:\.\d+)?\s?%")
_FROM = re.compile(r"[由从自][^,。;]{0,8}$")
_PERCENT_BETWEEN = re.compile(r"\s*[和与]\s*\d+(?:\.\d+)?\s?%\s*之间")
_NO_UNIT = re.compile(r"(?P<vague>)(?P<unit>)")
_LINK = re.compile(rf"[多余]?(?:{DASH}|\s*[和与跟、]\s*)")


@dataclass(frozen=True)
class Opening:
    """What the number that closes a range says of the one that opens it: the match of the unit, and the value with its scale."""

    unit: re.Match[str]
    value: float


def opens_percent(text: str, at: int) -> bool:
    """A percent that ends at `at` is followed by another: 5%-8%, 5%和8%之间."""
    if _PERCENT_RANGE.match(text, at):
        return True
    return _PERCENT_BETWEEN.match(text, at) is not None


def opened(numeral: Numeral, unit: re.Match[str] | None, rules: Grammar) -> Opening | None:
    """The range that a number opens; None where it opens none. With a unit of its own 20人和30人之间 and 20人至30人 do."""
    text = numeral.text
    start = unit.end() if unit else numeral.end
    link = (None if unit else _RANGE.match(text, start)) or _BETWEEN.match(text, start)
    second = rules.number.match(text, link.end()) if link else None
    if not link or not second or second[0][0] in "百千万亿":  # 3-万元 is broken off
        return None
    if second.lastgroup == "tenths":
        return _of_tenths(numeral, second) if not unit and _RANGE.fullmatch(link[0]) else None
    if second.lastgroup not in ("arabic", "chinese"):
        return None
    named = _PERCENT_UNIT.match(text, second.end()) or rules.units.match(text, second.end())
    if not named or (unit and unit["unit"] != named["unit"]):
        return None
    dashed = _RANGE.fullmatch(link[0]) is not None
    if unit and dashed and (_FROM.search(numeral.left) or not _rises(numeral, second)):
        return None  # 由94件至100件 goes from one to the other
    if not dashed and not _CLOSED.match(text, named.end()):
        return None
    return Opening(named, _shared_scale(numeral.value, numeral.token, text[numeral.end : named.start("unit")]))


def _rises(numeral: Numeral, second: re.Match[str]) -> bool:
    try:
        return numeral.value < parse_number(second[0])
    except NumeralError:
        return False


def _of_tenths(numeral: Numeral, second: re.Match[str]) -> Opening | None:
    """三到四成: both are tenths."""
    unit = _NO_UNIT.match(numeral.text, second.end())
    return None if unit is None or numeral.value >= 10 else Opening(unit, numeral.value * 10)


def closing(numeral: Numeral, last: Quantity | None) -> Quantity | None:
    """The number that opened the range which this one closes without a unit of its own: 百分之三十到四十."""
    if last is None or not last.opens_range or last.close > numeral.start:
        return None
    return last if _LINK.fullmatch(numeral.text, last.close, numeral.start) else None


def _shared_scale(value: float, token: str, rest: str) -> float:
    """两到三万: the scale word of the second number is that of the first as well."""
    rest = rest.strip().lstrip("-—–~～－至到和与跟、 ")
    large = re.search(r"[万亿]+$", rest)
    try:
        if large and not re.search(r"[万亿]", token):
            mantissa = rest[: large.start()]
            return value * parse_number("一" + large[0]) if mantissa and value < parse_number(mantissa) else value
        small = re.fullmatch(r"[一二三四五六七八九两\d]([十百千仟佰])", rest)
        return value * parse_number("一" + small[1]) if small and len(token) == 1 else value
    except NumeralError:
        return value

"""Two neighbouring digits that are one vague number: 两三个, 三四百, 十五六, 一万六七千."""

from __future__ import annotations

import re

from .numerals import NumeralError, parse_number

_PAIR = re.compile(
    r"(?P<head>.*[十百千万亿])?(?P<low>[一二三四五六七八九两])(?P<high>[二三四五六七八九])(?P<tail>[十百千]?[万亿]*)"
)


def lower_end(token: str) -> float | None:
    """The lower end of a vague number; None for any other numeral. 三五个 has a gap of two, behind a scale word there is none."""
    match = _PAIR.fullmatch(token)
    if not match:
        return None
    low, high = parse_number(match["low"]), parse_number(match["high"])
    if not low < high <= low + (1 if match["head"] else 2):
        return None
    try:
        return float(parse_number(f"{match['head'] or ''}{match['low']}{match['tail']}"))
    except NumeralError:
        return None

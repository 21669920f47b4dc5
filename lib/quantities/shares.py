"""Shares in words: 百分之三十, 千分之三, 三分之二, 六成, 百分百."""

from __future__ import annotations

import re

from .grammar import DASH, Grammar
from .numerals import NumeralError, parse_number
from .qualifiers import finish
from .quantity import Numeral, Quantity
from .vague import lower_end

_STRENGTH = re.compile(r"强|多|余")
_RANGE = re.compile(rf"{DASH}(?:百分之|千分之)?(?=[\d一二三四五六七八九十两])")


def share(numeral: Numeral, rules: Grammar) -> Quantity | None:
    """A percent, or per mille. 三分之二 is 66.6667; 百分之二三十 is about 20."""
    text, unit = numeral.text, "%"
    try:
        unit = _read(numeral)
    except NumeralError:
        return None
    close = numeral.end
    if strength := _STRENGTH.match(text, close):
        numeral.vague, close = "over", strength.end()
    elif text[close : close + 1] == "弱":
        numeral.vague, close = "under", close + 1
    ranged = _ranged(numeral, close, rules)
    if text.startswith("个百分点", close):
        numeral.end = close
        return finish(numeral, "个百分点", "percentage_point", "growth", close + 4, rules, ranged)
    return finish(numeral, unit, "percent" if unit == "%" else "per_mille", "percent", close, rules, ranged)


def _read(numeral: Numeral) -> str:
    """Fills in the value, in the unit that is returned."""
    token = numeral.token
    if numeral.kind == "whole":
        numeral.value = 100.0
        return "%"
    if numeral.kind == "tenths":
        low = lower_end(token.removesuffix("成"))
        if low is not None:  # 三四成
            numeral.vague = "about"
        numeral.value = float(parse_number(token)) if low is None else low * 10
        return "%"
    if numeral.kind == "fraction":
        value = float(parse_number(token)) * 100
        numeral.value = round(value, 4) if abs(value) >= 0.01 else float(f"{value:.6g}")
        return "%"
    head, _, tail = token.partition("分之")
    low = lower_end(tail)
    if low is not None:
        numeral.vague = "about"
    numeral.value = (float(parse_number(tail)) if low is None else low) / (100 if head == "万" else 1)
    return "‰" if head == "千" else "%"


def _ranged(numeral: Numeral, close: int, rules: Grammar) -> bool:
    """Another share of the same kind closes a range that this one opens: 百分之三十到四十, 三成到四成."""
    dash = _RANGE.match(numeral.text, close)
    if not dash or numeral.left[-1:] in ("由", "从"):
        return False
    second = rules.number.match(numeral.text, dash.end())
    if not second:
        return False
    if numeral.kind == "tenths":
        return second.lastgroup == "tenths"
    if numeral.kind != "percent" or second.lastgroup not in ("arabic", "chinese"):
        return False
    return dash[0].endswith("分之") or not rules.units.match(numeral.text, second.end())

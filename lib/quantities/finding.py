"""Numbers that measure something: numeral, qualifier, bounds, unit, measure; and the numerals that do not.

One pass over the text. Where a numeral (or 第, 《, “ …) begins, the traps of lexicon/traps.yml are tried first, then the
grammar of numbers; a number becomes a quantity when a unit, a percent sign or a counting context says so. Every step
looks at a window of fixed size, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from . import countable, qualifiers
from .grammar import DASH, WIDE, Grammar, grammar
from .numerals import NUMERAL_CHARS, NumeralError, parse_number
from .quantity import Numeral, Quantity

__all__ = ["WIDE", "Quantity", "find"]

LONGEST = 40  # code points of one numeral; a longer run of numeral characters is no number anybody wrote

_STRENGTH = re.compile(r"强|多|余")
_PERCENT_UNIT = re.compile(r"(?P<vague>)\s?(?P<unit>%)")
_RANGE = re.compile(rf"[多余]?{DASH}")
_PERCENT_RANGE = re.compile(rf"{DASH}\d+(?:\.\d+)?\s?%")
_PAIR = re.compile(r"([一二三四五六七八九两])([二三四五六七八九])([十百千万亿]*)")
_BIG = re.compile(r"[一二三四五六七八九两十壹贰叁肆伍陆柒捌玖].*[万亿]")


def find(text: str) -> list[Quantity]:
    """The quantities of a text (simplified, as from Document.simplified), in order. Offsets are those of `text`."""
    rules = grammar()
    text = text.translate(WIDE)
    found: list[Quantity] = []
    position, size = 0, len(text)
    while position < size:
        begin = rules.start.search(text, position)
        if not begin:
            break
        at = begin.start()
        trap = rules.trap.match(text, at)
        if trap and trap.end() > at:
            position = trap.end()
            continue
        match = rules.word.match(text, at) or rules.number.match(text, at)
        if not match:
            position = at + 1
            continue
        quantity = None if match.end() - at > LONGEST else _quantity(text, match, rules)
        if quantity:
            if found:
                qualifiers.follow(text, found[-1], quantity)
            found.append(quantity)
            position = max(quantity.close if quantity.unit else quantity.end, at + 1)
        else:
            position = match.end()
    return found


def _quantity(text: str, match: re.Match[str], rules: Grammar) -> Quantity | None:
    kind = match.lastgroup or ""
    numeral = Numeral(text, *match.span(), kind)
    if kind in ("double", "halve", "half", "times"):
        return _word(numeral, match, rules)
    if kind in ("percent", "whole", "fraction", "tenths"):
        return _share(numeral, rules)
    if kind == "arabic" and countable.is_code(numeral, rules):
        return None
    if kind == "chinese":  # a run of numeral characters may end in one of the next word: 五十余
        numeral.end = numeral.start + len(numeral.token.rstrip("多余点"))
    if not _read(numeral):
        return None
    if text[numeral.end : numeral.end + 2].lstrip(" ").startswith("%"):
        numeral.end = text.index("%", numeral.end) + 1
        ranged = bool(_PERCENT_RANGE.match(text, numeral.end)) and numeral.left[-1:] not in ("由", "从")
        return qualifiers.finish(numeral, "%", "percent", "percent", numeral.end, rules, ranged)
    return _with_unit(numeral, rules)


def _with_unit(numeral: Numeral, rules: Grammar) -> Quantity | None:
    """A number and its measure word, or that of the number which closes its range (3-5个)."""
    unit = rules.units.match(numeral.text, numeral.end)
    second = None if unit else _range_unit(numeral, rules)
    named = unit or second
    if not named:
        return _without_unit(numeral, rules)
    row = rules.unit_rows[named["unit"]]
    if not countable.counts(numeral, row, unit, rules):
        return None
    if unit and unit["vague"]:
        numeral.vague = numeral.vague or "over"
    if second:
        numeral.value = _shared_scale(numeral.value, numeral.token, numeral.text[numeral.end : second.start("unit")])
    close = unit.end() if unit else numeral.end
    return qualifiers.finish(numeral, row["unit"], row["unit_measure"], row["measure"], close, rules, bool(second))


def _read(numeral: Numeral) -> bool:
    """Fills in the value and the qualifier inside the numeral; a sign counts only before a percentage. False: no number."""
    token, text = numeral.token, numeral.text
    if not token:
        return False
    signed = (
        token[0] in "+-"
        and text[numeral.end : numeral.end + 1] in ("%", "‰")
        and not re.search(r"[\d%]$", numeral.left)
    )
    if token[0] in "+-" and not signed:
        numeral.start, token = numeral.start + 1, token[1:]
    digits = token.replace(" ", "")
    pair = _PAIR.fullmatch(digits)
    if pair:  # 两三(百): one vague number, not twenty-three
        low, high = parse_number(pair[1]), parse_number(pair[2])
        numeral.value, numeral.vague = float(parse_number(pair[1] + pair[3])), "about"
        return low < high <= low + 2
    if digits[0] in "数几":  # 数百, 几十万
        digits, numeral.vague = "一" + digits[1:] if digits[1:2] in tuple("十百千万亿") else "", "over"
    elif any(char in digits for char in "多余几来"):
        numeral.vague = "over"
    try:
        numeral.value = float(parse_number(digits))
    except NumeralError:
        return False
    return True


def _range_unit(numeral: Numeral, rules: Grammar) -> re.Match[str] | None:
    """The unit of the second number where this one opens a range: 3-5个, 三至五家, 10余至20家."""
    dash = _RANGE.match(numeral.text, numeral.end)
    second = rules.number.match(numeral.text, dash.end()) if dash else None
    if not second or second.lastgroup not in ("arabic", "chinese"):
        return None
    return _PERCENT_UNIT.match(numeral.text, second.end()) or rules.units.match(numeral.text, second.end())


def _shared_scale(value: float, token: str, rest: str) -> float:
    """两到三万: the scale word of the second number is that of the first as well."""
    rest = rest.strip().lstrip("-—–~～－至到 ")
    large = re.search(r"[万亿]+$", rest)
    if large and not re.search(r"[万亿]", token):
        mantissa = rest[: large.start()]
        return value * parse_number("一" + large[0]) if mantissa and value < parse_number(mantissa) else value
    small = re.fullmatch(r"[一二三四五六七八九两]([十百千仟佰])", rest)
    return value * parse_number("一" + small[1]) if small and len(token) == 1 else value


def _without_unit(numeral: Numeral, rules: Grammar) -> Quantity | None:
    """A number without a known unit: a score, a scaled number (1.2亿), or an unknown measure word (3000捆)."""
    token, after, left = numeral.token, numeral.text[numeral.end : numeral.end + 3], numeral.left
    hanzi = "一" <= after[:1] <= "鿿"
    if numeral.kind == "chinese" and (hanzi or not _BIG.fullmatch(token)):
        return None
    scaled = token[-1] in "万亿"
    if scaled or re.search(rf"(?:{rules.words['scores'].pattern})(?:约为|为|达到?|是|约|共|有|:)?\s*$", left):
        money = scaled and rules.words["money"].search(left)
        return qualifiers.finish(
            numeral, "", "CNY" if money else "", "amount" if money else "count", numeral.end, rules
        )
    if not hanzi or after[0] in NUMERAL_CHARS or rules.words["not_after"].match(after):
        return None
    year = len(token) == 4 and token[:2] in ("19", "20")
    if numeral.value < 10 or year or not rules.words["counting"].search(left):
        return None
    return qualifiers.finish(numeral, after[0], "item", "count", numeral.end + 1, rules)


def _share(numeral: Numeral, rules: Grammar) -> Quantity | None:
    """百分之三十, 千分之三, 三分之二, 六成: a percent, or per mille."""
    token, text, unit = numeral.token, numeral.text, "%"
    try:
        if numeral.kind == "percent":
            head, _, tail = token.partition("分之")
            numeral.value = float(parse_number(tail)) / (100 if head == "万" else 1)
            unit = "‰" if head == "千" else "%"
        elif numeral.kind == "fraction":
            numeral.value = round(float(parse_number(token)) * 100, 4)
        else:
            numeral.value = 100.0 if numeral.kind == "whole" else float(parse_number(token))
    except NumeralError:
        return None
    close = numeral.end
    if strength := _STRENGTH.match(text, close):
        numeral.vague, close = "over", strength.end()
    elif text[close : close + 1] == "弱":
        numeral.vague, close = "under", close + 1
    if text.startswith("个百分点", close):
        numeral.end = close
        return qualifiers.finish(numeral, "个百分点", "percentage_point", "growth", close + 4, rules)
    return qualifiers.finish(numeral, unit, "percent" if unit == "%" else "per_mille", "percent", close, rules)


def _word(numeral: Numeral, match: re.Match[str], rules: Grammar) -> Quantity:
    """翻一番, 减半, 一半, 过半."""
    measure = "percent" if match["half"] else "growth"
    if match["double"]:
        value = (2.0 ** parse_number(match["times"] or "一") - 1) * 100
    else:
        value = 50.0 if match["half"] else -50.0
    numeral.value, numeral.vague = value, "over" if match["half"] == "过半" else ""
    quantity = qualifiers.finish(numeral, "%", "percent", measure, numeral.end, rules)
    quantity.measure, quantity.value = measure, value
    return quantity.bound()

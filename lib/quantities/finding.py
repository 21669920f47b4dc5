"""Numbers that measure something: numeral, qualifier, bounds, unit, measure; and the numerals that do not.

One pass over the text. Where a numeral (or 第, 《, “ …) begins, the traps of lexicon/traps.yml are tried first, then the
grammar of numbers; a number becomes a quantity when a unit, a percent sign or a counting context says so. Every step
looks at a window of fixed size, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from . import compounds, countable, ranges, shares
from .grammar import Grammar, grammar
from .list_numbers import list_numbers
from .numerals import NUMERAL_CHARS, NumeralError, parse_number
from .qualifiers import finish, follow
from .quantity import Numeral, Quantity, Unread
from .vague import lower_end

__all__ = ["find"]

REACH = 400  # code points that a name which holds a number may go on for; without an end a row like 1.1.1.… is walked again and again
MOST = 1e15  # nothing in a report is counted beyond; 九千亿亿亿 is no number anybody wrote
LONGEST = 40  # code points of one numeral; a longer run of numeral characters is no number anybody wrote

_MINUS = re.compile(r"(?<![胜担自肩抱欺辜背])负$")
_NUMBERED = frozenset("0123456789%")
_BIG = re.compile(r"[一二三四五六七八九两十壹贰叁肆伍陆柒捌玖].*[万亿]")


def find(text: str, unread: list[Unread] | None = None) -> list[Quantity]:
    """The quantities of a plain text (Document.simplified, closed by spacing.closed), in order; offsets are those of `text`.

    What may be a number and was not read, since that would be a guess, is appended to `unread`.
    """
    rules = grammar()
    items, doubtful = list_numbers(text)
    found: list[Quantity] = []
    missed: list[Unread] = [] if unread is None else unread
    position, size = 0, len(text)
    while position < size:
        begin = rules.start.search(text, position)
        if not begin:
            break
        at = begin.start()
        if at in items:
            position = items[at]
            continue
        halved = compounds.half_unit(text, at, rules) if text[at] == "半" else None
        if halved:
            found.append(halved)
            position = halved.close
            continue
        trap = rules.trap.match(text, at, at + REACH)
        if trap and trap.end() > at:
            position = _behind(text, trap.end())
            continue
        match = rules.word.match(text, at) or rules.number.match(text, at)
        if not match:
            position = at + 1
            continue
        last = found[-1] if found else None
        if match.end() - at > LONGEST:
            missed.append(Unread(at, match.end(), "too_long"))
            position = match.end()
            continue
        quantity, problem = _quantity(text, match, rules, last)
        if quantity and at in doubtful:
            quantity, problem = None, "item_or_decimal"
        if quantity:
            if last:
                follow(text, last, quantity)
            found.append(quantity)
            position = max(quantity.close if quantity.unit else quantity.end, at + 1)
        else:
            if problem:
                missed.append(Unread(at, match.end(), problem))
            position = compounds.over(text, match.end())
    return found


def _behind(text: str, end: int) -> int:
    """Where to go on behind a trap: never inside a run of digits, the rest of which nobody wrote as a number."""
    while text[end - 1].isdigit() and text[end : end + 1].isdigit():
        end += 1
    return end


def _quantity(text: str, match: re.Match[str], rules: Grammar, last: Quantity | None) -> tuple[Quantity | None, str]:
    """The quantity a match is, or None and why it was not read (empty where it measures nothing)."""
    kind = match.lastgroup or ""
    numeral = Numeral(text, *match.span(), kind)
    if kind in ("double", "halve", "half", "times"):
        return _word(numeral, match, rules), ""
    if kind in ("percent", "whole", "fraction", "tenths"):
        return (None, "parted") if countable.goes_on(text, match.end()) else (shares.share(numeral, rules), "")
    numeral.take_currency(rules.currency, rules.currencies)
    if kind == "arabic" and not numeral.currency and countable.is_code(numeral, rules):
        return None, ""
    if kind == "chinese":  # a run of numeral characters may end in one of the next word: 五十余
        numeral.end = numeral.start + len(numeral.token.rstrip("多余点来"))
    if not _read(numeral):
        return None, "numeral" if kind != "chinese" and rules.units.match(text, match.end()) else ""
    quantity = _percent(numeral, rules) or _with_unit(numeral, rules, last)
    problem = countable.problem(numeral, quantity, last) if quantity else ""
    if quantity and not problem and _MINUS.search(numeral.left):
        problem = compounds.negate(quantity, numeral.left[:-1], rules)
    return (None, problem) if problem else (quantity, "")


def _percent(numeral: Numeral, rules: Grammar) -> Quantity | None:
    text = numeral.text
    if not text[numeral.end : numeral.end + 2].lstrip(" ").startswith(("%", "‰")):
        return None
    end = next(at for at in (numeral.end, numeral.end + 1) if text[at] in "%‰")
    ranged = ranges.opens_percent(text, end + 1) and numeral.left[-1:] not in ("由", "从")
    permille = text[end] == "‰"
    numeral.end = end + 1
    unit, unit_measure = ("‰", "per_mille") if permille else ("%", "percent")
    return finish(numeral, unit, unit_measure, "percent", numeral.end, rules, ranged)


def _with_unit(numeral: Numeral, rules: Grammar, last: Quantity | None) -> Quantity | None:
    """A number and its measure word, or that of the number which closes its range (3-5个)."""
    unit = compounds.unit(numeral, rules)
    opening = ranges.opened(numeral, unit, rules)
    named = unit or (opening.unit if opening else None)
    if not named:
        closing = ranges.closing(numeral, last)
        if closing:
            return finish(numeral, closing.unit, closing.unit_measure, closing.measure, numeral.end, rules)
        return _without_unit(numeral, rules)
    row = rules.unit_rows[named["unit"] or "%"]
    if not countable.counts(numeral, row, unit, rules):
        return None
    if unit and unit["vague"]:
        numeral.vague = numeral.vague or "over"
    if opening and not unit:
        numeral.value = opening.value
    close = unit.end() if unit else numeral.end
    if unit:
        row, close = compounds.complete(numeral, row, close, rules)
    return finish(numeral, row["unit"], row["unit_measure"], row["measure"], close, rules, bool(opening))


def _read(numeral: Numeral) -> bool:
    """Fills in the value and the qualifier inside the numeral; a sign counts only before a percentage. False: no number."""
    token, text = numeral.token, numeral.text
    if not token:
        return False
    signed = (
        token[0] in "+-" and text[numeral.end : numeral.end + 1] in ("%", "‰") and numeral.left[-1:] not in _NUMBERED
    )
    if token[0] in "+-" and not signed:
        numeral.start, token = numeral.start + 1, token[1:]
    digits = token.replace(" ", "")
    if (low := lower_end(digits.replace("个", ""))) is not None:  # 两三百, 十五六: one vague number, not twenty-three
        numeral.value, numeral.vague = low, "about"
        return True
    if digits[0] in "数几":  # 数百, 几十万
        digits, numeral.vague = "一" + digits[1:] if digits[1:2] in tuple("十百千万亿个") else "", "over"
    elif any(char in digits for char in "多余几来"):
        numeral.vague = "over"
    if numeral.kind == "andhalf":
        numeral.value = float(parse_number(digits.removesuffix("个半"))) + 0.5
        return True
    try:
        numeral.value = float(parse_number(digits))
    except NumeralError:
        return False
    return abs(numeral.value) <= MOST and compounds.is_written_so(digits)


def _without_unit(numeral: Numeral, rules: Grammar) -> Quantity | None:
    """A number without a known unit: a score, a scaled number (1.2亿), or an unknown measure word (3000捆)."""
    token, after, left = numeral.token, numeral.text[numeral.end : numeral.end + 3], numeral.left
    if numeral.currency:
        row = rules.unit_rows[numeral.currency]
        return finish(numeral, row["unit"], row["unit_measure"], row["measure"], numeral.end, rules)
    hanzi = "一" <= after[:1] <= "鿿"
    if numeral.kind == "mixed" or (numeral.kind == "chinese" and (hanzi or not _BIG.fullmatch(token))):
        return None
    scaled = "万" in token or "亿" in token
    if scaled or rules.scored.search(left):
        money = scaled and rules.words["money"].search(left)
        return finish(numeral, "", "CNY" if money else "", "amount" if money else "count", numeral.end, rules)
    if not hanzi or after[0] in NUMERAL_CHARS or rules.words["not_after"].match(after):
        return None
    year = len(token) == 4 and token[:2] in ("19", "20")
    if numeral.value < 10 or year or not rules.words["counting"].search(left):
        return None
    return finish(numeral, after[0], "item", "count", numeral.end + 1, rules)


def _word(numeral: Numeral, match: re.Match[str], rules: Grammar) -> Quantity:
    """翻一番, 减半, 一半, 过半, 增加一半."""
    value, measure = (50.0, "percent") if match["half"] else (-50.0, "growth")
    if match["double"]:
        value = (2.0 ** parse_number(match["times"] or "一") - 1) * 100
    numeral.value, numeral.vague = value, "over" if match["half"] == "过半" else ""
    quantity = finish(numeral, "%", "percent", measure, numeral.end, rules)
    if not match["half"]:
        quantity.measure, quantity.value = measure, value
    return quantity.bound()

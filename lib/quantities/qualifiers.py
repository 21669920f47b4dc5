"""What stands around a number and its unit: qualifiers on both sides, bounds, level or change."""

from __future__ import annotations

import re

from .grammar import DASH, Grammar
from .quantity import Numeral, Quantity

_LINK = re.compile(rf"[多余]?(?:{DASH}|\s*[和与跟、]\s*)(?:百分之|千分之)?")
_COMPARED = re.compile(r"(?:同比|环比|较|比)[^,。;]{0,10}$")
_AGAINST = re.compile(r"(?:同比|环比|[比较](?:上年|去年)(?:同期)?)[:为]?$")
_LISTED = re.compile(r"[、和与及,]{1,2}")
_CLOSING = ("起", "内", "许", "多")  # qualifiers behind a unit unless they begin a word: 3家起, 3天内


def finish(
    numeral: Numeral, unit: str, unit_measure: str, measure: str, close: int, rules: Grammar, ranged: bool = False
) -> Quantity:
    """The quantity with its qualifier and bounds; `close` is where the unit ends, `ranged` that it opens a range (3-5个)."""
    before, after = _before(numeral, rules), _after(numeral.text, close, measure, rules)
    words = [rules.qualifiers[found["word"]] for found in (before, after) if found]
    qualifier = "at_least" if ranged else combine([*words, numeral.vague] if numeral.vague else words)
    left = numeral.left
    opening = numeral.start - (len(left) - before.start()) if before else numeral.start
    measure, value = _change(left[: before.start()] if before else left, numeral.value, unit, measure, rules)
    close = after.end() if after else close
    return Quantity(
        numeral.start, numeral.end, value, qualifier, unit, unit_measure, measure, opening, close, opens_range=ranged
    ).bound()


def _before(numeral: Numeral, rules: Grammar) -> re.Match[str] | None:
    left = numeral.left
    found = rules.before.search(left)
    if not found or (found["word"] == "上" and numeral.token[0] not in "百千万亿"):
        return None
    return None if rules.words["not_qualifier"].search(left[: found.end("word")]) else found


def _after(text: str, close: int, measure: str, rules: Grammar) -> re.Match[str] | None:
    found = rules.after.match(text, close)
    if not found or (found["word"] == "内" and measure == "duration"):
        return found
    return None if found["word"] in _CLOSING and "一" <= text[found.end() : found.end() + 1] <= "鿿" else found


def combine(words: list[str]) -> str:
    """Qualifiers that contradict each other (近 … 余) leave the number approximate."""
    kinds = set(words)
    if not kinds:
        return "exact"
    if len(kinds) == 1 or kinds <= {"under", "at_most"}:
        return words[0]
    if kinds <= {"over", "at_least"}:
        return "over" if words[0] == "over" else "at_least"
    return "about"


def _change(left: str, value: float, unit: str, measure: str, rules: Grammar) -> tuple[str, float]:
    """A change against an earlier period is growth; a fall is negative."""
    if measure == "amount" and not _COMPARED.search(left):
        return measure, value
    if unit == "%" and value < 0 and _AGAINST.search(left):
        return "growth", value
    for direct, loose, sign in rules.changes:
        if direct.search(left) or (unit == "%" and loose.search(left)):
            return "growth", -abs(value) if sign < 0 else value
    return measure, value


def follow(text: str, last: Quantity, quantity: Quantity) -> None:
    """What the number before says of this one: 3至5家 ends at most at 5; 分别增长31.7%和24.3% are two changes."""
    between = text[last.close : quantity.open]
    if last.opens_range and _LINK.fullmatch(between):
        quantity.qualifier, quantity.measure = "at_most", last.measure
        quantity.bound()
        return
    listed = _LISTED.fullmatch(between) and quantity.measure in ("percent", "count")
    respectively = last.unit == quantity.unit == "%" or "分别" in text[max(0, last.open - 8) : last.open]
    if last.measure == "growth" and listed and respectively:
        quantity.measure = "growth"
        quantity.value = -abs(quantity.value) if last.value < 0 else quantity.value
        quantity.bound()

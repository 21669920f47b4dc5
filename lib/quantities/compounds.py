"""What belongs to a number beyond its numeral and unit: 元角分, 年零月, 半, 个亿, ￥, 10万+人次."""

from __future__ import annotations

import re

from .grammar import Grammar
from .numerals import parse_number
from .qualifiers import finish
from .quantity import Numeral, Quantity

_DIGIT = "[\\d一二三四五六七八九十两]"
_COINS = re.compile(
    r"零?(?:(?P<jiao>\d|[一二三四五六七八九])[角毛])?(?:零?(?P<fen>\d|[一二三四五六七八九])分(?!之|别))?钱?"
)
_COINS_OF_PIECES = re.compile(r"零?(?:\d|[一二三四五六七八九])(?:[角毛]|(?=[,。;、)\s]|$))")
_GOES_ON = re.compile(r"[\dA-Za-z(+]")
_LOWER = {  # unit → the unit that may follow it, and how many of that make one
    "年": (("个月", 12), ("月", 12)), "个月": (("天", 30),), "天": (("个小时", 24), ("小时", 24)), "日": (("小时", 24),),
    "小时": (("分钟", 60), ("分", 60)), "个小时": (("分钟", 60), ("分", 60)), "分钟": (("秒", 60),), "分": (("秒", 60),),
}  # fmt: skip
_HALVED = ("duration",)
_HALVED_KINDS = ("kilometre", "metre", "mass", "tonne", "area")
_HALF_UNIT = re.compile(r"半(?P<unit>天|日|小时|个小时|个月|年|个工作日)(?![假期度轮报里]|以?[前后])")
_OVER = re.compile(rf"年零?{_DIGIT}{{1,3}}个?月|个?小时零?{_DIGIT}{{1,3}}分钟?|天零?{_DIGIT}{{1,3}}个?小时")
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_MIXED = re.compile(r"(?<=[十百千万亿])(零?)(\d+)(?=([十百千万亿]?))")


def unit(numeral: Numeral, rules: Grammar) -> re.Match[str] | None:
    """The measure word behind a numeral; a plus sign between them makes the number `over` (10万+人次)."""
    text, end = numeral.text, numeral.end
    if text[end : end + 1] == "+" and not _GOES_ON.match(text, end + 1):
        numeral.vague = "over"
        end += 1
    if numeral.kind == "andhalf" and text[end : end + 1] == "月":  # 一个半月
        end, numeral.end = end - 2, end
        return re.compile(r"(?P<vague>)个半?(?P<unit>月)").match(text, end)
    return rules.units.match(text, end)


def is_written_so(digits: str) -> bool:
    """Nobody writes 3万40 for 30040: digits behind a scale word fill its places, begin with 零, or are a single one (13万2)."""
    for match in _MIXED.finditer(digits):
        before = digits[match.start() - 1]
        filled = len(match[2]) == min(_SCALES[before], 4)
        if not (match[1] or filled or len(match[2]) == 1 or (match[3] and len(match[2]) == 1)):
            return False
    return True


def complete(numeral: Numeral, row: dict[str, str], close: int, rules: Grammar) -> tuple[dict[str, str], int]:
    """The unit and its end once all is read that belongs to the number: 6角, 零三个月, 半, 港币. Fills in the value."""
    text = numeral.text
    if row["unit"] == "块" and _COINS_OF_PIECES.match(text, close):
        row = rules.unit_rows["元"]
    if row["measure"] == "amount":
        return _money(numeral, row, close, rules)
    halved = row["measure"] in _HALVED or row["unit_measure"] in _HALVED_KINDS
    if halved and text[close : close + 1] == "半" and text[close + 1 : close + 2] not in tuple("径年月天数"):
        numeral.value += 0.5
        numeral.end = close + 1
        return row, close + 1
    for lower, many in _LOWER.get(row["unit"], ()):
        more = re.compile(rf"零?({_DIGIT}{{1,3}}){lower}").match(text, close)
        if more:
            numeral.value += float(parse_number(more[1])) / many
            numeral.end = more.end()
            return row, more.end()
    return row, close


def _money(numeral: Numeral, row: dict[str, str], close: int, rules: Grammar) -> tuple[dict[str, str], int]:
    text = numeral.text
    coins = _COINS.match(text, close) if row["unit"] in ("元", "块钱") else None
    bare = _COINS_OF_PIECES.match(text, close) if text[close - 1 : close] == "块" else None
    if bare and not (coins and coins["jiao"]):  # 3块5
        numeral.value = round(numeral.value + float(parse_number(bare[0])) / 10, 2)
        close = numeral.end = bare.end()
    if coins and (coins["jiao"] or coins["fen"]):
        numeral.value = round(
            numeral.value + sum(float(parse_number(coins[name])) / many for name, many in (("jiao", 10), ("fen", 100)) if coins[name]), 2
        )  # fmt: skip
        close = numeral.end = coins.end()
    if row["unit_measure"] == "CNY":
        named = rules.currency_after.match(text, close)
        if named:
            return rules.unit_rows[rules.currencies[named["currency"]]], named.end()
        if numeral.currency:
            return rules.unit_rows[numeral.currency], close
    return row, close


def negate(quantity: Quantity, left: str, rules: Grammar) -> str:
    """负3.9%: the sign becomes part of a rate or an amount; why it cannot, of anything else (a word of checks.yml). `left` are the words before the sign."""
    if quantity.measure not in ("percent", "growth", "amount"):
        return "sign"
    quantity.start -= 1
    quantity.open = min(quantity.open, quantity.start)
    quantity.value = -abs(quantity.value)
    if quantity.measure == "percent" and any(direct.search(left) for direct, _, _ in rules.changes):
        quantity.measure = "growth"
    quantity.bound()
    return ""


def half_unit(text: str, at: int, rules: Grammar) -> Quantity | None:
    """半天, where a time is shortened to it or by it; everywhere else it is a manner of speaking."""
    match = _HALF_UNIT.match(text, at)
    if not match:
        return None
    numeral = Numeral(text, at, at + 1, "half", value=0.5)
    left = numeral.left
    changed = any(direct.search(left) for direct, _, _ in rules.changes)
    if not changed and not rules.words["levelled"].search(left):
        return None
    row = rules.unit_rows[match["unit"]]
    return finish(numeral, row["unit"], row["unit_measure"], row["measure"], match.end(), rules)


def over(text: str, end: int) -> int:
    """Where to go on behind a number that is no figure: 两年零三个月 is one length of time, not three months."""
    rest = _OVER.match(text, end)
    return rest.end() if rest else end

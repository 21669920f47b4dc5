"""Whether a number counts: not a code, not a moment, not a slogan."""

from __future__ import annotations

import re

from .grammar import Grammar
from .quantity import Numeral, Quantity

_LESSONS = ("学时", "课时", "个学时", "个课时")
_YEARS = ("年", "周", "星期", "个星期")
_POINTER = re.compile(r"[这那每同另某任哪是有了成为新第唯逐上下前后只仅再最]$")
_CLOSED = re.compile(r"[,、。;；)\s]|$")


def is_code(numeral: Numeral, rules: Grammar) -> bool:
    """Digits that are part of a code, an address or a longer number."""
    text, start, end, left, digits = numeral.text, numeral.start, numeral.end, numeral.left, numeral.token
    before, after, unit = text[start - 1 : start], text[end : end + 1], rules.units.match(text, end)
    if before.isdecimal() and digits[0].isdecimal():
        return True
    if before and ((before in "/\\_=&#@*×✕±" and left[-2:] not in (">=", "<=", "=>", "=<")) or _letter(before)):
        return True
    if before == "." and not re.search(r"(?:^|[\s。;；])\d{1,2}\.$", left):
        return True
    if before in ("-", ":") and re.search(r"[A-Za-z0-9]-$|\d:$", left):
        return True
    if after and (after in "_=&#@\\*" or (_letter(after) and not unit) or re.match(r"/\d", text[end : end + 2])):
        return True
    if digits.isdigit() and (len(digits) > 9 or (digits[0] == "0" and len(digits) > 1)):
        return True
    return not unit and bool(rules.identified.search(left))


_GLUED = re.compile(
    r"\d[.,]?(?: |,)$"
)  # another number right before this one, parted by no more than a space or a comma
_HANZI_GLUED = re.compile(r"(?<![统唯单专第])[一二三四五六七八九十百千万亿两] $")
_HANZI_NUMERALS = tuple("一二三四五六七八九十百千万亿")
_BROKEN = re.compile(r"[一-鿿(][\d,]*\d\r?\n[ 　]*$")  # … by a line end
_NEXT = re.compile(r"[.,]? ?\d|\r?\n[ 　]*[.,]?\d")
_ITEM = re.compile(r"(?:^|[\n。;:、,])[ 　\t]*\d{1,2}[.．] $")
_LENGTH = re.compile(r"[多来](?:月|小时|钟头|星期|工作日|学期)")
_TIMES = re.compile(r"[×✕]\s?10")
_MINUS = re.compile(r"[一-鿿:(]-$|[▲▼△▽]$")


def problem(numeral: Numeral, quantity: Quantity, last: Quantity | None) -> str:
    """Why a number cannot be relied on, a word of checks.yml: a piece of a number that was broken or misprinted, a sign that may be a
    dash. Empty where nothing is wrong."""
    text, left = numeral.text, numeral.left
    if numeral.kind == "chinese":
        return "parted" if _HANZI_GLUED.search(left) else ""
    if numeral.kind != "arabic":
        return ""
    before = text[max(0, numeral.start - 16) : numeral.start]
    if before.endswith("\ufffd") or text[numeral.end : numeral.end + 1] == "\ufffd":
        return "damaged"
    if _GLUED.search(before) and not _ITEM.search(before):
        return "misprint" if before.endswith(",") else "parted"
    if _BROKEN.search(before):
        return "parted"
    if not quantity.unit and _NEXT.match(text, numeral.end):
        return "parted"
    if _MINUS.search(left) and not quantity.value < 0 and (last is None or last.close < numeral.start - 1):
        return "sign"
    return "misprint" if _TIMES.match(text, numeral.end) else ""


def goes_on(text: str, end: int) -> bool:
    """A numeral in words that ends at `end` may go on behind a space: 百分之四十 五."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2] in _HANZI_NUMERALS


def _letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def counts(numeral: Numeral, row: dict[str, str], unit: re.Match[str] | None, rules: Grammar) -> bool:
    """Whether a number with the unit of `row` measures something here; `unit` is None for the first number of a range."""
    name, left = row["unit"], numeral.left
    after = numeral.text[unit.end() : unit.end() + 8] if unit else ""
    if row["measure"] == "duration":
        return _duration(name, left, after, rules)
    if name == "分":
        return bool(rules.words["scores"].search(left) or re.search(r"(?:评|满意度|考核|成绩|达|为)[^,。]{0,4}$", left))
    if name == "个" and _LENGTH.match(after):  # 3个多月
        return False
    if name == "个" and numeral.value < 10 and rules.words["announced"].match(after):
        return False
    if numeral.kind == "arabic":
        year = len(numeral.token) == 4 and numeral.token[:2] in ("19", "20")
        return not (year and numeral.token.isdigit() and name in ("期", "批"))
    return _chinese(numeral, row, unit, after, rules)


def _chinese(numeral: Numeral, row: dict[str, str], unit: re.Match[str] | None, after: str, rules: Grammar) -> bool:
    """A Chinese numeral counts with a strong measure word (三家), or before a counted noun (三个社区), or at the end of its
    clause (市级四个); 一 only in a list of counts (省级一个、市级四个)."""
    name, left, bare = row["unit"], numeral.left, numeral.token.strip("多余几数")
    if row["hanzi"] == "no" or (len(numeral.token) < 3 and rules.words["ambiguous"].fullmatch(name)):
        return False
    if bare in ("百", "千", "万", "亿", "万亿", "百万", "千万"):
        vague = rules.before.search(left) or (unit and unit["vague"]) or left.endswith(("上", "数", "几"))
        if not vague and not (unit and rules.after.match(numeral.text, unit.end())):
            return False
    if len(bare) >= 2 or row["measure"] in ("amount", "growth", "percent"):
        return (bare not in ("一", "") or row["measure"] == "amount") and not (bare == "一" and name == "块")
    alone = bool(_CLOSED.match(after)) and bool(re.search(r"[一-鿿]$", left)) and not _POINTER.search(left)
    if bare == "一":
        again = unit and re.match(
            rf"[、,][^、,。]{{0,8}}[二三四五六七八九十\d]+{name}", numeral.text[unit.end() : unit.end() + 16]
        )
        return alone and bool(again)
    nouns = rules.words["nouns"]
    return row["hanzi"] == "strong" or alone or any(nouns.match(after[skip:]) for skip in range(3))


def _duration(name: str, left: str, after: str, rules: Grammar) -> bool:
    """A length of time is a figure where it measures work, not where it names a moment (5年前, 连续6个月)."""
    if name in _LESSONS:
        return True
    if name == "岁":
        return bool(re.search(r"(?:平均|寿命|年龄(?:为|是))[^,。]{0,8}$", left))
    changed = any(direct.search(left) for direct, _, _ in rules.changes) or left.endswith("平均")
    if name in _YEARS:
        return changed
    if name == "日":
        return changed or bool(re.search(r"(?:时限|期限|周期)[^,。]{0,4}$", left))
    if name in ("秒", "周年") or rules.words["moment_after"].match(after.lstrip()):
        return changed and name != "周年"
    bare = rules.before.sub("", left)
    moment = rules.moment.search(bare)
    return not moment and bool(re.search(r"[一-鿿]", bare[-4:]))

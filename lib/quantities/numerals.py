"""One written numeral → a number: Arabic, full-width, Chinese, financial, mixed, percent, 成, fractions.

cn2an converts every well-formed Chinese numeral; the thin layer here reads what it refuses or gets wrong (近十万, 一百余,
九成八, 1,234, 三万五, 7万5千4百, 十万零五十六) and refuses what is no numeral (十七十八, 10..1万).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

import cn2an

__all__ = ["NumeralError", "parse_number"]


class NumeralError(ValueError):
    """The text is not one numeral."""


DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
# Every code point to one, so that offsets survive. 两 is 二 here, since only the value matters.
PLAIN = str.maketrans(
    "〇壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟萬億兩两俩倆點負幾餘來圆圓块E０１２３４５６７８９．，％＋－−—ｅＥ／＾：",
    "零一二二三三三四五六六七八九十百千万亿二二二二点负几余来元元元e0123456789.,%+---ee/^:",
)
NUMERAL_CHARS = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿卅"

_LEAD = re.compile(
    r"^(?:大约|约|大概|接近|将近|近|超过|逾|超|至少|不少于|不低于|不足|不到|不超过|至多|上|达到|达|共)+(?=[\d.零一二三四五六七八九十百千万亿半])"
)
_COUNTED = re.compile(r"(?<=.)个(?=[多余]?(?:万?亿|[百千]万)$)")  # 两个亿
_PAIR = re.compile(r"([一二三四五六七八])([二三四五六七八九])([十百千万亿]*)")
_VAGUE = re.compile(r"[余多来]|(?<=[十百千万亿零])[几](?=[十百千万亿]|$)")
_STRICT = re.compile(
    r"(?=.)(?:[一二三四五六七八九]千)?+零?+(?:[一二三四五六七八九]百)?+零?+(?:[一二三四五六七八九]?十)?+零?+[一二三四五六七八九]?+"
)
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})++|\d++)?(?:\.\d++)?")
_MONEY = re.compile(
    r"(?:(?P<yuan>[^元角毛分]+)元)?(?:(?P<jiao>[^元角毛分]+)[角毛])?(?:(?P<fen>[^元角毛分]+)分)?(?:整|正|钱)?"
)
_FRACTION = re.compile(r"(?:(?P<whole>.+?)又)?(?P<below>[^分又]+)分之(?P<above>.+)")
_SLASH = re.compile(r"(?:(?P<whole>\d+)(?P<gap> ))?(?P<above>\d+)/(?P<below>\d+)")
_POWER = re.compile(r"(-?\d*\.?\d+)\^([+-]?\d+)")
_TENTHS = re.compile(r"(?P<tenths>[^成折]+)[成](?P<rest>[一二三四五六七八九半\d])?")


@lru_cache(maxsize=8192)
def parse_number(text: str) -> int | float:
    """The number that `text` (one numeral and nothing else) writes.

    A percent stays a percent: 98.3% and 百分之九十八点三 → 98.3, 九成八 → 98; a fraction is a fraction: 三分之二 → 0.6667,
    千分之三 → 0.003, but 0.5‰ stays 0.5; a scale word is applied: 5.9万 → 59000; 余, 多 and a qualifier in front do not change the
    value: 近十万 → 100000; two neighbouring digits are one vague number, its lower end: 两三 → 2, 三四百 → 300.
    Whole numbers come as int. Raises NumeralError for anything that is not one numeral.

    Refused on purpose: 打 (dozen), K, M, G and w as scale letters.
    """
    plain = text.translate(PLAIN).strip()
    if len(plain) > 200:
        raise NumeralError(f"not a numeral, too long: {text[:20]!r}…")
    slash = _SLASH.fullmatch(plain.lstrip("-"))
    if slash and int(slash["below"]):
        ratio = Fraction(int(slash["above"]), int(slash["below"])) + int(slash["whole"] or 0)
        return _tidy(-ratio if plain.startswith("-") else ratio)
    plain = re.sub(r"\s+", "", plain)
    plain = _COUNTED.sub("", _LEAD.sub("", plain)).replace("廿", "二十").replace("卅", "三十")
    if not plain:
        raise NumeralError("an empty text is not a numeral")
    if plain[0] in "负-+":
        value = _signless(plain[1:], text)
        return value if plain[0] == "+" else _tidy(-value)
    return _signless(plain, text)


def _tidy(value: int | float | Fraction) -> int | float:
    number = float(value)
    if number.is_integer() and abs(number) < 2**53:
        return int(number)
    return int(value) if isinstance(value, int) else number


def _signless(plain: str, text: str) -> int | float:
    for reader in (_percent, _tenths, _fraction, _power, _money, _scaled):
        value = reader(plain)
        if value is not None:
            return _tidy(value)
    raise NumeralError(f"not a numeral: {text!r}")


def _percent(plain: str) -> float | int | None:
    if plain.endswith(("%", "‰")):
        return parse_number(plain[:-1])
    if plain.startswith("百分之"):
        return parse_number(plain[3:])
    return None


def _tenths(plain: str) -> float | int | None:
    """六成 → 60, 九成八 → 98, 三成半 → 35: percent."""
    match = _TENTHS.fullmatch(plain)
    if not match:
        return None
    tenths = 0.5 if match["tenths"] == "半" else parse_number(match["tenths"])
    rest = match["rest"]
    ones = 0 if not rest else 5 if rest == "半" else parse_number(rest)
    return round(tenths * 10 + ones, 10)


def _fraction(plain: str) -> Fraction | None:
    match = _FRACTION.fullmatch(plain)
    if not match:
        return None
    below = parse_number(match["below"])
    if not below:
        raise NumeralError(f"a fraction of zero parts: {plain!r}")
    whole = parse_number(match["whole"]) if match["whole"] else 0
    return Fraction(whole) + Fraction(str(parse_number(match["above"]))) / Fraction(str(below))


def _power(plain: str) -> float | None:
    """2^5, 2e5: an exponent too large for a number is no numeral."""
    try:
        match = _POWER.fullmatch(plain)
        if match:
            base = float(match[1])
            return base ** int(match[2]) if abs(int(match[2])) < 300 else None
        if re.fullmatch(r"\d*\.?\d+e[+-]?\d{1,3}", plain):
            return float(plain)
    except (OverflowError, ZeroDivisionError):
        return None
    return None


def _money(plain: str) -> Fraction | None:
    """壹拾壹元壹角壹分 → 11.11."""
    match = _MONEY.fullmatch(plain)
    if not match or not any(match.group("yuan", "jiao", "fen")):
        return None
    parts = ((match["yuan"], 1), (match["jiao"], 10), (match["fen"], 100))
    return sum((Fraction(str(parse_number(part))) / below for part, below in parts if part), Fraction(0))


def _scaled(plain: str) -> int | float | Fraction | None:
    """Arabic, Chinese or both, with scale words; 余, 多, 几 inside do not count."""
    if plain == "半百":
        return 50
    if (pair := _PAIR.fullmatch(plain)) and DIGITS[pair[2]] == DIGITS[pair[1]] + 1:
        return _evaluate(pair[1] + pair[3])  # 两三, 三四百
    if "几" in plain or "余" in plain or "多" in plain or "来" in plain:
        plain = _VAGUE.sub("", plain)
        plain = re.sub(r"零(?=[万亿])", "", plain)
    arabic = _ARABIC.fullmatch(plain)
    if arabic and plain not in ("", "."):
        return _arabic(plain)
    head, point, tail = plain.partition("点")
    if point:
        return _decimal(head, tail)
    if _STRICT.fullmatch(plain) and not plain.startswith("零") and not plain.endswith("零") and "零零" not in plain:
        try:
            answer: int | float | Fraction | None = cn2an.cn2an(plain, "normal")
            return answer
        except (ValueError, KeyError):  # KeyError: a numeral of scale words that its check does not know
            pass
    return _evaluate(plain)


def _arabic(token: str) -> int | float:
    token = token.replace(",", "")
    return float(token) if "." in token else int(token)


def _decimal(head: str, tail: str) -> Fraction | None:
    """十五点七; the places are digits, or a scale word closes them: 九点六万."""
    scale = 1
    while tail and tail[-1] in LARGE:
        scale *= LARGE[tail[-1]]
        tail = tail[:-1]
    places = "".join(str(DIGITS[char]) if char in DIGITS else char for char in tail)
    whole = _scaled(head) if head else None
    if whole is None or not places.isascii() or not places.isdigit():
        return None
    return Fraction(f"{int(whole)}.{places}") * scale


def _evaluate(plain: str) -> int | Fraction | None:
    """Split at the highest scale word: left × scale + right. A bare last digit counts for the next lower scale: 三万五 → 35000."""
    for char, size in (*reversed(LARGE.items()), *reversed(SMALL.items())):
        if char not in plain:
            continue
        left, _, right = plain.rpartition(char)
        if size < 10**4 and any(scale in left for scale in (*SMALL, *LARGE)):
            return None  # 十七十八: a small scale takes one digit in front
        above = 1 if left in ("", "零") else _evaluate(left)
        if above is None:
            return None
        if len(right) == 1 and right != "零" and size > 10 and (right in DIGITS or right.isdigit()):
            return above * size + (DIGITS[right] if right in DIGITS else int(right)) * (size // 10)
        below = _evaluate(right.removeprefix("零")) if right not in ("", "零") else 0
        if below is None or below >= size or (below and Fraction(above).denominator > 1):
            return None  # 10.1万零100
        return above * size + below
    if plain and all(digit in DIGITS for digit in plain):
        return int("".join(str(DIGITS[digit]) for digit in plain))  # read digit by digit: 二〇二四
    if _ARABIC.fullmatch(plain) and plain not in ("", "."):
        return Fraction(plain.replace(",", ""))
    return None

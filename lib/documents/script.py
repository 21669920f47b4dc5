"""Which script a text is in, and its plain form: Simplified, half-width, at the same offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

UNIHAN = range(0x4E00, 0xA000)

ZERO = "\u200b"  # stands for every character that takes no room
_NO_WIDTH = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
_SPACES = (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F)
# what str.splitlines() takes for a line end beside LF
_LINE_ENDS = (0x0B, 0x0C, *range(0x1C, 0x1F), 0x85, 0x2028, 0x2029)
# radicals that Unicode names no hanzi for (the others it decomposes); programs that make PDFs put them in place of the hanzi
_RADICALS = dict(
    zip(
        "⺁⺄⺒⺠⺮⺶⺼⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻐⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻨⻩⻬⻭⻮⻰⻱",
        "厂乙巳民竹羊月虎衤覀西见角讠贝车辶钅镸长门雨青韦页风飞食饣马骨鬼鱼鸟麦黄齐齿歯龙龟",
        strict=True,
    )
)


def _widths() -> dict[int, str]:
    """Every code point that is another's wide, compatible or invisible form → the plain one; one to one, so that offsets stay."""
    wide = dict(zip("０１２３４５６７８９．，％＋－−＜＞／：（）﹪﹢﹣", "0123456789.,%+--<>/:()%+-", strict=True))
    wide |= {"萬": "万", "億": "亿", "兩": "两", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "¥": "￥"}
    found = {ord(char): plain for char, plain in (wide | _RADICALS).items()}
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            found[code] = plain
    found |= dict.fromkeys(_NO_WIDTH, ZERO) | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_LINE_ENDS, "\n")
    return found


WIDE = _widths()
_ODD = re.compile("[" + "".join(map(re.escape, map(chr, WIDE))) + "]|\r(?!\n)")


def even(text: str) -> str:
    """`text` at the same length: half-width digits and signs, hanzi for radicals, plain spaces, ZERO for what has no width, line
    ends LF or CR LF. What a rule reads is never told by them."""
    return _ODD.sub(lambda match: WIDE.get(ord(match[0]), "\n"), text)


def fold(text: str) -> str:
    """`text` without characters of no width and with hanzi in place of radicals: what a reader may make of a text that it puts
    together itself."""
    return _FOLDED.sub(lambda match: WIDE[ord(match[0])].strip(ZERO), text)


_FOLDED = re.compile(
    "["
    + "".join(
        map(
            re.escape,
            map(
                chr,
                (*_NO_WIDTH, *map(ord, _RADICALS), *(c for c in WIDE if 0x2E80 <= c < 0x2FE0 or 0xF900 <= c < 0xFB00)),
            ),
        )
    )
    + "]"
)


@dataclass(frozen=True)
class Scripts:
    """The converter, and the characters that occur in one script only (as OpenCC's own tables have it)."""

    convert: Any
    hant_only: frozenset[str]
    hans_only: frozenset[str]


@cache
def scripts() -> Scripts:
    """Loaded once per process (about 80 ms); OpenCC is imported here so that a program that reads nothing does not wait."""
    from opencc import OpenCC

    to_simplified, to_traditional = OpenCC("t2s").convert, OpenCC("s2t").convert
    plain = [chr(code) for code in UNIHAN]
    lines = "\n".join(plain)  # one character a line, so that no phrase rule can join two of them
    hant = {a for a, b in zip(plain, to_simplified(lines).split("\n"), strict=True) if a != b}
    hans = {a for a, b in zip(plain, to_traditional(lines).split("\n"), strict=True) if a != b}
    return Scripts(to_simplified, frozenset(hant - hans), frozenset(hans - hant))


def detect(text: str) -> str:
    """`hant` where more characters are Traditional only than Simplified only, else `hans`."""
    known = scripts()
    return "hant" if _is_traditional(text, known) else "hans"


def simplify(text: str) -> str:
    """`text` in Simplified characters, every character at the offset it had.

    Lines that are Simplified already stay as they are: 乾县 and 瞭望 are right there, and only a Traditional line makes 乾 into 干.
    """
    known = scripts()
    if known.hant_only.isdisjoint(text):
        return text
    pieces = re.split(r"([\r\n]+)", text)
    return "".join(_simplify_line(piece, known) if _is_traditional(piece, known) else piece for piece in pieces)


def _is_traditional(text: str, known: Scripts) -> bool:
    if known.hant_only.isdisjoint(text):
        return False
    hant = sum(char in known.hant_only for char in text)
    return hant > sum(char in known.hans_only for char in text)


def _simplify_line(line: str, known: Scripts) -> str:
    """One line converted; phrase by phrase where that keeps the length, else character by character."""
    whole = known.convert(line)
    if len(whole) == len(line):
        answer: str = whole
        return answer
    single = known.convert("\n".join(line)).split("\n")
    return "".join(new if len(new) == 1 else old for old, new in zip(line, single, strict=True))

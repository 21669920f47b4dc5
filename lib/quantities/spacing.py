"""A text as its author meant it: without the spaces, marks and line ends that stand beside or inside its numbers.

Offices type `2022 年办理 110 件`, programs break `4 936人` and `1,2|34件` apart. `closed` leaves out what is surely not part of the
wording, and says where each character that is left stood. Where joining would be a guess (`12 34件`) nothing is joined: the
search for numbers refuses such pieces (countable.is_piece).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..documents import ZERO
from .grammar import grammar

_HANZI = "\u4e00-\u9fff\u3007"
_NUMERAL = "零〇一二三四五六七八九十百千万亿两几"
_SCALE = "十百千万亿"
_LONGEST = 48  # code points of a number with what parts it

_STOP = re.compile(r"[ \u3000\n\[①-⑳⁰¹²³⁴-⁹]")
# what stands beside a number, or in one that it does not part
_BESIDE = re.compile(
    rf"(?<=[{_HANZI}\]])[ \u3000](?=\d)|(?<=[\d%])[ \u3000](?=[{_HANZI}])|(?<=\d) +(?=[%‰])"
    rf"|(?<=\d) (?=[-—–~～]{{1,2}} ?\d)|(?<=[-—–~～]) (?=\d)"
    rf"|(?<=分之) (?=[\d{_NUMERAL}])|(?<=[百千万]) (?=分 ?之)|(?<=分) (?=之)|(?<=[{_NUMERAL}点]) (?=[十百千万亿点成])|(?<=[点成]) (?=[{_NUMERAL}])|(?<=[{_NUMERAL}]) (?=[余多])"
    rf"|(?<=\d)(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[①-⑳]|\[\d{{1,2}}\])(?=\s?[{_HANZI}%])"
)
# what parts one: spaces, or spaces beside its point or comma, or a line end
_INSIDE = re.compile(
    r"(?P<digits>\d++(?: \d++)+)|(?P<point>\d{1,3}(?:\. | \. ?)\d++)|(?P<comma>\d{1,3}(?:(?:, | ,|,)\d{3})+(?!\d))"
    r"|(?P<line>\d[\d,]*\.?\r?\n[ \u3000]*[.,]?\d[\d,.]*)"
)
_SPACED = re.compile(rf"(?:[{_HANZI}\d,.%、。;:()] ){{6,}}[{_HANZI}\d,.%、。;:()](?!\S)")
_SPELT = re.compile(rf"(?:[{_NUMERAL}] ){{2,}}[{_NUMERAL}](?![{_NUMERAL}])")
_HEAD = re.compile(r"[\d,.]+\r?$")
_GROUPS = re.compile(r"\d{1,3}(?:[, ]\d{3})+")
_TAIL = re.compile(r"(?:\.\d+)?\s?[%‰万亿千百]|\.\d")
_LEAD = re.compile(rf"[{_HANZI}(<>≥≤±￥$:+-]")
_DIGITLIKE = frozenset("0123456789.,\r")
_DEALT = re.compile(r"分别|各[^,。;]{0,6}$")
_POWER = re.compile(r"[×xX*]\s?10$")


@dataclass(frozen=True)
class Closed:
    """`text` without its gaps: stretches of the text as it was, the n-th of which begins at `begins[n]` here and stood at
    `origins[n]`; none are listed where nothing was left out."""

    text: str
    begins: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def start(self, at: int) -> int:
        """Where the character at `at` stood."""
        if not self.begins:
            return at
        stretch = bisect_right(self.begins, at) - 1
        return self.origins[stretch] + at - self.begins[stretch]

    def end(self, at: int) -> int:
        """Where what ends before `at` ended."""
        return self.start(at - 1) + 1 if at else 0

    def at(self, start: int) -> int:
        """Where what stood at `start` stands now, or would stand if it were not left out."""
        if not self.begins:
            return start
        stretch = bisect_right(self.origins, start) - 1
        stop = self.begins[stretch + 1] if stretch + 1 < len(self.begins) else len(self.text)
        return min(stop, self.begins[stretch] + start - self.origins[stretch])


def closed(text: str) -> Closed:
    """`text` (as Document.simplified) without the gaps beside and inside its numbers. Linear in its length."""
    visible = _without(Closed(text), _invisible(text))
    return _without(visible, _gaps(visible.text))


def _without(source: Closed, cuts: list[tuple[int, int]]) -> Closed:
    """`source` without the stretches `cuts` of its text."""
    if not cuts:
        return source
    text = source.text
    kept, begins, origins = [], [], []
    at = length = 0
    for start, end in (*cuts, (len(text), len(text))):
        inside = range(bisect_right(source.begins, at), bisect_left(source.begins, start))
        for begin in (at, *(source.begins[stretch] for stretch in inside)):
            begins.append(length + begin - at)
            origins.append(source.start(begin))
        kept.append(text[at:start])
        length += start - at
        at = end
    return Closed("".join(kept), tuple(begins), tuple(origins))


def _invisible(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(f"{ZERO}+", text)] if ZERO in text else []


def _gaps(text: str) -> list[tuple[int, int]]:
    """The stretches to leave out, in order."""
    cuts: list[tuple[int, int]] = []
    done = refused = 0
    for stop in _STOP.finditer(text):
        at = stop.start()
        if at < done:
            continue
        if at >= refused and text[at] == " " and text[at + 2 : at + 3] == " " == text[at + 4 : at + 5]:
            spaced = _SPACED.match(text, max(0, at - 1)) if not text[max(0, at - 2) : at - 1].strip() else None
            spelt = _SPELT.match(text, max(0, at - 1)) if text[max(0, at - 2) : at - 1] not in tuple(_NUMERAL) else None
            if spelt and any(char in _SCALE for char in spelt[0]):  # 一 百 二 十
                spaced = spelt
            if spaced and (spaced is spelt or _is_spaced(spaced[0])):
                cuts += [(gap, gap + 1) for gap in range(*spaced.span()) if text[gap] == " "]
                done = spaced.end()
                continue
            refused = spaced.end() if spaced else at  # looked at once, not again from each of its spaces
        if beside := _BESIDE.match(text, at):
            power = text[at] not in " \u3000" and _POWER.search(text[max(0, at - 5) : at])
            cuts += [] if power else [beside.span()]
            done = beside.end()
        elif text[at - 1 : at] in _DIGITLIKE and (found := _inside(text, at)):
            cuts += found
            done = found[-1][1]
    return cuts


def _inside(text: str, at: int) -> list[tuple[int, int]]:
    """The stretches that part the number around the gap at `at`; none where they may part two numbers."""
    head = _HEAD.search(text, max(0, at - _LONGEST), at)
    match = _INSIDE.match(text, head.start(), head.start() + 2 * _LONGEST) if head else None
    if not match or match.end() <= at or match.end() - match.start() > _LONGEST:
        return []
    if not _led(text, match) or not _measured(text, match.end()):
        return []
    if not _JOINS[match.lastgroup or ""](text, match):
        return []
    return [(match.start() + gap.start(), match.start() + gap.end()) for gap in re.finditer(r"\s+", match[0])]


def _is_spaced(run: str) -> bool:
    """A line set with spaces between all its characters: hanzi, not a row of digits."""
    letters = run[::2]
    return sum("一" <= char <= "鿿" for char in letters) * 2 >= len(letters)


def _led(text: str, match: re.Match[str]) -> bool:
    """A word or an opening mark stands before the number; at the head of a line it may be that of an item, but for 3 000人."""
    before = text[max(0, match.start() - 2) : match.start()].removesuffix(" ")[-1:]
    if not before or before == "\n":
        return match.lastgroup == "digits" and " 0" in match[0]
    return _LEAD.match(before) is not None


def _measured(text: str, end: int) -> bool:
    """A scale word, a percent sign, decimals or a unit follow."""
    return bool(_TAIL.match(text, end) or grammar().units.match(text, end))


def _digits(text: str, match: re.Match[str]) -> bool:
    """4 936人: groups of three."""
    first, *others = match[0].split(" ")
    return bool(_GROUPS.fullmatch(match[0])) and first[0] != "0" and (len(others) == 1 or len(first) < 3)


def _comma(text: str, match: re.Match[str]) -> bool:
    """1, 234件, unless numbers are dealt out one by one."""
    return not _DEALT.search(text[max(0, match.start() - 12) : match.start()])


def _line(text: str, match: re.Match[str]) -> bool:
    """1,2|34件, 99.|5%: what is one number together and none apart."""
    above, below = re.split(r"\r?\n[ \u3000]*", match[0])
    together = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|[1-9]\d*0\d+", above + below)
    apart = re.fullmatch(r"\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?", above) and below[0] not in ".,0"
    return bool(together) and not apart


_JOINS = {"digits": _digits, "point": lambda text, match: True, "comma": _comma, "line": _line}

"""A page of a PDF as upright characters and rules, whatever way it is turned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from .note_marks import raised
from .plain import BROKEN

SUPERSCRIPT = 0.8  # of the type size of its line: what is smaller and raised is no part of the wording
GAP = 0.4  # of the type size: a wider gap is a space; typesetting sets 0.25 between hanzi and digits
COLUMN = 0.8  # of the type size: a gap as wide as this may part two cells or columns
CJK = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2e80-\u2fdf]")


@dataclass(slots=True)
class Glyph:
    """One character: edges in points from the page's top left corner, `middle` the height of its line, `foot` of its own lower edge."""

    text: str
    x0: float
    x1: float
    middle: float
    foot: float
    size: float


@dataclass
class Row:
    """The characters of one printed height, from left to right."""

    glyphs: list[Glyph]

    @property
    def middle(self) -> float:
        return median(glyph.middle for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return median(glyph.size for glyph in self.glyphs)

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)


@dataclass
class Sheet:
    """A page: size, characters, and its rules as pdfplumber's edges."""

    width: float
    height: float
    glyphs: list[Glyph]
    edges: list[dict[str, Any]]


def sheet(page: Any) -> Sheet:
    """The page, turned so that most of its characters stand upright; marks of notes are left out and doubled print once."""
    chars = page.dedupe_chars(tolerance=1).chars
    width, height = float(page.width), float(page.height)
    turns = Counter(_turn(char["matrix"]) for char in chars if char["text"].strip())
    turn = turns.most_common(1)[0][0] if turns else 0
    glyphs = [_glyph(char, turn, width, height) for char in chars if _turn(char["matrix"]) == turn]
    edges = [_turned(edge, turn, width, height) for edge in page.edges]
    if turn:
        width, height = height, width
    return Sheet(width, height, glyphs, edges)


def _turn(matrix: tuple[float, ...]) -> int:
    """Quarter turns of a character: 1 where it reads upwards, -1 downwards, 2 for slanted text."""
    a, b = matrix[:2]
    if abs(b) < 0.1 * abs(a) and a > 0:
        return 0
    if abs(a) < 0.1 * abs(b):
        return 1 if b > 0 else -1
    return 2


def _glyph(char: dict[str, Any], turn: int, width: float, height: float) -> Glyph:
    size, (e, f) = float(char["size"]), char["matrix"][4:6]
    if turn == 1:
        x0, x1, base, foot = height - char["bottom"], height - char["top"], e, char["x1"]
    elif turn == -1:
        x0, x1, base, foot = char["top"], char["bottom"], width - e, width - char["x0"]
    else:
        x0, x1, base, foot = char["x0"], char["x1"], height - f, char["bottom"]
    if turn:
        size = abs(float(char["width"])) if turn in (1, -1) else size
    text = BROKEN if char["text"].startswith("(cid:") else char["text"]
    return Glyph(text, float(x0), float(x1), float(base) - 0.38 * size, float(foot), size)


def _turned(edge: dict[str, Any], turn: int, width: float, height: float) -> dict[str, Any]:
    x0, x1, top, bottom = edge["x0"], edge["x1"], edge["top"], edge["bottom"]
    if turn == 1:
        x0, x1, top, bottom = height - bottom, height - top, x0, x1
    elif turn == -1:
        x0, x1, top, bottom = top, bottom, width - x1, width - x0
    across = "h" if abs(bottom - top) < abs(x1 - x0) else "v"
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top, "orientation": across,
        "object_type": "line",
    }  # fmt: skip


def rows(glyphs: Iterable[Glyph]) -> list[Row]:
    """Characters of one height together, from the top down."""
    found: list[Row] = []
    group: list[Glyph] = []
    middle = size = 0.0
    for glyph in sorted((one for one in glyphs if one.text), key=lambda one: one.middle):
        if group and glyph.middle - middle > 0.45 * max(size, glyph.size):
            found.append(Row(group))
            group = []
        group.append(glyph)
        size = max(one.size for one in group[-50:])
        middle = sum(one.middle for one in group[-50:]) / len(group[-50:])
    if group:
        found.append(Row(group))
    for row in found:
        row.glyphs.sort(key=lambda one: one.x0)
    return [row for row in found if any(glyph.text.strip() for glyph in row.glyphs)]


@dataclass(frozen=True)
class Cut:
    """A height of the page between `top` and `bottom` where columns part at `x`, by the ends of the rules above and below them."""

    x: float
    top: float
    bottom: float


def segments(row: Row, spread: float, cuts: Iterable[Cut] = ()) -> list[Row]:
    """The row cut at gaps as wide as between columns, and at `cuts`; `spread` is the space set between all characters of the page."""
    here = [cut.x for cut in cuts if cut.top <= row.middle <= cut.bottom]
    found: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in row.glyphs:
        if not glyph.text.strip():
            continue
        wide = last is None or glyph.x0 - last.x1 > spread + COLUMN * max(glyph.size, last.size)
        if wide or (last is not None and any(_between(last, x, glyph) for x in here)):
            found.append([])
        found[-1].append(glyph)
        last = glyph
    return [Row(glyphs) for glyphs in found]


def _between(before: Glyph, x: float, after: Glyph) -> bool:
    apart = after.x0 - before.x1 > 0.1 * after.size
    return apart and (before.x0 + before.x1) / 2 < x <= (after.x0 + after.x1) / 2


def spread(page_rows: Iterable[Row]) -> float:
    """The space set between all characters of a page (letter-spacing), in points; 0 where they are set close."""
    gaps = []
    for row in page_rows:
        inked = [glyph for glyph in row.glyphs if glyph.text.strip()]
        hanzi = sum(bool(CJK.match(glyph.text)) for glyph in inked)
        if len(inked) >= 6 and hanzi * 2 >= len(inked):
            own = sorted(b.x0 - a.x1 for a, b in pairwise(inked))
            gaps.append(own[len(own) // 4] / row.size)
            size = row.size
    typical = median(gaps) if gaps else 0.0
    return typical * size if typical > 0.2 else 0.0


def text(row: Row, spread: float) -> str:
    """The row's text: a space where the gap is wider than type is set, none between the characters of spaced type."""
    inked = [glyph for glyph in row.glyphs if glyph.text.strip()]
    size = median(glyph.size for glyph in inked)
    foot = median(glyph.foot for glyph in inked)
    found = ""
    last: Glyph | None = None
    for glyph in row.glyphs:
        if not glyph.text.strip():
            if not spread and last is not None and found[-1:] != " ":
                found += " "
            continue
        if last is not None and glyph.x0 - last.x1 > spread + GAP * max(size * 0.8, min(glyph.size, last.size)):
            found += " " if found[-1:] != " " else ""
        small = glyph.size < SUPERSCRIPT * size and glyph.foot < foot - 0.1 * size
        found += raised(found, glyph.text) if small else glyph.text
        last = glyph
    return found.strip()


def inside(glyph: Glyph, box: tuple[float, float, float, float]) -> bool:
    """The middle of the character lies in (x0, top, x1, bottom): glyphs often stick out of their cell."""
    return box[0] <= (glyph.x0 + glyph.x1) / 2 <= box[2] and box[1] <= glyph.middle <= box[3]


def without(glyphs: Iterable[Glyph], boxes: list[tuple[float, float, float, float]]) -> Iterator[Glyph]:
    for glyph in glyphs:
        if not any(inside(glyph, box) for box in boxes):
            yield glyph

"""Pages set in two columns: the rows of each, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TypeVar

from .pdf_page import Glyph, Row, rows, segments

FEWEST = 5  # rows that stand side by side before a page counts as set in columns
CROSSING = 0.15  # of the texts may run over both columns
WIDTH = 8  # characters of a column's line, on the average, that make it prose and no table

Item = TypeVar("Item")


def columns(glyphs: list[Glyph], spread: float, cuts: list[float]) -> Iterator[list[Row]]:
    """Runs of rows in reading order: of what stands in two columns first the left one. `cuts` are heights that no run crosses."""
    page = rows(glyphs)
    gutter = _gutter(page, spread)
    if gutter is None:
        yield page
        return
    full: list[Row] = []
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in page:
        crossing = any(glyph.x0 < gutter < glyph.x1 for glyph in row.glyphs) or _spans(row, gutter, spread)
        if crossing or any(sides[0] and sides[0][-1].middle < cut < row.middle for cut in cuts):
            yield from filter(None, sides)
            sides = ([], [])
        if crossing:
            full.append(row)
            continue
        if full:
            yield full
            full = []
        for side, keep in zip(sides, (lambda g: g.x1 <= gutter, lambda g: g.x0 >= gutter), strict=True):
            if part := [glyph for glyph in row.glyphs if keep(glyph)]:  # type: ignore[no-untyped-call]
                side.append(Row(part))
    yield from filter(None, (*sides, full))


def _spans(row: Row, gutter: float, spread: float) -> bool:
    """One text of the row runs across the gutter, with no wide gap there: a heading over both columns."""
    return any(part.x0 < gutter < part.x1 for part in segments(row, spread))


def _gutter(page: list[Row], spread: float) -> float | None:
    """The middle of the strip between two columns of prose; None where the page is set in one.

    The strip lies in the middle of the text's width; hardly a row reaches over it, and enough long lines stand on both sides.
    """
    parts = [part for row in page for part in segments(row, spread)]
    if len(parts) < 2 * FEWEST:
        return None
    left, right = min(part.x0 for part in parts), max(part.x1 for part in parts)
    steps = [0] * (int(right - left) + 3)
    for part in parts:
        steps[int(part.x0 - left)] += 1
        steps[int(part.x1 - left) + 1] -= 1
    over = [*accumulate(steps)]
    middle = range(int(0.3 * len(over)), int(0.7 * len(over)))
    least = min((over[at] for at in middle), default=len(parts))
    strip = [at for at in middle if over[at] == least]
    if not strip or least > CROSSING * len(parts):
        return None
    gutter = left + strip[len(strip) // 2]
    sides = [part for part in parts if part.x1 <= gutter], [part for part in parts if part.x0 >= gutter]
    prose = all(len(side) >= FEWEST and sum(len(one.glyphs) for one in side) >= WIDTH * len(side) for side in sides)
    return gutter if prose else None


def placed(items: list[Item], blocks: Iterable[Item]) -> list[Item]:
    """`items`, in reading order, with `blocks` put before the first that begins below them."""
    found = list(items)
    for block in blocks:
        top = block.top  # type: ignore[attr-defined]
        at = next((place for place, item in enumerate(found) if item.top > top), len(found))  # type: ignore[attr-defined]
        found.insert(at, block)
    return found

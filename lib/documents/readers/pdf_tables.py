"""Tables of a PDF's page: between their rules, or by how their texts stand under each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import filter_edges

from .pdf_page import Cut, Glyph, Row, Sheet, inside, rows, segments, text
from .tables import LONG, Slot, is_value
from .text_builder import CJK_GAP, tidy

SNAP = 3.0  # points: table rules nearer than this are one
PADDING = 1.5  # of the type size: what ends nearer than this to its cell's edge fills the line
MOST_EDGES = 20_000  # of one page: more are a drawing

Box = tuple[float, float, float, float]


@dataclass
class Block:
    """A table found on a page, from `top` to `bottom`."""

    slots: list[Slot]
    top: float
    bottom: float


def ruled(page: Sheet, spread: float) -> tuple[list[Block], list[Box]]:
    """The tables between rules, with the places they take."""
    if len(page.edges) > MOST_EDGES:
        return [], []
    edges = merge_edges(filter_edges(page.edges, min_length=1), SNAP, SNAP, SNAP, SNAP)
    crossings = edges_to_intersections(filter_edges(edges, min_length=SNAP), SNAP, SNAP)
    blocks, boxes = [], []
    for cells in cells_to_tables(intersections_to_cells(crossings)):
        if len({cell[1] for cell in cells}) < 2 or len({cell[0] for cell in cells}) < 2:
            continue
        box = (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
        slots = _slots(page, cells, spread)
        if sum(bool(slot.text) for slot in slots) >= 2:
            blocks.append(Block(slots, box[1], box[3]))
            boxes.append(box)
    return blocks, boxes


def _slots(page: Sheet, cells: Sequence[Box], spread: float) -> list[Slot]:
    """The cells between the table's rules, merged ones with what they span."""
    xs = _rules(edge for cell in cells for edge in (cell[0], cell[2]))
    ys = _rules(edge for cell in cells for edge in (cell[1], cell[3]))
    held: dict[Box, list[Glyph]] = {cell: [] for cell in cells}
    for glyph in page.glyphs:
        home = next((cell for cell in cells if inside(glyph, cell)), None)
        if home:
            held[home].append(glyph)
    slots = []
    for box, glyphs in held.items():
        left, right, top, bottom = _at(xs, box[0]), _at(xs, box[2]), _at(ys, box[1]), _at(ys, box[3])
        slots.append(Slot(_cell_text(glyphs, box, spread), top, left, max(1, bottom - top), max(1, right - left)))
    return sorted(slots, key=lambda slot: (slot.row, slot.column))


def _cell_text(glyphs: list[Glyph], box: Box, spread: float) -> str:
    """The lines of a cell together; two numbers one below the other stay two unless the upper fills its line."""
    found = ""
    above: Row | None = None
    for row in rows(glyphs):
        line = CJK_GAP.sub("", tidy(text(row, spread)))
        full = above is not None and box[2] - above.x1 < PADDING * above.size
        digits = found[-1:].isdigit() and line[:1].isdigit()
        found = f"{found}\u3000{line}" if digits and not full else join(found, line)
        above = row
    return found


def join(before: str, more: str) -> str:
    """No space between Chinese characters or the digits of one number; one between words of letters."""
    letters = before[-1:].isascii() and before[-1:].isalpha() and more[:1].isascii() and more[:1].isalpha()
    return f"{before} {more}" if letters else before + more


def _rules(edges: Iterable[float]) -> list[float]:
    """Positions of rules, those within SNAP of one another once."""
    ordered = sorted(set(edges))
    return ordered[:1] + [b for a, b in pairwise(ordered) if b - a > SNAP]


def _at(rules: list[float], edge: float) -> int:
    return min(range(len(rules)), key=lambda at: abs(rules[at] - edge))


def cuts(page: Sheet) -> list[Cut]:
    """Where columns part, by the ends of rules across the page that stand under each other (a table without rules downwards)."""
    ends: dict[int, set[int]] = defaultdict(set)  # height → where one rule ends and the next begins
    across = [edge for edge in page.edges if edge["orientation"] == "h"][:MOST_EDGES]
    starts = {(round(edge["x0"]), round(edge["top"])) for edge in across}
    for edge in across:
        x, y = round(edge["x1"]), round(edge["top"])
        if any((x + near, y) in starts for near in (-1, 0, 1)):
            ends[y].add(x)
    heights = sorted(ends)
    size = median(glyph.size for glyph in page.glyphs)
    found = []
    for x in sorted({x for xs in ends.values() for x in xs}):
        own = [y for y in heights if ends[y] & {x - 1, x, x + 1}]
        if len(own) >= 3:
            found.append(Cut(x, own[0] - 2 * size, own[-1] + SNAP))
    return found


def unruled(page: list[tuple[Row, list[Row]]], spread: float) -> list[tuple[int, int, Block]]:
    """Tables without rules between their columns, as (first row, row behind, table): at least three rows of several texts each,
    that stand under each other in columns, with values in all but the headings."""
    found = []
    at = 0
    while at < len(page):
        stop = at
        while stop < len(page) and (len(page[stop][1]) > 1 or (stop > at and _inside_run(page, stop))):
            stop += 1
        if stop - at >= 3 and (block := _columns(page[at:stop], spread)):
            found.append((at, stop, block))
            at = stop
        else:
            at = max(stop, at + 1)
    return found


def _inside_run(page: list[tuple[Row, list[Row]]], at: int) -> bool:
    """A row of one text between rows of several: a heading that is merged downwards stands half a row lower."""
    row, above = page[at][0], page[at - 1][0]
    below = page[at + 1] if at + 1 < len(page) else None
    return below is not None and len(below[1]) > 1 and below[0].middle - above.middle < 2.6 * row.size + SNAP


def _columns(page: list[tuple[Row, list[Row]]], spread: float) -> Block | None:
    texts = [[text(segment, spread) for segment in found] for _, found in page]
    values = [sum(map(is_value, line[1:])) for line in texts]
    filled = [at for at, count in enumerate(values) if count * 2 >= max(1, len(texts[at]) - 1)]
    if len(filled) < 2 or filled[0] == 0 or len(filled) * 2 < len(page) - 2:
        return None
    spans = _spans([segment for at in filled for segment in page[at][1]])
    if len(spans) < 2 or any(len(line) > len(spans) for line in texts):
        return None
    if sum(map(len, (words for at in filled for words in texts[at][:1]))) > LONG * len(filled):
        return None
    slots: list[Slot] = []
    edges = [Cut(x0, float("-inf"), float("inf")) for x0, _ in spans[1:]]
    for at, (row, found) in enumerate(page):
        parts = segments(row, spread, edges) if at < filled[0] else found
        for segment in parts:
            words = text(segment, spread)
            near = [place for place, (x0, x1) in enumerate(spans) if segment.x0 < x1 and segment.x1 > x0]
            if not near:
                near = [
                    min(range(len(spans)), key=lambda place: abs(sum(spans[place]) / 2 - (segment.x0 + segment.x1) / 2))
                ]
            slots.append(Slot(CJK_GAP.sub("", tidy(words)), at, near[0], 1, len(near)))
    slots = _lowered(slots, filled[0])
    if len({(slot.row, slot.column) for slot in slots}) < len(slots):
        return None  # two texts in one place: not understood
    return Block(slots, page[0][0].middle, page[-1][0].middle)


def _spans(texts: Iterable[Row]) -> list[tuple[float, float]]:
    """The columns: stretches of the line that texts cover together."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted((part.x0, part.x1) for part in texts):
        if merged and x0 < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _lowered(slots: list[Slot], body: int) -> list[Slot]:
    """Heading rows of one text, which stand between two others, put into the lower of them: all below moves up by one."""
    alone = {row for row in range(1, body - 1) if sum(slot.row == row for slot in slots) == 1}
    alone = {row for row in alone if row - 1 not in alone}
    shift = {row: sum(other < row for other in alone) for row in range(max(slot.row for slot in slots) + 1)}
    return [replace(slot, row=slot.row - shift[slot.row]) for slot in slots]

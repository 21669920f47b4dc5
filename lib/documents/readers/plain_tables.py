"""Tables that lie flattened in a plain text, as copied from a web page: which stretch of the text is which cell.

Four shapes are known: every cell on a line of its own that begins with a tab (rows parted by a blank line), a row a
line with tabs between the cells, a row a line with bars or wide gaps between them, and every cell a paragraph of its own.
Tables set side by side under the same headings (地市 数量 地市 数量) are read one below the other; a short line right above a
table is its caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from .tables import UNIT_NOTE, Cell, Slot, cell_at, heads_of_rows, is_value, matrix, understand

TABBED_CELL = re.compile(r"^\t(.*(?:\r?\n(?!\t).*)*)", re.MULTILINE)
BLANK_END = re.compile(r"\n\s*\Z")
HEAD_LENGTH = 30
WIDEST = 60
TAB, BAR, GAP = re.compile(r"\t"), re.compile(r"\|"), re.compile(r"[ \u3000]{2,}")
ENDS = " \t\r\u3000"
LONGEST_ROW = 2_000
LONGEST_NOTE = 60
RULE = re.compile(r"[|\s:+—-]+")
CAPTION = 40  # code points of a line that can be the caption of the table below it
INDEX = re.compile(r"\d{1,3}")
STACK = 24  # code points of a paragraph that can be a cell
SENTENCE = re.compile("[。;\uff1b,\uff0c!?\uff01\uff1f]")


class Span(NamedTuple):
    """Text [start:end] of one cell, without the white space around it."""

    start: int
    end: int


Row = list[Span]


def cells(text: str) -> tuple[Cell, ...]:
    """The cells of all tables found in `text`, in its order; () for prose."""
    found: list[Cell] = []
    lines = (*_lines(text, TAB, 2), *_lines(text, BAR, 2), *_lines(text, GAP, 3))
    for rows in (*_tabbed_cells(text), *lines, *_stacked(text)):
        caption = _caption(text, rows[0][0].start)
        for table in _side_by_side(text, rows):
            found.extend(_cells(text, table, caption))
    return tuple(sorted(found, key=lambda cell: cell.start))


def _caption(text: str, start: int) -> str:
    """The short line right above the one at `start` (a blank one between at most), where it is no sentence; else empty."""
    above = text[max(0, start - 2 * CAPTION) : text.rfind("\n", 0, start) + 1]
    lines = above.rstrip(" \t\u3000").split("\n")[:-1]
    near = [line.strip() for line in lines[-2:] if line.strip()]
    fits = near and len(near[-1]) <= CAPTION and not SENTENCE.search(near[-1].rstrip(":\uff1a"))
    return near[-1] if fits and not BAR.search(near[-1]) and not TAB.search(near[-1]) else ""


def _side_by_side(text: str, rows: list[Row]) -> Iterator[list[Row]]:
    """A table whose header says the same twice or more (地市 数量 地市 数量), parted into as many below each other."""
    width = _repeats([text[span.start : span.end] for span in rows[0]])
    for first in range(0, len(rows[0]), width) if width else ():
        yield [part for row in rows if (part := row[first : first + width])]
    if not width:
        yield rows


def _repeats(head: list[str]) -> int:
    """After how many cells a header says the same again to its end; 0 where it does not."""
    sizes = range(2, len(head) // 2 + 1)
    return next((n for n in sizes if len(head) % n == 0 and head == head[:n] * (len(head) // n)), 0)


def _cells(text: str, rows: list[Row], caption: str) -> Iterator[Cell]:
    """The filled cells of one table with their headings; a row of one cell stands across the table."""
    width = max(map(len, rows))
    slots = [
        Slot(text[span.start : span.end], at, column, 1, width if len(row) == 1 else 1)
        for at, row in enumerate(rows)
        for column, span in enumerate(row)
    ]
    grid = matrix(slots)
    layout = understand(grid)
    layout.captions = (*_note_above(text, rows[0][0].start), *layout.captions)
    heads = heads_of_rows(grid, layout)
    for at, row in enumerate(rows):
        for column, span in enumerate(row):
            if at >= layout.first_body and span.start < span.end:
                cell = cell_at(grid, layout, heads[at], at, column, span.start)
                yield replace(cell, title=f"{caption} {cell.title}".strip())


def _stacked(text: str) -> Iterator[list[Row]]:
    """Tables whose every cell is a paragraph: a run of short ones, three headings or two first, then rows of as many cells, in
    every row values in the same columns."""
    run: list[Span] = []
    for match in re.finditer(r".+", text):
        span = _span(text, match.start(), match.end())
        inside = text[span.start : span.end]
        if inside and len(inside) <= STACK and not SENTENCE.search(inside) and not TAB.search(match[0]):
            run.append(span)
            continue
        if inside:
            yield from _rows_of(text, run)
            run = []
    yield from _rows_of(text, run)


def _rows_of(text: str, run: list[Span]) -> Iterator[list[Row]]:
    """The rows of a run of paragraphs that is a table, from its header on; nothing where it is none."""
    words = [text[span.start : span.end] for span in run]
    values = [is_value(word) or bool(INDEX.fullmatch(word)) for word in words]
    first = next((at for at, value in enumerate(values) if value), 0)
    for width in range(min(8, first), 1, -1):
        start = first - width if INDEX.fullmatch(words[first]) and words[first] == "1" else first - width - 1
        if start < 0:
            continue
        pattern = values[start + width : start + 2 * width]
        body = range(start + width, len(run) - width + 1, width)
        rows = [run[start : start + width]]
        for at in body:
            if values[at : at + width] != pattern:
                break
            rows.append(run[at : at + width])
        if len(rows) >= 3 and not any(values[start : start + width]) and any(pattern[1:]) and not all(pattern[:2]):
            yield rows
            return


def _note_above(text: str, start: int) -> tuple[str, ...]:
    """The note of units that stands on the line above a table."""
    line = text.rfind("\n", 0, start)
    above = text[max(0, line - LONGEST_NOTE) : max(0, line)].rstrip().rpartition("\n")[2].strip()
    return (above,) if UNIT_NOTE.search(above) else ()


def _span(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    stripped = inside.strip()
    begin = start + (inside.index(stripped) if stripped else 0)
    return Span(begin, begin + len(stripped))


def _tabbed_cells(text: str) -> Iterator[list[Row]]:
    """Tables whose every cell is a line that begins with a tab; further lines of a cell do not.

    The header tells how many cells a row has; with it a blank line inside a cell is told from one between rows.
    """
    if "\n\t" not in text:
        return
    segments: list[Row] = [[]]
    for match in TABBED_CELL.finditer(text):
        segments[-1].append(_span(text, match.start(1), match.end(1)))
        if BLANK_END.search(match[0]):
            segments.append([])
    segments = [segment for segment in segments if segment]
    start = next((at for at, segment in enumerate(segments) if _is_header(text, segment)), None)
    if start is None:
        return
    width = len(segments[start])
    rows = _join(segments[start:], width)
    if sum(len(row) == width for row in rows) >= 2:
        yield [_cut(text, row, width) for row in rows]


def _is_header(text: str, segment: Row) -> bool:
    """Three cells or more, all short, no sentence."""
    words = [text[span.start : span.end] for span in segment]
    return (
        3 <= len(words) <= WIDEST
        and all(len(word) <= HEAD_LENGTH and "。" not in word for word in words)
        and all(words[1:3])
    )


def _join(segments: list[Row], width: int) -> list[Row]:
    """Segments put together to rows of `width` cells where they add up to it; others stay (a group's name, a short row)."""
    rows: list[Row] = []
    at = 0
    while at < len(segments):
        row, stop = list(segments[at]), at + 1
        while len(row) < width and stop < len(segments):
            row += segments[stop]
            stop += 1
        if len(row) != width:
            row, stop = list(segments[at]), at + 1
        rows.append(row[:width])
        at = stop
    return rows


def _cut(text: str, row: Row, width: int) -> Row:
    """The last cell of a row ends at its first blank line: what follows is the text after the table."""
    if len(row) < width and len(row) > 1:
        return row
    last = row[-1]
    begin = text.rfind("\t", 0, last.start) + 1
    paragraph = re.split(r"\n[ \u3000]*\r?\n", text[begin : last.end])[0]
    return [*row[:-1], _span(text, begin, begin + len(paragraph))]


def _lines(text: str, mark: re.Pattern[str], fewest: int) -> Iterator[list[Row]]:
    """Tables of one line a row with `mark` between the cells, of at least `fewest` rows."""
    if not mark.search(text):
        return
    lines = [(match.start(), match[0]) for match in re.finditer(r".+", text)]
    for is_row, block in groupby(lines, key=lambda line: _is_row(line[1], mark)):
        rows = [_split(text, start, line, mark) for start, line in block if is_row and not RULE.fullmatch(line)]
        if len(rows) >= fewest and _is_table(text, rows, even=mark is GAP):
            yield rows


def _is_row(line: str, mark: re.Pattern[str]) -> bool:
    """Has `mark` between two texts; an indent is not a cell, and a very long line no row."""
    return len(line) < LONGEST_ROW and mark.search(line.strip(ENDS)) is not None


def _is_table(text: str, rows: list[Row], even: bool) -> bool:
    """A row of short headings first, then as many cells in every row (one less or more unless `even`), with values, or three wide.

    Numbered paragraphs (1.<tab>…) and the lines of a page's foot are none.
    """
    widths = [len(row) for row in rows]
    words = [[text[span.start : span.end] for span in row] for row in rows]
    part = _repeats(words[0])
    uneven = any(width % part for width in widths) if part else max(widths) - min(widths) > (not even)
    if uneven or any(len(word) > HEAD_LENGTH or re.search("[。;\uff1b]", word) for word in words[0]):
        return False
    values = any(is_value(word) for row in words[1:] for word in row[1:])
    return (values or (widths[0] >= 3 and not even)) and (not even or not any(is_value(word) for word in words[0][1:]))


def _split(text: str, start: int, line: str, mark: re.Pattern[str]) -> Row:
    """The cells of one line; bars at its ends enclose, white space at its start is an indent, a tab there an empty cell."""
    body = line.strip(ENDS + "|" if mark is BAR else "\r " if mark is TAB else ENDS)
    begin = start + line.index(body)
    edges = [0, *(edge for match in mark.finditer(body) for edge in match.span()), len(body)]
    return [_span(text, begin + left, begin + right) for left, right in zip(edges[::2], edges[1::2], strict=True)]

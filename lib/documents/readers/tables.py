"""Tables: cells at their place in a text, with the headings that say what each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .. import budgets


@dataclass(frozen=True)
class Cell:
    """A table cell at text[start:end]; row and column count from 0 at the table's corner, heading rows included.

    `row_heads` and `column_heads` are the headings from the outside in (the group a row stands in, its first columns;
    header rows from the top down); `title` is the caption with a note such as 单位:万元.
    """

    start: int
    end: int
    row: int
    column: int
    row_heads: tuple[str, ...] = ()
    column_heads: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Reading:
    """What a reader gives: the text, the cells of its tables in the order of the text, and what the format says of it.

    `hints` are fields of sources.csv (publisher, published) that stand in the file but not in the text. `warnings` say what of the
    file is not in the text, each with its place (`sheet 支出: column C is hidden and was left out`).
    """

    text: str
    cells: tuple[Cell, ...] = ()
    title: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slot:
    """A cell as the format has it, merged or not. `head` where the format itself marks a heading."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    head: bool = False


Matrix = list[list["Slot | None"]]

VALUE = re.compile(
    r"[<>≥≤±约近逾超]?[-+−]?(?:\d[\d,\uff0c.\s]*|\.\d+)(?:[%\uff05‰]|[万亿]?[\u4e00-\u9fff]{0,2})?(?:[-~—至](?:\d[\d,.]*)[%\uff05]?)?"
)
PERIOD = re.compile(
    r"(?:(?:19|20)\d{2}年?度?|(?:19|20)?\d{0,4}年?\d{1,2}(?:[-—~至]\d{1,2})?月份?|第?[一二三四1-4]季度)"
)
INDEX_HEAD = re.compile(r"序\s*号|编\s*号|No\.?|#")
UNIT_HEAD = re.compile(r"(?:计量)?单\s*位")
LONGEST_UNIT = 6
UNIT_NOTE = re.compile(r"单\s*位\s*[:\uff1a]")
NUMBERED = (re.compile(r"第?[一二三四五六七八九十]+[、章]"), re.compile(r"[(\uff08][一二三四五六七八九十]+[)\uff09]"))
LONG = 15


@dataclass
class Layout:
    """How a matrix is to be read: its caption, which rows are headings, which columns name the rows, which rows are groups."""

    captions: tuple[str, ...] = ()
    first_header: int = 0
    first_body: int = 0
    stubs: tuple[int, ...] = ()
    indexes: tuple[int, ...] = ()
    groups: frozenset[int] = frozenset()
    units: int | None = None  # the column of units, where the table has one (计量单位: 件, 万元)
    column_heads: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return " ".join(self.captions)


def matrix(slots: Iterable[Slot]) -> Matrix:
    """Slots spread over the places they cover; None where there is no cell."""
    slots = list(slots)
    height = max((slot.row + slot.rowspan for slot in slots), default=0)
    width = max((slot.column + slot.colspan for slot in slots), default=0)
    budgets.hold("cells", max(height * width, sum(slot.rowspan * slot.colspan for slot in slots)))
    found: Matrix = [[None] * width for _ in range(height)]
    for slot in slots:
        for row in range(slot.row, slot.row + slot.rowspan):
            for column in range(slot.column, slot.column + slot.colspan):
                found[row][column] = found[row][column] or slot
    return found


def understand(rows: Matrix) -> Layout:
    """Caption, headings, naming columns and group rows of a table, from its marks or from how its cells look."""
    first = _after_captions(rows)
    body = first + _header_depth(rows, first)
    layout = Layout(tuple(text for row in rows[:first] for text in _texts(row)), first, body)
    layout.column_heads = [_column_heads(rows, first, body, column) for column in range(len(rows[0]) if rows else 0)]
    layout.groups = frozenset(index for index in range(body, len(rows)) if _is_group(rows[index]))
    layout.stubs, layout.indexes = _stubs(rows, layout)
    named = ((at, heads[-1]) for at, heads in enumerate(layout.column_heads) if heads)
    layout.units = next((at for at, head in named if at and UNIT_HEAD.fullmatch(head)), None)
    return layout


def heads_of_rows(rows: Matrix, layout: Layout) -> list[tuple[tuple[str, ...], list[str]]]:
    """For each row the groups it stands in and the texts of its naming columns, blanks filled from the row above."""
    groups: list[str] = []
    above = [""] * len(layout.stubs)
    found = []
    for index, row in enumerate(rows):
        if index in layout.groups:
            groups = _enter(groups, _texts(row)[0])
            above = [""] * len(layout.stubs)
        here = [_text(row[column]) for column in layout.stubs]
        total = [text for column in layout.indexes if (text := _text(row[column])) and not is_value(text)]
        if total and not any(here):
            here[:1] = total[:1]  # 合计 in the column of numbers
        elif index >= layout.first_body and index not in layout.groups:
            above = [text or old for text, old in zip(here, above, strict=True)]
            inherits = [column != layout.units for column in layout.stubs]  # no unit is not that of the row above
            here = [full if keep else text for text, full, keep in zip(here, above, inherits, strict=True)]
        found.append((tuple(groups), here))
    return found


def cell_at(
    rows: Matrix, layout: Layout, heads: tuple[tuple[str, ...], list[str]], row: int, column: int, start: int
) -> Cell:
    """The cell whose text begins at `start`."""
    text = _text(rows[row][column])
    if row in layout.groups:
        return Cell(start, start + len(text), row, column, heads[0][:-1], (), layout.title)
    groups, stubs = heads
    named = [name for at, name in zip(layout.stubs, stubs, strict=True) if name and at < column]
    if column not in layout.stubs:
        named = [name for name in stubs if name]
        unit = _text(rows[row][layout.units]) if layout.units is not None else ""
        if unit and layout.units not in (column, *layout.stubs) and len(unit) <= LONGEST_UNIT:
            named.append(unit)
    columns = layout.column_heads[column]
    return Cell(start, start + len(text), row, column, (*groups, *named), columns, layout.title)


def _text(slot: Slot | None) -> str:
    return slot.text if slot else ""


def _texts(row: list[Slot | None]) -> list[str]:
    """The texts of a row, a merged cell once."""
    seen = {id(slot): slot.text for slot in row if slot and slot.text}
    return list(seen.values())


def is_value(text: str) -> bool:
    """A cell that holds a number, with or without its unit, and not a year or month."""
    text = "".join(text.split())
    return bool(VALUE.fullmatch(text)) and not PERIOD.fullmatch(text)


def _after_captions(rows: Matrix) -> int:
    """How many rows at the top are a caption: one text across the table, or a note of the unit."""
    for index, row in enumerate(rows):
        texts = _texts(row)
        note = len(texts) <= 2 and any(UNIT_NOTE.search(text) for text in texts)
        if len(row) < 2 or not (not texts or note or (len(texts) == 1 and _spans(row))) or index + 1 == len(rows):
            return index
    return 0


def _spans(row: list[Slot | None]) -> bool:
    """One text stands for the whole row: merged across it, or alone with the rest of the row blank."""
    filled = [slot for slot in row if slot and slot.text]
    return len({id(slot) for slot in filled}) == 1 and (len(filled) == len(row) or len(row) > 2 or filled[0].row == 0)


def _header_depth(rows: Matrix, first: int) -> int:
    """How many rows from `first` on are headings: those marked so, else the first with what its merged cells reach."""
    if first >= len(rows) - 1:
        return 0
    marked = 0
    for row in rows[first:]:
        if not any(slot for slot in row) or not all(slot.head for slot in row if slot and slot.text):
            break
        marked += 1
    if marked and marked < len(rows) - first:
        return marked + _is_numbering(rows[first + marked])
    top = rows[first]
    if any(is_value(_text(slot)) for slot in top[1:]):
        return 0
    depth = max([slot.rowspan for slot in top if slot and slot.rowspan < len(rows) - first], default=1)
    if depth == 1 and _continues(top, rows[first + 1]):
        depth = 2
    while first + depth < len(rows) and _is_numbering(rows[first + depth]):
        depth += 1
    return min(depth, len(rows) - first - 1)


def _continues(top: list[Slot | None], below: list[Slot | None]) -> bool:
    """The row below is headings too: the top row has merged or blank places, and none of what stands under them is a value."""
    wide = [
        at
        for at, slot in enumerate(top)
        if at and ((slot is None or not slot.text) or slot.colspan > 1) and at < len(top)
    ]
    under = [_text(below[at]) for at in wide]
    return (
        bool(wide) and all(text and not is_value(text) and len(text) < LONG for text in under) and not _is_group(below)
    )


def _is_numbering(row: list[Slot | None]) -> bool:
    """The row 甲 乙 1 2 3 … under the headings of a statistical form."""
    texts = [text for text in _texts(row) if text not in "甲乙丙丁戊"]
    return (
        len(texts) >= 2 and texts == [str(number) for number in range(1, len(texts) + 1)] and len(texts) >= len(row) - 3
    )


def _column_heads(rows: Matrix, first: int, body: int, column: int) -> tuple[str, ...]:
    """The headings above a column from the top down; a blank in an upper row belongs to the heading at its left."""
    found: list[str] = []
    for index in range(first, body):
        row = rows[index]
        at = column
        while not _text(row[at]) and at and index < body - 1 and _text(rows[body - 1][column]):
            at -= 1
        text = _text(row[at])
        if text and not _is_numbering(row) and (not found or found[-1] != text):
            found.append(text)
    return tuple(found)


def _is_group(row: list[Slot | None]) -> bool:
    """A row that names the rows below it: one text, no value, across the table or numbered like a section."""
    texts = _texts(row)
    if len(row) < 2 or len(texts) != 1 or is_value(texts[0]):
        return False
    filled = [slot for slot in row if slot and slot.text]
    across = len(filled) == len(row) or (len(row) > 2 and filled[0].column <= 1)
    return across or any(pattern.match(texts[0]) for pattern in NUMBERED)


def _enter(groups: list[str], text: str) -> list[str]:
    """The groups after a new one begins: 一、 ends all, (一) ends the (一) before it, any other ends its like."""
    level = next((at for at, pattern in enumerate(NUMBERED) if pattern.match(text)), len(NUMBERED))
    keep = [old for old in groups if next((at for at, p in enumerate(NUMBERED) if p.match(old)), len(NUMBERED)) < level]
    return [*keep, text]


def _stubs(rows: Matrix, layout: Layout) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The columns that name a row, left of the first values or, in a table of text, of the first long texts; and those that number it."""
    body = [row for index, row in enumerate(rows) if index >= layout.first_body and index not in layout.groups]
    width = len(rows[0]) if rows else 0
    kinds = [_kind([_text(row[at]) for row in body], layout.column_heads[at]) for at in range(width)]
    stop = next((at for at, kind in enumerate(kinds) if kind in ("value", "long")), min(1, max(0, width - 1)))
    names = tuple(at for at in range(stop) if kinds[at] != "index")[:3]
    return names, tuple(at for at in range(stop) if kinds[at] == "index")


def _kind(texts: list[str], heads: tuple[str, ...]) -> str:
    """`index`, `value`, `long` or `short`: what a column holds."""
    filled = [text for text in texts if text]
    if any(INDEX_HEAD.fullmatch(head) for head in heads):
        return "index"
    if filled and sum(map(is_value, filled)) * 2 >= len(filled):
        counting = filled == [str(number) for number in range(1, len(filled) + 1)]
        return "index" if counting and len(filled) > 2 and not heads else "value"
    return "long" if filled and sum(map(len, filled)) / len(filled) >= LONG else "short"

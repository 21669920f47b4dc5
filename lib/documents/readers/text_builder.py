"""The text of a structured document as it grows: paragraphs, and tables as one line a row, cells at known offsets."""

from __future__ import annotations

import re

from .. import budgets
from ..script import fold
from .tables import (
    UNIT_HEAD,
    UNIT_NOTE,
    Cell,
    Layout,
    Matrix,
    Reading,
    Slot,
    cell_at,
    heads_of_rows,
    matrix,
    understand,
)

NOTE = re.compile(
    r"[(\uff08\[]?(?:注|备注|说明|附注|数据来源|资料来源|统计口径|[*\uff0a※])\s*\d{0,2}\s*[:\uff1a.、)\uff09\]]?|\d[.、]\D{6}"
)
LONGEST_NOTE = 60
SHORT = 16
SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")

CJK_GAP = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) +(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])")


def tidy(text: str) -> str:
    """One line: runs of white space as one space, none at the ends (the full-width indent included), nothing of no width."""
    return SPACE.sub(" ", fold(text)).strip(" \u3000")


def tidy_cell(text: str) -> str:
    """As `tidy`; in a short text, a heading or a name, no gap between Chinese characters (备 注, 行政<br>复议)."""
    text = tidy(text)
    return CJK_GAP.sub("", text) if len(text) <= SHORT else text


class Flow:
    """Collects a document's text in reading order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._cells: list[Cell] = []
        self._warnings: list[str] = []
        self._note = ""  # the last line, where it is the note of units that stands above a table

    def warn(self, text: str) -> None:
        """Notes, once, what of the file is not in the text."""
        if text not in self._warnings:
            self._warnings.append(text)

    def paragraph(self, text: str) -> None:
        """One line of text; nothing for blank text."""
        if text := tidy(text):
            self._add(text + "\n")
            self._note = text if len(text) <= LONGEST_NOTE and UNIT_NOTE.search(text) else ""

    def table(self, slots: list[Slot], caption: str = "") -> None:
        """A table's rows as lines `列名:值;列名:值`, the naming columns first and bare, and the cells with their headings."""
        slots, notes = _without_notes(slots)
        rows = matrix(slots)
        if rows:
            self._table(rows, caption)
        for note in notes:
            self.paragraph(note)

    def _table(self, rows: Matrix, caption: str) -> None:
        layout = understand(rows)
        note, self._note = self._note, ""
        for line in (caption, *layout.captions):
            self.paragraph(line)
        layout.captions = tuple(filter(None, (note, caption, *layout.captions)))
        if layout.first_body >= len(rows):
            layout.first_body = layout.first_header
        heads = heads_of_rows(rows, layout)
        for index in range(layout.first_body, len(rows)):
            self._row(rows, layout, heads[index], index)

    def reading(self, title: str = "") -> Reading:
        return Reading("".join(self._parts), tuple(self._cells), tidy(title), warnings=tuple(self._warnings))

    def _row(self, rows: Matrix, layout: Layout, heads: tuple[tuple[str, ...], list[str]], index: int) -> None:
        before = ""
        for column, slot in enumerate(rows[index]):
            if slot is None or not slot.text or (slot.row, slot.column) != (index, column):
                continue
            named = layout.column_heads[column]
            number = column in layout.indexes and slot.text.isdecimal()
            unit = column in layout.stubs and before and named and UNIT_HEAD.fullmatch(named[-1])
            bare = index in layout.groups or column in (*layout.stubs, *layout.indexes) or not named
            self._add(("(" if unit else before) + ("" if bare else f"{''.join(named)}:"))
            self._cells.append(cell_at(rows, layout, heads, index, column, self._length))
            self._add(slot.text + (")" if unit else "." if number else ""))
            before = "" if number else ";"
        if rows[index] and self._parts[-1][-1:] != "\n":
            self._add("\n")

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        budgets.hold("characters", self._length)


def _without_notes(slots: list[Slot]) -> tuple[list[Slot], list[str]]:
    """The table without the rows of notes at its foot (注:…, 数据来源:…), and these."""
    notes: list[str] = []
    while slots:
        last = max(slot.row for slot in slots)
        filled = [slot for slot in slots if slot.text and slot.row + slot.rowspan > last]
        if filled and (len(filled) > 1 or not NOTE.match(filled[0].text)):
            break
        notes[:0] = [slot.text for slot in filled]
        slots = [slot for slot in slots if slot.row < last]
    return slots, notes

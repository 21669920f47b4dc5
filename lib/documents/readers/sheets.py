"""Tables as files: workbooks and CSV, each sheet a table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ...project import CityStatsError
from .plain import decode
from .tables import Reading, Slot
from .text_builder import Flow, tidy_cell

GENERIC_SHEET = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


def read(data: bytes, name: str) -> Reading:
    """One line a row, as `列名:值`; sheets in their order, hidden ones left out, a sheet's own name as a line before it."""
    if name.lower().endswith((".csv", ".tsv")):
        return _read_csv(data, name)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError):
        raise CityStatsError(f"{name}: not a workbook that can be opened; save it again as .xlsx") from None
    flow = Flow()
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if not GENERIC_SHEET.fullmatch(sheet.title):
            flow.paragraph(sheet.title)
        for block in _blocks(_sheet_slots(sheet)):
            _write(block, flow)
    return flow.reading()


def _read_csv(data: bytes, name: str) -> Reading:
    text = decode(data, name)
    delimiter = "\t" if name.lower().endswith(".tsv") or text.count("\t") > text.count(",") else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    flow = Flow()
    for block in _blocks(
        [Slot(tidy_cell(value), at, column) for at, row in enumerate(rows) for column, value in enumerate(row)]
    ):
        _write(block, flow)
    return flow.reading()


def _write(block: list[Slot], flow: Flow) -> None:
    """A block as a table; a block of one column as lines."""
    if len({slot.column for slot in block if slot.text}) == 1:
        for slot in block:
            flow.paragraph(slot.text)
        return
    flow.table(block)


def _sheet_slots(sheet: Any) -> list[Slot]:
    """The cells with something in them and the merged ranges."""
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    slots = []
    for row in sheet.iter_rows():
        for cell in row:
            area = merged.get((cell.row, cell.column))
            down = area.max_row - area.min_row + 1 if area else 1
            across = area.max_col - area.min_col + 1 if area else 1
            if (text := _shown(cell)) or area:
                slots.append(Slot(text, cell.row - 1, cell.column - 1, down, across))
    return slots


def _blocks(slots: list[Slot]) -> Iterator[list[Slot]]:
    """Tables that stand one below the other, parted by a blank row before a caption; blank rows left out, shifted to the corner."""
    by_row: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_row[slot.row].append(slot)
    filled = sorted({row for slot in slots if slot.text for row in range(slot.row, slot.row + slot.rowspan)})
    first_column = min((slot.column for slot in slots if slot.text), default=0)
    block: list[Slot] = []
    height = 0
    for before, row in pairwise([-1, *filled]):
        if block and row - before > 1 and _begins(by_row[row]):
            yield block
            block, height = [], 0
        kept = (slot for slot in by_row[row] if slot.column >= first_column)
        block.extend(replace(slot, row=height, column=slot.column - first_column) for slot in kept)
        height += 1
    if block:
        yield block


def _begins(row: list[Slot]) -> bool:
    """The row holds no more than one text, no number: the caption of a new table."""
    texts = [slot.text for slot in row if slot.text]
    return len(texts) == 1 and not re.fullmatch(r"[\d.,%]+", texts[0])


def _shown(cell: Any) -> str:
    """A cell's value as a reader of the sheet sees it: 0.983 with format 0.0% → 98.3%, 1240.0 → 1240, dates in ISO form."""
    value, style = cell.value, str(cell.number_format or "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()[:10]
    if isinstance(value, (int, float)) and "%" in style:
        decimals = re.search(r"\.(0+)%", style)
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    if isinstance(value, float):
        decimals = re.search(r"0\.(0+)", style)
        return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"
    return tidy_cell(str(value))

"""Tables as files: workbooks and CSV, each sheet a table."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ...project import CityStatsError
from .. import budgets
from .plain import decode
from .sheet_values import FAULTS, shown
from .tables import Reading, Slot
from .text_builder import Flow, tidy_cell

GENERIC_SHEET = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
DELIMITERS = "\t;|,"


def read(data: bytes, name: str) -> Reading:
    """One line a row, as `列名:值`; sheets in their order, a sheet's own name as a line before it; hidden sheets, rows and columns are
    left out."""
    if name.lower().endswith((".csv", ".tsv")):
        return _read_csv(data, name)
    book = _open(data, name)
    formulas = _open(data, name, values=False) if _has_formulas(data) else None
    flow = Flow()
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            flow.warn(f"sheet {sheet.title} is hidden and was left out")
            continue
        if not GENERIC_SHEET.fullmatch(sheet.title):
            flow.paragraph(sheet.title)
        for block in _blocks(_sheet_slots(sheet, formulas[sheet.title] if formulas else None, flow)):
            _write(block, flow)
        for kind, parts in (("charts", sheet._charts), ("pictures", sheet._images)):
            if parts:
                flow.warn(f"sheet {sheet.title}: {len(parts)} {kind} not read")
    for sheet in book.chartsheets:
        flow.warn(f"sheet {sheet.title} is a chart and was not read")
    return flow.reading()


def _open(data: bytes, name: str, values: bool = True) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(io.BytesIO(data), data_only=values)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError):
        raise CityStatsError(f"{name}: not a workbook that can be opened; save it again as .xlsx") from None


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return any(re.search(rb"<f[ >]", parts.read(part)) for part in parts.namelist() if "worksheets/" in part)


def _read_csv(data: bytes, name: str) -> Reading:
    flow = Flow()
    text = decode(data, name, flow.warn)
    delimiter = "\t" if name.lower().endswith(".tsv") else _delimiter(text)
    for block in _blocks(list(_csv_slots(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))):
        _write(block, flow)
    return flow.reading()


def _csv_slots(rows: Iterable[list[str]]) -> Iterator[Slot]:
    """The filled cells of a CSV table, counted as they come."""
    csv.field_size_limit(budgets.allowed("characters"))
    height = width = 0
    for at, row in enumerate(rows):
        height, width = at + 1, max(width, len(row))
        budgets.hold("cells", height * width)
        yield from (Slot(tidy_cell(value), at, column) for column, value in enumerate(row))


def _delimiter(text: str) -> str:
    """The mark that parts most lines into the same number of cells."""

    def regular(mark: str) -> tuple[int, int]:
        counts = Counter(line.count(mark) for line in text.splitlines()[:50] if line.strip())
        counts.pop(0, None)
        return max(((lines, count) for count, lines in counts.items()), default=(0, 0))

    return max(reversed(DELIMITERS), key=regular)


def _write(block: list[Slot], flow: Flow) -> None:
    """A block as a table; a block of one column as lines."""
    if len({slot.column for slot in block if slot.text}) == 1:
        for slot in block:
            flow.paragraph(slot.text)
        return
    flow.table(block)


def _sheet_slots(sheet: Any, formulas: Any, flow: Flow) -> list[Slot]:
    """The cells with something in them and the merged ranges, as they stand once hidden rows and columns are gone."""
    rows, columns = _visible(sheet, flow)
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    slots = []
    for cell in _cells(sheet):
        area = merged.get((cell.row, cell.column))
        text = _text(cell, formulas, sheet.title, flow)
        if not text and not area:
            continue
        down = [at for at in range(cell.row, (area.max_row if area else cell.row) + 1) if at in rows]
        across = [at for at in range(cell.column, (area.max_col if area else cell.column) + 1) if at in columns]
        if down and across:
            slots.append(Slot(text, rows[down[0]], columns[across[0]], len(down), len(across)))
    return slots


def _cells(sheet: Any) -> Iterator[Any]:
    """The cells that the file holds, row by row; iter_rows would make all those between them, up to XFD1048576."""
    budgets.hold("cells", len(sheet._cells))
    yield from (cell for _, cell in sorted(sheet._cells.items()))


def _visible(sheet: Any, flow: Flow) -> tuple[dict[int, int], dict[int, int]]:
    """Row → its place among the rows that are shown, and the same of columns; what is hidden is told."""
    from openpyxl.utils import get_column_letter

    width, height = sheet.max_column or 0, sheet.max_row or 0
    hidden = {
        at
        for one in sheet.column_dimensions.values()
        if one.hidden or one.width == 0
        for at in range(one.min or 0, min(one.max or 0, width) + 1)
    }
    gone = {at for at, one in sheet.row_dimensions.items() if (one.hidden or one.height == 0) and at <= height}
    if hidden:
        letters = ", ".join(get_column_letter(at) for at in sorted(hidden)[:8])
        flow.warn(f"sheet {sheet.title}: hidden columns left out ({letters})")
    if gone:
        flow.warn(f"sheet {sheet.title}: hidden rows left out ({', '.join(map(str, sorted(gone)[:8]))})")
    rows = {at: place for place, at in enumerate(at for at in range(1, height + 1) if at not in gone)}
    columns = {at: place for place, at in enumerate(at for at in range(1, width + 1) if at not in hidden)}
    return rows, columns


def _text(cell: Any, formulas: Any, title: str, flow: Flow) -> str:
    if cell.value is None and formulas is not None and formulas[cell.coordinate].data_type == "f":
        flow.warn(
            f"sheet {title}: the formula in {cell.coordinate} has no stored value; open the file in Excel and save it"
        )
        return ""
    if isinstance(cell.value, str) and cell.value in FAULTS:
        flow.warn(f"sheet {title}: {cell.coordinate} holds the error {cell.value}")
        return ""
    return shown(cell.value, str(cell.number_format or ""))


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

"""Documents in every format, made for a test, and their cells."""

from __future__ import annotations

import io

import docx
import openpyxl

from lib.documents.readers import Reading, read_bytes


def cells(reading: Reading) -> dict[tuple[int, int], tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(row, column) → text at the offsets, row heads, column heads."""
    return {(c.row, c.column): (reading.text[c.start : c.end], c.row_heads, c.column_heads) for c in reading.cells}


def word(build: object) -> Reading:
    document = docx.Document()
    build(document)  # type: ignore[operator]
    out = io.BytesIO()
    document.save(out)
    return read_bytes(out.getvalue(), "x.docx")


def workbook(rows: list[list[object]], merged: tuple[str, ...] = (), formats: dict[str, str] | None = None) -> Reading:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for place, style in (formats or {}).items():
        sheet[place].number_format = style
    out = io.BytesIO()
    book.save(out)
    return read_bytes(out.getvalue(), "x.xlsx")

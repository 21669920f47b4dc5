"""Word documents: paragraphs and tables in document order."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from lib.project import CityStatsError
from lib.readers.flow import Flow, tidy
from lib.readers.grid import Reading, Slot


def read(data: bytes, name: str) -> Reading:
    """The body's paragraphs a line each and its tables; headers, footers and notes are left out."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise CityStatsError(f"{name}: not a .docx file that can be opened; save it again from Word as .docx") from None
    flow = Flow()
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            for line in block.text.splitlines():
                flow.paragraph(line)
        else:
            _write(block, flow)
    styled = (p.text for p in document.paragraphs if p.style is not None and p.style.name == "Title")
    return flow.reading(next(styled, "") or document.core_properties.title or "")


def _write(table: Table, flow: Flow) -> None:
    """A table as such, or where it is a frame of one column, what it holds."""
    if len(table.columns) == 1 or len(table.rows) == 1:
        for row in table.rows:
            for cell in row.cells:
                for block in cell.iter_inner_content():
                    if isinstance(block, Paragraph):
                        flow.paragraph(block.text)
                    else:
                        _write(block, flow)
        return
    flow.table(_slots(table))


def _slots(table: Table) -> list[Slot]:
    """Merged cells once: python-docx gives the same cell at every place it covers."""
    places: dict[object, list[tuple[int, int]]] = {}
    texts: dict[object, str] = {}
    heads: dict[object, bool] = {}
    for at, row in enumerate(table.rows):
        column = row.grid_cols_before
        marked = row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for cell in row.cells:
            places.setdefault(cell._tc, []).append((at, column))
            texts.setdefault(cell._tc, tidy(cell.text))
            heads.setdefault(cell._tc, marked)
            column += 1
    slots = []
    for key, covered in places.items():
        rows, columns = [at for at, _ in covered], [column for _, column in covered]
        down, across = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        slots.append(Slot(texts[key], min(rows), min(columns), down, across, heads[key]))
    return sorted(slots, key=lambda slot: (slot.row, slot.column))

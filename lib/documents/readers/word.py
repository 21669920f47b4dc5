"""Word documents: paragraphs and tables in document order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from ...project import CityStatsError
from .tables import Reading, Slot
from .text_builder import Flow, tidy_cell
from .word_numbering import Numbering


def read(data: bytes, name: str) -> Reading:
    """The body's paragraphs a line each and its tables; headers, footers, notes and deleted text are left out."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise CityStatsError(f"{name}: not a .docx file that can be opened; save it again from Word as .docx") from None
    flow = Flow()
    _write(document.iter_inner_content(), flow, Numbering(document))
    styled = (_text(p) for p in document.paragraphs if p.style is not None and p.style.name == "Title")
    return flow.reading(next(styled, "") or document.core_properties.title or "")


def _write(blocks: Iterator[Paragraph | Table], flow: Flow, numbering: Numbering) -> None:
    """Paragraphs, with the number Word prints before them, and tables in order; of a table that only frames text, what it holds."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in (numbering.label(block) + _text(block)).splitlines():
                flow.paragraph(line)
        elif _is_frame(block):
            for cell in {cell._tc: cell for row in block.rows for cell in row.cells}.values():
                _write(cell.iter_inner_content(), flow, numbering)
        else:
            flow.table(_slots(block, numbering))


def _text(paragraph: Paragraph) -> str:
    """The paragraph as it reads with all changes accepted: inserted text too (python-docx leaves it out), no deleted text."""
    parts = paragraph._p.xpath(".//w:r/w:t | .//w:r/w:tab | .//w:r/w:br | .//w:r/w:cr")
    kept = (part for part in parts if not any(up.tag.endswith("}Fallback") for up in part.iterancestors()))
    return "".join(
        part.text or "" if part.tag == qn("w:t") else "\t" if part.tag == qn("w:tab") else "\n" for part in kept
    )


def _is_frame(table: Table) -> bool:
    """One column or one row, or tables inside its cells: layout, not data."""
    return len(table.columns) == 1 or len(table.rows) == 1 or bool(table._tbl.xpath(".//w:tc//w:tbl"))


def _slots(table: Table, numbering: Numbering) -> list[Slot]:
    """Merged cells once: python-docx gives the same cell at every place it covers."""
    places: dict[object, list[tuple[int, int]]] = {}
    texts: dict[object, str] = {}
    heads: dict[object, bool] = {}
    for at, row in enumerate(table.rows):
        column = row.grid_cols_before
        marked = row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for cell in row.cells:
            places.setdefault(cell._tc, []).append((at, column))
            if cell._tc not in texts:
                lines = [numbering.label(paragraph, blank=True) + _text(paragraph) for paragraph in cell.paragraphs]
                texts[cell._tc] = tidy_cell("\n".join(lines))
            heads.setdefault(cell._tc, marked)
            column += 1
    slots = []
    for key, covered in places.items():
        rows, columns = [at for at, _ in covered], [column for _, column in covered]
        down, across = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        slots.append(Slot(texts[key], min(rows), min(columns), down, across, heads[key]))
    return sorted(slots, key=lambda slot: (slot.row, slot.column))

"""Word documents: paragraphs, tables and text boxes in document order, as they read with all changes accepted."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ...project import CityStatsError
from .tables import Reading, Slot
from .text_builder import Flow, tidy, tidy_cell
from .word_numbering import Numbering, labelled
from .word_text import Look, blocks, boxes, goes_on, inner

Element = Any  # lxml's elements carry no types

_UNREAD = {  # what of the body has no text of its own → how it is told
    "w:altChunk": "embedded documents",
    "w:object": "embedded objects",
    "c:chart": "charts",
    "dgm:relIds": "diagrams",
    "pic:pic": "pictures",
    "m:oMath": "formulas",
}
_SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
PAGE = re.compile(r"[-—–·\s]*(?:第?\s*\d+\s*页?)?[-—–·/\s]*(?:共?\s*\d+\s*页?)?[-—–·\s]*")
_BESIDE = {"/header": "headers", "/footer": "footers", "/footnotes": "footnotes", "/endnotes": "endnotes"}


def read(data: bytes, name: str) -> Reading:
    """The body's paragraphs a line each, text boxes behind the paragraph they hang on, and tables; headers, footers and notes are
    left out, and said so where they hold a number."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise CityStatsError(f"{name}: not a .docx file that can be opened; save it again from Word as .docx") from None
    reader = _Reader(document)
    reader.write(document.element.body)
    reader.end()
    reader.tell(document)
    return reader.flow.reading(reader.title or document.core_properties.title or "")


class _Reader:
    """Writes one document into a Flow."""

    def __init__(self, document: Any) -> None:
        self.flow = Flow()
        self.title = ""
        self._look = Look(document)
        self._numbering = Numbering(document)
        self._held = ""  # the text of a paragraph whose end was deleted: it goes on in the next

    def write(self, parent: Element) -> None:
        """Paragraphs, with the number Word prints before them, and tables in order; of a table that only frames text, what it holds."""
        for block in blocks(parent):
            if block.tag == qn("w:p"):
                self._paragraph(block)
            elif _is_frame(block):
                for row in inner(block, "w:tr"):
                    for cell in inner(row, "w:tc"):
                        self.write(cell)
            else:
                self.flow.table(self._slots(block))

    def _paragraph(self, element: Element) -> None:
        style = self._look.style_name(element)
        if style.lower().startswith("toc "):
            return
        text = self._held + self._look.text(element)
        self._held = text if goes_on(element) else ""
        if not self._held:
            if style == "Title" and not self.title:
                self.title = tidy(text)
            for line in labelled(self._numbering.label(element, text), text).splitlines():
                self.flow.paragraph(line)
        for box in boxes(element):
            self.write(box)

    def end(self) -> None:
        self.flow.paragraph(self._held)

    def _cell(self, cell: Element) -> str:
        lines = []
        for block in blocks(cell):
            text = self._look.text(block)
            lines.append(labelled(self._numbering.label(block, text, blank=True), text))
            lines += [self._look.text(one) for box in boxes(block) for one in blocks(box)]
        return tidy_cell("\n".join(lines))

    def _slots(self, table: Element) -> list[Slot]:
        """The cells at their places, merged ones once with what they span."""
        slots: list[Slot] = []
        above: dict[int, int] = {}  # column → index of the slot that a vertical merge may prolong
        rows = [row for row in inner(table, "w:tr") if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
        for at, row in enumerate(rows):
            properties = row.find(qn("w:trPr"))
            column = _number(properties, "w:gridBefore")
            head = properties is not None and properties.find(qn("w:tblHeader")) is not None
            for cell in inner(row, "w:tc"):
                kept = cell.find(qn("w:tcPr"))
                across = max(1, _number(kept, "w:gridSpan"))
                if _continues(kept, "w:hMerge") and slots and slots[-1].row == at:
                    last = slots[-1]
                    slots[-1] = Slot(last.text, at, last.column, last.rowspan, last.colspan + across, head)
                elif _continues(kept, "w:vMerge") and column in above:
                    index = above[column]
                    one = slots[index]
                    slots[index] = Slot(one.text, one.row, one.column, at - one.row + 1, one.colspan, one.head)
                else:
                    above[column] = len(slots)
                    slots.append(Slot(self._cell(cell), at, column, 1, across, head))
                column += across
        return slots

    def tell(self, document: Any) -> None:
        """Warns of what the body holds beside text, and of numbers in the parts around it."""
        body = document.element.body
        for name, words in _UNREAD.items():
            prefix, _, local = name.partition(":")
            tag = qn(name) if prefix == "w" else f"{{{_SPACES[prefix]}}}{local}"
            if count := sum(1 for _ in body.iter(tag)):
                self.flow.warn(f"{count} {words} not read")
        for relation in document.part.rels.values():
            words = next((words for end, words in _BESIDE.items() if relation.reltype.endswith(end)), "")
            if not words or relation.is_external:
                continue
            part = relation.target_part
            text = tidy("".join(_all_text(part)))
            if re.search(r"\d", text) and not PAGE.fullmatch(text):
                self.flow.warn(f"{words} are not read; they hold numbers: {text[:40]}")


def _all_text(part: Any) -> list[str]:
    root = parse_xml(part.blob)
    return [node.text or "" for node in root.iter(qn("w:t"))]


def _is_frame(table: Element) -> bool:
    """One column or one row, or tables inside its cells: layout, not data."""
    rows = [[*inner(row, "w:tc")] for row in inner(table, "w:tr")]
    nested = any(block.tag == qn("w:tbl") for row in rows for cell in row for block in blocks(cell))
    return len(rows) == 1 or max(map(len, rows), default=0) <= 1 or nested


def _number(properties: Element, name: str) -> int:
    found = properties.find(qn(name)) if properties is not None else None
    value = found.get(qn("w:val"), "0") if found is not None else "0"
    return int(value) if value.isdecimal() else 0


def _continues(properties: Element, name: str) -> bool:
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and found.get(qn("w:val"), "continue") == "continue"

"""PDF: paragraphs put together from printed lines, tables with their cells, no page numbers and running heads."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from ...project import CityStatsError
from .. import isolation
from . import pdf_columns, pdf_page, pdf_tables
from .pdf_page import Row
from .pdf_tables import Block, join
from .plain import BROKEN
from .tables import LONG, NUMBERED, Reading, Slot, is_value
from .text_builder import CJK_GAP, Flow, tidy

PAGE_NUMBER = re.compile(r"[-—–·•\s]*(?:第?\s*\d{1,4}\s*页?|第\s*\d+\s*页[,\s/]*共\s*\d+\s*页|\d+\s*/\s*\d+)[-—–·•\s]*")
SENTENCE_END = tuple("。!?:;\uff01\uff1f\uff1a\uff1b")
UNDECODED = 0.2  # of the characters: more of them without a meaning, and nothing can be read
UNBROKEN = re.compile(r"[\dA-Za-z.,%]+")
MARGIN = 0.12  # of the page's height, at top and bottom: where running heads and page numbers stand


@dataclass
class Line:
    """One printed line: its text, left and right edge and height in points, and the edges of the text of its page or column."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    edge: str = ""
    left: float = 0.0
    right: float = 0.0


def read(data: bytes, name: str) -> Reading:
    """All pages as one text. Raises CityStatsError for a damaged or locked file."""
    flow = Flow()
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            pages = [_page(page, flow) for page in isolation.paced(file.pages)]
            title = str((file.metadata or {}).get("Title") or "")
    except PdfminerException as error:
        locked = "password" in type(error.args[0] if error.args else error).__name__.lower()
        problem = "locked by a password; save it without" if locked else "not a PDF that can be opened; fetch it again"
        raise CityStatsError(f"{name}: {problem}") from None
    _drop_running(pages)
    _tell_undecoded(pages, name, flow)
    for item in _joined([item for page in pages for item in page]):
        if isinstance(item, Block):
            flow.table(item.slots)
        else:
            flow.paragraph(item)
    return flow.reading(title if re.search(r"[\u4e00-\u9fff]", title) else "")


def _tell_undecoded(pages: list[list[Line | Block]], name: str, flow: Flow) -> None:
    """Characters whose font does not say what they are: a warning for a few, an error where the text is made of them."""
    texts = [text for page in pages for item in page for text in _texts(item)]
    broken = sum(text.count(BROKEN) for text in texts)
    if broken > UNDECODED * sum(map(len, texts)):
        raise CityStatsError(
            f"{name}: its fonts do not say which characters they print; have it recognised (OCR) and add the text as .txt or .docx"
        )
    if broken:
        flow.warn(f"{broken} characters of fonts that do not say what they print; replaced by {BROKEN}")


def _texts(item: Line | Block) -> list[str]:
    return [item.text] if isinstance(item, Line) else [slot.text for slot in item.slots]


def _page(page: Any, flow: Flow) -> list[Line | Block]:
    """Lines and tables of one page from the top down, column by column."""
    found = pdf_page.sheet(page)
    if not found.glyphs:
        if page.images:
            flow.warn(f"page {page.page_number} is a picture without text and was not read")
        return []
    spread = pdf_page.spread(pdf_page.rows(found.glyphs))
    blocks, boxes = pdf_tables.ruled(found, spread)
    free = [*pdf_page.without(found.glyphs, boxes)]
    cuts = pdf_tables.cuts(found) if not blocks else []
    items: list[Line | Block] = []
    for column in pdf_columns.columns(free, spread, [box[1] for box in boxes]):
        part = [(row, pdf_page.segments(row, spread, cuts)) for row in column]
        tables = pdf_tables.unruled(part, spread)
        taken = {at for first, stop, _ in tables for at in range(first, stop)}
        lines = [_line(row, spread, found.height) for at, (row, _) in enumerate(part) if at not in taken]
        body = [line for line in lines if line.text and not (line.edge and PAGE_NUMBER.fullmatch(line.text))]
        for line in body:
            line.left, line.right = min(other.x0 for other in body), max(other.x1 for other in body)
        items += sorted([*body, *(block for _, _, block in tables)], key=lambda item: item.top)
    return pdf_columns.placed(items, blocks)


def _line(row: Row, spread: float, height: float) -> Line:
    text = CJK_GAP.sub("", tidy(pdf_page.text(row, spread)))
    edge = "top" if row.middle < MARGIN * height else "bottom" if row.middle > (1 - MARGIN) * height else ""
    return Line(text, row.x0, row.x1, row.middle, row.size + spread, edge)


def _drop_running(pages: list[list[Line | Block]]) -> None:
    """Lines at the top or bottom that come again, but for their digits, on at least three pages and half of all."""
    plain = lambda line: (line.edge, re.sub(r"\d+", "#", line.text))  # noqa: E731
    seen = Counter(
        key
        for page in pages
        for key in {plain(line) for line in page if isinstance(line, Line) and line.edge}  # type: ignore[no-untyped-call]
    )
    often = {key for key, count in seen.items() if count >= 3 and count * 2 >= len(pages)}
    for page in pages:
        page[:] = [item for item in page if isinstance(item, Block) or not item.edge or plain(item) not in often]  # type: ignore[no-untyped-call]


def _joined(items: list[Line | Block]) -> Iterator[str | Block]:
    """Paragraphs and tables; a table that goes on at the top of the next page is one."""
    text = ""
    last: Line | Block | None = None
    for item in items:
        if isinstance(item, Line):
            if isinstance(last, Block):
                yield last
            if isinstance(last, Line) and _goes_on(last, item):
                text = join(text, item.text)
            else:
                yield text
                text = item.text
        elif isinstance(last, Block) and item.top <= last.top and _same_columns(last, item):
            item = _append(last, item)
        else:
            yield last if isinstance(last, Block) else text
            text = ""
        last = item
    yield last if isinstance(last, Block) else text


def _goes_on(line: Line, below: Line) -> bool:
    """`below` continues the sentence of `line`: that one is full, this one neither indented, a heading, nor of another size."""
    if any(pattern.match(below.text) for pattern in NUMBERED) or abs(line.size - below.size) > 0.5:
        return False
    word = UNBROKEN.match(below.text)  # what could not be parted and went to the next line
    room = max(2.0, 0.7 * len(word[0]) + 1 if word else 0.0)
    full = line.x1 > line.right - room * line.size
    indented = below.x0 > below.left + below.size
    return full and not indented and not (line.text.endswith(SENTENCE_END) and line.x1 < line.right - line.size)


def _same_columns(above: Block, below: Block) -> bool:
    return max(slot.column + slot.colspan for slot in above.slots) == max(
        slot.column + slot.colspan for slot in below.slots
    )


def _append(above: Block, below: Block) -> Block:
    """The rows of `below` under those of `above`, repeated heading rows left out and a row broken by the page put together."""
    height = max(slot.row + slot.rowspan for slot in above.slots)
    rows = [[[slot.text for slot in block.slots if slot.row == row] for row in range(4)] for block in (above, below)]
    skip = next(row for row in range(4) if row == 3 or rows[0][row] != rows[1][row])
    first = {slot.column: slot for slot in below.slots if slot.row == skip}
    last = {slot.column: slot for slot in above.slots if slot.row == height - 1}
    kept = list(above.slots)
    if _is_rest(last, first):
        kept = [slot for slot in kept if slot.row < height - 1]
        kept += [replace(slot, text=join(slot.text, first[column].text)) for column, slot in last.items()]
        skip += 1
        height = max(slot.row + slot.rowspan for slot in kept)
    more = [replace(slot, row=slot.row - skip + height) for slot in below.slots if slot.row >= skip]
    return Block([*kept, *more], below.top, below.bottom)


def _is_rest(last: dict[int, Slot], first: dict[int, Slot]) -> bool:
    """`first` is what did not fit of the row `last`: the same columns, text only under text, no value, some cells spent."""
    if last.keys() != first.keys() or any(slot.rowspan > 1 for slot in (*last.values(), *first.values())):
        return False
    rest = [column for column, slot in first.items() if slot.text]
    spent = any(last[column].text and not first[column].text for column in last)
    long = any(len(last[column].text) >= LONG for column in rest)
    return spent and long and all(last[column].text and not is_value(first[column].text) for column in rest)

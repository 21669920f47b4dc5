"""PDF: paragraphs put together from printed lines, tables with their cells, no page numbers and running heads."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from ...project import CityStatsError
from .tables import LONG, NUMBERED, Reading, Slot, is_value
from .text_builder import CJK_GAP, Flow, tidy

PAGE_NUMBER = re.compile(r"[-—–·•\s]*(?:第?\s*\d{1,4}\s*页?|第\s*\d+\s*页[,\s/]*共\s*\d+\s*页|\d+\s*/\s*\d+)[-—–·•\s]*")
SENTENCE_END = tuple("。!?:;\uff01\uff1f\uff1a\uff1b")
GAP = 0.4  # of the type size: a wider gap is a space; typesetting sets 0.25 between hanzi and digits
MARGIN = 0.12  # of the page's height, at top and bottom: where running heads and page numbers stand
SNAP = 3.0  # points: table rules nearer than this are one


@dataclass
class Line:
    """One printed line: its text, left and right edge and height in points, and the page's text edges."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    edge: str = ""
    left: float = 0.0
    right: float = 0.0


@dataclass
class Block:
    """A table found on a page, at `top`."""

    slots: list[Slot]
    top: float


def read(data: bytes, name: str) -> Reading:
    """All pages as one text. Raises CityStatsError for a damaged or locked file."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            pages = [_page(page) for page in file.pages]
            title = str((file.metadata or {}).get("Title") or "")
    except PdfminerException as error:
        locked = "password" in type(error.args[0] if error.args else error).__name__.lower()
        problem = "locked by a password; save it without" if locked else "not a PDF that can be opened; fetch it again"
        raise CityStatsError(f"{name}: {problem}") from None
    _drop_running(pages)
    flow = Flow()
    for item in _joined([item for page in pages for item in page]):
        if isinstance(item, Block):
            flow.table(item.slots)
        else:
            flow.paragraph(item)
    return flow.reading(title if re.search(r"[\u4e00-\u9fff]", title) else "")


def _page(page: Any) -> list[Line | Block]:
    """Lines and tables of one page from the top down."""
    tables = [
        table for table in page.find_tables() if len(table.rows) > 1 and len({cell[0] for cell in table.cells}) > 1
    ]
    rest = page
    for table in tables:
        rest = rest.outside_bbox(rest.bbox and _within(table.bbox, page.bbox))
    lines = (
        [_line(found, page.height) for found in rest.extract_text_lines(return_chars=True, x_tolerance_ratio=GAP)]
        if rest.chars
        else []
    )
    lines = [line for line in lines if line.text]
    body = [line for line in lines if not (line.edge and PAGE_NUMBER.fullmatch(line.text))]
    for line in body:
        line.left, line.right = min(other.x0 for other in body), max(other.x1 for other in body)
    blocks = [Block(_slots(page, table), table.bbox[1]) for table in tables]
    return sorted([*body, *blocks], key=lambda item: item.top)


def _within(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, float, float, float]:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])


def _line(found: dict[str, Any], height: float) -> Line:
    text = CJK_GAP.sub("", tidy(found["text"]))
    edge = "top" if found["bottom"] < MARGIN * height else "bottom" if found["top"] > (1 - MARGIN) * height else ""
    size = median(char["size"] for char in found["chars"])
    return Line(text, found["x0"], found["x1"], found["top"], size, edge)


def _drop_running(pages: list[list[Line | Block]]) -> None:
    """Lines at the top or bottom that come again, but for their digits, on at least three pages and half of all."""
    plain = lambda line: (line.edge, re.sub(r"\d+", "#", line.text))  # noqa: E731
    seen = Counter(
        key for page in pages for key in {plain(line) for line in page if isinstance(line, Line) and line.edge}
    )
    often = {key for key, count in seen.items() if count >= 3 and count * 2 >= len(pages)}
    for page in pages:
        page[:] = [item for item in page if isinstance(item, Block) or not item.edge or plain(item) not in often]


def _joined(items: list[Line | Block]) -> Iterator[str | Block]:
    """Paragraphs and tables; a table that goes on at the top of the next page is one."""
    text = ""
    last: Line | Block | None = None
    for item in items:
        if isinstance(item, Line):
            if isinstance(last, Block):
                yield last
            if isinstance(last, Line) and _goes_on(last, item):
                text = _join(text, item.text)
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
    full = line.x1 > line.right - 2 * line.size
    indented = below.x0 > below.left + below.size
    return full and not indented and not (line.text.endswith(SENTENCE_END) and line.x1 < line.right - line.size)


def _join(text: str, more: str) -> str:
    """No space between Chinese characters or the digits of one number; one between words of letters."""
    letters = text[-1:].isascii() and text[-1:].isalpha() and more[:1].isascii() and more[:1].isalpha()
    return f"{text} {more}" if letters else text + more


def _slots(page: Any, table: Any) -> list[Slot]:
    """The cells between the table's rules, merged ones with what they span."""
    xs = _rules(edge for cell in table.cells for edge in (cell[0], cell[2]))
    ys = _rules(edge for cell in table.cells for edge in (cell[1], cell[3]))
    slots = []
    for box in table.cells:
        left, right, top, bottom = _at(xs, box[0]), _at(xs, box[2]), _at(ys, box[1]), _at(ys, box[3])
        slots.append(Slot(_cell_text(page, box), top, left, max(1, bottom - top), max(1, right - left)))
    return sorted(slots, key=lambda slot: (slot.row, slot.column))


def _cell_text(page: Any, box: tuple[float, ...]) -> str:
    lines = page.within_bbox(_within(box, page.bbox)).extract_text_lines(return_chars=False, x_tolerance_ratio=GAP)
    text = ""
    for line in lines:
        text = _join(text, CJK_GAP.sub("", tidy(line["text"])))
    return text


def _rules(edges: Iterator[float]) -> list[float]:
    """Positions of rules, those within SNAP of one another once."""
    ordered = sorted(set(edges))
    return ordered[:1] + [b for a, b in pairwise(ordered) if b - a > SNAP]


def _at(rules: list[float], edge: float) -> int:
    return min(range(len(rules)), key=lambda at: abs(rules[at] - edge))


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
        kept += [replace(slot, text=_join(slot.text, first[column].text)) for column, slot in last.items()]
        skip += 1
        height = max(slot.row + slot.rowspan for slot in kept)
    more = [replace(slot, row=slot.row - skip + height) for slot in below.slots if slot.row >= skip]
    return Block([*kept, *more], below.top)


def _is_rest(last: dict[int, Slot], first: dict[int, Slot]) -> bool:
    """`first` is what did not fit of the row `last`: the same columns, text only under text, no value, some cells spent."""
    if last.keys() != first.keys() or any(slot.rowspan > 1 for slot in (*last.values(), *first.values())):
        return False
    rest = [column for column, slot in first.items() if slot.text]
    spent = any(last[column].text and not first[column].text for column in last)
    long = any(len(last[column].text) >= LONG for column in rest)
    return spent and long and all(last[column].text and not is_value(first[column].text) for column in rest)

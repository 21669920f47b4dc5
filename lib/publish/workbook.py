"""A `Report` as an Excel workbook: every table a sheet, numbers as numbers, all values in one long sheet, and the data behind the report.

No cell is a formula: text is written as text whatever it starts with. The same report gives the same bytes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..payloads import FactsPayload
from ..project import replace_file
from . import provenance
from .blocks import Report
from .citation import citation, edition
from .html import rooted
from .labels import labels
from .other_outputs import parse_number
from .prose import Node, clean, width

EARLIEST = datetime(1980, 1, 1)
FORMULA = re.compile(r"[=+\-@\t\r]")
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
WIDEST, NARROWEST = 60.0, 6.0  # column width in digits
LONG_LINK = 20.0  # ems
NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")
LINE, SOFT = 15.5, "#55606E"  # points; grey of what is not a number
VALUE_COLUMN = 4  # of the long sheet
LONGEST = 32_767  # characters a cell can hold


@dataclass(frozen=True)
class Sheet:
    """A table with a title above and lines below; columns and cells in the shape of the block model's tables."""

    name: str
    title: str
    columns: Sequence[Node]
    rows: Sequence[Sequence[Node]]
    below: Sequence[str] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


def from_report(report: Report, data: Mapping[str, pd.DataFrame] | None = None, *, root: str = "../") -> bytes:
    """The workbook of `report`: a cover sheet, a sheet for each table and each chart's data, then the rows of `data` behind it.

    `data` holds any of figures, observations, checks and sources (`frames.read(project)`); only what the report links to is kept.
    """
    words = labels(report.head.lang)
    tables = _tables(report)
    sheets = [*_values_sheet(tables, words, root), *(_table_sheet(table, words, root) for table in tables)]
    for name, frame in provenance.behind(report, data or {}).items():
        columns, rows = provenance.cells(frame, name, report.head.lang)
        sheets.append(Sheet(words["sheets"][name], words["sheets"][name], columns, rows))
    return render(sheets, report=report)


def write(path: Path, report: Report, data: Mapping[str, pd.DataFrame] | None = None, *, root: str = "../") -> bool:
    """`from_report` into a file, put in place in one step; False if it already was just that."""
    return replace_file(path, from_report(report, data, root=root))


def render(sheets: Iterable[Sheet], *, report: Report) -> bytes:
    """The bytes of a workbook of `sheets` after a cover sheet that says what it is and how to read it."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        head = report.head
        book.set_properties(
            {
                "title": head.title,
                "subject": head.subtitle,
                "keywords": ", ".join(head.keywords),
                "author": "citystats",
                "created": _created(report),
            }
        )
        writer = _Writer(book, labels(head.lang))
        writer.cover(report)
        for sheet in sheets:
            writer.sheet(sheet)
    return stream.getvalue()


def _created(report: Report) -> datetime:
    """The date of the report's data, else a fixed day: the same content is the same file."""
    try:
        return datetime.fromisoformat(report.head.published).replace(tzinfo=None)
    except ValueError:
        return EARLIEST


def _tables(report: Report) -> list[Node]:
    """The report's tables and the data of its charts, in order; chart data that a table of the same name shows anyhow is left out."""
    named = {table["caption"] for table in report.of_type("table")}
    shown = [
        block if block["type"] == "table" else block["table"]
        for block in report.blocks
        if block["type"] in ("table", "figure")
    ]
    return [table for table in shown if table and (table["number"] or table["caption"] not in named)]


def _table_sheet(table: Node, words: Mapping[str, Any], root: str) -> Sheet:
    grouped = any(row["group"] for row in table["rows"])
    number = words["table"].format(n=table["number"]) + words["caption_gap"] if table["number"] else ""
    columns = ([{"label": words["group"], "unit": "", "kind": "text"}] if grouped else []) + table["columns"]
    rows = [
        ([{"text": row["group"]}] if grouped else [])
        + [{**cell, "href": rooted(cell["href"], root)} for cell in row["cells"]]
        for row in table["rows"]
    ]
    notes = {note["mark"]: note["text"] for note in table["notes"]}
    below = [f"{mark}  {text}" for mark, text in notes.items()]
    below += [words["source"] + words["colon"] + table["source"]] if table["source"] else []
    # the part before a colon (律师：各地区数值与原文) makes a tab that can be read
    tab = re.split("[:：]", table["caption"])[0].strip() or table["caption"]
    return Sheet(
        tab if table["number"] else f"{words['figure_data']} {tab}",
        number + table["caption"],
        columns,
        rows,
        below,
        notes,
    )


def _values_sheet(tables: Sequence[Node], words: Mapping[str, Any], root: str) -> list[Sheet]:
    """Every observation of the report on a line of its own: period, qualifier, flag, source and link in columns; none without any."""
    columns = [{"label": label, "unit": "", "kind": "text"} for label in (words["table_name"], *words["facts"])]
    columns[VALUE_COLUMN]["kind"] = "number"
    rows = [
        [{"text": table["caption"]}, *_value_row(table, row, place, cell, root)]
        for table in tables
        if table["number"]
        for row in table["rows"]
        for place, cell in enumerate(row["cells"])
        if cell["facts"] and cell["value"] is not None
    ]
    return [Sheet(words["sheets"]["values"], words["sheets"]["values"], columns, rows)] if rows else []


def _value_row(table: Node, row: Node, place: int, cell: Node, root: str) -> list[Node]:
    """The cells of one line of the long sheet, in the order of the label `facts`."""
    href = rooted(cell["href"], root)
    texts = [row["group"], row["cells"][0]["text"], table["columns"][place]["label"]]
    number = {"text": f"{cell['value']:,.15g}", "value": cell["value"], "href": href}
    facts = [cell["facts"][key] for key in FactsPayload.__annotations__]
    return [*({"text": text} for text in texts), number, *({"text": text} for text in (*facts, cell["title"], href))]


class _Writer:
    """Writes sheets into one workbook: formats made once, tab names kept apart."""

    def __init__(self, book: xlsxwriter.Workbook, words: Mapping[str, Any]) -> None:
        self.book, self.words = book, words
        self.names: set[str] = set()
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top", **properties}
            )
        return self.formats[key]

    def add(self, name: str) -> Worksheet:
        page = self.book.add_worksheet(self._name(name))
        page.hide_gridlines(2)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")
        return page

    def _name(self, name: str) -> str:
        """A tab name that Excel takes: 31 characters, none forbidden, not used yet (letter case aside)."""
        base = FORBIDDEN.sub(" ", clean(name)).strip(" '")[:31].strip(" '") or "Sheet"
        found, count = base, 2
        while found.lower() in self.names or found.lower() == "history":
            tail = f" {count}"
            found, count = base[: 31 - len(tail)] + tail, count + 1
        self.names.add(found.lower())
        return found

    def cover(self, report: Report) -> None:
        page = self.add(self.words["sheets"]["cover"])
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 90)
        self._text(page, 0, 0, report.head.title, bold=True, font_size=16)
        page.set_row(0, 26)
        for line, (name, value) in enumerate(self._about(report), 1):
            page.set_row(line, LINE * _lines(value, 90))
            self._text(page, line, 0, name, bold=True, font_color=SOFT)
            self._text(page, line, 1, value, text_wrap=True)

    def _about(self, report: Report) -> list[tuple[str, str]]:
        """What the cover says, line by line: (name, text)."""
        head, words = report.head, self.words
        facts = [
            ("", head.subtitle),
            (words["areas"], words["list_comma"].join(head.areas)),
            (words["years"], head.years),
            (words["edition"], edition(head)),
            (words["data_version"], head.data_version),
            (words["citation"], citation(head, report.name)),
            (words["licence"], words["licence_text"]),
            (words["legend"], words["legend_text_sheet"]),
            *((flag["mark"], flag["text"]) for flag in words["flags"]),
        ]
        return [(name, value) for name, value in facts if value]

    def sheet(self, sheet: Sheet) -> None:
        """Title in the first row, head in the third, frozen with the first column; filter over the whole table; notes below."""
        page, top = self.add(sheet.name), 2
        self._text(page, 0, 0, sheet.title, bold=True, font_size=12)
        page.set_row(0, 22)
        widths = [_column_width(column, [row[n] for row in sheet.rows]) for n, column in enumerate(sheet.columns)]
        self._heads(page, top, sheet, widths)
        for line, row in enumerate(sheet.rows, top + 1):
            page.set_row(line, LINE * max(_lines(cell["text"], wide) for cell, wide in zip(row, widths, strict=True)))
            for place, cell in enumerate(row):
                self._cell(page, line, place, cell, sheet.columns[place]["kind"], sheet.notes)
        if sum(widths) > 110:
            page.set_landscape()
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)
        if sheet.rows:
            page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - 1)
        for line, text in enumerate(sheet.below, top + 2 + len(sheet.rows)):
            self._text(page, line, 0, text, font_color=SOFT, font_size=9)

    def _heads(self, page: Worksheet, top: int, sheet: Sheet, widths: Sequence[float]) -> None:
        """The row of column heads, as high as the one that wraps most."""
        look = {"bold": True, "bg_color": "#EEF1F5", "top": 2, "bottom": 1, "text_wrap": True}
        for place, (column, wide) in enumerate(zip(sheet.columns, widths, strict=True)):
            page.set_column(place, place, wide)
            self._text(page, top, place, _head(column), align="right" if column["kind"] == "number" else "left", **look)
        pairs = zip(sheet.columns, widths, strict=True)
        page.set_row(top, LINE * max((_lines(_head(column), wide - 2) for column, wide in pairs), default=1))

    def _text(self, page: Worksheet, line: int, place: int, text: str, **properties: Any) -> None:
        shown = clean(text)[:LONGEST]
        page.write_string(
            line, place, shown, self.format(**properties, **({"quote_prefix": True} if FORMULA.match(shown) else {}))
        )

    def _cell(self, page: Worksheet, line: int, place: int, cell: Node, kind: str, notes: Mapping[str, str]) -> None:
        text, value, href = cell["text"], cell.get("value"), cell.get("href") or ""
        if (
            kind != "number" and width(text) > LONG_LINK
        ):  # a linked sentence would not wrap; its number has the same link
            href = ""
        look: dict[str, Any] = {"font_color": "#17406D", "underline": 1} if href else {}
        if href.startswith((".", "http")):
            page.write_url(
                line, place, href if href.startswith("http") else f"external:{href}", self.format(**look), string=" "
            )
        remark = [notes[mark] for mark in cell.get("notes", []) if mark in notes]
        if isinstance(value, int | float) and math.isfinite(value):
            page.write_number(
                line, place, value, self.format(num_format=_number_format(text, value), align="right", **look)
            )
            remark += [] if _printed(text, value)[1] else [self.words["printed"] + self.words["colon"] + text]
        elif kind == "number":  # a word in the place of a number, or nothing
            self._text(page, line, place, text, align="right", **{"font_color": SOFT, **look})
        else:
            self._text(page, line, place, text, text_wrap=True, **look)
        remark += [cell["title"]] if cell.get("title") and cell["title"] != text else []
        if remark:
            size = {"x_scale": 2.2, "y_scale": 1 + sum(map(width, remark)) / 60, "font_size": 9}
            page.write_comment(line, place, "\n".join(remark)[:LONGEST], size)


def _number_format(text: str, value: float) -> str:
    """Excel's format that shows `value` as it was printed: as finely, with the sign of percent, with the words before and after it."""
    before, number, after = _printed(text, value)
    decimals = re.search(r"\.(\d+)", number) if number else re.search(r"\.(\d*[1-9])0*$", f"{value:.6f}")
    places = "." + "0" * len(decimals[1]) if decimals else ""
    if not number:
        return f"#,##0{places}" + ('"%"' if re.search(r"[%％]", text) else "")
    return (
        "".join(f'"{word}"' for word in [before] if word)
        + f"#,##0{places}"
        + "".join(f'"{word}"' for word in [after] if word)
    )


def _printed(text: str, value: float) -> tuple[str, str, str]:
    """`text` as what stands before the number `value`, the number, and what stands after it; ('', '', '') where it does not hold it."""
    if '"' not in text:
        for match in NUMBER.finditer(text):
            if _says(match[0], value):
                return text[: match.start()], match[0], text[match.end() :]
    return "", "", ""


def _says(text: str, value: float) -> bool:
    """Whether `text` is just this number, rounded as it stands there (4,936 · 98.3%), so that nothing is lost by writing the number alone."""
    printed = parse_number(text)
    decimals = len(text.partition(".")[2].rstrip("%％ "))
    return printed is not None and math.isclose(printed, round(value, decimals), rel_tol=1e-12, abs_tol=1e-12)


def _head(column: Node) -> str:
    answer: str = column["label"] + (f"（{column['unit']}）" if column["unit"] else "")
    return answer


def _column_width(column: Node, cells: Sequence[Node]) -> float:
    """Excel's unit is one digit, about 0.56 em; a filter's arrow needs three more."""
    body = max((width(cell["text"]) for cell in cells), default=0) / 0.56 + 2
    return min(max(body, min(width(_head(column)) / 0.56, WIDEST / 2) + 4, NARROWEST), WIDEST)


def _lines(text: str, wide: float) -> int:
    """Lines that `text` takes in a column of this width; Excel sets no row higher than 409 points."""
    return min(sum(math.ceil(max(width(part) / 0.56, 1) / max(wide - 1, 1)) for part in text.split("\n")), 26)

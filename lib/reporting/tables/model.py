"""A table ready to publish: one object that JupyterLab shows as HTML and lib/publish reads as structured JSON."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from ...payloads import TABLE, CellPayload, FactsPayload, TablePayload
from ...wording import phrasing

STYLES: list[Any] = [
    {"selector": "", "props": "border-collapse: collapse; font-variant-numeric: tabular-nums;"},
    {"selector": "caption", "props": "caption-side: top; text-align: left; font-weight: bold; padding: .4em 0;"},
    {
        "selector": "th, td",
        "props": "border-bottom: 1px solid #ddd; padding: .25em .7em; vertical-align: top; text-align: left;",
    },
    {"selector": "thead th", "props": "border-bottom: 2px solid #555; vertical-align: bottom;"},
    {"selector": "th.row_heading", "props": "white-space: nowrap; font-weight: normal; color: #555;"},
    {"selector": ".number", "props": "text-align: right; white-space: nowrap;"},
]


@dataclass(frozen=True)
class Column:
    """`kind`: text, number (right aligned) or flag."""

    key: str
    label: str
    unit: str = ""
    kind: str = "text"

    def head(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Cell:
    """What is printed, the number behind it, where it leads, what a pointer over it says, and its footnote marks."""

    text: str
    value: float | None = None
    href: str | None = None
    title: str | None = None
    notes: tuple[str, ...] = ()
    facts: FactsPayload | None = None  # of an observation: what workbook and CSV put into columns of their own

    def payload(self) -> CellPayload:
        cell: CellPayload = {
            "text": self.text,
            "value": self.value,
            "href": self.href,
            "title": self.title,
            "notes": list(self.notes),
        }
        if self.facts:
            cell["facts"] = self.facts
        return cell

    def html(self) -> str:
        text = escape(self.text)
        if self.href:
            text = f'<a href="{escape(self.href)}" title="{escape(self.title or "")}">{text}</a>'
        elif self.title:
            text = f'<span title="{escape(self.title)}">{text}</span>'
        return text + (f"<sup>{escape(', '.join(self.notes))}</sup>" if self.notes else "")


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    group: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells under columns, with caption, footnotes (mark, text) and a source line."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    source: str = ""

    def payload(self) -> TablePayload:
        """The structure lib/publish reads (docs/architecture.md, Notebook outputs)."""
        return {
            "id": self.id,
            "caption": self.caption,
            "columns": [{"key": c.key, "label": c.label, "unit": c.unit, "kind": c.kind} for c in self.columns],
            "rows": [{"cells": [cell.payload() for cell in row.cells], "group": row.group} for row in self.rows],
            "notes": [{"mark": mark, "text": text} for mark, text in self.notes],
            "source": self.source,
        }

    def frame(self) -> pd.DataFrame:
        """The numbers (the text where a cell has none), to go on computing with."""
        values = [[cell.text if cell.value is None else cell.value for cell in row.cells] for row in self.rows]
        return pd.DataFrame(values, columns=[column.key for column in self.columns])

    def html(self) -> str:
        """pandas' Styler with the groups as a first column, footnotes and source below."""
        notes = "".join(f"<li><sup>{escape(mark)}</sup> {escape(text)}</li>" for mark, text in self.notes)
        below = f'<ul style="list-style: none; padding: 0; font-size: 90%">{notes}</ul>' if notes else ""
        source = f'<p style="font-size: 90%">{escape(self.source)}</p>' if self.source else ""
        return str(self._styler().to_html()) + below + source

    def _styler(self) -> Styler:
        grouped = any(row.group for row in self.rows)
        heads = [escape(column.head()) for column in self.columns]
        body = [[cell.html() for cell in row.cells] for row in self.rows]
        index = (
            pd.MultiIndex.from_tuples(
                [(escape(row.group or ""), n) for n, row in enumerate(self.rows)], names=[None, None]
            )
            if grouped
            else None
        )
        frame = pd.DataFrame(body, columns=pd.RangeIndex(len(heads)), index=index)
        styler = Styler(frame, uuid=self.id, cell_ids=False, caption=escape(self.caption)).format_index(
            lambda n: heads[n], axis=1
        )
        styler = styler.hide(axis="index", level=1) if grouped else styler.hide(axis="index")
        classes = [["number" if column.kind == "number" else "" for column in self.columns] for _ in self.rows]
        right = {
            n: [{"selector": "th", "props": "text-align: right"}]
            for n, column in enumerate(self.columns)
            if column.kind == "number"
        }
        styler = styler.set_table_styles(STYLES).set_table_styles(right, overwrite=False)
        return styler.set_td_classes(pd.DataFrame(classes, columns=frame.columns, index=frame.index))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {
            "text/html": self.html(),
            TABLE: self.payload(),
            "text/plain": f"{self.caption}: {len(self.rows)} × {len(self.columns)}",
        }


@dataclass(frozen=True)
class NoTable:
    """Stands where a table would have no row, and says why."""

    reason: str
    rows: tuple[Row, ...] = ()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {"text/markdown": self.reason, "text/plain": self.reason}


def from_frame(data: pd.DataFrame, caption: str, id: str = "table", source: str = "") -> Table:
    """Any DataFrame as a table to publish: named index levels become columns, numbers stand to the right."""
    flat = data.reset_index() if any(name is not None for name in data.index.names) else data
    numeric = [bool(pd.api.types.is_numeric_dtype(flat[name]) and flat[name].dtype != bool) for name in flat.columns]
    columns = tuple(
        Column(
            str(name),
            " ".join(map(str, name)) if isinstance(name, tuple) else str(name),
            kind="number" if number else "text",
        )
        for name, number in zip(flat.columns, numeric, strict=True)
    )
    rows = tuple(
        Row(tuple(_plain(value, number) for value, number in zip(row, numeric, strict=True)))
        for row in flat.itertuples(index=False)
    )
    return Table(id, caption, columns, rows, source=source)


def _plain(value: Any, number: bool) -> Cell:
    if value is None or value is pd.NA or value != value:
        return Cell("")
    return Cell(phrasing.plain(float(value), 6), float(value)) if number else Cell(str(value))


def marks() -> Iterator[str]:
    """a, b … z, aa, ab …"""
    letters = string.ascii_lowercase
    yield from letters
    yield from (first + second for first in letters for second in letters)


@dataclass
class Notes:
    """Footnotes as they are met: the same text keeps the same mark."""

    texts: dict[str, str] = field(default_factory=dict)
    _free: Iterator[str] = field(default_factory=marks)

    def mark(self, text: str) -> str:
        if text not in self.texts:
            self.texts[text] = next(self._free)
        return self.texts[text]

    def all(self) -> tuple[tuple[str, str], ...]:
        return tuple((mark, text) for text, mark in self.texts.items())

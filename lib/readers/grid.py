"""Tables: the cell of a table as it lies in a text, with the headings that say what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A table cell at text[start:end]. `row` and `column` count from 0 below and right of nothing: headings count too.

    `row_heads` and `column_heads` are the headings from the outside in; `title` is the caption with its 单位:… note.
    """

    start: int
    end: int
    row: int
    column: int
    row_heads: tuple[str, ...] = ()
    column_heads: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Reading:
    """What a reader gives: the text, and the cells of its tables in the order of the text."""

    text: str
    cells: tuple[Cell, ...] = ()
    title: str = ""

"""What a notebook hands to a page: the media types of its outputs and the shape of each.

`lib.reporting` writes them, `lib.publish` and `lib.workflow.execute` read them. Texts are ready to print; links begin with ids.REPORTS.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

TABLE = "application/vnd.citystats.table+json"
CHART = "application/vnd.citystats.chart+json"
REPORT = "application/vnd.citystats.report+json"
KEY_FIGURES = "application/vnd.citystats.keyfigures+json"


class ColumnPayload(TypedDict):
    """`kind`: text, number or flag."""

    key: str
    label: str
    unit: str
    kind: str


class FactsPayload(TypedDict):
    """What stands in columns of their own in a workbook or CSV: `period`, `qualifier` and `origin` in words, `flag` as SDMX's code."""

    unit: str
    period: str
    qualifier: str
    flag: str
    origin: str
    source: str
    remarks: str


class CellPayload(TypedDict):
    """`value`: the number in the column's unit, None where the cell has none; `title`: the sentence or an explanation."""

    text: str
    value: float | None
    href: str | None
    title: str | None
    notes: list[str]
    facts: NotRequired[FactsPayload]


class RowPayload(TypedDict):
    cells: list[CellPayload]
    group: str | None


class NotePayload(TypedDict):
    mark: str
    text: str


class TablePayload(TypedDict):
    id: str
    caption: str
    columns: list[ColumnPayload]
    rows: list[RowPayload]
    notes: list[NotePayload]
    source: str


class ChartPayload(TypedDict):
    """Stands beside image/svg+xml; `narrow` is the same chart drawn for a phone, '' where one drawing does for both; `file` names a download."""

    id: str
    title: str
    alt: str
    source: str
    file: str
    narrow: str
    table: TablePayload


class KeyFigurePayload(TypedDict):
    """One number of a summary: what it is, its value with unit, its period; how it changed and what to mind, '' where nothing is to be said."""

    label: str
    value: str
    period: str
    change: str
    caveat: str
    href: str | None
    title: str | None


class KeyFiguresPayload(TypedDict):
    title: str
    figures: list[KeyFigurePayload]


class ReportPayload(TypedDict):
    """The report's head, shown once by the first cell that displays anything; `years` says how many of its numbers are of which year."""

    title: str
    subtitle: str
    lang: str
    keywords: list[str]
    areas: list[str]
    year: str
    years: str
    themes: list[str]
    version: str
    data_version: str
    edition: str
    published: str

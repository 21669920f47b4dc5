"""What a report rests on: the checks of the data, and the documents and other sources it draws from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ... import ids
from ...wording import Messages, phrasing, speak
from . import value_cell
from .model import Cell, Column, NoTable, Row, Table

SEVERITIES = ("warning", "note", "info")
KINDS = ("report", "plan", "statistics", "news")


def checks(
    checks: pd.DataFrame, data: pd.DataFrame | None = None, lang: str = "zh", least: str = "info"
) -> Table | NoTable:
    """Checks of the areas and indicators of `data` (all without it), the gravest first, down to severity `least`."""
    t = speak(lang)
    shown = SEVERITIES[: SEVERITIES.index(least) + 1]
    rows = checks[checks["severity"].isin(shown)]
    if data is not None:
        rows = rows[rows["ref_area"].isin(data["ref_area"]) & rows["indicator"].isin(data["indicator"])]
    if rows.empty:
        return NoTable(t("checks.nothing"))
    rows = rows.assign(order=rows["severity"].map(SEVERITIES.index)).sort_values("order", kind="stable")
    columns = (
        Column("severity", t("column.severity"), kind="flag"),
        Column("area", t("column.area")),
        Column("indicator", t("column.indicator")),
        Column("period", t("column.period")),
        Column("message", t("column.message")),
    )
    return Table(
        "checks", t("checks.caption", n=len(rows)), columns, tuple(_check(row, t) for row in rows.to_dict("records"))
    )


def sources(sources: pd.DataFrame, data: pd.DataFrame, lang: str = "zh") -> Table:
    """The documents of the areas of `data`, and the reference sources that values of `data` come from."""
    t = speak(lang)
    areas = set(data["ref_area"])
    rows = [row for row in sources.fillna("").to_dict("records") if row["ref_area"] in areas]
    documents = [
        _document(row, t)
        for row in sorted(
            rows, key=lambda row: (KINDS.index(row["doc_type"]) if row["doc_type"] in KINDS else 9, row["doc_id"])
        )
    ]
    columns = (
        Column("title", t("column.title")),
        Column("publisher", t("column.publisher")),
        Column("year", t("column.year")),
        Column("published", t("column.published")),
    )
    return Table("sources", t("sources.caption"), columns, (*documents, *_references(data, t)))


def _check(row: dict[str, Any], t: Messages) -> Row:
    link = value_cell.href(row["figure_ids"])
    return Row(
        (
            Cell(t(f"severity.{row['severity']}")),
            Cell(t.area(row["ref_area"])),
            Cell(t.indicator(row["indicator"])),
            Cell(phrasing.period(row["time_period"], t)),
            Cell(row[f"message_{t.lang}"], href=link),
        )
    )


def _document(row: dict[str, Any], t: Messages) -> Row:
    title = row.get("title") or t("sources.untitled", area=t.area(row["ref_area"]), year=row["year"])
    kind = t(f"document.{row['doc_type']}") if t.known(f"document.{row['doc_type']}") else str(row["doc_type"])
    parts = (
        Cell(str(title), href=ids.REPORTS + ids.page_href(row["doc_id"])),
        Cell(str(row["publisher"])),
        Cell(str(row["year"])),
        Cell(str(row["published"]) or t("sources.undated")),
    )
    return Row(parts, kind)


def _references(data: pd.DataFrame, t: Messages) -> Iterable[Row]:
    """Each reference source once, with the way it came to us."""
    used = data[data["obs_value"].notna() & data["origin"].eq("reference")].drop_duplicates(
        ["source_title", "source_url"]
    )
    for row in used.to_dict("records"):
        grade = (
            t(f"grade.{row['source_grade']}") if t.known(f"grade.{row['source_grade']}") else str(row["source_grade"])
        )
        link = str(row["source_url"]) or None
        yield Row(
            (
                Cell(str(row["source_title"]), href=link),
                Cell(grade),
                Cell(str(phrasing.year_of(row["time_period"]) or "")),
                Cell(str(row["published"]) or t("sources.undated")),
            ),
            t("document.reference"),
        )

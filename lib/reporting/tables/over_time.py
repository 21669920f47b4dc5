"""Every value over the years, and the panel's other long tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ...wording import Messages, name_of, phrasing, speak
from . import value_cell
from .model import Cell, Column, Notes, Row, Table


def trend(data: pd.DataFrame, lang: str = "zh", id: str = "trend") -> Table:
    """Indicator and place by period: all values, the oldest first, with origin, notes and words."""
    t = speak(lang)
    notes = Notes()
    having = data[data["obs_value"].notna()]
    rows = [
        _row(row, name, scale, t, notes)
        for key, group in having.groupby(["indicator", "breakdown"], sort=False)
        for scale in [value_cell.scale_of(group, t)]
        for name in [t("value.name_unit", name=name_of(key, t), unit=scale.label)]
        for row in group.sort_values(["ref_area", "time_period"], kind="stable").to_dict("records")
    ]
    columns = (
        Column("area", t("column.area")),
        Column("period", t("column.period")),
        Column("value", t("column.value"), kind="number"),
        Column("origin", t("column.origin"), kind="flag"),
        Column("quote", t("column.quote")),
    )
    return Table(f"values-{id}", t("trend.caption"), columns, tuple(rows), notes.all(), t("source.documents"))


def _row(row: dict[str, Any], name: str, scale: value_cell.Scale, t: Messages, notes: Notes) -> Row:
    cell = value_cell.value(row, t, notes, scale, row["time_period"])
    quote = Cell(value_cell.clause(row), href=cell.href, title=cell.title)
    return Row(
        (
            Cell(t.area(row["ref_area"])),
            Cell(phrasing.period(row["time_period"], t)),
            cell,
            Cell(t(f"origin_short.{row['origin']}")),
            quote,
        ),
        name,
    )

"""A plan's tasks: what is to be done, when and by whom."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd

from ... import ids
from ...wording import Messages, speak
from .model import Cell, Column, Row, Table

UNITS = re.compile(r"[、\n\uff0c,\s]+")


def tasks(tasks: pd.DataFrame, lang: str = "zh") -> Table:
    """All tasks in the plan's order, key projects starred, grouped by the plan's sections; text as printed."""
    t = speak(lang)
    columns: tuple[Column, ...] = (
        Column("no", t("column.no"), kind="number"),
        Column("key", t("column.key"), kind="flag"),
        Column("goal", t("column.goal")),
        Column("schedule", t("column.schedule")),
        Column("responsible", t("column.responsible")),
    )
    rows = tuple(_task(row, t) for row in tasks.to_dict("records"))
    told = [
        n for n in range(len(columns)) if not rows or any(row.cells[n].text for row in rows)
    ]  # a plan may lack some
    columns = tuple(columns[n] for n in told)
    rows = tuple(replace(row, cells=tuple(row.cells[n] for n in told)) for row in rows)
    key = int(tasks["key"].sum()) if len(tasks) else 0
    return Table(
        "tasks",
        t("tasks.caption" if key else "tasks.caption_plain", n=len(tasks), key=key),
        columns,
        rows,
        ((t("tasks.star"), t("tasks.star_means")),) if key else (),
        t("source.plans"),
    )


def units(tasks: pd.DataFrame, lang: str = "zh") -> Table:
    """Responsible units by how many tasks they lead, the numbers of the tasks beside them."""
    t = speak(lang)
    named = tasks.assign(unit=[_units(text) for text in tasks["responsible"]]).explode("unit")
    named = named[named["unit"].fillna("") != ""]
    groups = sorted(named.groupby("unit", sort=False), key=lambda item: -len(item[1]))
    rows = tuple(
        Row(
            (
                Cell(str(unit)),
                _number(len(group)),
                _number(int(group["key"].sum())),
                Cell(t.join(group["task_no"].astype(str), last=False)),
            )
        )
        for unit, group in groups
    )
    columns = (
        Column("unit", t("column.responsible")),
        Column("tasks", t("column.tasks"), t("unit.item"), "number"),
        Column("key", t("column.key_tasks"), t("unit.item"), "number"),
        Column("numbers", t("column.task_numbers")),
    )
    return Table("units", t("units.caption", n=len(rows)), columns, rows, source=t("source.plans"))


def _task(row: dict[str, Any], t: Messages) -> Row:
    steps = "\n".join(
        t("tasks.step", label=step.label, text=step.text) if step.label else step.text for step in row["schedule"]
    )
    group = (
        t("tasks.group", section=row["section"], theme=row["theme"])
        if row["theme"] and row["section"]
        else row["section"] or row["theme"]
    )
    star = Cell(t("tasks.star") if row["key"] else "")
    goal = Cell(str(row["goal"]).strip(), href=ids.REPORTS + ids.page_href(row["doc_id"]))
    return Row(
        (Cell(str(row["task_no"])), star, goal, Cell(steps), Cell(t.join(_units(row["responsible"]), last=False))),
        group or None,
    )


def _units(text: object) -> list[str]:
    return [part for part in UNITS.split(str(text or "").strip()) if part]


def _number(value: int) -> Cell:
    return Cell(str(value), float(value))

"""A plan's tasks as printed, and who leads how many of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from lib.documents import plans
from lib.reporting import tables

TASKS = plans.tasks_of("441900", 2024)


def test_every_task_is_a_row_in_the_order_of_the_plan() -> None:
    table = tables.tasks(TASKS)
    assert len(table.rows) == len(TASKS) > 10
    keys = [column.key for column in table.columns]
    numbers = [line.cells[keys.index("no")].text for line in table.rows]
    assert numbers == [str(number) for number in TASKS["task_no"]]


def test_key_projects_are_starred_and_the_star_is_explained() -> None:
    table = tables.tasks(TASKS)
    place = [column.key for column in table.columns].index("key")
    starred = [line.cells[place].text != "" for line in table.rows]
    assert starred == [bool(key) for key in TASKS["key"]] and any(starred) and not all(starred)
    assert len(table.notes) == 1


def test_a_plan_without_key_projects_has_neither_column_nor_note() -> None:
    table = tables.tasks(TASKS.assign(key=False))
    assert "key" not in [column.key for column in table.columns] and table.notes == ()


def units(*rows: tuple[str, bool]) -> list[list[Any]]:
    made = pd.DataFrame(
        [{"task_no": number, "responsible": unit, "key": key} for number, (unit, key) in enumerate(rows, 1)]
    )
    return [[cell.text for cell in line.cells] for line in tables.units(made).rows]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (
            [("法规科", False), ("人事科", False), ("法规科", True)],
            [["法规科", "2", "1", "1、3"], ["人事科", "1", "0", "2"]],
        ),
        ([("法规科、人事科", False), ("人事科", True)], [["人事科", "2", "1", "1、2"], ["法规科", "1", "0", "1"]]),
        (
            [("法规科，人事科\n办公室", False)],
            [["法规科", "1", "0", "1"], ["人事科", "1", "0", "1"], ["办公室", "1", "0", "1"]],
        ),
        ([("", False), ("法规科", False)], [["法规科", "1", "0", "2"]]),
    ],
)
def test_units_by_how_many_tasks_they_lead(rows: list[tuple[str, bool]], shown: list[list[str]]) -> None:
    assert units(*rows) == shown

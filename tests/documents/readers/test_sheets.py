"""Workbooks as their readers see them: nothing hidden, every number as shown, what is missing is told."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lib import metrics
from lib.documents.readers import Reading, read_bytes

ROWS = [["单位", "律师(人)", "案件(件)"], ["东所", 12, 340], ["西所", 15, 280]]


def made(rows: list[list[Any]], change: Callable[[Any], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(rows: list[list[Any]], change: Callable[[Any], None] = lambda book: None) -> Reading:
    return read_bytes(made(rows, change), "x.xlsx")


def values(rows: list[list[Any]], change: Callable[[Any], None] = lambda book: None) -> list[tuple[float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.xlsx"
        file.write_bytes(made(rows, change))
        return [*metrics.extract(file, year="2023")[["value", "unit"]].itertuples(index=False, name=None)]


def hide_column(book: Any) -> None:
    book.active.column_dimensions["B"].hidden = True


def hide_row(book: Any) -> None:
    book.active.row_dimensions[2].hidden = True


def hide_sheet(book: Any) -> None:
    book.create_sheet("旧数").append(["律师", 999])
    book["旧数"].sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "gone", "told"),
    [
        (hide_column, "12", "columns left out (B)"),
        (hide_row, "340", "rows left out (2)"),
        (hide_sheet, "999", "sheet 旧数 is hidden"),
    ],
)
def test_what_is_hidden_is_left_out_and_told(change: Callable[[Any], None], gone: str, told: str) -> None:
    reading = workbook(ROWS, change)
    assert gone not in reading.text and "280" in reading.text
    assert len(reading.warnings) == 1 and told in reading.warnings[0]


def test_a_formula_without_a_stored_value_is_told() -> None:
    reading = workbook([*ROWS, ["合计", "=SUM(B2:B3)", 620]])
    assert "合计;案件(件):620" in reading.text
    assert reading.warnings == (
        "sheet Sheet: the formula in B4 has no stored value; open the file in Excel and save it",
    )


def test_an_error_value_is_told() -> None:
    reading = workbook([*ROWS, ["合计", "#REF!", 620]])
    assert "#REF" not in reading.text and "holds the error #REF!" in reading.warnings[0]


def test_a_column_of_units_with_scale_words() -> None:
    rows = [
        ["指标", "计量单位", "2022年", "2023年"],
        ["挽回损失", "万元", 52.5, 60],
        ["咨询", "万人次", 1.5, 2],
        ["案件", "件", 70, 80],
    ]
    assert values(rows) == [
        (525000, "元"), (600000, "元"), (15000, "人次"), (20000, "人次"), (70, "件"), (80, "件"),
    ]  # fmt: skip


def test_a_column_of_units_behind_the_numbers() -> None:
    rows = [
        ["项目", "数量", "单位"],
        ["受理案件", 1234, "件"],
        ["挽回损失", 12.5, "万元"],
        ["满意率", 98.5, "%"],
        ["其他", 7, None],
    ]
    assert values(rows) == [(1234, "件"), (125000, "元"), (98.5, "%"), (7, "")]


def test_a_blank_in_a_column_of_units_is_no_unit() -> None:
    rows = [["项目", "单位", "数量"], ["挽回损失", "万元", 12.5], ["其他事项", None, 7]]
    assert values(rows) == [(125000, "元"), (7, "")]


@pytest.mark.parametrize("note", ["单位：万元", "计量单位：万元", "（单位：万元）"])
def test_a_note_of_one_unit_with_a_scale_word(note: str) -> None:
    assert values([[note], ["区县", "预算", "支出"], ["东区", 12.5, 10], ["西区", 8, 7]]) == [
        (125000, "元"), (100000, "元"), (80000, "元"), (70000, "元"),
    ]  # fmt: skip


def test_a_note_of_several_units_gives_each_column_its_own() -> None:
    rows = [
        ["单位：件、人、家"],
        ["区县", "受理案件", "受援人", "律师事务所"],
        ["东区", 12, 13, 4],
        ["西区", 22, 23, 5],
    ]
    assert values(rows) == [(12, "件"), (13, "人"), (4, "家"), (22, "件"), (23, "人"), (5, "家")]


def test_a_note_does_not_reach_a_column_that_counts_something_else() -> None:
    rows = [["单位：万元"], ["区县", "支出", "执行率", "人数"], ["东区", 12, 95.5, 8], ["西区", 10, 93, 7]]
    assert values(rows) == [(120000, "元"), (95.5, ""), (8, ""), (100000, "元"), (93, ""), (7, "")]


def test_a_number_of_unknown_size_is_no_figure() -> None:
    assert values([["单位：万元、件"], ["区县", "甲项", "乙项"], ["东区", 12, 13], ["西区", 10, 11]]) == []


def test_cells_with_more_than_a_number() -> None:
    rows = [
        ["单位", "律师（人）"],
        ["甲所", "123（其中女性30）"],
        ["乙所", "约50"],
        ["丙所", "2 345"],
        ["丁所", "60余"],
    ]
    assert values(rows) == [(123, "人"), (30, "人"), (50, "人"), (2345, "人"), (60, "人")]


def test_notes_at_the_foot_are_lines_of_their_own() -> None:
    reading = workbook([*ROWS, ["注：律师含公职律师35人。"]])
    assert reading.text.endswith("\n注：律师含公职律师35人。\n")
    assert len(reading.cells) == 6


@pytest.mark.parametrize("mark", [",", ";", "|", "\t"])
def test_the_mark_between_cells_is_told_from_the_lines(mark: str) -> None:
    text = "\n".join(
        mark.join(row) for row in (["区县", "律师（人）", "案件（件）"], ["东区", "12", "340"], ["西区", "15", "280"])
    )
    reading = read_bytes(text.encode(), "x.csv")
    assert reading.text == "东区;律师（人）:12;案件（件）:340\n西区;律师（人）:15;案件（件）:280\n"


def test_two_levels_of_merged_headings() -> None:
    def merge(book: Any) -> None:
        for area in ("A1:A2", "B1:C1", "D1:E1"):
            book.active.merge_cells(area)

    rows = [["区县", "法律援助", None, "人民调解", None], [None, "案件（件）", "受援人（人）", "案件（件）", "成功率（%）"], ["东区", 12, 13, 140, 98.5], ["西区", 22, 23, 150, 99]]  # fmt: skip
    assert values(rows, merge) == [
        (12, "件"), (13, "人"), (140, "件"), (98.5, "%"), (22, "件"), (23, "人"), (150, "件"), (99, "%"),
    ]  # fmt: skip

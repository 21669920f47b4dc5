"""A text as it grows: lines made tidy, tables as one line a row, every cell where it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.documents.readers.tables import Slot
from lib.documents.readers.text_builder import Flow, tidy, tidy_cell


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("　　全县办理案件12件\n", "全县办理案件12件"),
        ("办理\t案件 \r\n 12件", "办理 案件 12件"),
        ("满意率\u00a098.5%", "满意率 98.5%"),
        ("一、 总体情况", "一、 总体情况"),
        ("　 \n", ""),
    ],
)
def test_a_line_is_made_tidy(text: str, line: str) -> None:
    assert tidy(text) == line


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("备  注", "备注"),
        ("行政\n复议", "行政复议"),
        ("法律 援助（件）", "法律援助（件）"),
        ("12 345", "12 345"),
        ("Legal aid", "Legal aid"),
        ("2023 年", "2023 年"),
        ("组织开展全县执法人员 专题培训活动一期", "组织开展全县执法人员 专题培训活动一期"),
    ],
)
def test_gaps_in_a_short_cell_go_and_those_between_numbers_stay(text: str, cell: str) -> None:
    assert tidy_cell(text) == cell


def grid(*rows: tuple[str, ...]) -> list[Slot]:
    return [Slot(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row)]


HEAD = ("区县", "律师(人)", "案件(件)")


def table(*rows: tuple[str, ...], above: str = "", caption: str = "") -> list[str]:
    flow = Flow()
    flow.paragraph(above)
    flow.table(grid(*rows), caption)
    return flow.reading().text.splitlines()


def test_a_row_is_a_line_with_its_headings() -> None:
    assert table(HEAD, ("东区", "12", "340"), ("西区", "15", "")) == [
        "东区;律师(人):12;案件(件):340",
        "西区;律师(人):15",
    ]


def test_notes_at_the_foot_stand_below_and_a_last_row_stays() -> None:
    lines = table(HEAD, ("东区", "12", "340"), ("注:律师含公职律师。", "", ""), ("数据来源:县司法局", "", ""))
    assert lines == ["东区;律师(人):12;案件(件):340", "注:律师含公职律师。", "数据来源:县司法局"]
    assert table(HEAD, ("东区", "12", "340"), ("合计", "12", ""))[-1] == "合计;律师(人):12"


def test_the_note_of_units_above_and_the_caption_belong_to_every_cell() -> None:
    flow = Flow()
    flow.paragraph("单位:万元")
    flow.table(grid(("区县", "预算"), ("东区", "12.5"), ("西区", "8")), "表1 经费")
    flow.paragraph("以上为决算数。")
    flow.table(grid(("区县", "律师"), ("东区", "12"), ("西区", "8")))
    cells = flow.reading().cells
    assert [cell.title for cell in cells] == ["单位:万元 表1 经费"] * 4 + [""] * 4


def test_a_column_of_units_stands_in_brackets_and_a_number_of_a_row_before_a_point() -> None:
    lines = table(("序号", "指标", "单位", "数量"), ("1", "案件", "件", "340"), ("2", "律师", "人", "12"))
    assert lines == ["1.案件(件);数量:340", "2.律师(人);数量:12"]


def test_a_warning_is_told_once() -> None:
    flow = Flow()
    for text in ("2 charts not read", "page 3 is a picture", "2 charts not read"):
        flow.warn(text)
    assert flow.reading().warnings == ("2 charts not read", "page 3 is a picture")


@given(
    st.lists(st.sampled_from(["第一段。", " ", "12件", "东区\n西区"]), max_size=6), st.integers(2, 5), st.integers(2, 4)
)
def test_every_cell_lies_where_it_says_whatever_stands_before(before: list[str], height: int, width: int) -> None:
    flow = Flow()
    for text in before:
        flow.paragraph(text)
    names = [("区县", *(f"项目{at}" for at in range(1, width)))]
    values = [(f"第{row}区", *(str(100 * row + at) for at in range(1, width))) for row in range(1, height)]
    flow.table(grid(*names, *values))
    reading = flow.reading()
    assert [reading.text[cell.start : cell.end] for cell in reading.cells] == [text for row in values for text in row]

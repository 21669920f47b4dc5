"""Tables that lie flattened in a plain text; prose has none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from files import cells
from hypothesis import given
from hypothesis import strategies as st

from lib import documents
from lib.documents import plans
from lib.documents.readers.plain import read_text

FLAT = "计划表\n\t任务\n\t序号\n\t目标内容\n\t时限\n\t备注\n\n\t一、总体\n\n\t（一）学习\n\t1\n\t第一段。\n\n第二段。\n\t一季度\n\t\n\n\t\n\t2\n\t做事10件。\n\n\n\t全年\n\t重点\n\n★为重点项目。\n"


def test_flattened_table_with_blank_lines_inside_its_cells() -> None:
    reading = read_text(FLAT)
    assert reading.text == FLAT
    found = cells(reading)
    assert found[2, 2] == ("第一段。\n\n第二段。", ("一、总体", "（一）学习"), ("目标内容",))
    assert found[3, 2] == ("做事10件。", ("一、总体", "（一）学习"), ("目标内容",))
    assert found[3, 4] == ("重点", ("一、总体", "（一）学习"), ("备注",))
    assert found[3, 1][0] == "2"


@pytest.mark.parametrize(
    "text",
    [
        "地区\t案件数(件)\t律师数\r\n东区\t12\t3\r\n西区\t34\t5\r\n",
        "| 地区 | 案件数(件) | 律师数 |\n|---|---:|---:|\n| 东区 | 12 | 3 |\n| 西区 | 34 | 5 |\n",
        "  地区      案件数(件)   律师数\n  东区      12          3\n  西区　　　34          5\n",
    ],
)
def test_tables_of_one_line_a_row(text: str) -> None:
    reading = read_text("前文12件。\n" + text + "后文。")
    by_heads = {(heads, columns): value for value, heads, columns in cells(reading).values() if heads}
    assert by_heads[("西区",), ("案件数(件)",)] == "34"
    assert by_heads[("东区",), ("律师数",)] == "3"
    assert len(reading.cells) == 6


@pytest.mark.parametrize(
    "text",
    [
        "\t2023年,全市办案12件。\n\t一是加强学习。\n\t二是抓好落实。\n\n\t下一步,继续。\n",
        "1.\t加强学习\n2.\t抓好落实12件\n",
        "(一)\t加强学习。\n(二)\t抓好落实。\n",
        "ICP备案号:粤1号      公安备案号:2号\n电话:0769-22489999     地址:某路189号\n主办单位:某局     网站地图\n",
        "电话\t0769-22489999\n\n地址:东城西路\n",
        "提升“线上|线下”服务12件。",
        "",
    ],
)
def test_prose_has_no_cells(text: str) -> None:
    assert read_text(text).cells == ()


PIECES = [
    "序号",
    "任务",
    "时限",
    "12",
    "2023年",
    "一、",
    "（一）",
    "\t",
    "\n\t",
    "\n",
    "\n\n\t",
    "|",
    "  ",
    "。",
    "\r\n",
    "单位:件",
    "一季度:办12件",
    ",",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_gives_cells_in_order_and_tasks_within_it(text: str) -> None:
    reading = read_text(text)
    for before, after in pairwise(reading.cells):
        assert before.end <= after.start
    for cell in reading.cells:
        inside = text[cell.start : cell.end]
        assert inside and inside == inside.strip()
    for task in plans.tasks(documents.read(text, year="2023")).itertuples():
        assert 0 <= task.start < task.end <= len(text)

"""Which rows of a table are headings, which columns name a row, which rows are groups: from workbooks."""

from __future__ import annotations

import pytest
from files import cells, workbook
from hypothesis import given
from hypothesis import strategies as st

from lib.documents.readers import read_bytes
from lib.project import CityStatsError


def test_workbook_with_title_unit_note_two_heading_rows_and_percentages() -> None:
    reading = workbook(
        [
            ["2023年公共法律服务情况", None, None, None],
            ["填报单位:某市司法局", None, None, "金额单位:万元"],
            ["指标", "单位", "数量", None],
            [None, None, "2022年", "2023年"],
            ["甲", "乙", 1, 2],
            ["法律援助案件", "件", 1100, 1234.0],
            ["其中:刑事", "件", 400, None],
            ["群众满意率", "%", 0.981, 0.9955],
        ],
        ("A1:D1", "A3:A4", "B3:B4", "C3:D3"),
        {"C8": "0.0%", "D8": "0.00%"},
    )
    assert reading.text.splitlines() == [
        "2023年公共法律服务情况",
        "填报单位:某市司法局",
        "金额单位:万元",
        "法律援助案件(件);数量2022年:1100;数量2023年:1234",
        "其中:刑事(件);数量2022年:400",
        "群众满意率(%);数量2022年:98.1%;数量2023年:99.55%",
    ]
    assert cells(reading)[5, 3] == ("1234", ("法律援助案件", "件"), ("数量", "2023年"))
    assert "金额单位:万元" in reading.cells[0].title


def test_workbook_group_rows_and_blanks_in_naming_columns() -> None:
    reading = workbook(
        [
            ["地区", "机构", "律师(人)", "案件(件)"],
            ["一、市区", None, None, None],
            ["东区", "甲所", 5, 10],
            [None, "乙所", 6, 20],
            ["二、县域", None, None, None],
            ["西县", "丙所", 7, 30],
        ]
    )
    found = cells(reading)
    assert found[3, 2] == ("6", ("一、市区", "东区", "乙所"), ("律师(人)",))
    assert found[5, 3] == ("30", ("二、县域", "西县", "丙所"), ("案件(件)",))


def test_workbook_with_two_tables_below_each_other() -> None:
    reading = workbook(
        [
            ["表1 律师"],
            ["地区", "人数"],
            ["东区", 5],
            ["西区", 6],
            [None],
            ["表2 公证"],
            ["地区", "件数"],
            ["东区", 7],
            ["西区", 8],
        ]
    )
    assert [(reading.text[c.start : c.end], c.title, c.column_heads) for c in reading.cells if c.column == 1] == [
        ("5", "表1 律师", ("人数",)),
        ("6", "表1 律师", ("人数",)),
        ("7", "表2 公证", ("件数",)),
        ("8", "表2 公证", ("件数",)),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            '地区,律师数(人),满意率\n东莞,1234,98.5%\n深圳,"5,678",99%\n',
            ["东莞;律师数(人):1234;满意率:98.5%", "深圳;律师数(人):5,678;满意率:99%"],
        ),
        ("年份,案件数\n2022,12\n2023,34\n", ["2022;案件数:12", "2023;案件数:34"]),
        ("指标,2022,2023\n律师,12,34\n公证员,5,6\n", ["律师;2022:12;2023:34", "公证员;2022:5;2023:6"]),
        ("律师人数,12\n公证员,3\n", ["律师人数;12", "公证员;3"]),
        ("地区,律师,\n,人数,机构\n东莞,1,2\n深圳,3,4\n", ["东莞;律师人数:1;律师机构:2", "深圳;律师人数:3;律师机构:4"]),
    ],
)
def test_csv(text: str, lines: list[str]) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert read_bytes(text.encode(encoding), "x.csv").text.splitlines() == lines


def test_numbered_rows_and_a_total_in_the_column_of_numbers() -> None:
    reading = workbook([["序号", "单位名称", "律师人数"], [1, "甲所", 12], [2, "乙所", 3], ["合计", None, 15]])
    assert reading.text.splitlines() == ["1.甲所;律师人数:12", "2.乙所;律师人数:3", "合计;律师人数:15"]
    assert cells(reading)[3, 2] == ("15", ("合计",), ("律师人数",))


@given(
    st.lists(
        st.lists(st.sampled_from(["", "12", "地区", "2023", "一、总体", "单位:件", "98.5%", "合计"]), max_size=5),
        max_size=8,
    )
)
def test_any_sheet_keeps_every_body_cell_once(rows: list[list[str]]) -> None:
    table = "\n".join(",".join(row) for row in rows)
    try:
        reading = read_bytes((table + "\n末行,1\n").encode(), "x.csv")
    except CityStatsError:
        return
    places = [(cell.start, cell.end) for cell in reading.cells]
    assert len(set(places)) == len(places)
    assert all(reading.text[start:end].strip() for start, end in places)

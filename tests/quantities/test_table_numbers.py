"""Numbers in the cells of tables: unit and meaning from the headings, nothing from columns that only order."""

from __future__ import annotations

import pytest

from lib.documents import even
from lib.documents.readers.plain import read_text
from lib.quantities.quantity import Quantity, Unread
from lib.quantities.spacing import Closed
from lib.quantities.table_numbers import quantities


def column(head: str, *values: str, note: str = "") -> tuple[list[Quantity], list[Unread]]:
    """What is read of a table of districts with one column of values, made long enough to be a table."""
    names = ["东区", "西区", "南区"][: len(values)]
    rows = ["\t".join(("区县", head, "备注"))] + [
        "\t".join((name, value, "无")) for name, value in zip(names, values, strict=False)
    ]
    text = (f"{note}\n" if note else "") + "\n".join(rows) + "\n"
    plain = even(text)
    unread: list[Unread] = []
    return quantities(plain, read_text(text).cells, Closed(plain), unread), unread


@pytest.mark.parametrize(
    ("head", "values", "found"),
    [
        ("案件（件）", ("340", "1,280"), [(340, "件", "exact"), (1280, "件", "exact")]),
        ("律师(人)", ("12", "约50"), [(12, "人", "exact"), (50, "人", "about")]),
        ("律师(人)", ("12", "60余"), [(12, "人", "exact"), (60, "人", "over")]),
        ("律师(人)", ("12", "100以上"), [(12, "人", "exact"), (100, "人", "at_least")]),
        ("办结率（%）", ("98.5", "100"), [(98.5, "%", "exact"), (100, "%", "exact")]),
        ("办结率", ("98.5%", "99%"), [(98.5, "%", "exact"), (99, "%", "exact")]),
        ("支出（万元）", ("12.5", "8"), [(125000, "元", "exact"), (80000, "元", "exact")]),
        ("咨询（人次）", ("1.5万", "900"), [(15000, "人次", "exact"), (900, "人次", "exact")]),
        ("执行情况", ("12", "9"), [(12, "", "exact"), (9, "", "exact")]),
    ],
)
def test_values_units_and_bounds(head: str, values: tuple[str, ...], found: list[tuple[float, str, str]]) -> None:
    made, unread = column(head, *values)
    assert [(one.value, one.unit, one.qualifier) for one in made] == found
    assert unread == []


@pytest.mark.parametrize("head", ["序号", "编号", "联系电话", "成立时间", "文号", "邮编"])
def test_columns_that_order_or_name_count_nothing(head: str) -> None:
    assert column(head, "12", "34") == ([], [])


@pytest.mark.parametrize("values", [("无", "12"), ("—", "12"), ("十余件次左右", "12"), ("第3批", "12")])
def test_a_cell_of_words_is_no_figure(values: tuple[str, str]) -> None:
    made, _ = column("案件（件）", *values)
    assert [one.value for one in made] == [12]


def test_a_misprinted_number_is_told_and_not_read() -> None:
    made, unread = column("案件（件）", "12,34", "56")
    assert [one.value for one in made] == [56]
    assert [one.reason for one in unread] == ["misprint"]


def test_a_number_of_unknown_size_is_told_and_not_read() -> None:
    made, unread = column("甲项", "12", "56", note="单位：万元、件")
    assert made == [] and [one.reason for one in unread] == ["unit", "unit"]


def test_a_part_in_brackets_is_a_figure_of_its_own() -> None:
    made, _ = column("律师（人）", "123（其中女性30）", "56")
    assert [(one.value, one.unit) for one in made] == [(123, "人"), (30, "人"), (56, "人")]
    assert "女性" in made[1].words and "女性" not in made[0].words


def test_a_column_of_changes_is_growth() -> None:
    made, _ = column("同比增长（%）", "5.1", "-6.0")
    assert [(one.value, one.measure) for one in made] == [(5.1, "growth"), (-6.0, "growth")]
    made, _ = column("办结率（%）", "95.1", "96.0")
    assert {one.measure for one in made} == {"percent"}


def test_the_words_of_a_number_are_the_headings_of_its_row_and_column() -> None:
    made, _ = column("受理案件（件）", "340", "280")
    assert [one.words for one in made] == ["东区 受理案件", "西区 受理案件"]
    assert made[0].heads == ("东区", "受理案件(件)")

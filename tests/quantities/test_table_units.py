"""Units that a table prints in its headings or in a note above it."""

import pytest

from lib.quantities.table_units import NONE, parse_unit, unit_of


@pytest.mark.parametrize(
    ("words", "unit", "factor"),
    [("件", "件", 1), ("万元", "元", 10_000), ("亿元", "元", 100_000_000), ("万人次", "人次", 10_000), ("%", "%", 1)],
)
def test_a_unit_with_its_scale(words, unit, factor):
    found = parse_unit(words)
    assert (found.row["unit"], found.scale) == (unit, factor)


@pytest.mark.parametrize("words", ["", "备注", "单位名称"])
def test_no_unit(words):
    assert parse_unit(words) is None


@pytest.mark.parametrize(
    ("heads", "title", "unit"),
    [
        (("律师事务所(家)",), "", "家"),
        (("挽回损失（万元）",), "", "元"),
        (("案件数",), "表1 (单位:件)", "件"),
        (("比上年增长(%)",), "", "%"),
    ],
)
def test_the_unit_of_a_column(heads, title, unit):
    assert unit_of(heads, title).row["unit"] == unit


def test_a_note_of_several_units_gives_none_to_a_column_it_does_not_fit():
    assert unit_of(("联系电话",), "单位:件、人、家") == NONE
    assert unit_of(("其他",), "单位:件、万元") is None  # not even its size is known

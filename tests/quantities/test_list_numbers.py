"""Numbers of a list's items that are glued to a number."""

import pytest

from lib.quantities import find
from lib.quantities.list_numbers import list_numbers


def test_a_list_of_three_is_a_list():
    text = "1.56场宣传\n2.98件案件\n3.12名律师"
    items, doubtful = list_numbers(text)
    assert sorted(items) == [0, 8, 16]
    assert not doubtful
    assert [found.value for found in find(text)] == [56, 98, 12]


def test_one_item_that_is_not_glued_makes_a_list_of_two():
    assert [found.value for found in find("1.开展宣传\n2.56场讲座")] == [56]


def test_two_glued_lines_may_be_decimals_and_are_not_read():
    items, doubtful = list_numbers("1.5万人次\n2.3万人次")
    assert not items
    assert doubtful == {0, 7}
    missed = []
    assert find("1.5万人次\n2.3万人次", missed) == []
    assert {one.reason for one in missed} == {"item_or_decimal"}


@pytest.mark.parametrize("text", ["增长1.5%", "1.5万人次", "办理12.5万件\n其他"])
def test_one_line_alone_is_no_list(text):
    assert list_numbers(text) == ({}, frozenset())

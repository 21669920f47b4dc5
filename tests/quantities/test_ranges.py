"""Ranges give both ends; what only looks like a range gives two numbers or none."""

import pytest

from lib.quantities import find


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("每村配备3-5名调解员", 3, 5, "名"),
        ("培训3至5场", 3, 5, "场"),
        ("培训三到五场", 3, 5, "场"),
        ("服务两到三万人次", 20_000, 30_000, "人次"),
        ("服务2～3万人次", 20_000, 30_000, "人次"),
        ("每期在20和30人之间", 20, 30, "人"),
        ("提高5%-8%", 5, 8, "%"),
    ],
)
def test_both_ends(text, low, high, unit):
    first, second = find(text)
    assert (first.value, first.qualifier, first.unit) == (low, "at_least", unit)
    assert (second.value, second.qualifier, second.unit) == (high, "at_most", unit)
    assert (first.lower, first.upper, second.lower, second.upper) == (low, None, None, high)


@pytest.mark.parametrize("text", ["2023-2025年规划", "1至11月", "第3-5条", "12月1日至7日"])
def test_periods_and_numbers_of_things_are_no_ranges(text):
    assert find(text) == []


def test_two_numbers_with_units_of_their_own_are_two():
    first, second = find("律师20人和公证员30人")
    assert (first.value, first.qualifier, second.value, second.qualifier) == (20, "exact", 30, "exact")

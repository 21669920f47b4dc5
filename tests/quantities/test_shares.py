"""Shares in words, through the search for numbers."""

import pytest

from lib.quantities import find


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("调解成功率达百分之九十八点五。", 98.5, "%", "exact"),
        ("占案件总数的百分之三十。", 30, "%", "exact"),
        ("死亡率为千分之三。", 3, "‰", "exact"),
        ("约占三分之二。", 200 / 3, "%", "about"),
        ("三分之一强的案件由司法所受理。", 100 / 3, "%", "over"),
        ("涉农案件占六成。", 60, "%", "exact"),
        ("涉农案件占六成五。", 65, "%", "exact"),
        ("逾七成的纠纷在村里化解。", 70, "%", "over"),
        ("履行率百分百。", 100, "%", "exact"),
        ("不良率为万分之五。", 0.05, "%", "exact"),
    ],
)
def test_a_share(text, value, unit, qualifier):
    (found,) = find(text)
    assert found.value == pytest.approx(value, rel=1e-5)
    assert (found.unit, found.qualifier, found.measure) == (unit, qualifier, "percent")


@pytest.mark.parametrize(
    ("text", "values"),
    [("百分之三十到四十的案件", [30, 40]), ("三成到四成的案件", [30, 40]), ("三到四成的案件", [30, 40])],
)
def test_a_range_of_shares(text, values):
    assert [(found.value, found.qualifier) for found in find(text)] == [(values[0], "at_least"), (values[1], "at_most")]


@pytest.mark.parametrize("text", ["成立律师协会。", "一分为二地看问题。", "完成率较高。", "部分之一。"])
def test_no_share(text):
    assert find(text) == []

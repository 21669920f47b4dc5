"""The search for numbers: spans lead back, nothing is found twice, time grows with the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.quantities import find

pieces = st.sampled_from(
    ["办理", "案件", "1", "2", "0", "万", "亿", "千", "百", "十", "三", "件", "人次", "元", "%", "约", "逾", "余", "以上", "至", "-", "、", ",", "。",
     "(", ")", "年", "月", "第", "分之", "成", "同比增长", "下降", ".", "\n", " "]
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join))
def test_spans_are_in_order_and_hold_numerals(text):
    at = 0
    for found in find(text):
        assert at <= found.start < found.end <= len(text)
        assert found.open <= found.start
        assert found.close >= found.end
        assert found.value == found.value  # no NaN
        assert abs(found.value) < float("inf")
        at = found.end


def test_no_piece_of_a_number_that_nobody_wrote():
    for size in (12, 40, 60, 61):
        assert find("共有" + "1" * size + "件") == []
    missed = []
    assert find("共有" + "一" * 60 + "件", missed) == []
    assert missed


def test_units_measures_and_scale():
    text = "全年受理案件5.9万宗,涉及金额逾1.1亿元,成功率98.3%,平均用时20天。"
    found = [(one.value, one.unit, one.measure, one.qualifier) for one in find(text)]
    assert found == [
        (59_000, "宗", "count", "exact"),
        (110_000_000, "元", "amount", "over"),
        (98.3, "%", "percent", "exact"),
        (20, "天", "duration", "exact"),
    ]


@pytest.mark.parametrize("text", ["投入资金3-\n万元", "10至\n万元", "九千亿亿亿亿亿亿人", "3亿亿件"])
def test_what_is_broken_off_or_beyond_counting_is_no_figure(text):
    assert find(text) == []

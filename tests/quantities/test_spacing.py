"""A text without the spaces inside its numbers, with the way back to the printed places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.quantities.spacing import closed


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("成功率98. 5%", "成功率98.5%"),
        ("涉及1. 2亿元", "涉及1.2亿元"),
        ("律师4 936人", "律师4936人"),
        ("2022 年办理", "2022年办理"),
        ("110 件", "110件"),
        ("1\u200b2件", "12件"),
    ],
)
def test_numbers_are_put_together(printed, meant):
    assert closed(printed).text == meant


@pytest.mark.parametrize("text", ["有1204 2380 件", "有12 34 56件", "a b c"])
def test_two_numbers_side_by_side_stay_two(text):
    assert len(closed(text).text.split()) > 1


@given(st.text(st.sampled_from("12 .,年件人\u200b\u00a0\n约"), max_size=30))
def test_every_place_leads_back(text):
    source = closed(text)
    for at, char in enumerate(source.text):
        assert text[source.start(at)] == char
        assert source.start(at) < source.end(at + 1) <= len(text)

"""Gaps beside and inside numbers: what is left out, and that every place leads back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.documents import even
from lib.quantities import closed


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("2023 年 1 月办结 35 件", "2023年1月办结35件"),
        ("占98. 5 %", "占98.5%"),
        ("律师4 936人", "律师4936人"),
        ("共1 234 567人", "共1234567人"),
        ("达1, 234件", "达1,234件"),
        ("办1,2\r\n34件", "办1,234件"),
        ("办10\n034件", "办10034件"),
        ("1\u200b2\u20603\xad4件", "1234件"),
        ("58①家、4936[2]人", "58家、4936人"),
        ("百分之 三十", "百分之三十"),
        ("一 百 二 十 件", "一百二十 件"),
        ("2021 — 2023 年", "2021—2023年"),
    ],
)
def test_gaps_that_part_nothing(text: str, plain: str) -> None:
    assert closed(even(text)).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "共12 34件",
        "2022 120件",
        "办理12\n34件",
        "分别为15, 234件",
        "1. 2亿元",
        "120 130 140件",
        "东区  12  34",
        "行政 复议",
        "3.2×10⁴件",
        "1 2 3 4 5 6 7 8",
    ],
)
def test_gaps_that_may_part_two_numbers_stay(text: str) -> None:
    assert closed(text).text == text


@given(st.text("12,.% 件万一十\u200b\n\r①[]", max_size=60))
def test_every_place_leads_back(text: str) -> None:
    plain = even(text)
    found = closed(plain)
    assert len(plain) == len(text)
    assert "".join(plain[found.start(at)] for at in range(len(found.text))) == found.text
    assert [found.at(found.start(at)) for at in range(len(found.text))] == [*range(len(found.text))]
    assert all(found.end(at) == found.start(at - 1) + 1 for at in range(1, len(found.text) + 1))

"""Two neighbouring digits that are one vague number, and what looks like it and is none."""

import pytest

from lib.quantities.vague import lower_end


@pytest.mark.parametrize(
    ("token", "low"),
    [("两三", 2), ("三五", 3), ("七八", 7), ("三四百", 300), ("两三千", 2000), ("十五六", 15), ("二十七八", 27), ("一百三四十", 130),
     ("一万六七千", 16000), ("五六万", 50_000), ("二三亿", 200_000_000)],
)  # fmt: skip
def test_the_lower_end(token, low):
    assert lower_end(token) == low


@pytest.mark.parametrize("token", ["三", "三百", "二五", "三二", "九八", "十三五", "一百二十", "三十六", "二〇"])
def test_other_numerals(token):
    assert lower_end(token) is None

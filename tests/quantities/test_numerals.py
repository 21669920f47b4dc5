"""One numeral at a time: tables of how numbers are written, and properties over all of them."""

from __future__ import annotations

import contextlib

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.quantities.numerals import NumeralError, parse_number

WRITTEN = [
    ("373", 373), ("１２３", 123), ("1,234", 1234), ("1，234，567", 1234567), ("5.9万", 59000), ("1.2亿", 120000000), ("3千", 3000), ("4.78万亿", 4780000000000),
    ("三百二十一", 321), ("两千", 2000), ("一百零五", 105), ("〇", 0), ("十", 10), ("十五", 15), ("二十", 20), ("廿二", 22), ("二〇二四", 2024), ("一万零五十", 10050),
    ("三万五", 35000), ("一百五", 150), ("两千六", 2600), ("十万零五十六", 100056), ("7万5千4百", 75400), ("25万6千", 256000), ("3万4000", 34000), ("10万万", 1000000000),
    ("壹佰伍拾", 150), ("肆佰陸拾", 460), ("玖仟陆佰陆拾伍圆壹角捌分", 9665.18), ("負三十二", -32), ("-10000", -10000), ("负六点六", -6.6), ("十五点七", 15.7), ("九点六万", 96000),
    ("98.3%", 98.3), ("百分之九十八点五", 98.5), ("百分之百", 100), ("六成", 60), ("九成八", 98), ("三成半", 35), ("三分之二", 2 / 3), ("千分之三", 0.003), ("三又二分之一", 3.5),
    ("两三", 2),
    ("三四百", 300),
    ("0.5‰", 0.5),
    ("两三", 2), ("三四百", 300), ("0.5‰", 0.5), ("近十万", 100000), ("一百余", 100), ("500多万", 5000000), ("十余万", 100000), ("二十几万", 200000), ("逾1.1亿", 110000000), ("2e5", 200000), ("半百", 50),
]  # fmt: skip
REFUSED = [
    "",
    " ",
    "十七十八",
    "10..1万",
    "10.1万零100",
    "元整",
    "圆",
    "负",
    "零点",
    "点零",
    "点一",
    "五打",
    "3M",
    "40k",
    "30w",
    "三级甲",
    "案件",
    "1.2.3",
    "一" * 300,
    "2^9999",
    "1/0",
]


@pytest.mark.parametrize(("text", "value"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_written(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_refused(text: str) -> None:
    with pytest.raises(NumeralError):
        parse_number(text)


def test_whole_numbers_are_int() -> None:
    assert (
        isinstance(parse_number("1.2亿"), int)
        and isinstance(parse_number("三百"), int)
        and isinstance(parse_number("98.3%"), float)
    )


@given(st.integers(0, 10**16 - 1))
def test_reads_what_cn2an_writes(number: int) -> None:
    assert parse_number(cn2an.an2cn(number)) == number
    assert parse_number(cn2an.an2cn(number, "up")) == number


@given(st.integers(0, 10**12))
def test_reads_thousands_separators_and_full_width(number: int) -> None:
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    assert parse_number(f"{number:,}") == parse_number(f"{number:,}".translate(wide)) == number


@given(st.decimals(0, 9999, places=2), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
def test_applies_the_scale_word(number, scale) -> None:
    assert parse_number(f"{number}{scale[0]}") == pytest.approx(float(number) * scale[1], rel=1e-12)


@given(st.text(max_size=40))
def test_anything_is_a_number_or_a_numeral_error(text: str) -> None:
    with contextlib.suppress(NumeralError):
        assert isinstance(parse_number(text), (int, float))


@given(st.text("零一二三四五六七八九十百千万亿点分之成几余多%.,0123456789-负半", max_size=24))
def test_numeral_characters_in_any_order(text: str) -> None:
    with contextlib.suppress(NumeralError):
        assert isinstance(parse_number(text), (int, float))

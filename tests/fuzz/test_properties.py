"""What must not change a number: the script, spaces and line ends where pages put them, the way it is written out."""

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import metrics

SENTENCES = (
    "全市现有律师事务所{}家。",
    "全年办理法律援助案件{}件。",
    "现有执业律师{}人。",
    "全市共有人民调解员{}名。",
)
numbers = st.one_of(st.integers(2, 99), st.integers(100, 9_999), st.integers(10_000, 9_999_999))


def values(text: str) -> list[float]:
    return list(metrics.extract(text, year="2022", ref_area="441900")["value"])


@settings(max_examples=120)
@given(st.sampled_from(SENTENCES), numbers)
def test_a_number_written_out_in_chinese_is_that_number(sentence, number):
    assert values(sentence.format(cn2an.an2cn(number))) == values(sentence.format(number)) == [number]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), numbers), min_size=1, max_size=4))
def test_traditional_characters_change_no_value(parts):
    from opencc import OpenCC

    text = "".join(sentence.format(number) for sentence, number in parts)
    assert values(OpenCC("s2t").convert(text)) == values(text) == [number for _, number in parts]


@pytest.mark.parametrize("gap", [" ", "\u3000", "\u200b", "\u00a0"])
@settings(max_examples=30)
@given(sentence=st.sampled_from(SENTENCES), number=numbers)
def test_spaces_beside_a_number_change_nothing(gap, sentence, number):
    assert values(sentence.format(f"{gap}{number}{gap}")) == [number]


@settings(max_examples=40)
@given(st.sampled_from(SENTENCES), st.integers(1_000, 9_999_999))
def test_groups_of_three_change_nothing(sentence, number):
    assert values(sentence.format(f"{number:,}")) == [number]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), numbers), min_size=2, max_size=4))
def test_line_ends_between_sentences_change_nothing(parts):
    sentences = [sentence.format(number) for sentence, number in parts]
    assert values("\n".join(sentences)) == values("\r\n".join(sentences)) == values("".join(sentences))

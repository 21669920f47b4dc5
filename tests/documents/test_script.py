"""The plain form of a text: Simplified, half-width, one code point for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.documents import even, simplify
from lib.documents.script import ZERO, detect

chars = st.sampled_from("調解案件法律援助乾县１２３，％\u200b\u00a0\u2029⼈\r\nab 律师東莞")


@given(st.text(chars, max_size=60))
def test_no_offset_moves(text):
    assert len(simplify(text)) == len(even(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１，２３４人", "1,234人"),
        ("９８．５％", "98.5%"),
        ("⼈数", "人数"),
        ("1\u200b2", f"1{ZERO}2"),
        ("a\u00a0b", "a b"),
    ],
)
def test_plain_forms(text, plain):
    assert even(text) == plain


@pytest.mark.parametrize(
    ("text", "script"), [("調解案件", "hant"), ("调解案件", "hans"), ("", "hans"), ("2022", "hans")]
)
def test_scripts(text, script):
    assert detect(text) == script


def test_traditional_lines_become_simplified_and_others_stay():
    assert simplify("東莞市調解案件\n乾县司法局") == "东莞市调解案件\n乾县司法局"

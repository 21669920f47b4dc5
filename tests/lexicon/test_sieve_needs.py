"""A text without the characters a pattern needs has no match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.lexicon import needed_characters

PATTERNS = ["(?:甲|乙)丙?", "[甲乙]+丁|丙", "(?<!甲)乙(?=丙|丁)", "甲?乙*", "(?:甲乙){2,3}", "[^甲]丙"]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [("(?:甲|乙)丙", "丙"), ("甲?(?:乙|丙)", "乙丙"), ("甲*", ""), ("甲|乙?", ""), ("[甲乙]", "甲乙")],
)
def test_what_a_pattern_needs(pattern: str, needed: str) -> None:
    assert needed_characters(pattern) == frozenset(needed)


@given(st.sampled_from(PATTERNS), st.text(alphabet="甲乙丙丁", max_size=8))
def test_no_match_without_them(pattern: str, text: str) -> None:
    needed = needed_characters(pattern)
    if needed and needed.isdisjoint(text):
        assert re.search(pattern, text) is None

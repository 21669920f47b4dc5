"""Sifted patterns match what the patterns themselves match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import lexicon
from lib.lexicon.sieve import Sieve, first_characters, sifted

PATTERNS = [
    r"(?P<year>\d{4}年)|(?P<word>今年|去年)",
    r"(?<!第)(?:一|二)?年",
    r"(?:自|从)?\d+年[^,]{0,3}以来",
    r"(?=年)年度|月(?!份)",
    r"[^年]月",
    r"年*",
    r"\s*月|年$",
    r"(?:(?:年)?|月)日",
]


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("年|月", "年月"),
        ("(?:自|从)?年", "从年自"),
        (r"(?<!第)\d+年", r"\d"),
        ("年?", ""),
        ("[^年]月", ""),
        (".年", ""),
        ("(?i:a)年", ""),
    ],
)
def test_what_comes_first(pattern, first):
    assert first_characters(pattern) == first


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(st.sampled_from("12年月今去第自从以来份日, "), max_size=30))
def test_the_same_matches(pattern, text):
    plain, quick = re.compile(pattern), sifted(pattern)
    assert [match.span() for match in quick.finditer(text)] == [match.span() for match in plain.finditer(text)]
    assert [match.groupdict() for match in quick.finditer(text)] == [
        match.groupdict() for match in plain.finditer(text)
    ]


def test_every_pattern_of_the_lexicon_can_be_sifted():
    for part in ("quantities", "periods", "status", "area"):
        for name, pattern in lexicon.patterns(part).items():
            assert sifted(pattern.pattern).groupindex == pattern.groupindex, name


@given(text=st.text(st.sampled_from("12年月今去第自从以来份日, "), min_size=1, max_size=20))
def test_several_patterns_as_one(text):
    plain, sieve = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS)), Sieve(PATTERNS)
    for at in range(len(text)):
        one, other = sieve.match(text, at), plain.match(text, at)
        assert (one and one.span()) == (other and other.span())

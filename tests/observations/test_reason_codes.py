"""Codes of caution: written, read back, flagged by precedence, worded in both languages."""

import itertools

import pandas as pd
import pytest

from lib import lexicon
from lib.observations import reason_codes
from lib.schemas import FLAGS


def test_codes_are_read_back_with_their_parameters():
    text = " ".join([reason_codes.code("verb", "新收 受理"), reason_codes.code("over")])
    assert reason_codes.split(text) == [("verb", "新收 受理"), ("over", "")]


@pytest.mark.parametrize("name", sorted(lexicon.comparability()["reasons"]))
def test_every_reason_has_a_flag_or_none_and_words_in_both_languages(name):
    entry = lexicon.comparability()["reasons"][name]
    assert entry["flag"] in (*FLAGS, "", "A")
    assert reason_codes.status(name) == (entry["flag"] or "A")
    assert all(reason_codes.words(reason_codes.code(name, "2022"), lang) for lang in ("zh", "en"))


def test_one_flag_by_precedence():
    by_flag = {}
    for name, entry in lexicon.comparability()["reasons"].items():
        by_flag.setdefault(entry["flag"], name)
    present = [flag for flag in FLAGS if flag in by_flag]
    for first, second in itertools.pairwise(present):
        assert reason_codes.status(f"{by_flag[second]} {by_flag[first]}") == first


def test_columns_of_codes():
    where = pd.Series([True, False])
    joined = reason_codes.join([reason_codes.mark("over", where), reason_codes.codes("gap", pd.Series([1, 2]), ~where)])
    assert list(joined) == ["over", "gap=2"]
    assert list(reason_codes.has(joined, "gap")) == [False, True]

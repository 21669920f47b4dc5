"""The lexicon of numbers, compiled: every unit and qualifier of the files is found again."""

import re

import pytest

from lib import lexicon
from lib.project import CityStatsError
from lib.quantities import grammar as module
from lib.quantities.grammar import grammar

RULES = grammar()


@pytest.mark.parametrize("row", lexicon.load_csv("units.csv"), ids=lambda row: row["unit"])
def test_every_unit_is_one(row):
    match = RULES.units.match(row["unit"].translate(module.WIDE))
    assert match
    assert match["unit"] == row["unit"].translate(module.WIDE)


def test_the_longest_unit_wins():
    assert RULES.units.match("人次受益")["unit"] == "人次"
    assert RULES.units.match("件次")["unit"] == "件次"


def test_a_trap_that_is_no_pattern_is_named(monkeypatch):
    monkeypatch.setattr(lexicon, "load_yaml", lambda name: {"traps": [{"name": "broken", "pattern": "(", "why": "x"}]})
    with pytest.raises(CityStatsError, match=r"traps\.yml: broken"):
        module._traps("件")


def test_numbers_of_all_kinds():
    kinds = {
        "1,234": "arabic",
        "3.5万": "arabic",
        "三百": "chinese",
        "百分之三": "percent",
        "三分之一": "fraction",
        "百分百": "whole",
    }
    assert {text: RULES.number.match(text).lastgroup for text in kinds} == kinds
    assert re.fullmatch(RULES.number, "件") is None

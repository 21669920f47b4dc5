"""A decision about one number: made once, handed on, never written into."""

from __future__ import annotations

import pytest

from lib.figures.indicator_rules import Match
from lib.figures.record import Record

PLAIN = Record("全县现有 # 人", "2023", "441900", "actual")


def test_a_rule_gives_indicator_theme_and_itself() -> None:
    match = Match("lawyers", "lawyers", 110, 3, "执业律师")
    made = PLAIN.by(match)
    assert (made.indicator, made.theme, made.rule, made.scope) == ("lawyers", "lawyers", match, "")
    assert (made.local, made.time_period, made.ref_area, made.status) == tuple(PLAIN)[:4]


def test_a_rule_whose_words_limit_it_makes_a_part_whatever_is_said_beside() -> None:
    match = Match("lawyers", "lawyers", 110, 3, "专职律师", part=True)
    assert PLAIN.by(match, scope="area").scope == "part"
    assert PLAIN.by(match._replace(part=False), scope="area").scope == "area"


def test_like_another_hands_down_what_it_counts_but_not_where_and_when() -> None:
    match = Match("legal_aid_cases", "legal_aid", 100, 7, "法律援助案件")
    other = Record("# 件", "2022", "440300", "target", scope="part").by(match)
    made = PLAIN.like(other, sub=True)
    assert (made.indicator, made.theme, made.scope, made.sub) == ("legal_aid_cases", "legal_aid", "part", True)
    assert made.rule is None, "no rule recognised it on its own words"
    assert (made.time_period, made.ref_area, made.status) == ("2023", "441900", "actual")
    assert PLAIN.like(other, scope="area").scope == "area"


def test_the_first_record_stays_as_it_was() -> None:
    before = tuple(PLAIN)
    PLAIN.by(Match("lawyers", "lawyers", 110, 3, "律师"))
    assert tuple(PLAIN) == before
    with pytest.raises(AttributeError):
        PLAIN.indicator = "lawyers"  # type: ignore[misc]

"""What a printed figure counts: its class by verb or words, units that count something else, codes of its period."""

from __future__ import annotations

import pandas as pd
import pytest
from made import figure, observe

from lib.lexicon import comparability
from lib.observations import definitions

VERBS = comparability()["verbs"]


def series(*texts: str) -> pd.Series:
    return pd.Series(texts, dtype=str)


@pytest.mark.parametrize("name", sorted(VERBS["classes"]))
def test_a_verb_decides_the_class_of_what_depends_on_it(name: str) -> None:
    verbs = VERBS["classes"][name]
    rows = pd.DataFrame({"indicator": VERBS["indicators"][0], "verb": verbs})
    assert list(definitions.classify(rows, series(*[""] * len(verbs)))) == [name] * len(verbs)
    other = rows.assign(indicator="law_firms")
    assert set(definitions.classify(other, series(*[""] * len(verbs)))) == {""}, "a stock has no verb"


def test_the_first_verb_of_a_text_is_found_and_the_longest_at_one_place() -> None:
    texts = series("全年新收行政复议申请12件，受理10件", "共有律师12人", "")
    found = definitions.verb_in(texts)
    assert list(found) == ["新收", "", ""]


@pytest.mark.parametrize(
    ("words", "text", "there"),
    [
        (["兼职", "公职"], "含公职律师35人", True),
        (["兼职", "公职"], "含专职律师35人", False),
        (["a+b"], "aab", False),  # no pattern
        (["a+b"], "是a+b", True),
    ],
)
def test_words_are_looked_for_as_they_are(words: list[str], text: str, there: bool) -> None:
    assert list(definitions.contains(series(text), words)) == [there]


def test_a_unit_of_another_group_cannot_count_the_indicator() -> None:
    group = next(group for group in comparability()["unit_groups"] if len(group) > 1)
    rows = pd.DataFrame(
        [(group[0], group[1]), (group[0], group[0]), (group[0], ""), ("CNY", "person")],
        columns=["unit_measure", "expected_unit"],
    )
    assert list(definitions.foreign(rows)) == [False, False, False, True]


@pytest.mark.parametrize(
    ("indicator", "period", "code"),
    [
        ("mediation_cases", "2022", ""),
        ("mediation_cases", "2022-01-01/P11M", "part_of_year=1-11"),
        ("mediation_cases", "2022-03", "part_of_year=3"),
        ("lawyers", "2022-06", "as_of_month=6"),
        ("lawyers", "2022-12", ""),
        ("mediation_cases", "2020-01-01/P3Y", "several_years=2020-2022"),
    ],
)
def test_a_period_that_is_no_year_is_said(indicator: str, period: str, code: str) -> None:
    reasons = observe(figure(indicator, 4936, period=period))["reasons"].iloc[0].split()
    told = [reason for reason in reasons if reason.startswith(("part_of_year", "as_of_month", "several_years"))]
    assert told == ([code] if code else [])


def test_texts_that_tell_nothing_are_not_read() -> None:
    told = comparability()["kinds"][0]["indicator"]
    found = definitions.readable(series(told, "no_such_indicator"), series("執業律師", "執業律師"))
    assert list(found) == ["执业律师", ""]

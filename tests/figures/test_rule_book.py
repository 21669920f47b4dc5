"""Rules made ready: the words of the declarations, the units they hold for, defaults of a kind, lists by name."""

from __future__ import annotations

import pytest

from lib import lexicon
from lib.figures.rule_book import Rule, book

DECLARED = lexicon.load_yaml("indicators.yml")


def rules_of(indicator: str) -> list[Rule]:
    return [rule for rule in book().rules if rule.indicator == indicator]


def test_every_declared_rule_is_there_in_order() -> None:
    declared = [(name, at) for name, entry in DECLARED["indicators"].items() for at in range(len(entry["rules"]))]
    assert [(rule.indicator, rule.order) for rule in book().rules if rule.indicator] == declared
    assert {rule.thing for rule in book().rules if rule.thing} == set(DECLARED["things"])
    assert [rule.number for rule in book().rules] == list(range(len(book().rules)))


def test_words_and_what_shields_them() -> None:
    (first, *_) = rules_of("lawyers")
    assert {"律师", "执业律师"} <= first.words and "律师事务所" in first.shields and "!律师事务所" not in first.words


def test_a_kind_brings_its_defaults_unless_the_rule_says_otherwise() -> None:
    (firms, *_) = rules_of("law_firms")
    assert firms.close and "新增" in firms.excluded  # stock: close, rivals new …
    (literates, *_) = rules_of("legal_literates")
    assert not literates.close and "新增" not in literates.excluded
    assert all("人均" in rule.excluded for rule in rules_of("notarial_cases"))  # flow: not per head


def test_rivals_are_lists_or_themes_by_name() -> None:
    (_, second, *_) = rules_of("notary_offices") + rules_of("arbitration_amount")
    assert second.indicator == "arbitration_amount" and "公证" in second.excluded


@pytest.mark.parametrize(("unit", "there", "absent"), [("家", "law_firms", "lawyers"), ("名", "lawyers", "law_firms")])
def test_a_table_holds_the_rules_of_a_unit(unit: str, there: str, absent: str) -> None:
    found = {rule.indicator for rules in book().table(unit).values() for rule in rules}
    assert there in found and absent not in found
    assert found <= {rule.indicator for rules in book().table("*").values() for rule in rules}


def test_a_table_leads_from_a_word_to_the_rules_it_starts() -> None:
    for word, rules in book().table("件").items():
        assert all(word in rule.words for rule in rules)
    assert book().table("头") == {}


def test_most_rules_are_words_alone() -> None:
    """A pattern is the last resort."""
    assert sum(rule.pattern is not None for rule in book().rules) <= len(book().rules) // 20

"""Explanations name the rule that won, what the others scored, and the words that decided the rest."""

from __future__ import annotations

from lib import documents
from lib.figures import explanation, extraction

TEXT = "2022年，全市现有律师事务所373家。石桥镇调委会调解纠纷76件，同比增长12%。获评先进集体3个。"
META = {"year": "2023", "ref_area": "441900", "doc_type": "report", "doc_id": "x"}


def told(text: str = TEXT) -> list[explanation.Explanation]:
    return list(explanation.explain(documents.read(text.encode(), **META)))


def test_every_figure_is_explained_by_what_was_extracted() -> None:
    rows = extraction.extract(documents.read(TEXT.encode(), **META))
    assert [(one.start, one.text, one.record.indicator, one.record.time_period) for one in told()] == [
        (row["start"], row["text"], row["indicator"], row["time_period"]) for row in rows
    ]


def test_the_best_rule_goes_first_and_is_the_one_that_decided() -> None:
    for one in told():
        scores = [match.score for match in one.matches]
        assert scores == sorted(scores, reverse=True)
        if one.record.rule:
            assert one.matches[0] == one.record.rule


def test_words_that_decided_are_named() -> None:
    firms, disputes, growth, honours = ("\n".join(one.lines()) for one in told())
    assert "law_firms, rule 1: '律师事务所#', score 110" in firms and "period  2022: 2022年" in firms
    assert "scope   part: 石桥镇" in disputes
    assert "taken from the figure it compares with" in growth
    assert "no indicator (honours), rule 1" in honours and "area    441900: the document's own" in honours


def test_nothing_is_watched_outside() -> None:
    from lib.figures import indicator_rules

    with indicator_rules.watched() as seen:
        pass
    indicator_rules.recognise("执业律师#", "人", ())
    assert seen == {}

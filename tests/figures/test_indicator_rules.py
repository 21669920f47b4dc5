"""The rules on words: reach, distance, rivals, themes, kinds of a total, things that are no indicator, and what each scores."""

from __future__ import annotations

import itertools

import pytest

from lib import lexicon
from lib.figures import indicator_rules
from lib.figures.indicator_rules import Match, matches, recognise
from lib.figures.rule_book import book

NONE = (frozenset[str](), frozenset[str](), frozenset[str](), frozenset[str]())


def near(theme: str, level: int) -> tuple[frozenset[str], ...]:
    """Contexts in which a theme stands at one level: 0 nearest … 3 headings."""
    return tuple(frozenset([theme]) if at == level else frozenset() for at in range(4))


def found(local: str, unit: str, contexts: tuple[frozenset[str], ...] = NONE, preferred: str = "") -> str:
    match = recognise(local, unit, contexts, preferred)
    return match.indicator if match else ""


@pytest.mark.parametrize(
    ("local", "unit", "indicator"),
    [
        ("全市现有律师事务所#", "家", "law_firms"),
        ("律师事务所党支部#", "家", ""),  # another noun between the thing and its number
        ("律师所#", "家", "law_firms"),
        ("全县现有#律师事务所", "家", "law_firms"),
        ("新增律师事务所#", "家", ""),
        ("律师事务所总数由2021年的#", "家", "law_firms"),
        ("每万人拥有律师#", "名", "lawyers_per_10k"),
        ("公证办证点#", "个", ""),
        ("升级改造司法所#", "个", ""),
        ("复议、应诉、行政调解三类案件全年合计#", "件", ""),
        ("评查案卷#并督促整改问题", "件", "enforcement_files_reviewed"),
        ("审查规范性文件#", "件", "normative_documents_reviewed"),
        ("印发规范性文件#", "件", "normative_documents_issued"),
        ("人民调解组织开展排查#", "次", "disputes_screened"),
        ("纠纷调处率达到#", "%", ""),
        ("纠纷调处成功率达到#", "%", "mediation_success_rate"),
        ("部门当被告的行政诉讼案件#", "件", "litigation_department_cases"),
        ("区政府当被告的行政诉讼案件#", "件", "litigation_defendant_cases"),
        ("律师代理行政诉讼案件#", "件", "lawyers_administrative_cases"),
        ("获评先进集体#", "个", ""),
    ],
)  # fmt: skip
def test_words_decide(local: str, unit: str, indicator: str) -> None:
    assert found(local, unit) == indicator


def test_a_rule_that_needs_its_theme_scores_by_how_near_it_stands() -> None:
    scores = []
    for level in range(4):
        (match,) = [
            one for one in matches("受理#", "件", near("legal_aid", level)) if one.indicator == "legal_aid_cases"
        ]
        scores.append(match.score)
    assert scores == sorted(scores, reverse=True) and len({a - b for a, b in itertools.pairwise(scores)}) == 1
    assert found("受理#", "件") == ""


def test_words_that_suffice_win_over_a_theme() -> None:
    assert found("受理法律援助案件#", "件", near("reconsideration", 0)) == "legal_aid_cases"
    assert found("受理#", "件", near("reconsideration", 0)) == "reconsideration_applications"


def test_a_kind_keeps_its_parent_where_the_sentence_divides_the_total() -> None:
    assert found("专职律师#", "人") == "lawyers_full_time"
    assert found("其中专职律师#", "人", NONE, "lawyers") == "lawyers"


def test_words_that_limit_a_rule_make_a_part() -> None:
    limited, whole = recognise("党员律师#", "名", NONE), recognise("执业律师#", "名", NONE)
    assert isinstance(limited, Match) and isinstance(whole, Match)
    assert limited.part and not whole.part


def test_only_rules_of_the_unit_are_tried() -> None:
    assert found("执业律师#", "元") == "" and found("执业律师#", "*") == "lawyers"


def test_themes_of_a_text_and_of_a_stretch_of_it() -> None:
    text = "办理公证3件,调解书2份,受理仲裁1件"
    assert indicator_rules.themes_in(text) == {"notary": 4, "arbitration": text.index("仲裁") + 2}
    assert indicator_rules.themes_between(text, 5, len(text)) == {"arbitration": text.index("仲裁") + 2}


def test_every_rule_is_reached_by_its_own_words() -> None:
    """A rule whose words its own rivals contain could never hold."""
    for rule in book().rules:
        assert rule.words, rule.indicator or rule.thing
        assert not rule.words & rule.excluded


def test_names_from_the_text_become_breakdowns() -> None:
    assert indicator_rules.breakdown("mediators_rated", "评定二级人民调解员#") == "二级"
    assert indicator_rules.breakdown("lawyers", "执业律师#") == ""
    assert {name for name, one in lexicon.indicators().items() if one.breakdown} >= {"mediators_rated", "demo_villages"}


def test_words_that_keep_a_stock_out_are_carried_through_a_list() -> None:
    assert indicator_rules.carried("新增律师事务所#") == "新增"
    assert (
        indicator_rules.carried("新增人员,现有律师事务所#") == "" and indicator_rules.carried("全市律师#参加培训") == ""
    )

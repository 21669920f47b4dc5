"""Whose services a paragraph counts."""

import pytest
from reading import records

from lib.figures import actors

COUNSEL = "全县村居法律顾问入村服务"


def test_an_actor_is_named_held_and_ended() -> None:
    (counsel,) = actors.actors()
    assert actors.acting(None, COUNSEL, []) is counsel
    assert actors.acting(counsel, "举办讲座", []) is counsel
    assert actors.acting(counsel, "全县人民调解委员会调解纠纷", []) is None
    assert actors.acting(None, "配备村居法律顾问5名", []) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("村居法律顾问举办讲座10场。", ("village_counsel_services", "part")),
        ("村居法律顾问解答咨询10次。", ("village_counsel_consultations", "area")),
        ("村居法律顾问提供法律服务10次。", ("village_counsel_services", "area")),
        ("政府法律顾问审查合同10份。", ("legal_reviews", "area")),
    ],
)
def test_services(text: str, found: tuple[str, str]) -> None:
    assert [(one.indicator, one.scope) for one in records(text)] == [found]


def test_a_figure_of_another_theme_ends_who_acted() -> None:
    found = records("村居法律顾问举办讲座10场，全市律师事务所46家，调解纠纷20件。")
    assert [one.theme == "village_counsel" for one in found] == [True, False, False]


def test_nothing_concerns_a_text_without_actors() -> None:
    assert not actors.concern(None, "全市办理公证", []) and actors.concern(None, COUNSEL, [])

"""Wholes and their parts."""

import pytest
from reading import records, sentence

from lib.figures import wholes

APPLICATIONS = "reconsideration_applications"


def scopes(text: str) -> list[tuple[str, str]]:
    return [(record.indicator, record.scope) for record in records(text)]


@pytest.mark.parametrize(
    "text",
    [
        "收到行政复议申请300件，其中公安领域120件。",
        "收到行政复议申请300件。\n在收到的申请中，公安领域120件。",
        "收到行政复议申请300件。按领域分：公安120件。",
        "收到行政复议申请300件，涉企复议120件。",
    ],
)
def test_a_part_keeps_what_it_divides(text: str) -> None:
    whole, part = records(text)
    assert (whole.indicator, whole.scope, part.indicator, part.scope) == (APPLICATIONS, "area", APPLICATIONS, "part")


@pytest.mark.parametrize("words", ["审结", "备案", "另外走访企业", "发放资料"])
def test_an_outcome_or_another_act_is_no_part(words: str) -> None:
    assert scopes(f"收到行政复议申请300件，{words}120件。")[1][0] != APPLICATIONS


def test_more_than_the_whole_is_no_part() -> None:
    assert scopes("收到行政复议申请300件，其中公安领域520件。")[1] == ("", "")


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("收到840件，部门512件，占61%；县区236件；其他92件。", [None, 0, None, 0, 0]),
        ("收到840件，受理512件，不予受理328件。", [None, None, None]),
        ("收到840件，部门512件，县区236件。", [None, None, None]),
        ("收到100件，部门100件。", [None, None]),
    ],
)
def test_numbers_that_add_up(text: str, sources: list[int | None]) -> None:
    found = sentence(text)
    assert [wholes.added_up(found, at) for at in range(len(found.quantities))] == sources


def test_parts_by_year_are_of_the_area() -> None:
    found = records("2021-2023年共受理法律援助案件300件，其中2021年90件。")
    assert [(one.time_period, one.scope) for one in found] == [("2021/2023", "area"), ("2021", "area")]

"""Whose number it is: the bases a number takes its indicator from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import records

PIECES = [
    "办理公证{}件",
    "其中涉外{}件",
    "同比增长{}%",
    "占总数的{}%",
    "调解纠纷{}件",
    "成功{}件",
    "律师{}人",
    "分别为{}件",
]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("受理法律援助案件100件，同比增长5%。", ["legal_aid_cases"] * 2),
        ("受理法律援助案件100件，其中农民工案件40件，占40%。", ["legal_aid_cases"] * 3),
        ("受理法律援助案件100件，比上年多5件。", ["legal_aid_cases"] * 2),
        ("受理法律援助案件100件，上年为95件。", ["legal_aid_cases"] * 2),
        ("受理法律援助案件100件。与上年同期（95件）相比，增长5%。", ["legal_aid_cases"] * 3),
        ("律师人数较2022年底增加46人，增长7%。", ["lawyers"] * 2),
        ("受理法律援助案件100件，走访企业20家。", ["legal_aid_cases", ""]),
    ],
)
def test_where_an_indicator_comes_from(text: str, indicators: list[str]) -> None:
    assert [one.indicator for one in records(text)] == indicators


def test_words_that_only_say_when_are_left_out() -> None:
    assert records("截至11月底，全县现有27家律师事务所。")[0].local == "全县现有#律师事务所"


def test_a_record_is_a_value() -> None:
    (record,) = records("办理公证10件。")
    with pytest.raises(AttributeError):
        record.scope = "part"  # type: ignore[misc]
    assert record.like(record, scope="part").scope == "part" and record.scope == "area"


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_any_order_of_clauses_gives_one_sound_record_each(pieces: list[str]) -> None:
    text = "，".join(piece.format(90 - 7 * at) for at, piece in enumerate(pieces)) + "。"
    found = records(text)
    assert len(found) == len(pieces)
    for record in found:
        assert record.scope in (("area", "part") if record.indicator else ("",))
        assert record.status in ("actual", "target") and record.ref_area and record.time_period

"""Headings of a text and the bounds of its sentences."""

from hypothesis import given
from hypothesis import strategies as st
from reading import frame

from lib.figures import context, outline


def test_headings_by_level() -> None:
    text = "一、今年做法\n(一)法律援助\n1.办案\n办理100件。\n二、今后几年\n■ 公证\n"
    path = [(one.level, one.name) for one in frame(text).headings]
    assert path == [(1, "今年做法"), (2, "法律援助"), (3, "办案"), (1, "今后几年"), (1, "公证")]
    above = context.section(frame(text), text.index("100"))
    assert [one.name for one in above] == ["今年做法", "法律援助", "办案"]


def test_numbered_lines() -> None:
    assert outline.numbered("一、工作情况") and outline.numbered("(二)法律援助") and outline.numbered("3.办案情况")
    assert not outline.numbered("2023年工作总结") and not outline.numbered("3.5万件")


@given(st.text(alphabet="办理公证。\n 1", min_size=1, max_size=60), st.data())
def test_a_sentence_holds_its_number_and_ends_at_a_mark(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    begin, end = outline.sentence(text, start, start)
    assert 0 <= begin <= start <= end <= len(text)
    assert "。" not in text[begin:start] and "\n" not in text[begin:start]

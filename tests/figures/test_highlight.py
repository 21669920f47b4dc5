"""A text with its figures marked: nothing of the text is lost, nothing in it is taken for markup."""

from __future__ import annotations

from bs4 import BeautifulSoup

from lib import metrics

TEXT = "全市<b>现有</b>律师事务所373家，\n检查 & 走访企业52家。"


def shown(text: str) -> BeautifulSoup:
    return BeautifulSoup(metrics.show(text, year="2022", ref_area="441900")._repr_html_(), "html.parser")


def test_the_text_stands_whole_and_is_no_markup() -> None:
    page = shown(TEXT)
    for note in page.select("style, small"):
        note.extract()
    assert page.get_text() == TEXT
    assert page.b is None


def test_marks_are_the_figures_and_say_what_was_understood() -> None:
    marks = shown(TEXT).select("mark")
    assert [mark.contents[0] for mark in marks] == ["373", "52"]
    known, unknown = marks
    assert known["class"] == ["known"] and not unknown.has_attr("class")
    assert known.small.get_text() == metrics.indicators()["law_firms"].name_zh
    for said in ("373", "家", "东莞市", "2022", "actual"):
        assert said in known["title"]


def test_quotes_in_what_is_counted_do_not_end_the_title() -> None:
    page = shown('开展"3·15"活动12场次。')
    assert all("onmouseover" not in mark.attrs and mark["title"] for mark in page.select("mark"))


def test_as_text() -> None:
    lines = repr(metrics.show(TEXT)).splitlines()
    assert [line.split()[0] for line in lines] == ["373", "52"]
    assert repr(metrics.show("没有数字。")) == "(no figures)"

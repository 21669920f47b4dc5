"""How a report is cited: one line and BibTeX, with what it does not know left out."""

from __future__ import annotations

import pytest

from lib.publish.blocks import Head
from lib.publish.citation import bibtex, citation, edition, full_title

FULL = Head(
    title="司法统计比较", subtitle="四地", year="2023", version="1.2", data_version="abc123", edition="2024-05-06", published="2024-03-01"
)  # fmt: skip


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (FULL, "司法统计比较：四地"),
        (Head(title="司法统计比较"), "司法统计比较"),
        (Head(title="Statistics", subtitle="Four places", lang="en"), "Statistics: Four places"),
    ],
)
def test_the_title_with_its_subtitle(head: Head, title: str) -> None:
    assert full_title(head) == title


def test_an_edition_is_named_only_where_the_project_has_one() -> None:
    assert edition(FULL) == "第1.2版（2024-05-06）"
    assert edition(Head(version="1.2")) == "第1.2版"
    assert edition(Head(edition="2024-05-06")) == ""


def test_the_line_of_a_citation() -> None:
    line = citation(FULL, "yearly_comparison/2023")
    assert line == (
        "citystats. 司法统计比较：四地[R/OL]. 第1.2版（2024-05-06）. 数据版本 abc123. [引用日期]. yearly_comparison/2023.html."
    )
    assert citation(Head(title="题")) == "citystats. 题[R/OL]. [引用日期]."


def test_bibtex_has_a_key_of_the_file_and_the_year_of_the_edition() -> None:
    lines = bibtex(FULL, "yearly_comparison/2023").splitlines()
    assert lines[0] == "@techreport{citystats-yearly-comparison-2023,"
    assert "  year = {2024}," in lines and "  date = {2024-05-06}," in lines and lines[-1] == "}"
    assert "  language = {chinese}," in lines and "  url = {yearly_comparison/2023.html}," in lines


def test_fields_without_a_value_are_left_out() -> None:
    entry = bibtex(Head(title="题", year="2021", lang="en"))
    assert entry.startswith("@techreport{citystats-2021,\n") and "  year = {2021}," in entry
    assert not any(field in entry for field in ("date =", "note =", "url ="))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A & B", r"A \& B"),
        ("100%_#$", r"100\%\_\#\$"),
        ("{x}", r"\{x\}"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        (r"a\b", r"a\textbackslash{}b"),
    ],
)
def test_what_tex_would_take_for_markup_is_escaped(title: str, written: str) -> None:
    assert f"  title = {{{{{written}}}}}," in bibtex(Head(title=title)).splitlines()

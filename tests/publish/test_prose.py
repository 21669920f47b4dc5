"""Markdown as plain nodes: links that do no harm, line ends, lists, quotes and tables."""

from __future__ import annotations

import pytest
from fixtures.notebooks import new_markdown_cell, notebook

from lib.publish import prose
from lib.publish.blocks import from_notebook


def report_of(*cells):
    return from_notebook(notebook(*cells))


def kinds(report):
    return [block["type"] for block in report.blocks]


@pytest.mark.parametrize(
    ("href", "kept"),
    [("../reports/sources/a.html#f1", True), ("sources/a.html", True), ("#s1", True), ("https://example.org/a?b=c", True), ("mailto:a@b.cn", True),
     ("javascript:alert(1)", False), (" JaVaScRiPt:alert(1)", False), ("java\nscript:alert(1)", False), ("data:text/html,x", False),
     ("file:///etc/passwd", False), ("vbscript:x", False)],
)  # fmt: skip
def test_only_harmless_links_are_kept(href, kept):
    assert bool(prose.safe_href(href)) is kept


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("one\ntwo", "one two"),
        ("共有\n12 家", "共有12 家"),
        ("ends,\n中文", "ends,中文"),
    ],
)
def test_a_line_end_is_a_space_only_between_western_words(source, text):
    (block,) = prose.blocks(source)
    assert prose.plain(block["inline"]) == text


def test_markdown_lists_quotes_and_tables():
    report = report_of(
        new_markdown_cell(
            '1. 甲\n2. 乙\n\n> 引\n\n| 地区 | 数 |\n|---|---|\n| 东莞 | [12](../reports/sources/a.html#f1 "句") |'
        )
    )
    assert kinds(report) == ["list", "quote", "table"]
    assert report.blocks[2]["rows"][0]["cells"][1]["href"] == "../reports/sources/a.html#f1"
    assert report.blocks[2]["rows"][0]["cells"][1]["title"] == "句"

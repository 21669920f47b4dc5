"""Pages set in two columns, and what only looks like them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import typst

from lib.documents.readers import Reading, read_bytes
from lib.documents.readers.pdf_columns import columns, placed
from lib.documents.readers.pdf_page import Glyph

SETUP = '#set page(width: 16cm, height: 24cm, margin: 2cm)\n#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")\n'


def pdf(body: str) -> Reading:
    from lib.project import FONTS

    return read_bytes(typst.compile((SETUP + body).encode(), font_paths=[str(FONTS)]), "x.pdf")


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        f"左栏第{at}段，办理案件{100 + at}件，调解纠纷{200 + at}件，均已按期办结，群众评价良好。" for at in range(6)
    ]
    right = [
        f"右栏第{at}段，接待群众{300 + at}人，解答咨询{400 + at}次，各项工作有序推进，成效明显。" for at in range(6)
    ]
    body = "#columns(2)[{}\n#colbreak()\n{}]".format("\n\n".join(left), "\n\n".join(right))
    assert pdf(body).text.splitlines() == [*left, *right]


def glyphs(words: str, x: float, height: float) -> list[Glyph]:
    """A printed line: characters of 10 points, one beside the other."""
    return [Glyph(char, x + 10 * at, x + 10 * at + 10, height, height + 4, 10.0) for at, char in enumerate(words)]


def order(*lines: tuple[str, float, float]) -> list[str]:
    page = [glyph for words, x, height in lines for glyph in glyphs(words, x, height)]
    return ["".join(glyph.text for glyph in row.glyphs) for run in columns(page, 0.0, []) for row in run]


LEFT = [f"左栏第{at}行文字办理案件" for at in "一二三四五六"]
RIGHT = [f"右栏第{at}行文字调解纠纷" for at in "一二三四五六"]


def test_a_heading_over_both_columns_stands_before_them() -> None:
    lines = [("某县司法局二〇二三年度工作总结及下一步打算", 40.0, 0.0)]
    for at in range(6):
        lines += [(LEFT[at], 0.0, 30.0 + 20 * at), (RIGHT[at], 150.0, 30.0 + 20 * at)]
    assert order(*lines) == [lines[0][0], *LEFT, *RIGHT]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (LEFT[:4], RIGHT[:4]),  # too few lines to be sure of columns
        (["甲区", "乙区", "丙区", "丁区", "戊区", "己区"], RIGHT),  # short cells: a table
    ],
)
def test_lines_side_by_side_that_are_no_columns_stay_as_printed(left: list[str], right: list[str]) -> None:
    lines = []
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        lines += [(one, 0.0, 20.0 * at), (other, 150.0, 20.0 * at)]
    assert order(*lines) == [one + other for one, other in zip(left, right, strict=True)]


@dataclass(frozen=True)
class At:
    top: float


@pytest.mark.parametrize(
    ("items", "blocks", "tops"),
    [
        ([10, 20, 30], [25], [10, 20, 25, 30]),
        ([10, 20], [5], [5, 10, 20]),
        ([10, 20], [40], [10, 20, 40]),
        ([10, 50, 10, 50], [30], [10, 30, 50, 10, 50]),
        ([], [3, 7], [3, 7]),
    ],
)
def test_tables_stand_before_the_first_line_below_them(items: list[int], blocks: list[int], tops: list[int]) -> None:
    assert [one.top for one in placed([At(top) for top in items], [At(top) for top in blocks])] == tops

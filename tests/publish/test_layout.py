"""How much room a table needs: pieces that never wrap, shares of the line, parts that fit."""

from __future__ import annotations

import pytest
from fixtures import notebooks
from fixtures.notebooks import displayed, notebook

from lib.publish import blocks, layout, prose
from lib.publish.blocks import TABLE, from_notebook


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("65,000（2022年8月）", ["65,000", "（2022年8月）"]),
        ("4,936", ["4,936"]),
        ("（无）", ["（无）"]),
        ("", []),
        ("8 (2024)", ["8 ", "(2024)"]),
    ],
)
def test_a_number_may_wrap_only_before_its_bracket(text, pieces):
    assert layout.number_pieces(text) == pieces


@pytest.mark.parametrize(
    "label",
    ["东莞市 2022年", "指标", "", "Administrative reconsideration applications", "行政复议调解和解案件数及占比"],
)
def test_pieces_of_a_column_head_make_up_the_head(label):
    pieces = layout.label_pieces(label)
    assert "".join(pieces) == label
    assert all(prose.width(piece.strip()) <= layout.LABEL or piece.isascii() for piece in pieces)


def test_columns_share_the_line_and_none_gets_less_than_it_needs():
    table = from_notebook(notebooks.comparison()).of_type("table")[1]
    least = [layout.column_width(table, index) for index in range(len(table["columns"]))]
    shares = layout.shares(table, 50)
    assert sum(shares) == pytest.approx(50)
    assert all(share >= low for share, low in zip(shares, least, strict=True))


def test_parts_of_a_table_hold_every_column_once_and_the_first_in_each():
    table = blocks.from_notebook(notebook(displayed({TABLE: notebooks.wide_table(60)}))).blocks[0]
    parts = layout.parts(table, 100)
    assert len(parts) > 1 and all(part[0] == 0 for part in parts)
    assert [index for part in parts for index in part[1:]] == list(range(1, 61))
    assert all(layout.needed(table, part) <= 100 for part in parts)

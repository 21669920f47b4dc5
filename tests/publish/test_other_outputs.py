"""Outputs of notebooks that know nothing of this suite: DataFrames, Stylers, spans, numbers."""

from __future__ import annotations

import pandas as pd
import pytest
from fixtures import notebooks

from lib.publish import other_outputs
from lib.publish.blocks import from_notebook


def kinds(report):
    return [block["type"] for block in report.blocks]


def test_a_dataframe_and_a_styler_are_read_as_pandas_shows_them():
    report = from_notebook(notebooks.foreign())
    plain, styled, pivot = report.of_type("table")
    assert [c["label"] for c in plain["columns"]] == ["", "地区", "律师", "成功率"]
    assert [[cell["text"] for cell in row["cells"]] for row in plain["rows"]] == [
        ["0", "东莞市", "4936", "98.3%"],
        ["1", "坪山区", "165", "98%"],
    ]
    assert [c["kind"] for c in plain["columns"]] == ["text", "text", "number", "number"]
    assert styled["caption"] == "样式表" and styled["rows"][0]["cells"][2] == {
        "text": "4,936",
        "value": 4936.0,
        "href": "",
        "title": "",
        "notes": [],
        "facts": {},
    }
    assert [c["label"] for c in pivot["columns"]] == ["", "2022 · 律师", "2022 · 律所"]
    assert kinds(report).count("figure") == 1 and kinds(report)[-1] == "code"


@pytest.mark.parametrize("shape", [(1, 1), (3, 4), (30, 7)])
def test_html_of_any_frame_keeps_every_value(shape):
    frame = pd.DataFrame([[r * 1000 + c for c in range(shape[1])] for r in range(shape[0])]).add_prefix("列")
    (table,) = other_outputs.from_html(frame.to_html())
    assert [[cell["value"] for cell in row["cells"][1:]] for row in table["rows"]] == frame.to_numpy().tolist()


def test_spans_are_repeated_into_every_place():
    html = "<table><tr><th>区</th><th colspan=2>年</th></tr><tr><td rowspan=2>甲</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    (table,) = other_outputs.from_html(html)
    assert [[c["text"] for c in row["cells"]] for row in table["rows"]] == [["甲", "1", "2"], ["甲", "3", "4"]]


@pytest.mark.parametrize(
    ("text", "value"),
    [("4,936", 4936), ("98.3%", 98.3), ("-1.5", -1.5), ("−2", -2), ("1e3", 1000), (".5", 0.5),
     ("", None), ("—", None), ("1,23", None), ("约100", None), ("2022年", None), ("1.2.3", None), ("%", None), ("-", None)],
)  # fmt: skip
def test_parse_number(text, value):
    assert other_outputs.parse_number(text) == value

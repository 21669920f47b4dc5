"""A table as payload, HTML and frame."""

from __future__ import annotations

import io
import json

import pandas as pd

from lib.payloads import TABLE
from lib.reporting.tables.model import Cell, Column, Notes, Row, Table, from_frame, marks


def test_payload_html_and_frame_agree():
    notes = Notes()
    cell = Cell(
        "<b>1</b>", 1.0, "x.html#f1", 'say "1"', (notes.mark("careful"), notes.mark("again"), notes.mark("careful"))
    )
    table = Table(
        "t",
        "A & B",
        (Column("n", "Name"), Column("v", "Value", "人", "number")),
        (Row((Cell("x"), cell), "G"),),
        notes.all(),
        "S",
    )
    bundle = table._repr_mimebundle_()
    assert json.loads(json.dumps(bundle[TABLE])) == bundle[TABLE] == table.payload()
    assert table.payload()["rows"][0]["cells"][1]["notes"] == ["a", "b", "a"]
    assert "&lt;b&gt;1&lt;/b&gt;" in table.html() and "A &amp; B" in table.html() and "<b>" not in table.html()
    (read,) = pd.read_html(io.StringIO(table.html()))
    assert list(read.columns)[-2:] == ["Name", "Value (人)"]
    assert table.frame().to_dict("list") == {"n": ["x"], "v": [1.0]}


def test_marks_go_on_after_z():
    given = [mark for mark, _ in zip(marks(), range(30), strict=False)]
    assert given[0] == "a" and given[25:28] == ["z", "aa", "ab"] and len(set(given)) == 30


def test_any_frame_is_a_table():
    data = pd.DataFrame({"城市": ["东莞", "江门"], "件": [1234.5, None], "有": [True, False]}).set_index("城市")
    table = from_frame(data, "自己的表")
    assert [column.kind for column in table.columns] == ["text", "number", "text"]
    assert [[cell.text for cell in line.cells] for line in table.rows] == [
        ["东莞", "1,234.5", "True"],
        ["江门", "", "False"],
    ]
    assert table.payload()["rows"][0]["cells"][1]["value"] == 1234.5

"""lib.publish.blocks: what an executed notebook displayed, as plain data."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from fixtures import notebooks
from fixtures.notebooks import column, displayed, new_code_cell, new_markdown_cell, notebook

from lib.project import CityStatsError
from lib.publish import blocks, layout, other_outputs, prose
from lib.publish.blocks import CHART, KEY_FIGURES, REPORT, TABLE, from_notebook


def report_of(*cells):
    return from_notebook(notebook(*cells))


def kinds(report):
    return [block["type"] for block in report.blocks]


def test_the_comparison_becomes_blocks_in_order():
    report = from_notebook(notebooks.comparison())
    assert report.head.title == "四地司法行政主要指标比较"
    assert (report.head.year, report.head.areas[0], report.head.lang) == ("2022", "东莞市", "zh-CN")
    shown = [(b["type"], b.get("number"), b.get("caption") or b.get("title")) for b in report.blocks if "number" in b]
    assert shown == [
        ("table", 1, "四地主要指标一览"),
        ("figure", 1, "执业律师人数"),
        ("figure", 2, "人民调解成功率（%）"),
        ("figure", 3, "法律援助案件数"),
        ("table", 2, "逐条数字与所在原句"),
        ("table", 3, "多年数据"),
    ]
    assert [prose.plain(b["inline"]) for b in report.of_type("heading")][:3] == ["要点", "总览", "律师"]


def test_no_code_no_parameters_no_title_twice():
    text = json.dumps(from_notebook(notebooks.comparison()).to_dict(), ensure_ascii=False)
    assert "secret_code" not in text and "year = 2022" not in text
    assert text.count("四地司法行政主要指标比较") == 1


def test_the_blocks_survive_json_unchanged():
    report = from_notebook(notebooks.comparison())
    assert json.loads(json.dumps(report.to_dict()["blocks"])) == report.blocks


def test_every_cell_of_a_table_has_every_key():
    for block in from_notebook(notebooks.comparison()).of_type("table"):
        for row in block["rows"]:
            assert all(set(cell) == {"text", "value", "href", "title", "notes", "facts"} for cell in row["cells"])


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


def test_a_foreign_notebook_names_itself_and_drops_python_talk():
    report = from_notebook(notebooks.foreign())
    text = json.dumps(report.blocks, ensure_ascii=False)
    assert report.head.title == "我的笔记" and report.head.lang == "zh-CN"
    assert "Line2D" not in text and "DeprecationWarning" not in text and "共 2 行" in text


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


def test_headings_never_skip_a_level_and_start_at_two():
    report = report_of(new_markdown_cell("# 题\n\n#### 甲\n\n##### 乙\n\n# 丙\n\n###### 丁"))
    assert [(prose.plain(b["inline"]), b["level"]) for b in report.blocks] == [
        ("甲", 2),
        ("乙", 3),
        ("丙", 2),
        ("丁", 3),
    ]


def test_markdown_lists_quotes_and_tables():
    report = report_of(
        new_markdown_cell(
            '1. 甲\n2. 乙\n\n> 引\n\n| 地区 | 数 |\n|---|---|\n| 东莞 | [12](../reports/sources/a.html#f1 "句") |'
        )
    )
    assert kinds(report) == ["list", "quote", "table"]
    assert report.blocks[2]["rows"][0]["cells"][1]["href"] == "../reports/sources/a.html#f1"
    assert report.blocks[2]["rows"][0]["cells"][1]["title"] == "句"


def test_a_row_of_the_wrong_length_names_table_and_cells():
    bad = {
        "id": "overview",
        "caption": "甲",
        "columns": [column("a", "甲")],
        "rows": [{"cells": [{"text": "1"}, {"text": "2"}]}],
    }
    with pytest.raises(CityStatsError, match=r"'overview'.*2 cells for 1 columns.*'1', '2'"):
        report_of(displayed({TABLE: bad}))


def test_a_chart_without_a_picture_is_an_error_not_a_gap():
    with pytest.raises(CityStatsError, match=r"lawyers.*neither image/svg"):
        report_of(displayed({CHART: {"id": "lawyers", "title": "律师"}, "text/plain": "x"}))


def test_a_failed_cell_is_shown():
    cell = new_code_cell(
        "1/0",
        outputs=[{"output_type": "error", "ename": "ZeroDivisionError", "evalue": "division by zero", "traceback": []}],
    )
    assert report_of(cell).blocks == [
        {"type": "error", "name": "ZeroDivisionError", "text": "ZeroDivisionError: division by zero"}
    ]


@pytest.mark.parametrize("tag", sorted(blocks.HIDDEN_TAGS))
def test_hidden_cells_stay_hidden(tag):
    assert report_of(displayed({"text/plain": "secret"}, tags=(tag,))).blocks == []


def test_ids_are_anchors_and_unique():
    one = notebooks.matrix()
    report = report_of(*(displayed({TABLE: {**one, "id": name}}) for name in ("a b", "a b", '"><script>', "2022")))
    assert [b["id"] for b in report.of_type("table")] == ["a-b", "a-b-2", "script", "b-2022"]


def test_control_characters_and_nan_do_not_pass():
    table = {
        "id": "t",
        "caption": "甲\x00\x1b",
        "columns": [column("a", "甲")],
        "rows": [{"cells": [{"text": "\x07一", "value": float("nan")}]}],
    }
    block = report_of(displayed({TABLE: table})).blocks[0]
    assert (block["caption"], block["rows"][0]["cells"][0]["text"], block["rows"][0]["cells"][0]["value"]) == (
        "甲",
        "一",
        None,
    )


def test_the_head_ignores_what_it_does_not_know():
    head = report_of(
        displayed({REPORT: {"title": "题", "lang": "en", "year": 2022, "keywords": "one", "colour": "red"}})
    ).head
    assert (head.title, head.year, head.keywords, head.lang) == ("题", "2022", ("one",), "en")


def test_the_name_of_the_run_comes_from_the_workflow():
    nb = notebooks.english()
    nb.metadata["citystats"] = {"notebook": "yearly_comparison", "run": "2022"}
    assert from_notebook(nb).name == "yearly_comparison/2022"


def test_codes_of_areas_and_themes_become_names():
    payload = {"title": "题", "areas": ["441900", "440700", "未知地"], "themes": ["lawyers", "x"]}
    head = report_of(displayed({REPORT: payload})).head
    assert head.areas == ("东莞市", "江门市", "未知地") and head.themes == ("律师", "x")
    assert report_of(displayed({REPORT: {**payload, "lang": "en"}})).head.areas[0] == "Dongguan"


@pytest.mark.parametrize("source", ["来源：年度报告", "来源: 年度报告", "来源:年度报告", "年度报告"])
def test_the_word_source_is_not_said_twice(source):
    assert report_of(displayed({TABLE: {**notebooks.matrix(), "source": source}})).blocks[0]["source"] == "年度报告"


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


def test_key_figures_are_a_block_without_those_that_have_no_value():
    figure = {
        "label": "律师",
        "value": "4,936人",
        "period": "2022年",
        "change": "",
        "caveat": "",
        "href": "javascript:x",
        "title": None,
    }
    payload = {"title": "主要数字", "figures": [figure, {**figure, "value": ""}]}
    (block,) = from_notebook(notebooks.notebook(notebooks.displayed({KEY_FIGURES: payload}))).of_type("keyfigures")
    assert [(entry["label"], entry["value"], entry["href"], entry["title"]) for entry in block["figures"]] == [
        ("律师", "4,936人", "", "")
    ]
    assert not from_notebook(
        notebooks.notebook(notebooks.displayed({KEY_FIGURES: {"title": "", "figures": []}}))
    ).blocks


def test_facts_of_a_cell_are_texts():
    facts = {
        "unit": "件",
        "period": "2024年1—5月",
        "qualifier": "近",
        "flag": "P",
        "origin": None,
        "source": "x\x00",
        "remarks": "",
        "more": 1,
    }
    cell = {"text": "近30,000", "value": 30000, "facts": facts}
    table = {"id": "t", "caption": "表", "columns": [{"key": "a", "label": "数"}], "rows": [{"cells": [cell]}]}
    (block,) = from_notebook(notebooks.notebook(notebooks.displayed({TABLE: table}))).of_type("table")
    assert block["rows"][0]["cells"][0]["facts"] == {
        "unit": "件", "period": "2024年1—5月", "qualifier": "近", "flag": "P", "origin": "", "source": "x", "remarks": "",
    }  # fmt: skip

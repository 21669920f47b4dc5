"""lib.publish.blocks: what an executed notebook displayed, as plain data."""

from __future__ import annotations

import json

import pytest
from fixtures import notebooks
from fixtures.notebooks import column, displayed, new_code_cell, new_markdown_cell, notebook

from lib.project import CityStatsError
from lib.publish import blocks, prose
from lib.publish.blocks import CHART, KEY_FIGURES, REPORT, TABLE, from_notebook


def report_of(*cells):
    return from_notebook(notebook(*cells))


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


def test_a_foreign_notebook_names_itself_and_drops_python_talk():
    report = from_notebook(notebooks.foreign())
    text = json.dumps(report.blocks, ensure_ascii=False)
    assert report.head.title == "我的笔记" and report.head.lang == "zh-CN"
    assert "Line2D" not in text and "DeprecationWarning" not in text and "共 2 行" in text


def test_headings_never_skip_a_level_and_start_at_two():
    report = report_of(new_markdown_cell("# 题\n\n#### 甲\n\n##### 乙\n\n# 丙\n\n###### 丁"))
    assert [(prose.plain(b["inline"]), b["level"]) for b in report.blocks] == [
        ("甲", 2),
        ("乙", 3),
        ("丙", 2),
        ("丁", 3),
    ]


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

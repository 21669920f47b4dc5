"""lib.publish.workbook: numbers as numbers, nothing that runs, everything findable, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from fixtures import notebooks
from fixtures.notebooks import column, displayed, notebook

from lib import schemas
from lib.publish import blocks, workbook
from lib.publish.blocks import CHART, TABLE


def book_of(nb, data=None):
    return openpyxl.load_workbook(io.BytesIO(workbook.from_report(blocks.from_notebook(nb), data)))


def table_of(cells, kind="number", notes=()):
    rows = [{"cells": [{"text": "行"}, cell]} for cell in cells]
    return {
        "id": "t",
        "caption": "表",
        "columns": [column("a", "项目"), column("b", "数值", kind)],
        "rows": rows,
        "notes": list(notes),
    }


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return schemas.conform(notebooks.gold(), "figures")


@pytest.fixture(scope="module")
def comparison(figures):
    sources = pd.read_csv(notebooks.ROOT / "data" / "raw" / "sources.csv", dtype=str, keep_default_na=False)
    return book_of(notebooks.comparison(), {"figures": figures, "sources": sources})


def test_the_overview_holds_the_values_as_numbers(comparison):
    sheet = comparison["四地主要指标一览"]
    shown = [
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=3 + len(notebooks.matrix()["rows"]))
    ]
    expected = [
        [row["group"], *(cell.get("value", cell["text"]) for cell in row["cells"])]
        for row in notebooks.matrix()["rows"]
    ]
    assert shown == expected
    assert [cell.value for cell in sheet[3]] == ["主题", "指标", "单位", "东莞市", "江门市", "坪山区", "广东省"]


def test_one_sheet_for_each_table_chart_and_kind_of_data(comparison):
    assert comparison.sheetnames == [
        "说明", "四地主要指标一览", "图 执业律师人数", "图 人民调解成功率（%）", "图 法律援助案件数",
        "逐条数字与所在原句", "多年数据", "数字与原句", "来源文件",
    ]  # fmt: skip


def test_chart_data_that_a_table_shows_anyhow_is_not_repeated():
    bundle = notebooks.chart("lawyers", "执业律师人数", {"东莞市": 4936})
    table = {**notebooks.matrix(), "caption": "律师：各地区数值"}
    bundle[CHART]["table"]["caption"] = "律师：各地区数值"
    assert book_of(notebook(displayed(bundle), displayed({TABLE: table}))).sheetnames == ["说明", "律师"]
    assert book_of(notebook(displayed(bundle))).sheetnames == ["说明", "图 律师"]


def test_long_text_wraps_in_a_row_high_enough(comparison):
    sheet = comparison["逐条数字与所在原句"]
    wide = sheet.column_dimensions["E"].width
    for row in range(4, 64):
        # a Chinese character is about 1.8 digits wide, a line about 15 points high
        least = len(re.findall(r"[\u4e00-\u9fff]", sheet.cell(row, 5).value)) * 1.75 / wide
        assert sheet.row_dimensions[row].height >= 15 * max(int(least), 1)
        assert sheet.cell(row, 5).alignment.wrap_text


def test_heads_are_frozen_and_every_table_filters(comparison):
    for sheet in comparison.worksheets[1:]:
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref.startswith("A3:") and sheet.print_title_rows == "$3:$3"


def test_columns_fit_their_chinese_text(comparison):
    sheet = comparison["四地主要指标一览"]
    for letter, position in (("A", 0), ("B", 1)):
        longest = max(len(str(row[position].value)) for row in sheet.iter_rows(min_row=3, max_row=55))
        assert sheet.column_dimensions[letter].width >= 1.7 * longest
    assert all(
        dimension.width <= 62 for page in comparison.worksheets[1:] for dimension in page.column_dimensions.values()
    )


def test_flags_and_sentences_are_notes_on_the_cell(comparison):
    sheet = comparison["四地主要指标一览"]
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == 1557]
    assert "只含 2024 年 1–11 月" in cell.comment.text and "1557" in cell.comment.text
    # Excel itself writes relative addresses with backslashes
    assert cell.hyperlink.target.replace("\\", "/") == "../sources/jiangmen-2024-report.html"
    assert re.fullmatch(r"f\d+", cell.hyperlink.location)
    amounts = [c for row in sheet.iter_rows() for c in row if c.value == 110_000_000]
    assert amounts and "原文写作：1.1亿" in amounts[0].comment.text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [("4,936", 4936, "#,##0"), ("98.3%", 98.3, '#,##0.0"%"'), ("98.30%", 98.3, '#,##0.00"%"'), ("5.9万", 59000, "#,##0"), ("逾1.1亿", 1.1e8, "#,##0"),
     ("-0.25", -0.25, "#,##0.00"), ("约75.5%", 75.5, '"约"#,##0.0"%"'), ("近30,000（2024年1—5月）", 30000, '"近"#,##0"（2024年1—5月）"'), ("0", 0, "#,##0"), ("1,234.50", 1234.5, "#,##0.00"),
     ("42.61%", 42.608695, '#,##0.00"%"'), ("33", 33.37, "#,##0")],
)  # fmt: skip
def test_number_formats_are_as_fine_as_print(text, value, shown):
    sheet = book_of(notebook(displayed({TABLE: table_of([{"text": text, "value": value}])}))).worksheets[1]
    assert (sheet["B4"].value, sheet["B4"].number_format, sheet["B4"].data_type) == (value, shown, "n")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "http://evil.example", "{=1}", "1"]
)
def test_text_is_never_a_formula_link_or_number(text):
    data = workbook.from_report(blocks.from_notebook(notebook(displayed({TABLE: table_of([{"text": text}], "text")}))))
    cell = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]["B4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any("<f>" in archive.read(name).decode() for name in archive.namelist() if "sheet" in name)
        if re.match(r"[=+\-@\t]", text):
            assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()


def test_hostile_text_stays_text():
    book = book_of(notebooks.hostile())
    values = [cell.value for cell in book.worksheets[1]["B"][3:9]]
    assert values == notebooks.HOSTILE
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_tab_names_are_legal_and_unique():
    tables = [
        {**table_of([{"text": "1"}]), "caption": caption}
        for caption in ("a/b:c*[d]?", "A b c  d", "", "'", "长" * 40, "长" * 41, "History")
    ]
    names = book_of(notebook(*(displayed({TABLE: table}) for table in tables))).sheetnames
    assert len({name.lower() for name in names}) == len(names) == 8
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


@pytest.mark.parametrize("name", ["comparison", "english", "foreign", "hostile"])
def test_the_same_report_is_the_same_bytes(name, figures, monkeypatch, tmp_path):
    made = [workbook.from_report(blocks.from_notebook(getattr(notebooks, name)()), {"figures": figures})]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    made.append(workbook.from_report(blocks.from_notebook(getattr(notebooks, name)()), {"figures": figures}))
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_empty_report_is_a_workbook_with_a_cover():
    assert book_of(notebook()).sheetnames == ["说明"]
    assert book_of(notebooks.english()).sheetnames[0] == "About"


def test_every_value_stands_in_one_long_sheet_with_its_facts_in_columns():
    facts = {
        "unit": "件",
        "period": "2024年1—5月",
        "qualifier": "近",
        "flag": "P",
        "origin": "报告",
        "source": "某报告",
        "remarks": "只含5个月",
    }
    cell = {
        "text": "近30,000",
        "value": 30000,
        "href": "../reports/sources/d.html#f1",
        "title": "近3万件",
        "facts": facts,
    }
    sheet = book_of(notebook(displayed({TABLE: table_of([cell, {"text": "未列"}])})))["全部数值"]
    head, *rows = [[entry.value for entry in line] for line in sheet.iter_rows(min_row=3)]
    assert len(rows) == 1
    line = dict(zip(head, rows[0], strict=True))
    assert (line["数值"], line["时期"], line["约数词"], line["标记"]) == (30000, "2024年1—5月", "近", "P")
    assert (line["来源"], line["原句"], line["链接"]) == ("某报告", "近3万件", "../sources/d.html#f1")

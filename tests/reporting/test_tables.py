"""Tables: every cell has its value, period, caveats and way to its sentence; empty ones say why."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest
from panels import about, frame, row

from lib import metrics
from lib.payloads import TABLE
from lib.reporting import tables
from lib.reporting.tables import value_cell
from lib.reporting.tables.model import Cell, Column, Notes, Row, Table, from_frame, marks

AREAS = ["441900", "440700", "440310", "440000"]
MIXED = frame(
    row("lawyers", "441900", 4936, "2022"),
    row("lawyers", "440700", None, reason="no_report"),
    row("lawyers", "440310", 165, reasons="kinds_unstated"),
    row("reconsideration_applications", "441900", 2041, "2022"),
    row(
        "reconsideration_applications",
        "440700",
        1557,
        "2024-01-01/P11M",
        obs_status="P",
        reasons="part_of_year=1-11 verb=新收",
    ),
    row("reconsideration_applications", "440310", 115),
    row("legal_aid_recovered", "441900", 110_000_000, "2022", qualifier="over"),
    row("legal_aid_recovered", "440700", None),
    row("legal_aid_recovered", "440310", 47_350_000, **about(47_350_000)),
    row("notaries", "441900", None),
    row("notaries", "440700", None),
    row("notaries", "440310", None),
)


def by_name(table):
    return {row.cells[0].text: row.cells for row in table.rows}


def test_overview_has_a_row_per_indicator_with_a_value_and_a_column_per_area():
    table = tables.overview(MIXED)
    assert [column.label for column in table.columns] == [
        "指标",
        "东莞市 2022年",
        "江门市 2024年1—11月",
        "坪山区 2023年",
    ]
    rows = by_name(table)
    assert list(rows) == ["执业律师人数（人）", "行政复议申请数（件）", "法律援助挽回经济损失（万元）"]
    assert [cell.text for cell in rows["执业律师人数（人）"][1:]] == ["4,936", "无报告", "165"]
    assert [cell.text for cell in rows["法律援助挽回经济损失（万元）"][1:]] == ["逾11,000", "未列", "约4,735"]
    assert [row.group for row in table.rows] == ["律师", "行政复议", "法律援助"]


def test_a_part_of_a_year_is_a_footnote_and_a_mere_remark_is_not():
    table = tables.overview(MIXED)
    notes = dict(table.notes)
    assert [notes[mark] for mark in by_name(table)["行政复议申请数（件）"][2].notes] == ["只含1-11月"]
    assert by_name(table)["执业律师人数（人）"][3].notes == ()
    assert notes["无报告"] == "没有收录该地区相应年份的报告"


def test_a_value_of_another_period_than_its_column_says_so():
    data = frame(
        row("lawyers", "441900", 1, "2022"), row("law_firms", "441900", 2, "2022"), row("notaries", "441900", 3, "2021")
    )
    assert [cells[1].text for cells in by_name(tables.overview(data)).values()] == ["1", "2", "3（2021年）"]
    assert [cells[1].text for cells in by_name(tables.overview(data, "en")).values()] == ["1", "2", "3 (2021)"]


def test_every_number_leads_to_its_sentence():
    cell = by_name(tables.overview(MIXED))["执业律师人数（人）"][1]
    assert (cell.href, cell.title) == ("reports/sources/doc-441900.html#f4936", "共4936件。")
    assert value_cell.href("a-report#f12 a-report#f99") == "reports/sources/a-report.html#f12"
    assert value_cell.href("") is None and value_cell.href(float("nan")) is None


def test_the_overview_of_the_real_data_holds_just_what_compare_gave():
    data = metrics.compare(2023, areas=AREAS, match="nearest", max_gap=1)
    table = tables.overview(data)
    found = sorted(cell.value for row in table.rows for cell in row.cells[1:] if cell.value is not None)
    money = data["unit_measure"].eq("CNY")
    plain = sorted(data.loc[data["obs_value"].notna() & ~money, "obs_value"])
    assert len(found) == data["obs_value"].notna().sum()
    assert set(plain) <= set(found)
    linked = [cell for row in table.rows for cell in row.cells[1:] if cell.value is not None and cell.href]
    assert len(linked) == (data["obs_value"].notna() & data["figure_ids"].ne("")).sum()


def test_derived_and_reference_values_are_marked():
    data = frame(
        row(
            "lawyers",
            "441900",
            107,
            origin="derived",
            reasons="from_growth",
            obs_status="E",
            method="由2023数反推",
            method_en="from 2023",
        ),
        row("lawyers", "440310", 200, origin="reference", source_title="年鉴"),
    )
    short, long = dict(tables.overview(data).notes).values(), dict(tables.theme(data, "lawyers", "en").notes).values()
    assert "由公布的同比增幅反推" in short and any("参考值" in note for note in short)
    assert "derived: from 2023" in long


def test_a_theme_lists_values_with_period_origin_and_words():
    table = tables.theme(MIXED, "reconsideration")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["东莞市", "2,041", "2022年", "报告", "共2041件。"],
        ["江门市", "1,557", "2024年1—11月", "报告", "共1557件。"],
        ["坪山区", "115", "2023年", "报告", "共115件。"],
    ]
    assert {row.group for row in table.rows} == {"行政复议申请数（件）"}


def test_missing_counts_by_area_and_reason():
    table = tables.missing(MIXED)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["东莞市", "未列", "1", "公证员人数"],
        ["江门市", "无报告", "1", "执业律师人数"],
        ["江门市", "未列", "2", "法律援助挽回经济损失、公证员人数"],
        ["坪山区", "未列", "1", "公证员人数"],
    ]


def test_per_head_begins_with_the_denominators_and_keeps_what_two_places_have():
    data = metrics.compare(2023, areas=AREAS, match="nearest", max_gap=1, per="population")
    table = tables.per_head(data)
    assert table.rows[0].group == "分母"
    residents = metrics.observations().query(
        "indicator == 'population_resident' and ref_area == '441900' and time_period == '2022'"
    )
    cell = table.rows[0].cells[1]
    assert cell.value == residents["obs_value"].iloc[0] and "2022年" in cell.text
    lawyers = by_name(table)["执业律师人数（人/10万人）"]
    assert lawyers[1].value == pytest.approx(4936 / cell.value * 1e5, rel=1e-6)
    for line in table.rows[1:]:
        assert sum(cell.value is not None for cell in line.cells) > 1


def test_targets_show_result_or_reason():
    data = metrics.targets(area="441900", year=2024)
    table = tables.targets(data, metrics.figures())
    assert len(table.rows) == len(data)
    assert all(row.cells[-1].text for row in table.rows)
    met = data.iloc[:1].assign(result_value=12.0, result_period="2024", result_ids="d#f1", met="yes", reason="")
    (done,) = tables.targets(met, metrics.figures()).rows
    assert done.cells[-1].text == "12（2024年），达到" and done.cells[-1].href.endswith("d.html#f1")


def test_unmapped_figures_are_ranked_by_documents_then_number():
    figures = pd.DataFrame(
        {
            "doc_id": ["a", "a", "b", "a"],
            "start": [1, 2, 3, 4],
            "subject": ["会议", "会议", "讲座", "讲座"],
            "indicator": "",
            "measure": "count",
            "unit": "次",
            "value": 1.0,
            "sentence": "共1次。",
        }
    )
    assert [[cell.text for cell in row.cells[:3]] for row in tables.unmapped(figures).rows] == [
        ["讲座", "2", "2"],
        ["会议", "2", "1"],
    ]


@pytest.mark.parametrize(
    ("quote", "value", "shown"),
    [
        ("短句共12件。", 12, "短句共12件。"),
        ("甲" * 40 + ",受理10034宗," + "乙" * 60 + "。", 10034, "受理10034宗"),
        ("甲" * 60 + ",挽回损失1.1亿元," + "乙" * 60, 110_000_000, "挽回损失1.1亿元"),
    ],
)
def test_a_long_sentence_is_cut_to_the_clause_of_the_figure(quote, value, shown):
    text = value_cell.clause({"quote": quote, "obs_value": value})
    assert shown in text and len(text) <= 114


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


def test_per_head_says_once_how_it_is_computed_and_which_values_have_another_denominator():
    def scaled(indicator: str, area: str, value: float, base: float, year: str) -> dict:
        more = {"denominator": "population_resident", "denominator_value": base, "denominator_period": year}
        return row(indicator, area, value, year, rule="per", origin="derived", **more)

    pairs = [(n, a) for n in ("lawyers", "law_firms", "notaries") for a in ("441900", "440310")]
    data = frame(*(scaled(n, a, 5, 1e6, "2021" if (n, a) == ("notaries", "441900") else "2022") for n, a in pairs))
    table = tables.per_head(data)
    notes = dict(table.notes)
    assert "÷ 表首所列的常住人口 × 100,000" in notes["算法"]
    other = [mark for mark, text in notes.items() if text == "分母不是表首的数，而是1,000,000（2021年）"]
    marked = [cell.notes for line in table.rows for cell in line.cells if set(cell.notes) & set(other)]
    assert len(other) == len(marked) == 1
    assert [cell.text for cell in table.rows[0].cells[1:]] == ["1,000,000（2022年）"] * 2
    assert all("÷" not in (cell.title or "") for line in table.rows for cell in line.cells)


def test_a_value_tells_its_facts_for_columns_of_their_own():
    table = tables.overview(MIXED)
    facts = {line.cells[0].text: [cell.facts for cell in line.cells[1:]] for line in table.rows}
    part = facts["行政复议申请数（件）"][1]
    assert (part["period"], part["flag"], part["unit"], part["qualifier"]) == ("2024年1—11月", "P", "件", "")
    assert (
        facts["法律援助挽回经济损失（万元）"][0]["qualifier"] == "逾"
        and facts["法律援助挽回经济损失（万元）"][0]["unit"] == "万元"
    )
    assert facts["执业律师人数（人）"][1] is None, "an empty cell is no observation"


def test_a_value_of_another_unit_says_its_own():
    data = frame(
        row("litigation_appearances", "441900", 1488),
        row("litigation_appearances", "440310", 20),
        row("litigation_appearances", "440000", 15000, unit_measure="person_time"),
    )
    (line,) = tables.overview(data).rows
    assert [cell.text for cell in line.cells] == ["行政机关负责人出庭应诉案件数（件）", "1,488", "20", "15,000人次"]


def test_a_total_is_not_ranked():
    rows = [
        row("lawyers", area, 100 * (n + 1), figure_ids="", quote="")
        for n, area in enumerate(("441900", "440700", "440300"))
    ]
    (line,) = tables.standing(frame(*rows), "441900").rows
    assert line.cells[2].text == "—" and line.cells[2].notes
    rates = [
        row("mediation_success_rate", area, 90 + 2 * n, precision=0.1)
        for n, area in enumerate(("441900", "440700", "440300"))
    ]
    (line,) = tables.standing(frame(*rates), "440300").rows
    assert line.cells[2].text == "3地中第1"


def test_any_frame_is_a_table():
    data = pd.DataFrame({"城市": ["东莞", "江门"], "件": [1234.5, None], "有": [True, False]}).set_index("城市")
    table = from_frame(data, "自己的表")
    assert [column.kind for column in table.columns] == ["text", "number", "text"]
    assert [[cell.text for cell in line.cells] for line in table.rows] == [
        ["东莞", "1,234.5", "True"],
        ["江门", "", "False"],
    ]
    assert table.payload()["rows"][0]["cells"][1]["value"] == 1234.5


def test_tables_without_a_row_say_why():
    assert "没有核对出" in tables.checks(metrics.checks().iloc[:0])._repr_mimebundle_()["text/markdown"]
    alone = tables.standing(frame(row("lawyers", "441900", 1)), "441900")
    assert "没有可以并列" in alone._repr_mimebundle_()["text/markdown"]


@pytest.mark.parametrize(
    ("sentence", "text", "shown"),
    [
        ("每季度编印1期“粤执法”专报。", "1", "每季度1期"),
        ("每名执法人员全年培训不少于60期。", "60", "每人60期"),
        ("每季度召开会议，全年编印1期。", "1", "1期"),
        ("每月推送11期。", "1", "1期"),
        ("全年编印1期。", "1", "1期"),
    ],
)
def test_a_target_to_be_met_again_and_again_says_so(sentence, text, shown):
    value = float(text)
    plan = {
        "figure_id": "p#f1",
        "indicator": "",
        "breakdown": "_T",
        "text": text,
        "value": value,
        "unit": "期",
        "qualifier": "exact",
    }
    rest = {
        "time_period": "2024",
        "sentence": sentence,
        "reason": "no_indicator",
        "result_value": None,
        "result_ids": "",
        "met": "",
    }
    figures = pd.DataFrame({"doc_id": ["p"], "start": [1], "subject": ["专报"]})
    (line,) = tables.targets(pd.DataFrame([{**plan, **rest}]), figures).rows
    assert line.cells[3].text == shown

"""Tables of one year: every cell has its value, period and caveats; empty ones say why."""

from __future__ import annotations

import pytest
from panels import about, frame, row

from lib import metrics
from lib.reporting import tables

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

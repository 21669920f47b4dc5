"""A cell of a value: its way to the sentence, its facts, its unit, its clause."""

from __future__ import annotations

import pytest
from panels import about, frame, row

from lib.reporting import tables
from lib.reporting.tables import value_cell

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


def test_every_number_leads_to_its_sentence():
    cell = by_name(tables.overview(MIXED))["执业律师人数（人）"][1]
    assert (cell.href, cell.title) == ("reports/sources/doc-441900.html#f4936", "共4936件。")
    assert value_cell.href("a-report#f12 a-report#f99") == "reports/sources/a-report.html#f12"
    assert value_cell.href("") is None and value_cell.href(float("nan")) is None


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

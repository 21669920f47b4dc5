"""All values over the years: the oldest first, each with its period, origin and words."""

from __future__ import annotations

from panels import about, frame, row

from lib.reporting import tables

DATA = frame(
    row("lawyers", "441900", 500, "2022"),
    row("lawyers", "440700", 90, "2021", **about(90)),
    row("lawyers", "441900", 400, "2021", origin="derived", figure_ids="", quote=""),
    row("lawyers", "441900", None),
    row("legal_aid_recovered", "441900", 110_000_000, "2021", qualifier="over"),
)


def test_rows_stand_by_indicator_place_and_year() -> None:
    table = tables.trend(DATA)
    assert [[cell.text for cell in line.cells[:3]] for line in table.rows] == [
        ["江门市", "2021年", "约90"],
        ["东莞市", "2021年", "400"],
        ["东莞市", "2022年", "500"],
        ["东莞市", "2021年", "逾1.1"],
    ]
    assert [line.group for line in table.rows] == ["执业律师人数（人）"] * 3 + ["法律援助挽回经济损失（亿元）"]


def test_a_value_leads_to_its_sentence_where_it_has_one() -> None:
    cells = [line.cells for line in tables.trend(DATA, "en").rows]
    assert [made[2].href for made in cells[:3]] == [
        "reports/sources/doc-440700.html#f90",
        None,
        "reports/sources/doc-441900.html#f500",
    ]
    assert [made[4].href for made in cells[:3]] == [made[2].href for made in cells[:3]]
    assert cells[1][4].text == "" and "500" in cells[2][4].text


def test_without_a_value_there_is_no_row() -> None:
    assert tables.trend(frame(row("lawyers", "441900", None))).rows == ()
    assert tables.trend(DATA, id="lawyers").payload()["id"] == "values-lawyers"

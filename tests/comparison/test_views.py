import made
import pandas as pd
import pytest
from made import figure, growth, one, refer

from lib import lexicon, schemas
from lib.comparison import plan_targets, views


@pytest.fixture(scope="module")
def table():
    return made.gold_panel()


def cell(rows: pd.DataFrame, indicator: str, area: str, breakdown: str = "_T") -> pd.Series:
    return one(rows, indicator=indicator, ref_area=area, breakdown=breakdown)


def test_one_row_for_every_indicator_area_and_breakdown(table):
    rows = views.compare(table, 2022)
    assert not rows.duplicated(["indicator", "ref_area", "breakdown"]).any()
    assert set(rows["indicator"]) == {*lexicon.indicators(), "mediation_failure_rate"}
    order = list(rows["indicator"].unique())
    assert order.index("mediation_failure_rate") == order.index("mediation_success_rate") + 1
    assert list(rows.columns) == [*schemas.OBSERVATIONS.columns, *views.ADDED]
    assert set(rows["ref_area"]) == {"440000", "440300", "440310", "440700", "441900"}
    assert rows["obs_value"].notna().equals(rows["reason"].eq(""))


def test_a_value_is_the_printed_one(table):
    rows = views.compare(table, 2022)
    assert cell(rows, "lawyers", "441900")["obs_value"] == 4936
    derived = cell(rows, "lawyers", "440310")
    assert (derived["obs_value"], derived["origin"], derived["obs_status"]) == (107, "derived", "E")


@pytest.mark.parametrize(
    ("indicator", "area", "year", "match", "reason"),
    [
        ("lawyers", "440700", 2024, "exact", "not_printed"),
        ("lawyers", "440700", 2022, "exact", "no_report"),
        ("lawyers", "440310", 2024, "exact", "no_report"),
        ("legal_aid_cases", "441900", 2024, "exact", "no_report"),
        ("notarial_cases", "440700", 2024, "exact", "part_only"),
        ("demo_villages", "441900", 2024, "exact", "target_only"),
        ("lawyers", "441900", 2025, "nearest", "out_of_gap"),
        ("lawyers", "440310", 2024, "nearest", ""),
        ("law_firms", "440700", 2023, "nearest", "not_printed"),
        ("law_firms", "440700", 2023, "exact", "no_report"),
        ("law_firms", "440700", 2022, "nearest", "no_report"),
        ("notarial_cases", "440700", 2023, "nearest", "part_only"),
    ],
)
def test_why_a_cell_is_empty(table, indicator, area, year, match, reason):
    rows = views.compare(table, year, match=match, figures=made.gold())
    row = cell(rows, indicator, area)
    assert row["reason"] == reason
    assert bool(row["reason_zh"]) == bool(row["reason_en"]) == bool(reason)


def test_without_partial_years_the_reason_says_so(table):
    row = cell(views.compare(table, 2024, partial=False), "legal_aid_cases", "440700")
    assert (row["reason"], row["nearest_period"]) == ("partial_only", "2024-01-01/P11M")
    stock = cell(views.compare(table, 2024, partial=False), "enforcement_bodies", "440700")
    assert stock["obs_value"] == 244


def test_a_target_never_stands_for_a_result(table):
    for match in ("exact", "nearest"):
        assert views.compare(table, 2024, match=match)["obs_status"].ne("F").all()


@pytest.mark.parametrize(("gap", "value", "years"), [(1, None, None), (2, 300, -2), (3, 300, -2)])
def test_the_nearest_year_within_the_gap(gap, value, years):
    rows = made.observe(figure("lawyers", 300, period="2020"), figure("lawyers", 500, period="2024"))
    row = views.compare(rows, 2022, indicators=["lawyers"], match="nearest", max_gap=gap).iloc[0]
    if value is None:
        assert row["reason"] == "out_of_gap"
        assert row["nearest_period"] == "2020"
    else:
        assert (row["obs_value"], row["gap_years"], row["time_period"], row["requested_period"]) == (
            value,
            years,
            "2020",
            "2022",
        )


def test_printed_before_reference_before_derived():
    rows = made.panel(
        figure("legal_aid_cases", 500, period="2024-01/2024-11"),
        figure("legal_aid_cases", 450, "440700", "2024"),
        growth("legal_aid_cases", 50, "440700", "2024"),
        reference=refer(("legal_aid_cases", "441900", "2024", 777), ("legal_aid_cases", "440700", "2023", 301)),
    )
    now = views.compare(rows, 2024, indicators=["legal_aid_cases"])
    before = views.compare(rows, 2023, indicators=["legal_aid_cases"])
    assert cell(now, "legal_aid_cases", "441900")["obs_value"] == 500
    assert cell(before, "legal_aid_cases", "440700")["obs_value"] == 301


def test_a_full_year_goes_before_its_part():
    rows = made.observe(
        figure("legal_aid_cases", 500, period="2024-01/2024-06"), figure("legal_aid_cases", 1100, period="2024")
    )
    assert views.compare(rows, 2024, indicators=["legal_aid_cases"])["obs_value"][0] == 1100


def test_choosing_areas_indicators_and_themes(table):
    rows = views.compare(table, 2022, areas=["441900", "440310"], themes=["lawyers"])
    assert list(rows["ref_area"].unique()) == ["441900", "440310"]
    assert rows["theme"].eq("lawyers").all()
    assert views.compare(table, 2022, indicators=["notaries", "lawyers"])["indicator"].unique().tolist() == [
        "notaries",
        "lawyers",
    ]


def test_breakdowns_have_rows_of_their_own(table):
    rows = views.compare(table, 2022, areas=["441900"], indicators=["normative_documents_reviewed"])
    assert dict(zip(rows["breakdown"], rows["obs_value"], strict=True)) == {
        "_T": 259,
        "市政府": 20,
        "部门": 97,
        "镇街": 142,
    }


def test_an_area_nobody_reported_has_only_reasons(table):
    rows = views.compare(table, 2022, areas=["440100"])
    assert rows["obs_value"].isna().all()
    assert set(rows["reason"]) == {"no_report"}


def test_years_that_differ_are_warned_of(table):
    rows = views.compare(table, 2023, indicators=["legal_aid_cases"], match="nearest")
    assert rows["warning_zh"].str.contains("年份不同").all()
    assert rows["warning_zh"].str.contains("月份不同").all()


def test_wide_has_a_column_per_area(table):
    rows = views.compare(table, 2022, themes=["lawyers"])
    wide = views.wide(rows)
    assert list(wide.columns) == list(rows["ref_area"].unique())
    assert wide.loc[("lawyers", "_T"), "441900"] == 4936
    assert views.wide(rows, "obs_status").loc[("lawyers", "_T"), "440310"] == "E"


def test_trend_has_the_years_in_order_with_changes(table):
    rows = views.trend(table, "lawyers", ["440310"])
    assert list(rows["time_period"]) == ["2021", "2022", "2023", "2025"]
    assert rows.set_index("time_period")["change"]["2023"] == pytest.approx(100 * (165 / 107 - 1))
    assert list(rows["previous_period"]) == ["", "2021", "2022", "2023"]


def test_a_rate_changes_in_points():
    rows = made.observe(figure("mediation_success_rate", 98), figure("mediation_success_rate", 97.2, period="2021"))
    assert views.trend(rows, "mediation_success_rate")["change"].iloc[1] == pytest.approx(0.8)


def test_no_change_between_periods_of_other_length():
    rows = made.observe(
        figure("legal_aid_cases", 100, period="2023"), figure("legal_aid_cases", 95, period="2024-01/2024-11")
    )
    assert views.trend(rows, "legal_aid_cases")["change"].isna().all()


def test_trend_of_a_theme(table):
    rows = views.trend(table, theme="lawyers")
    assert set(rows["theme"]) == {"lawyers"}
    assert rows["indicator"].nunique() == 5


def test_profile_is_the_latest_of_everything(table):
    rows = views.profile(table, "440310")
    assert one(rows, indicator="legal_aid_cases")["time_period"] == "2023"
    assert one(rows, indicator="legal_aid_cases")["previous_value"] == 624
    assert not rows.duplicated(["indicator", "breakdown"]).any()
    assert set(rows["ref_area"]) == {"440310"}


def test_targets_of_the_plans(table):
    rows = plan_targets.targets(table, made.gold())
    assert len(rows) == made.gold()["status"].eq("target").sum()
    villages = one(rows, indicator="demo_villages")
    assert (villages["value"], villages["year"], villages["reason"]) == (10, 2024, "no_report")
    assert one(rows, indicator="publicity_sessions")["reason"] == "part_target"
    assert rows.loc[rows["indicator"].eq(""), "reason"].eq("no_indicator").all()
    assert rows["reason_zh"].ne("").equals(rows["reason"].ne(""))


@pytest.mark.parametrize(
    ("result", "period", "met", "reason"),
    [
        (12, "2024", "yes", ""),
        (8, "2024", "no", ""),
        (8, "2024-01/2024-11", "", "partial_result"),
        (12, "2024-01/2024-11", "yes", ""),
    ],
)
def test_a_target_with_the_result_of_its_year(result, period, met, reason):
    rows = made.panel(
        figure("demo_villages", 10, period="2024", status="target", doc_id="plan-2024"),
        figure("demo_villages", result, period=period),
    )
    found = plan_targets.targets(rows).iloc[0]
    assert (found["result_value"], found["met"], found["reason"]) == (result, met, reason)


def test_targets_by_area_and_year(table):
    assert set(plan_targets.targets(table, made.gold(), area="441900")["doc_id"]) == {"dongguan-2024-plan"}
    assert set(plan_targets.targets(table, made.gold(), year=2021)["doc_id"]) == {"guangdong-2021-plan"}


def test_coverage_counts_with_zeros(table):
    counts = views.coverage(table, made.gold())
    assert len(counts) == counts["ref_area"].nunique() * counts["year"].nunique() * len(lexicon.themes())
    lawyers = one(counts, ref_area="441900", year=2022, theme="lawyers")
    expected = (
        made.gold()
        .query("doc_id == 'dongguan-2022-report'")["indicator"]
        .isin(["law_firms", "lawyers", "law_firms_assessed", "lawyers_assessed"])
        .sum()
    )
    assert (lawyers["figures"], lawyers["reported"], lawyers["reference"]) == (expected, 4, 0)
    assert one(counts, ref_area="440700", year=2022, theme="lawyers")["observations"] == 0
    assert one(counts, ref_area="441900", year=2024, theme="publicity")["targets"] == 1


def test_an_empty_panel_compares_to_nothing(table):
    empty = table.iloc[:0]
    assert views.compare(empty, 2022).empty
    assert views.trend(empty, "lawyers").empty
    assert plan_targets.targets(empty).empty
    assert views.coverage(empty, made.gold().iloc[:0]).empty
    rows = views.compare(empty, 2022, areas=["441900"], indicators=["lawyers"], per="population")
    assert list(rows["reason"]) == ["no_report"]


def test_comparing_changes_nothing(table):
    before = table.copy()
    views.rank(views.compare(table, 2022, match="nearest", per="population"))
    pd.testing.assert_frame_equal(table, before)


def test_the_way_of_counting_that_most_areas_share_is_taken_and_the_others_are_named():
    rows = [
        figure("reconsideration_applications", 684, "441900", verb="收到"),
        figure("reconsideration_applications", 592, "441900", verb="受理"),
        figure("reconsideration_applications", 300, "440700", verb="受理"),
        figure("reconsideration_applications", 400, "440600", verb="受理"),
        figure("reconsideration_applications", 90, "440400", verb="办结"),
    ]
    table = views.compare(made.observe(*rows), 2022, indicators=["reconsideration_applications"]).set_index("ref_area")
    assert dict(table["obs_value"]) == {"441900": 592, "440700": 300, "440600": 400, "440400": 90}
    assert dict(table["obs_status"]) == {"441900": "A", "440700": "A", "440600": "A", "440400": "D"}
    assert "收到 684" in table.loc["441900", "comment_obs"]
    ranked = views.rank(table.reset_index()).set_index("ref_area")
    assert dict(ranked["rank"]) == {"441900": "1", "440600": "2", "440700": "3", "440400": ""}
    assert ranked.loc["440400", "rank_note"] == "definition"


def test_received_goes_before_accepted_where_as_many_areas_have_either():
    rows = [
        figure("reconsideration_applications", 684, "441900", verb="收到"),
        figure("reconsideration_applications", 592, "441900", verb="受理"),
    ]
    table = views.compare(made.observe(*rows), 2022, indicators=["reconsideration_applications"])
    assert list(table["obs_value"]) == [684]


def test_a_trend_keeps_to_one_way_of_counting():
    rows = [
        figure("reconsideration_applications", 684, period="2022", verb="收到"),
        figure("reconsideration_applications", 592, period="2022", verb="受理"),
        figure("reconsideration_applications", 500, period="2021", verb="受理"),
        figure("reconsideration_applications", 450, period="2020", verb="办结"),
    ]
    table = views.trend(made.observe(*rows), ["reconsideration_applications"]).set_index("year")
    assert dict(table["obs_value"]) == {2020: 450, 2021: 500, 2022: 592}
    assert table.loc[2022, "change"] == pytest.approx(18.4)
    assert pd.isna(table.loc[2021, "change"])
    assert table.loc[2020, "obs_status"] == "D"

"""What makes two figures of one name incomparable: one case at least for every trap the suite knows."""

import made
import pytest
from made import figure, one, refer

from lib.comparison import views
from lib.observations import reason_codes


def compared(table, year=2022, **options):
    return views.compare(table, year, **options)


@pytest.mark.parametrize(
    ("first", "second", "warned"),
    [
        ("新收", "受理", True),
        ("收办", "新收", False),
        ("受理", "办结", True),
        ("办理", "办结", True),
        ("受理", "受理", False),
        ("受理", "", False),
    ],
)
def test_received_accepted_and_closed_are_told_apart(first, second, warned):
    table = made.observe(
        figure("reconsideration_applications", 2041, verb=first),
        figure("reconsideration_applications", 1557, "440700", verb=second),
    )
    rows = compared(table, indicators=["reconsideration_applications"])
    assert list(rows["verb"]) == [second, first] or list(rows["verb"]) == [first, second]
    assert reason_codes.has(rows["warnings"], "verbs_differ").all() == warned
    if warned:
        assert first in rows["warning_zh"][0]
        assert second in rows["warning_zh"][0]


def test_three_mediation_rates_are_three_indicators():
    table = made.panel(
        figure("mediation_success_rate", 98, period="2024"),
        figure("reconsideration_mediation_rate", 36.95, period="2024"),
        figure("arbitration_settlement_rate", 60, period="2024"),
    )
    rates = table[table["indicator"].str.endswith("rate") & table["origin"].eq("reported")]
    assert dict(zip(rates["indicator"], rates["obs_value"], strict=True)) == {
        "mediation_success_rate": 98,
        "reconsideration_mediation_rate": 36.95,
        "arbitration_settlement_rate": 60,
    }
    assert list(table.loc[table["indicator"].eq("mediation_failure_rate"), "obs_value"]) == [2]


def test_a_share_mediated_or_withdrawn_is_another_definition():
    table = refer(
        ("reconsideration_mediation_rate", "000000", "2024", 26.3),
        note="share mediated or withdrawn (调撤结案率): definition differs",
    )
    assert table["obs_status"][0] == "D"
    assert "撤回" in table["comment_obs"][0]


def test_resolution_rates_without_a_stated_meaning_differ():
    table = made.observe(
        figure("reconsideration_resolution_rate", 92.1, "440700", sentence="行政復議實質化解率92.1%。"),
        figure(
            "reconsideration_resolution_rate", 93.91, "440400", sentence="案件经复议后未进入诉讼,实质化解率93.91%。"
        ),
        figure("reconsideration_resolution_rate", 14.1, "442000", sentence="以纠错、调解等方式实质化解率14.1%。"),
        figure("reconsideration_resolution_rate", 90, "440600", sentence="經復議後未進入訴訟,實質化解率90%。"),
    ).set_index("ref_area")
    assert dict(table["obs_status"]) == {"440700": "D", "440400": "A", "442000": "A", "440600": "A"}
    assert dict(table["definition"]) == {
        "440700": "",
        "440400": "not_sued",
        "442000": "corrected_or_settled",
        "440600": "not_sued",
    }
    same = compared(table.reset_index(), areas=["440400", "440600"], indicators=["reconsideration_resolution_rate"])
    other = compared(table.reset_index(), areas=["440400", "442000"], indicators=["reconsideration_resolution_rate"])
    assert not reason_codes.has(same["warnings"], "definitions_differ").any()
    assert reason_codes.has(other["warnings"], "definitions_differ").all()


def test_resolved_is_the_base_not_the_success():
    table = made.gold_panel()
    handled = one(table, indicator="mediation_cases", ref_area="440000", time_period="2022")
    assert handled["verb"] == "化解"
    rate = one(table, indicator="mediation_success_rate", ref_area="440000", time_period="2022")
    successes = one(table, indicator="mediation_successes", ref_area="440000", time_period="2022")
    assert round(100 * successes["obs_value"] / handled["obs_value"], 2) == rate["obs_value"] == 98.49


@pytest.mark.parametrize(("unit", "flag"), [("次", "D"), ("轮次", "D"), ("件", "A"), ("宗", "A")])
def test_screening_counts_rounds_or_disputes(unit, flag):
    row = made.observe(figure("disputes_screened", 148429, unit=unit)).iloc[0]
    assert row["obs_status"] == flag
    assert ("次数" in row["comment_obs"]) == (flag == "D")


def test_appearances_in_person_times_differ_from_cases():
    rows = made.gold_panel().query("indicator == 'litigation_appearances' and ref_area == '440000'")
    assert len(rows)
    assert rows["obs_status"].eq("D").any()
    assert rows.loc[rows["obs_status"].eq("D"), "comment_obs"].str.contains("人次").all()


def test_another_unit_is_another_thing():
    row = made.observe(figure("legal_aid_cases", 5000, unit="人", unit_measure="person")).iloc[0]
    assert (row["obs_status"], row["reasons"].split()[0]) == ("D", "unit_differs=person")
    assert "“人”" in row["comment_obs"] and "people" in row["comment_en"]
    assert "person" not in row["comment_obs"] + row["comment_en"]


def test_duty_lawyer_help_is_subtracted_where_printed():
    sentence = "组织办理法律援助案件1428宗(含法律帮助804宗)。"
    words = {"sentence": sentence, "suffix": "宗(含法律帮助804宗)。", "period": "2022"}
    table = made.panel(figure("legal_aid_cases", 1428, **words), figure("legal_aid_duty_lawyer", 804))
    whole = one(table, indicator="legal_aid_cases", breakdown="含法律帮助")
    net = one(table, indicator="legal_aid_cases", breakdown="_T")
    assert (whole["obs_value"], whole["obs_status"], whole["origin"]) == (1428, "D", "reported")
    assert (net["obs_value"], net["origin"], net["rule"]) == (1428 - 804, "derived", "subtraction")
    assert net["inputs"].split() == ["legal_aid_cases|441900|2022|含法律帮助", "legal_aid_duty_lawyer|441900|2022|_T"]


def test_duty_lawyer_help_is_flagged_where_it_cannot_be_subtracted():
    included = made.panel(figure("legal_aid_cases", 1428, suffix="宗,含法律帮助。"))
    assert list(included["obs_status"]) == ["D"]
    silent = made.panel(figure("legal_aid_cases", 10034))
    assert "未单列" in silent["comment_obs"][0]
    assert silent["obs_status"][0] == "A"


def test_the_reference_value_says_what_was_subtracted():
    row = one(made.gold_panel(), indicator="legal_aid_cases", ref_area="440310", time_period="2022")
    assert (row["obs_value"], row["origin"]) == (624, "reference")
    assert "已减去" in row["comment_obs"]


def test_one_institution_never_stands_for_a_city():
    """Jiangmen's service centre: 267 legal aid cases and 5,392 notarial ones, beside the city's 5,283 cases."""
    table = made.gold_panel()
    assert not table["obs_value"].isin([267, 5392, 3326]).any()
    for match in ("exact", "nearest"):
        rows = compared(table, 2024, match=match, figures=made.gold())
        city = rows[rows["ref_area"].eq("440700")].set_index("indicator")
        assert city.loc["legal_aid_cases", "obs_value"] == 5283
        assert city.loc["notarial_cases", "obs_value"] != 5392
    assert (
        compared(table, 2024, figures=made.gold())
        .set_index(["indicator", "ref_area"])
        .loc[("notarial_cases", "440700"), "reason"]
        == "part_only"
    )


def test_part_of_a_year_is_shown_with_its_months():
    table = made.gold_panel()
    reported = table[
        table["ref_area"].eq("440700") & table["time_period"].eq("2024-01-01/P11M") & table["origin"].eq("reported")
    ]
    assert len(reported) == 16
    plain = reported[~reported["indicator"].eq("reconsideration_resolution_rate")]
    assert set(plain["obs_status"]) == {"A"}
    assert set(plain["coverage"]) == {"part_of_year", "as_of"}
    assert plain["comment_obs"].str.contains("1-11月|11月底", regex=True).all()
    city = compared(table, 2024, areas=["440700"], indicators=["legal_aid_cases"]).iloc[0]
    assert (city["obs_value"], city["coverage"], city["time_period"]) == (5283, "part_of_year", "2024-01-01/P11M")


def test_an_annualised_value_is_an_estimate_on_request_only():
    table = made.gold_panel()
    row = one(table, indicator="legal_aid_cases", ref_area="440700", rule="annualised")
    assert (row["obs_value"], row["obs_status"], row["time_period"]) == (round(5283 / 11 * 12), "E", "2024")
    asked = compared(table, 2024, areas=["440700"], indicators=["legal_aid_cases"], estimates=True).iloc[0]
    assert (asked["obs_value"], asked["obs_status"]) == (row["obs_value"], "E")
    assert "11个月" in asked["comment_obs"]


@pytest.mark.parametrize(
    ("period", "offered"),
    [("2024-01/2024-06", True), ("2024-01/2024-03", False), ("2024-04/2024-12", False), ("2024", False)],
)
def test_which_periods_are_annualised(period, offered):
    table = made.panel(
        figure("legal_aid_cases", 900, period=period),
        figure("lawyers", 50, period=period),
        figure("mediation_success_rate", 98, period=period),
    )
    scaled = table[table["rule"].eq("annualised")]
    assert list(scaled["indicator"]) == (["legal_aid_cases"] if offered else [])


def test_several_years_added_up_are_no_yearly_value():
    table = made.observe(figure("village_counsel_services", 46604, "440700", "2019/2021"))
    assert (table["time_period"][0], table["obs_status"][0]) == ("2019-01-01/P3Y", "D")
    rows = compared(table, 2021, indicators=["village_counsel_services"])
    assert list(rows["reason"]) == ["cumulated_only"]
    assert views.trend(table, "village_counsel_services").empty


def test_the_law_of_2024_breaks_the_series():
    table = made.observe(
        *(
            figure("reconsideration_applications", value, period=year)
            for year, value in (("2022", 2041), ("2023", 2100), ("2024", 4000), ("2025", 4100))
        )
    )
    assert dict(zip(table["time_period"], table["obs_status"], strict=True)) == {
        "2022": "A",
        "2023": "A",
        "2024": "B",
        "2025": "A",
    }
    assert "新行政复议法" in table.loc[table["obs_status"].eq("B"), "comment_obs"].iloc[0]
    history = views.trend(table, "reconsideration_applications")
    assert list(history["break_before"]) == [False, False, True, False]


def test_a_break_needs_a_series_that_crosses_it():
    assert made.observe(figure("reconsideration_applications", 1557, period="2024"))["obs_status"][0] == "A"
    assert (
        made.observe(figure("legal_aid_cases", 1, period="2023"), figure("legal_aid_cases", 2, period="2024"))[
            "obs_status"
        ]
        .eq("A")
        .all()
    )


def test_values_on_both_sides_of_a_break_are_warned_of():
    table = made.observe(
        figure("reconsideration_applications", 2041, period="2023"),
        figure("reconsideration_applications", 1557, "440700", "2024"),
    )
    rows = compared(table, 2023, indicators=["reconsideration_applications"], match="nearest")
    assert reason_codes.has(rows["warnings"], "break_between").all()
    assert "2024年1月1日" in rows["warning_zh"][0]


@pytest.mark.parametrize(
    ("area", "year", "flag"),
    [("440400", 2018, "B"), ("440100", 2021, "B"), ("440400", 2021, "A"), ("441900", 2018, "A")],
)
def test_concentrated_jurisdiction_breaks_one_citys_series(area, year, flag):
    table = made.observe(
        figure("reconsideration_applications", 100, area, str(year - 1)),
        figure("reconsideration_applications", 153, area, str(year)),
    )
    assert one(table, time_period=str(year))["obs_status"] == flag


def test_populations_from_before_the_census_divide_nothing():
    table = made.observe(
        figure("lawyers", 100, period="2019"),
        figure("lawyers", 110, period="2021"),
        reference=refer(
            ("population_resident", "441900", "2019", 8_000_000), ("population_resident", "441900", "2021", 10_536_800)
        ),
    )
    assert one(table, indicator="population_resident", time_period="2021")["obs_status"] == "B"
    before = compared(table, 2019, indicators=["lawyers"], per="population").iloc[0]
    after = compared(table, 2021, indicators=["lawyers"], per="population").iloc[0]
    assert before["reason"] == "no_denominator"
    assert after["obs_value"] == pytest.approx(110 / 10_536_800 * 100_000, abs=1e-6)
    assert after["denominator_period"] == "2021"


def test_the_day_of_the_census_itself_is_a_denominator():
    table = made.observe(
        figure("lawyers", 100, period="2020"),
        reference=refer(("population_resident", "441900", "2020-11-01", 10_466_625)),
    )
    row = compared(table, 2020, indicators=["lawyers"], per="population").iloc[0]
    assert (row["denominator_value"], row["denominator_period"]) == (10_466_625, "2020-11-01")


def test_registered_population_is_no_denominator(tmp_path):
    from lib.observations import reference
    from lib.project import CityStatsError, Project

    folder = tmp_path / "data/raw/reference"
    folder.mkdir(parents=True)
    head = ",".join(reference.COLUMNS)
    (folder / "population.csv").write_text(
        f"{head}\npopulation_registered,441900,2021,2790000,person,exact,,,,official,,,\n", "utf-8"
    )
    with pytest.raises(CityStatsError, match="population_registered"):
        reference.load(Project(tmp_path))


def test_levels_are_shown_and_never_added():
    table = made.observe(
        figure("lawyers", 165, "440310"), figure("lawyers", 20000, "440300"), figure("lawyers", 65000, "440000")
    )
    rows = compared(table, indicators=["lawyers"]).set_index("ref_area")
    assert dict(rows["level"]) == {"440000": "province", "440300": "city", "440310": "district"}
    assert reason_codes.has(rows["warnings"], "nested_areas").all()
    assert "lawyers" not in set(table.loc[table["origin"].eq("derived"), "indicator"])
    side_by_side = compared(table, areas=["440310"], indicators=["lawyers"])
    assert not reason_codes.has(side_by_side["warnings"], "nested_areas").any()


def test_kinds_of_lawyers_are_named_where_printed():
    table = made.observe(
        figure("lawyers", 100, suffix="人,其中专职律师80人、公职律师20人。"),
        figure("lawyers", 4936, "440700", suffix="人。"),
    )
    words = dict(zip(table["ref_area"], table["comment_obs"], strict=True))
    assert "专职、公职" in words["441900"]
    assert "未注明" in words["440700"]


@pytest.mark.parametrize(
    ("qualifier", "lower", "upper", "word"),
    [
        ("over", 110e6, None, "逾"),
        ("under", None, 110e6, "近"),
        ("about", None, None, "约"),
        ("at_least", 110e6, None, "不少于"),
        ("exact", 110e6, 110e6, ""),
    ],
)
def test_approximate_values_keep_their_bound(qualifier, lower, upper, word):
    row = made.observe(figure("legal_aid_recovered", 110e6, text="1.1亿", qualifier=qualifier, measure="amount")).iloc[
        0
    ]
    assert (row["lower"] if lower else lower) == lower
    assert (row["upper"] if upper else upper) == upper
    assert row["qualifier"] == qualifier
    assert word in row["comment_obs"]


def test_rates_near_the_ceiling_call_for_volumes_and_failures():
    table = made.panel(figure("mediation_success_rate", 98.3), figure("mediation_success_rate", 99.1, "440700"))
    rows = compared(table, indicators=["mediation_success_rate"])
    assert reason_codes.has(rows["warnings"], "near_ceiling").all()
    failures = compared(table, indicators=["mediation_failure_rate"]).set_index("ref_area")["obs_value"]
    assert failures["441900"] / failures["440700"] == pytest.approx(1.7 / 0.9)
    apart = made.panel(figure("mediation_success_rate", 98.3), figure("mediation_success_rate", 80, "440700"))
    assert not reason_codes.has(
        compared(apart, indicators=["mediation_success_rate"])["warnings"], "near_ceiling"
    ).any()


def test_a_rate_and_its_parts_and_parts_that_do_not_add_up():
    """98 against 98.03, and 374 against 359: tests/test_checks.py has the variants."""
    from lib.checks import consistency

    found = consistency.run(made.gold(), made.gold_panel())
    rate = one(found, check="rate_parts", ref_area="440310")
    assert (rate["found"], round(rate["expected"], 2), rate["severity"]) == (98, 98.03, "info")
    permits = one(found, check="parts_total", indicator="lawyer_permits")
    assert (permits["found"], permits["expected"], permits["difference"], permits["severity"]) == (
        374,
        359,
        15,
        "warning",
    )
    assert one(made.gold_panel(), indicator="lawyer_permits", rule="")["obs_value"] == 374


@pytest.mark.parametrize(
    ("reasons", "flag"),
    [
        ("part_of_year=1-3", "A"),
        ("provisional part_of_year=1-3", "P"),
        ("part_of_year=1-3 definition_differs", "D"),
        ("annualised=11 year_inferred", "E"),
        ("year_inferred provisional", "U"),
        ("break=census_2020 definition_differs from_growth", "B"),
        ("over verb=受理", "A"),
        ("", "A"),
    ],
)
def test_one_flag_by_precedence_all_reasons_in_words(reasons, flag):
    assert reason_codes.status(reasons) == flag
    for lang in ("zh", "en"):
        assert len(
            [text for text in reason_codes.words(reasons, lang).split(reason_codes.SEPARATORS[lang]) if text]
        ) == len(reasons.split())

import made
import pytest
from made import figure, one, refer

from lib.comparison import views

POPULATION = ("population_resident", "441900", "2022", 10_437_000)


def per(table, year=2022, by="population", **options):
    return views.compare(table, year, per=by, **options)


def test_per_hundred_thousand_residents_with_the_denominators_own_source():
    row = one(per(made.gold_panel(), indicators=["lawyers"]), ref_area="441900")
    assert row["obs_value"] == pytest.approx(4936 / 104.37, abs=1e-6)
    assert (row["denominator_value"], row["denominator_period"], row["denominator_grade"]) == (
        10_437_000,
        "2022",
        "repost",
    )
    assert row["denominator_source"] == "粤港澳大湾区人口"
    assert row["unit_measure"] == "person_per_100k"
    assert row["inputs"] == "lawyers|441900|2022|_T population_resident|441900|2022|_T"
    for words, grade in ((row["method"], "转载官方材料"), (row["method_en"], "official material reposted")):
        assert all(part in words for part in ("4,936", "10,437,000", "2022", grade, "100,000"))


def test_bounds_follow_value_and_denominator():
    table = made.observe(
        figure("legal_aid_recovered", 1.1e8, text="1.1亿", qualifier="over", measure="amount"),
        reference=refer(POPULATION),
    )
    row = per(table, indicators=["legal_aid_recovered"]).iloc[0]
    assert row["lower"] == pytest.approx(1.1e8 / 10_437_500 * 1e5, rel=1e-6)
    assert row["upper"] == pytest.approx(1.2e8 / 10_436_500 * 1e5, rel=1e-6)


@pytest.mark.parametrize(
    ("years", "used"), [(("2022", "2023"), "2022"), (("2021", "2023"), "2021"), (("2023",), "2023"), (("2024",), None)]
)
def test_the_denominators_year(years, used):
    table = made.observe(
        figure("lawyers", 100),
        reference=refer(*(("population_resident", "441900", year, 1_000_000 + int(year)) for year in years)),
    )
    row = per(table, indicators=["lawyers"]).iloc[0]
    if used is None:
        assert row["reason"] == "no_denominator"
        assert row["obs_value"] != row["obs_value"]
    else:
        assert (row["denominator_period"], row["denominator_value"]) == (used, 1_000_000 + int(used))
        assert (f"{used}年" in row["comment_obs"]) == (used != "2022")


def test_a_weak_denominator_makes_a_weak_value():
    row = one(per(made.gold_panel(), 2023, indicators=["lawyers"], match="nearest"), ref_area="440310")
    assert (row["denominator_grade"], row["obs_status"]) == ("compiled", "U")
    assert "分母" in row["comment_obs"]


def test_per_lawyer_only_of_the_same_year():
    row = one(per(made.gold_panel(), by="lawyers", indicators=["legal_aid_cases"]), ref_area="441900")
    assert row["obs_value"] == pytest.approx(10034 / 4936, abs=1e-6)
    assert row["unit_measure"] == "case_per_lawyer"
    assert row["denominator_source"].startswith("东莞市司法局2022年")
    derived = one(per(made.gold_panel(), by="lawyers", indicators=["legal_aid_cases"]), ref_area="440310")
    assert derived["obs_value"] == pytest.approx(624 / 107, abs=1e-6)
    assert "counted as" in derived["comment_en"]


@pytest.mark.parametrize(
    ("indicator", "by"),
    [("mediation_success_rate", "population"), ("mediation_success_rate", "lawyers"), ("lawyers", "lawyers")],
)
def test_what_is_not_divided(indicator, by):
    row = one(per(made.gold_panel(), by=by, indicators=[indicator]), ref_area="441900")
    assert row["reason"] == "not_scaled"
    assert row["obs_value"] != row["obs_value"]


def test_months_and_missing_values_stay_what_they_are():
    rows = per(made.gold_panel(), 2024, indicators=["legal_aid_cases", "lawyers"]).set_index(["indicator", "ref_area"])
    partial = rows.loc[("legal_aid_cases", "440700")]
    assert partial["time_period"] == "2024-01-01/P11M"
    assert partial["coverage"] == "part_of_year"
    assert partial["obs_status"] == "U"  # its denominator is compiled by a third party
    assert partial["denominator_period"] == "2023"
    assert rows.loc[("lawyers", "440700"), "reason"] == "not_printed"

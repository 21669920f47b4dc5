"""Derived values, each computed another way: by search, by fractions, by hand."""

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import made
import pytest
from made import figure, growth, one

from lib.lexicon import codelists


def rounds_to(earlier: int, now: int, printed: str) -> bool:
    """Whether `earlier` to `now` is a growth that is printed as `printed`, in exact arithmetic."""
    decimals = len(printed.partition(".")[2])
    exact = Fraction(now, earlier) * 100 - 100
    return abs(exact - Fraction(printed)) <= Fraction(1, 2 * 10**decimals)


@pytest.mark.parametrize(
    ("indicator", "area", "year", "now", "printed", "expected"),
    [
        ("reconsideration_applications", "441900", "2021", 2041, "64.6", 1240),
        ("litigation_defendant_cases", "441900", "2021", 1402, "107", 677),
        ("law_firms", "440310", "2022", 25, "38.9", 18),
        ("lawyers", "440310", "2022", 165, "54.2", 107),
    ],
)
def test_the_year_before_from_its_growth(indicator, area, year, now, printed, expected):
    row = one(made.gold_panel(), indicator=indicator, ref_area=area, time_period=year)
    assert (row["obs_value"], row["origin"], row["rule"], row["obs_status"]) == (
        expected,
        "derived",
        "previous_year",
        "E",
    )
    possible = [earlier for earlier in range(1, 3 * now) if rounds_to(earlier, now, printed)]
    assert expected in possible
    assert row["lower"] <= min(possible)
    assert row["upper"] >= max(possible)
    assert not rounds_to(int(row["lower"]) - 1, now, printed)
    assert not rounds_to(int(row["upper"]) + 2, now, printed)
    assert len(row["figure_ids"].split()) == 2
    assert row["inputs"] == f"{indicator}|{area}|{int(year) + 1}|_T"
    for words in (row["method"], row["method_en"]):
        assert f"{now:,}" in words
        assert f"+{printed}%" in words


@pytest.mark.parametrize(
    ("percent", "unit", "value", "indicator", "expected"),
    [
        (-20, "%", 80, "lawyers", 100),
        (3.5, "个百分点", 98.5, "mediation_success_rate", 95),
        (6, "件", 30, "legal_aid_cases", 24),
        (100, "%", 50, "lawyers", 25),
    ],
)
def test_falls_points_and_absolute_changes(percent, unit, value, indicator, expected):
    table = made.panel(figure(indicator, value), growth(indicator, percent, unit=unit, text=f"{percent:g}"))
    row = one(table, indicator=indicator, time_period="2021")
    assert row["obs_value"] == pytest.approx(expected)
    assert row["lower"] <= row["obs_value"] <= row["upper"]


@pytest.mark.parametrize("percent", [-100, -150])
def test_a_fall_to_nothing_tells_no_year_before(percent):
    assert len(made.panel(figure("lawyers", 0), growth("lawyers", percent))) == 1


def test_growth_of_a_part_of_the_year_is_against_the_same_months():
    table = made.panel(
        figure("legal_aid_cases", 110, period="2024-01/2024-11"),
        growth("legal_aid_cases", 10, period="2024-01/2024-11"),
    )
    row = one(table, rule="previous_year")
    assert (row["time_period"], row["obs_value"], row["obs_status"]) == ("2023-01-01/P11M", 100, "E")
    assert "1-11月" in row["comment_obs"]


def test_what_is_printed_is_never_replaced():
    table = made.panel(figure("lawyers", 165), growth("lawyers", 54.2), figure("lawyers", 111, period="2021"))
    assert one(table, time_period="2021")["obs_value"] == 111


def test_a_rate_from_its_parts():
    row = one(
        made.panel(figure("mediation_cases", 3302), figure("mediation_successes", 3237)),
        indicator="mediation_success_rate",
    )
    assert row["obs_value"] == pytest.approx(float(Fraction(3237, 3302) * 100), abs=1e-4)
    assert (row["obs_status"], row["unit_measure"], row["rule"]) == ("A", "percent", "ratio")
    assert row["inputs"] == "mediation_successes|441900|2022|_T mediation_cases|441900|2022|_T"


def test_a_rate_whose_base_is_assumed_is_flagged():
    row = one(made.gold_panel(), indicator="reconsideration_mediation_rate", ref_area="441900")
    assert (row["obs_value"], row["obs_status"]) == (pytest.approx(681 / 2041 * 100, abs=1e-4), "D")
    assert "分母" in row["comment_obs"]


def test_a_part_from_its_rate_with_the_interval_of_both():
    """近5.9万 cases, 98.3% of them: 58,000 x 98.25% to 59,000 x 98.35%."""
    row = one(made.gold_panel(), indicator="mediation_successes", ref_area="441900")
    assert row["obs_value"] == round(59000 * 0.983)
    assert (row["lower"], row["upper"]) == (pytest.approx(58000 * 0.9825), pytest.approx(59000 * 0.9835))
    assert (row["rule"], row["obs_status"], row["qualifier"]) == ("part_from_rate", "E", "about")


def test_a_whole_from_its_part():
    row = one(
        made.panel(figure("mediation_successes", 970), figure("mediation_success_rate", 97.0, text="97.0%")),
        indicator="mediation_cases",
    )
    assert row["obs_value"] == 1000
    assert row["lower"] <= 970 / 0.9705 + 0.01
    assert row["upper"] >= 970 / 0.9695 - 0.01


def test_rate_and_parts_of_different_sources_are_not_mixed():
    table = made.panel(figure("mediation_cases", 3302), figure("mediation_successes", 3237, doc_id="other-2022"))
    assert "mediation_success_rate" not in set(table["indicator"])


def test_a_total_only_from_every_declared_breakdown():
    parts = [
        figure("normative_documents_reviewed", value, breakdown=name)
        for name, value in (("市政府", 20), ("部门", 97), ("镇街", 142))
    ]
    row = one(made.panel(*parts), breakdown="_T")
    assert (row["obs_value"], row["rule"], row["obs_status"]) == (259, "total", "A")
    assert row["inputs"].count("|") == 9
    assert len(row["figure_ids"].split()) == 3
    assert made.panel(*parts[:2])["breakdown"].ne("_T").all()
    other = made.panel(*parts[:2], parts[2] | {"doc_id": "another-2022"})
    assert other["breakdown"].ne("_T").all()


def test_grades_are_never_summed():
    rated = made.gold_panel().query("indicator == 'mediators_rated' and origin == 'derived'")
    assert rated.empty


def test_failures_are_what_is_left_of_a_hundred():
    row = one(made.panel(figure("mediation_success_rate", 98.3, text="98.3%")), indicator="mediation_failure_rate")
    assert (row["obs_value"], row["lower"], row["upper"]) == (
        pytest.approx(1.7),
        pytest.approx(1.65),
        pytest.approx(1.75),
    )


RECOMPUTE = {
    "ratio": lambda values: values[0] / values[1] * 100,
    "part_from_rate": lambda values: round(values[0] / 100 * values[1]),
    "total": sum,
    "complement": lambda values: 100 - values[0],
}


def test_every_derived_value_can_be_recomputed_from_its_inputs():
    table = made.gold_panel()
    known = {
        "|".join(key): row
        for key, row in zip(
            table[["indicator", "ref_area", "time_period", "breakdown"]].to_numpy(),
            table.to_dict("records"),
            strict=True,
        )
    }
    derived = table[table["origin"].isin(["derived", "extrapolated"])]
    assert set(derived["rule"]) == {"previous_year", "annualised", *RECOMPUTE}
    assert set(derived.loc[derived["origin"].eq("extrapolated"), "rule"]) == {"annualised"}
    for row in derived.to_dict("records"):
        inputs = [known[key] for key in row["inputs"].split()]
        values = [entry["obs_value"] for entry in inputs]
        if row["rule"] == "previous_year":
            expected = round(values[0] / (100 + inputs[0]["growth"]) * 100)
        elif row["rule"] == "annualised":
            expected = round(values[0] * 12 / int(inputs[0]["time_period"][-3:-1]))
        else:
            expected = RECOMPUTE[row["rule"]](values)
        assert row["obs_value"] == pytest.approx(expected, abs=1e-4), row["inputs"]
        assert row["method"]
        assert row["method_en"]
        reported = [figure_id for entry in inputs for figure_id in entry["figure_ids"].split()]
        assert set(reported) <= set(row["figure_ids"].split())
        assert row["indicator"] in codelists.indicators()


def test_deriving_again_gives_nothing_new():
    from lib.observations.derived import derive

    table = made.gold_panel()
    assert derive(table).empty


def test_the_true_year_before_is_always_inside_the_interval():
    """500 made-up pairs of years, the growth rounded half up to 0-2 digits as an office would print it."""
    draw = random.Random(20241101)
    truth, rows = {}, []
    for number in range(500):
        area, earlier, now = f"{500000 + number}", draw.randint(3, 60_000), draw.randint(3, 60_000)
        digits = draw.choice(["1", "0.1", "0.01"])
        printed = (Decimal(now) * 100 / earlier - 100).quantize(Decimal(digits), ROUND_HALF_UP)
        truth[area] = earlier
        rows += [figure("lawyers", now, area), growth("lawyers", float(printed), area, text=f"{abs(printed)}%")]
    derived = made.panel(*rows).query("rule == 'previous_year'").set_index("ref_area")
    possible = {area for area, row in derived.iterrows() if row["lower"] <= truth[area] <= row["upper"]}
    # A fall of nearly everything printed as 100% leaves no year before to compute.
    assert set(truth) - possible == set(truth) - set(derived.index)
    assert len(derived) > 480


def test_the_true_part_is_always_inside_the_interval():
    """Whole numbers and rates as printed: 近, 逾 and rounded ones, against the counts they stand for."""
    draw = random.Random(7)
    truth, rows = {}, []
    for number in range(300):
        area, whole = f"{500000 + number}", draw.randint(10_000, 90_000)
        part = whole - draw.randint(0, whole // 10)
        rate = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
        low = whole // 1000 * 1000
        word, value = draw.choice([("over", low), ("under", low + 1000), ("exact", whole)])
        text = f"{value}" if word == "exact" else f"{value / 10_000:.1f}万"
        truth[area] = part
        rows += [
            figure("mediation_cases", value, area, text=text, qualifier=word),
            figure("mediation_success_rate", float(rate), area, text=f"{rate}%"),
        ]
    derived = made.panel(*rows).query("rule == 'part_from_rate'").set_index("ref_area")
    assert len(derived) == 300
    for area, row in derived.iterrows():
        assert row["lower"] - 0.01 <= truth[area] <= row["upper"] + 0.01, rows

import itertools

import pandas as pd
import panels
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import lexicon
from lib.comparison import comparability
from lib.comparison.comparability import apart, extremes, peers, surely_above, times, verdict

CITIES = ["440100", "440300", "440400", "440600", "440700", "441900", "442000"]


def case(value: float | None = 100, area: str = "441900", period: str = "2022", **more: object) -> dict[str, object]:
    return panels.row("legal_aid_cases", area, value, period, **more)


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (case(50, "440700"), ()),
        (case(50, "440310"), ("level",)),
        (case(50, "440000"), ("level",)),
        (case(50, "440700", "2021"), ("year",)),
        (case(50, "440700", "2022-01-01/P11M"), ("months",)),
        (case(50, "440700", definition="closed"), ("definition",)),
        (case(50, "440700", reasons="counts_person_times"), ("definition",)),
        (case(50, "440700", unit_measure="person"), ("unit",)),
        (case(50, "440700", breakdown="含法律帮助"), ("breakdown",)),
        (case(50, "440700", status="target"), ("target",)),
        (case(50, "440700", rule="annualised", origin="extrapolated"), ("extrapolated",)),
        (case(50, "440700", source_grade="compiled", reasons="grade_compiled"), ("grade",)),
        (case(50, "440700", reasons="denominator_weak"), ("grade",)),
        (case(50, "440700", reasons="conflict_open=7"), ("doubtful",)),
        (case(50, "440700", reasons="year_inferred"), ("doubtful",)),
        (case(None, "440700"), ("empty",)),
        (case(50, "440310", "2021", definition="closed"), ("level", "definition", "year")),
    ],
    ids=lambda given: " ".join(given) or "alike" if isinstance(given, tuple) else None,
)
@pytest.mark.parametrize("use", ["compare", "rank", "divide"])
def test_what_sets_two_values_apart(other, reasons, use):
    for pair in ((case(), other), (other, case())):
        found = verdict(*pair, use)
        assert set(reasons) <= set(found.reasons) if reasons else found.reasons == ()
        assert bool(found) is (not reasons)
        assert bool(found.words("zh")) is bool(found.words("en")) is bool(reasons)


def test_two_values_of_one_other_definition_count_the_same():
    closed = {"definition": "closed", "reasons": "verb=办结"}
    assert verdict(case(5, **closed), case(9, "440700", **closed))


def test_a_name_whose_meaning_neither_text_states_is_not_compared():
    unstated = {"reasons": "definition_unstated"}
    assert verdict(case(5, **unstated), case(9, "440700", **unstated)).reasons == ("definition",)


def test_numbers_that_may_be_the_same_are_in_no_order():
    over = case(20000, qualifier="over", precision=10000.0)
    assert verdict(over, case(25000, "440700"), "rank").reasons == ("overlap",)
    assert verdict(over, case(30001, "440700"), "rank")
    assert surely_above(case(30001, "440700"), over)
    assert not surely_above(over, case(30001, "440700"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (case(300), case(100, "440700"), (3, 3)),
        (case(300), case(100, "440700", qualifier="over", precision=100.0), (1.5, 3)),
        (case(300), case(0, "440700"), None),
        (case(300), case(100, "440700", qualifier="at_least"), None),
        (case(300), case(100, "440310"), None),
    ],
    ids=["exact", "bounds", "by nothing", "open bound", "another level"],
)
def test_a_multiple_lies_within_what_both_bounds_allow(one, other, expected):
    assert times(one, other) == expected


@pytest.mark.parametrize(
    ("earlier", "reasons"),
    [
        (case(90, period="2021"), ()),
        (case(90, period="2021-01-01/P6M"), ("months",)),
        (case(90, "440700", "2021"), ("area",)),
        (case(90, period="2021", definition="closed"), ("definition",)),
    ],
    ids=["the year before", "half a year", "another area", "another verb"],
)
def test_a_change_is_of_one_area_and_one_way_of_counting(earlier, reasons):
    assert verdict(case(), earlier, "change").reasons == reasons


def test_no_change_is_told_across_a_break():
    rows = [
        panels.row("reconsideration_applications", "441900", value, year) for year, value in (("2023", 5), ("2024", 9))
    ]
    assert verdict(*rows, "change").reasons == ("break",)


def test_the_largest_class_of_a_level_stands():
    rows = panels.frame(
        *(case(10 + at, area) for at, area in enumerate(CITIES[:4])),
        case(99, CITIES[4], "2021"),
        case(99, CITIES[5], definition="closed"),
        case(7, "440310"),
        case(None, CITIES[6]),
    )
    assert list(apart(rows, "rank")) == ["", "", "", "", "year", "definition", "alone", "empty"]
    [group] = peers(rows)
    assert list(group["obs_value"]) == [13, 12, 11, 10]
    most, least = extremes(group)
    assert (most["ref_area"], least["ref_area"]) == (CITIES[3], CITIES[0])


def test_two_alone_may_stand_side_by_side_but_are_not_ranked():
    rows = panels.frame(case(10, CITIES[0]), case(20, CITIES[1]))
    assert list(apart(rows)) == ["", ""]
    assert list(apart(rows, "rank")) == ["few", "few"]
    assert list(peers(rows)) == []


def test_an_end_that_bounds_leave_open_has_no_name():
    rows = panels.frame(
        case(10, CITIES[0]), case(2000, CITIES[1], qualifier="about", precision=1000.0), case(2500, CITIES[2])
    )
    [group] = peers(rows)
    most, least = extremes(group)
    assert most is None
    assert least["ref_area"] == CITIES[0]


VALUES = st.builds(
    case,
    st.one_of(st.none(), st.integers(0, 9)),
    st.sampled_from([*CITIES[:3], "440310", "440000", "999999"]),
    st.sampled_from(["2021", "2022", "2022-01-01/P6M"]),
    definition=st.sampled_from(["", "closed"]),
    reasons=st.sampled_from(["", "conflict_open=3", "counts_rounds"]),
    qualifier=st.sampled_from(["exact", "about", "at_least"]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(VALUES, max_size=8))
def test_pairs_and_columns_give_one_answer(values):
    """Rows that stand together in a column are allowed as pairs, and no row left out for its traits is allowed with them."""
    rows = pd.DataFrame(values, columns=list(case()))
    codes = apart(rows)
    level = rows["ref_area"].map(lambda area: lexicon.areas()[area].level if area in lexicon.areas() else "")
    records = rows.to_dict("records")
    for one, other in itertools.combinations(range(len(rows)), 2):
        if codes[one] == codes[other] == "":
            assert bool(verdict(records[one], records[other])) is bool(level[one] == level[other])
        elif level[one] == level[other] and "" in (codes[one], codes[other]):
            assert not verdict(records[one], records[other])


@settings(deadline=None, max_examples=60)
@given(st.lists(VALUES, min_size=2, max_size=2))
def test_the_order_of_two_is_antisymmetric(values):
    one, other = values
    assert not (surely_above(one, other) and surely_above(other, one))
    assert verdict(one, other).reasons == verdict(other, one).reasons or set(verdict(one, other).reasons) == set(
        verdict(other, one).reasons
    )


def test_every_code_has_words_in_both_languages():
    words = lexicon.comparability()["apart"]
    assert {name for names in comparability.TRAITS.values() for name in names} <= set(words)
    assert all(entry["zh"] and entry["en"] for entry in words.values())


def test_every_rule_names_codes_that_exist():
    rules = lexicon.comparability()
    for name in ("unknowable", "weak"):
        assert set(rules["standing"][name]) <= set(rules["reasons"])


def test_a_denominator_must_be_near_and_known():
    rule = {"indicator": "population_resident", "max_gap": 1, "factor": 1, "unit": "", "from": ""}
    rows = pd.DataFrame(
        {
            "obs_value": [5.0, 5.0, 5.0, 5.0, None],
            "kind": ["flow", "rate", "flow", "flow", "flow"],
            "indicator": ["notaries"] * 5,
            "year": [2022.0] * 5,
            "denominator_value": [100.0, 100.0, None, 100.0, 100.0],
            "denominator_year": [2022.0, 2022.0, None, 2020.0, 2022.0],
        }
    )
    assert list(comparability.divisible(rows, rule)) == ["", "not_scaled", "no_denominator", "no_denominator", ""]

import pandas as pd
import pytest

from lib.observations import intervals


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "step"),
    [
        ("2041", 2041, "exact", 1),
        ("2.5万", 25_000, "exact", 1_000),
        ("98.3%", 98.3, "exact", 0.1),
        ("107%", 107, "exact", 1),
        ("1.1亿", 110_000_000, "over", 10_000_000),
        ("6.54億", 654_000_000, "exact", 1_000_000),
        ("3300", 3300, "over", 100),
        ("3300", 3300, "exact", 1),
        ("500多萬", 5_000_000, "over", 1_000_000),
        ("1,234", 1234, "exact", 1),
        ("千", 1000, "over", 1000),
        ("60", 60, "at_least", 10),
    ],
)
def test_the_last_printed_digit(text, value, qualifier, step):
    found = intervals.precision(pd.Series([text]), pd.Series([float(value)]), pd.Series([qualifier]))
    assert found[0] == pytest.approx(step)


@pytest.mark.parametrize(
    ("value", "qualifier", "step"),
    [
        (10_437_000, "exact", 1000),
        (4_798_090, "exact", 10),
        (1629, "exact", 1),
        (98.49, "exact", 0.01),
        (30_000, "under", 10_000),
        (5, "exact", 1),
        (50, "exact", 1),
    ],
)
def test_precision_without_the_printed_form(value, qualifier, step):
    found = intervals.precision_of_values(pd.Series([float(value)]), pd.Series([qualifier]))
    assert found[0] == pytest.approx(step)


@pytest.mark.parametrize(
    ("value", "qualifier", "step", "unit", "low", "high"),
    [
        (110_000_000, "over", 10_000_000, "CNY", 110_000_000, 120_000_000),
        (59_000, "under", 1_000, "case", 58_000, 59_000),
        (9.617e9, "about", 1e6, "CNY", 9.616e9, 9.618e9),
        (98.3, "exact", 0.1, "percent", 98.25, 98.35),
        (98, "exact", 1, "percent", 97.5, 98.5),
        (2041, "exact", 1, "case", 2041, 2041),
        (25_000, "exact", 1000, "person_time", 24_500, 25_500),
        (60, "at_least", 10, "case", 60, float("inf")),
    ],
)
def test_what_a_reader_takes_it_to_mean(value, qualifier, step, unit, low, high):
    row = pd.DataFrame(
        {
            "obs_value": [value],
            "qualifier": [qualifier],
            "precision": [step],
            "unit_measure": [unit],
            "lower": [None],
            "upper": [None],
        }
    )
    found = intervals.presumed(row.astype({"obs_value": float, "precision": float}))
    assert (found[0][0], found[1][0]) == (pytest.approx(low), pytest.approx(high))


def test_the_wording_sets_the_same_bounds_as_figures_csv():
    words = pd.Series(["exact", "about", "over", "under", "at_least", "at_most"])
    lower, upper = intervals.literal(pd.Series([5.0] * 6), words)
    assert list(lower.notna()) == [True, False, True, False, True, False]
    assert list(upper.notna()) == [True, False, False, True, False, True]

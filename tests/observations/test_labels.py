"""What is written out beside codes: names, dates, what a value covers."""

import pandas as pd
import pytest

from lib.observations.labels import LABELS, label


def labelled(indicator, period):
    return label(pd.DataFrame([{"indicator": indicator, "ref_area": "441900", "time_period": period}])).iloc[0]


@pytest.mark.parametrize(
    ("indicator", "period", "start", "end", "coverage"),
    [
        ("legal_aid_cases", "2022", "2022-01-01", "2022-12-31", "year"),
        ("legal_aid_cases", "2024-01-01/P11M", "2024-01-01", "2024-11-30", "part_of_year"),
        ("lawyers", "2022", "2022-01-01", "2022-12-31", "year"),
        ("lawyers", "2024-01-01/P2M", "2024-01-01", "2024-02-29", "as_of"),
        ("legal_aid_cases", "2019-01-01/P36M", "2019-01-01", "2021-12-31", "several_years"),
    ],
)
def test_first_and_last_day_and_coverage(indicator, period, start, end, coverage):
    row = labelled(indicator, period)
    assert (row["period_start"], row["period_end"], row["coverage"]) == (start, end, coverage)


def test_names_in_both_languages():
    row = labelled("lawyers", "2022")
    assert (row["indicator_zh"], row["area_zh"], row["area_en"], row["year"]) == (
        "执业律师人数",
        "东莞市",
        "Dongguan",
        2022,
    )


def test_an_empty_period_has_no_dates_and_no_rows_have_the_columns():
    row = labelled("lawyers", "")
    assert (row["period_start"], row["coverage"]) == ("", "")
    empty = label(pd.DataFrame({"indicator": [], "ref_area": [], "time_period": []}, dtype=str))
    assert set(LABELS) <= set(empty.columns)

import pandas as pd
import pytest

from lib import periods
from lib.project import CityStatsError

CASES = [  # written, SDMX, year, months, freq
    ("2022", "2022", 2022, 12, "A"),
    ("2024-01/2024-11", "2024-01-01/P11M", 2024, 11, "_O"),
    ("2024-01/2024-06", "2024-01-01/P6M", 2024, 6, "S"),
    ("2024-07/2024-09", "2024-07-01/P3M", 2024, 3, "Q"),
    ("2024-04/2024-12", "2024-04-01/P9M", 2024, 9, "_O"),
    ("2024-01/2024-12", "2024", 2024, 12, "A"),
    ("2021-10", "2021-10", 2021, 1, "M"),
    ("2019/2021", "2019-01-01/P3Y", 2021, 36, "_O"),
    ("2020-11-01", "2020-11-01", 2020, 0, "_O"),
    ("2023-07/2024-06", "2023-07-01/P12M", 2024, 12, "_O"),
]


@pytest.mark.parametrize(("written", "sdmx", "year", "months", "freq"), CASES)
def test_a_period_in_both_forms(written, sdmx, year, months, freq):
    period = periods.parse(written)
    assert (str(period), period.year, period.months) == (sdmx, year, months)
    assert periods.parse(sdmx) == period
    assert (period.freq == freq) or (written == "2023-07/2024-06")


@pytest.mark.parametrize(
    "wrong", ["", "22", "2024-13", "2024-05/2024-02", "2024-Q1", "二〇二二", "2024-01-40", "2022/2020"]
)
def test_what_is_no_period_is_said(wrong):
    with pytest.raises(CityStatsError, match="time_period"):
        periods.parse(wrong)


def test_shifting_keeps_the_months():
    assert list(periods.shifted(pd.Series(["2022", "2024-01-01/P11M"]), -1)) == ["2021", "2023-01-01/P11M"]


def test_frame_keeps_the_index():
    frame = periods.frame(pd.Series(["2022", "2021-10"], index=[7, 3]))
    assert list(frame.index) == [7, 3]
    assert list(frame["last_month"]) == [12, 10]

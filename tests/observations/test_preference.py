"""Which of several observations answers: nearest year, wanted definition, printed first, longer period, later publication."""

import pandas as pd
import pytest

from lib.observations import best, dated

PLAIN = {
    "indicator": "legal_aid_cases", "ref_area": "441900", "time_period": "2022", "breakdown": "_T", "origin": "reported",
    "definition": "accepted", "published": "2023-01-01", "obs_value": 1.0, "obs_status": "A",
}  # fmt: skip


def rows(*changes):
    return dated(pd.DataFrame([{**PLAIN, "obs_value": float(at), **change} for at, change in enumerate(changes)]))


@pytest.mark.parametrize(
    ("changes", "choice", "winner"),
    [
        ([{"origin": "derived"}, {"origin": "reference"}, {"origin": "reported"}], {}, 2),
        ([{"time_period": "2020"}, {"time_period": "2023"}], {"year": 2022}, 1),
        ([{"time_period": "2021"}, {"time_period": "2023"}], {"year": 2022}, 0),  # as near: the earlier
        ([{"time_period": "2022-01-01/P6M"}, {}], {}, 1),
        ([{}, {"published": "2023-06-01"}], {}, 1),
        (
            [{"origin": "derived", "definition": "closed"}, {"definition": "received"}],
            {"definitions": pd.Series(["closed", "closed"])},
            0,
        ),
    ],
)
def test_the_preferred_row(changes, choice, winner):
    found = best(rows(*changes), ["indicator", "ref_area"], **choice)
    assert list(found["obs_value"]) == [winner]


def test_dates_kinds_and_themes_are_added():
    (row,) = rows({"time_period": "2024-01-01/P11M"}).to_dict("records")
    assert (row["year"], row["months"], row["kind"], row["theme"]) == (2024, 11, "flow", "legal_aid")

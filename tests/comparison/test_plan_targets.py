"""Planned numbers beside the results of their year: met, not met, or why that cannot be said."""

from __future__ import annotations

import pytest
from made import figure, figures, observe, one

from lib.comparison.plan_targets import targets


def plan(value: float, **fields: object) -> dict[str, object]:
    given = {"status": "target", "period": "2023", "doc_id": "plan", "qualifier": "at_least", **fields}
    return figure("lawyers", value, **given)  # type: ignore[arg-type]


def judged(*rows: dict[str, object]) -> tuple[str, str]:
    """(met, reason) of the only target."""
    table = targets(observe(*rows))
    assert len(table) == 1
    return table["met"].iloc[0], table["reason"].iloc[0]


@pytest.mark.parametrize(
    ("result", "qualifier", "met"),
    [
        (500, "at_least", "yes"),
        (520, "at_least", "yes"),
        (499, "at_least", "no"),
        (480, "at_most", "yes"),
        (500, "at_most", "yes"),
        (501, "at_most", "no"),
    ],
)
def test_a_result_of_the_year_decides(result: float, qualifier: str, met: str) -> None:
    assert judged(plan(500, qualifier=qualifier), figure("lawyers", result, period="2023")) == (met, "")


def test_without_a_report_or_without_the_number_nothing_is_judged() -> None:
    assert judged(plan(500)) == ("", "no_report")
    assert judged(plan(500), figure("law_firms", 12, period="2023")) == ("", "not_printed")
    assert judged(plan(500), figure("lawyers", 520, period="2022")) == ("", "no_report"), "another year"
    assert judged(plan(500), figure("lawyers", 520, area="440300", period="2023")) == ("", "no_report"), "another place"


def test_eleven_months_may_meet_a_target_but_not_miss_it() -> None:
    def of(value: float) -> tuple[str, str]:
        return judged(
            plan(500) | {"indicator": "mediation_cases", "unit_measure": "case"},
            figure("mediation_cases", value, period="2023-01-01/P11M"),
        )

    assert of(510) == ("yes", "")
    assert of(450) == ("", "partial_result")


def test_every_planned_number_is_listed_where_figures_are_given() -> None:
    rows = [
        plan(500),
        plan(60) | {"indicator": "", "text": "60期"},
        plan(30) | {"scope": "part"},
        figure("lawyers", 520, period="2023"),
    ]
    table = targets(observe(rows[0], rows[3]), figures(*rows))
    assert list(table["value"]) == [500, 60, 30]
    assert one(table, value=60.0)["reason"] == "no_indicator"
    assert one(table, value=30.0)["reason"] == "part_target" and one(table, value=30.0)["met"] == ""
    assert one(table, value=500.0)["result_value"] == 520


def test_area_and_year_choose() -> None:
    panel = observe(plan(500), plan(7, area="440300"), plan(9, period="2024"))
    assert list(targets(panel, area="440300")["value"]) == [7]
    assert list(targets(panel, year=2024)["value"]) == [9]
    assert len(targets(panel)) == 3

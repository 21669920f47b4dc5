"""A series as a small drawing: only years that may follow each other are joined, and few years make none."""

from __future__ import annotations

import re
from typing import Any

import pytest

from lib.publish.site.sparklines import sparkline
from lib.publish.site.voice import voice


class Years:
    """Stands for the material: which years may follow each other."""

    def __init__(self, *broken: tuple[int, int]) -> None:
        self.broken = set(broken)

    def follow(self, one: dict[str, Any], other: dict[str, Any]) -> bool:
        return (int(one["time_period"][:4]), int(other["time_period"][:4])) not in self.broken


def row(period: str, value: float | None, origin: str = "reported", status: str = "actual") -> dict[str, Any]:
    numbers = {"obs_value": value, "lower": value, "upper": value, "qualifier": "exact"}
    return {
        "time_period": period,
        "origin": origin,
        "status": status,
        "unit_measure": "person",
        "obs_status": "A",
        **numbers,
    }


def drawn(*rows: dict[str, Any], stuff: Years | None = None, name: str = "律师") -> str:
    return sparkline(list(rows), name, stuff or Years(), voice("zh"))  # type: ignore[arg-type]


FOUR = [row("2020", 10), row("2021", 20), row("2022", 40), row("2023", 30)]


def test_a_series_of_four_years_has_four_points_and_three_lines() -> None:
    svg = drawn(*reversed(FOUR))
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', svg)]
    places = [float(x) for x in re.findall(r'cx="([\d.]+)"', svg)]
    assert places == sorted(places) and len(places) == 4
    assert heights[0] == max(heights) and heights[2] == min(heights), "the largest stands highest"
    assert heights[0] - heights[1] == pytest.approx((heights[0] - heights[2]) / 3, abs=0.11)
    assert len(re.findall("M", re.search(r' d="([^"]*)"', svg)[1])) == 3  # type: ignore[index]


def test_years_that_may_not_follow_each_other_are_not_joined() -> None:
    svg = drawn(*FOUR, stuff=Years((2021, 2022)))
    assert len(re.findall("M", re.search(r' d="([^"]*)"', svg)[1])) == 2  # type: ignore[index]
    assert drawn(*FOUR, stuff=Years((2021, 2022), (2022, 2023))) == ""


@pytest.mark.parametrize(
    "rows",
    [
        FOUR[:2],
        [*FOUR[:2], row("2022", None)],
        [*FOUR[:2], row("2022", 40, status="target")],
        [*FOUR[:2], row("2022", 40, origin="extrapolated")],
        [*FOUR[:2], row("2021", 40, origin="reference")],
    ],
)
def test_too_few_years_make_no_drawing(rows: list[dict[str, Any]]) -> None:
    assert drawn(*rows) == ""


def test_of_two_values_of_a_year_the_printed_one_of_the_whole_year_is_drawn() -> None:
    told = drawn(*FOUR, row("2022-01-01/P11M", 35), row("2022", 39, origin="reference"))
    label = re.search(r'aria-label="([^"]*)"', told)[1]  # type: ignore[index]
    assert "40人" in label and "35人" not in label and "39人" not in label


def test_a_name_is_text() -> None:
    assert "<b>" not in drawn(*FOUR, name='律师<b>"') and "&lt;b&gt;&quot;" in drawn(*FOUR, name='律师<b>"')

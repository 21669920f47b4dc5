"""What is said of a series: no change within the precision, across a break, or against itself."""

from __future__ import annotations

import pandas as pd
import pytest
from panels import frame, row
from told import ZH, read, series

from lib.reporting import story
from lib.reporting.charts.over_time import with_year
from lib.reporting.story.over_time import headline as trend_headline


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (series(100, 150), "东莞市执业律师人数由2020年的100人增至2021年的150人，增长50%"),
        (series(200, 150), "东莞市执业律师人数由2020年的200人降至2021年的150人，下降25%"),
        (series(100, 120, 180), "东莞市执业律师人数由2020年的100人增至2022年的180人，增长80%"),
    ],
)
def test_trends(data, told):
    assert trend_headline([with_year(data)], ZH).text == told
    assert told + "。" in read(story.trends(data).data)


def test_a_trend_within_the_precision_is_no_change():
    data = pd.concat(
        [series(100), series(100).assign(time_period="2021", obs_value=104.0, qualifier="about", precision=10.0)]
    )
    assert "看不出变化" in read(story.trends(data).data)


def test_a_trend_does_not_cross_a_break():
    rows = [
        row("reconsideration_applications", "441900", value, str(2022 + n))
        for n, value in enumerate((100, 110, 500, 600))
    ]
    text = read(story.trends(frame(*rows)).data)
    assert "由2024年的500件增至2025年的600件" in text and "2022年" not in text


def test_years_without_a_figure_between_two_are_said():
    data = series(100, 120, 150, 180).iloc[[0, 3]]
    assert "（其间2021、2022年没有数字）" in read(story.trends(data).data)


def test_a_value_computed_from_the_other_is_no_trend():
    data = series(100, 164.6)
    data.loc[0, ["origin", "inputs"]] = ["derived", "lawyers|441900|2021|_T growth"]
    assert "看不出变化" in story.trends(data).data and "增至" not in story.trends(data).data


def test_a_derived_or_reference_value_in_a_trend_is_named():
    data = series(100, 150)
    data.loc[0, "origin"] = "derived"
    assert "增长50%（其中有推算值）。" in read(story.trends(data).data)


def test_one_year_or_none():
    assert "没有口径一致" in story.trends(series(100)).data
    assert "没有任何数字" in story.trends(series(100).assign(obs_value=float("nan"))).data

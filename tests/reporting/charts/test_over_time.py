"""Charts over the years: broken where a definition changed, other origins told apart."""

from __future__ import annotations

import pytest
from drawing import AREAS, assert_legible
from panels import frame, row

from lib import lexicon, metrics
from lib.reporting import charts
from lib.reporting.charts.model import area_styles


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_trends_of_the_real_data_are_legible(figures, lang):
    history = metrics.trend(areas=[*AREAS, "000000"])
    for theme in lexicon.themes():
        charts.trend(history[history["theme"] == theme], lang)
    assert len(figures) > 3
    for figure in figures:
        assert_legible(figure)


def test_a_series_is_broken_where_the_definition_changed(figures):
    years = [row("reconsideration_applications", "441900", 1000 + n, str(2021 + n)) for n in range(4)]
    years[3].update(reasons="break=reconsideration_law_2024", obs_status="B")
    charts.trend(frame(*years))
    assert len(figures) == 2
    ax = figures[0].axes[0]
    joined = [tuple(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    assert (2021, 2022) in joined and (2022, 2023) in joined and (2023, 2024) not in joined
    assert (2023.5, 2023.5) in joined


def test_reported_and_other_values_are_told_apart(figures):
    charts.trend(
        frame(row("lawyers", "441900", 100, "2021", origin="reference"), row("lawyers", "441900", 120, "2022"))
    )
    fills = {
        line.get_xdata()[0]: line.get_markerfacecolor()
        for line in figures[0].axes[0].lines
        if len(line.get_xdata()) == 1
    }
    assert fills == {2021: "white", 2022: area_styles(["441900"])["441900"][0]}

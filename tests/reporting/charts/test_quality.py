"""Charts of what was collected and of what is due."""

from __future__ import annotations

import pandas as pd
import pytest
from drawing import AREAS, CITIES, assert_legible

from lib import metrics
from lib.documents import plans
from lib.reporting import charts


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_other_charts_of_the_real_data_are_legible(figures, lang):
    charts.per_head(metrics.compare(2023, areas=AREAS, match="nearest", max_gap=1, per="population"), lang)
    charts.coverage(metrics.coverage(), lang)
    charts.schedule(plans.tasks_of("441900", 2024), 2024, lang)
    assert len(figures) == 4
    for figure in figures:
        assert_legible(figure)


def test_forty_areas_of_coverage_become_areas_by_years(figures):
    counts = pd.DataFrame(
        [
            {
                "ref_area": area,
                "year": year,
                "theme": "lawyers",
                "figures": 1,
                "observations": 1,
                "reported": 1,
                "reference": 0,
                "derived": 0,
                "targets": 0,
            }
            for area in CITIES
            for year in (2021, 2022)
        ]
    )
    charts.coverage(counts)
    assert_legible(figures[0])
    assert len(figures[0].axes[0].get_yticklabels()) == 40

"""Charts of one year: nothing overlaps, nothing small is hidden; with too little to compare they say so."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from drawing import CITIES, assert_legible, many
from panels import frame, row

from lib import lexicon, metrics
from lib.documents import plans
from lib.reporting import charts
from lib.reporting.charts.model import area_styles
from lib.wording.messages import speak


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_themes_of_the_real_data_are_legible(data, figures, lang):
    made = [charts.theme(data, theme, lang) for theme in lexicon.themes()]
    assert 2 * sum(isinstance(one, charts.Chart) for one in made) == len(figures) > 10, "each is drawn wide and narrow"
    for figure in figures:
        assert_legible(figure)


def test_forty_places_are_one_column_of_bars_in_order_of_size(figures):
    made = charts.theme(many(), "lawyers")
    figure = figures[0]
    assert_legible(figure)
    ax = figure.axes[0]
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == [speak("zh").area(area) for area in reversed(CITIES)]
    assert [text in made.alt for text in names] == [True] * 40


def test_forty_places_per_head_and_over_the_years(figures):
    more = {"denominator": "population_resident", "unit_measure": "person_per_100k"}
    scaled = pd.concat([many(**more), many("legal_aid_cases", **more)])
    assert isinstance(charts.per_head(scaled), charts.Chart)
    history = pd.concat(
        [
            many(period=str(year)).assign(obs_value=lambda rows, year=year: rows["obs_value"] * (year - 2000))
            for year in (2020, 2021, 2022)
        ]
    )
    assert isinstance(charts.trend(history), charts.Chart)
    for figure in figures:
        assert_legible(figure)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: charts.theme(frame(row("lawyers", "441900", 1)), "lawyers"), "每项指标均仅一地有数据（东莞市）"),
        (
            lambda: charts.theme(frame(row("lawyers", "441900", 1)), "lawyers", "en"),
            "figures of one area only (Dongguan)",
        ),
        (lambda: charts.trend(frame(row("lawyers", "441900", 1))), "没有两个以上时期"),
        (lambda: charts.trend(frame(row("lawyers", "441900", None))), "没有两个以上时期"),
        (lambda: charts.per_head(frame(row("lawyers", "441900", 1, denominator="population_resident"))), "不作图"),
        (lambda: charts.schedule(plans.tasks_of("440310", 1999), 1999), "不作图"),
        (lambda: charts.coverage(metrics.coverage().iloc[:0]), "没有任何数据"),
    ],
)
def test_with_too_little_to_compare_a_chart_says_why(made, said):
    nothing = made()
    assert isinstance(nothing, charts.NoChart)
    assert said in nothing._repr_mimebundle_()["text/markdown"]


def test_a_part_of_a_year_is_hatched_visibly():
    rows = row("legal_aid_cases", "441900", 100), row("legal_aid_cases", "440700", 90, "2024-01-01/P11M")
    picture = charts.theme(frame(*rows), "legal_aid").svg
    (pattern,) = re.findall(r"<pattern.*?</pattern>", picture, re.DOTALL)
    assert 'fill="none"' in pattern and area_styles(["440700", "441900"])["440700"][0].lower() in pattern

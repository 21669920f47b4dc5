"""Axes end at round numbers next to the data; bounds are drawn; long headings break between words."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from panels import about, frame, row

from lib.reporting import charts
from lib.reporting.charts import axes


def test_values_of_very_different_size_get_a_logarithmic_axis(figures):
    charts.theme(frame(row("mediation_cases", "440000", 417_242), row("mediation_cases", "440310", 3302)), "mediation")
    charts.theme(frame(row("mediation_cases", "441900", 6000), row("mediation_cases", "440310", 3302)), "mediation")
    assert [figure.axes[0].get_xscale() for figure in figures] == ["log", "log", "linear", "linear"]
    assert figures[2].axes[0].get_xlim()[0] == 0, "bars start at nought"


def test_bounds_are_drawn(figures):
    charts.theme(
        frame(
            row("lawyers", "441900", 100, qualifier="over"),
            row("lawyers", "440700", 90),
            row("lawyers", "440310", 80, **about(80, lower=70, upper=95)),
        ),
        "lawyers",
    )
    ax = figures[0].axes[0]
    (arrow,) = [text for text in ax.texts if getattr(text, "arrow_patch", None) is not None]
    assert arrow.xy[0] == 100 and arrow.xyann[0] > 0
    assert [70, 95] in [list(line.get_xdata()) for line in ax.lines]


@pytest.mark.parametrize(
    ("low", "high", "unit", "ends"),
    [
        (0, 4936, "person", (0, 5000)),
        (3, 373, "entity", (0, 400)),
        (0, 7, "case", (0, 8)),
        (18, 96.2, "percent", (0, 100)),
        (1.5, 1.7, "percent", (0, 2)),
        (98, 98.5, "percent", (90, 100)),
        (82, 98.5, "percent", (80, 100)),
        (-30, 50, "case", (-40, 60)),
        (417_242, 417_242, "case", (0, 500_000)),
    ],
)
def test_axes_end_at_round_numbers_next_to_the_data(low, high, unit, ends):
    ticks = axes.round_ticks(low, high, unit)
    assert (ticks[0], ticks[-1]) == ends
    assert len(ticks) <= 6 and all(b > a for a, b in itertools.pairwise(ticks))


@given(st.floats(0.001, 1e9), st.floats(1, 1e6))
def test_logarithmic_axes_end_next_to_the_data(low, factor):
    ticks = axes.log_ticks(low, low * factor)
    assert low / 2.6 <= ticks[0] <= low * 1.001 and low * factor * 0.999 <= ticks[-1] <= low * factor * 2.6
    assert all(b > a for a, b in itertools.pairwise(ticks)) or factor == 1


def test_one_axis_has_one_unit(figures):
    rows = row("litigation_appearances", "441900", 100), row("litigation_appearances", "440310", 90)
    charts.theme(frame(*rows, row("litigation_appearances", "440000", 15000, unit_measure="person_time")), "litigation")
    assert [text.get_text() for text in figures[0].axes[0].get_yticklabels()] == ["坪山区", "东莞市"]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("律师", 2, 1),
        ("行政机关负责人出庭应诉案件数(万件，对数刻度)", 2, 2),
        ("Court appearances by heads of agencies (cases)", 2, 2),
        ("Court appearances by heads of agencies", 1, 1),
        ("调解案件数（万件，对数刻度）", 2, 1),
    ],
)
def test_long_headings_are_broken_between_words(text, columns, lines):
    found = axes.heading(text, columns)
    assert found.count("\n") + 1 == lines
    assert not re.search(r"\n[，）)]", found)
    assert found.replace("\n", "").replace(" ", "") == text.replace(" ", "")

"""Charts: nothing overlaps, nothing small is hidden, every label can be drawn; with too little to compare they say so."""

from __future__ import annotations

import importlib
import itertools
import re
import warnings

import matplotlib.text
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from panels import about, frame, row

from lib import lexicon, metrics
from lib.documents import plans
from lib.reporting import charts
from lib.reporting.charts import axes, model
from lib.reporting.charts.model import COLOURS, area_styles, file_name
from lib.wording.messages import speak

AREAS = ["441900", "440700", "440310", "440000"]
CITIES = [code for code, area in lexicon.areas().items() if area.level == "city"][:40]


@pytest.fixture
def figures(monkeypatch):
    """The matplotlib figures behind the charts that a test makes."""
    kept = []

    def keep(figure):
        kept.append(figure)
        return model.svg(figure)

    for name in ("yearly", "over_time", "quality"):
        monkeypatch.setattr(importlib.import_module(f"lib.reporting.charts.{name}"), "svg", keep)
    return kept


def labels(figure):
    """(text, box) of all that is written in a figure."""
    with model.style():
        figure.draw_without_rendering()
        renderer = FigureCanvasAgg(figure).get_renderer()
        ticks = {
            text for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for text in axis.findobj(matplotlib.text.Text)
        }
        names = {axis.label for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)}
        found = [text for text in figure.findobj(matplotlib.text.Text) if text not in ticks or text in names]
        found += [text for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for text in _drawn(axis)]
        return [
            (text.get_text(), text.get_window_extent(renderer))
            for text in found
            if text.get_visible() and text.get_text().strip()
        ]


def _drawn(axis):
    """The tick labels within the axis limits; others exist but are not drawn."""
    low, high = sorted(axis.get_view_interval())
    return [text for at, text in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False) if low <= at <= high]


def assert_legible(figure):
    boxes = labels(figure)
    page = figure.bbox.padded(1)
    for text, box in boxes:
        assert box.x0 >= page.x0 and box.x1 <= page.x1 and box.y0 >= page.y0 and box.y1 <= page.y1, (
            f"{text!r} leaves the picture"
        )
    for (one, first), (two, second) in itertools.combinations(boxes, 2):
        overlap = (
            min(first.x1, second.x1) - max(first.x0, second.x0),
            min(first.y1, second.y1) - max(first.y0, second.y0),
        )
        assert not (overlap[0] > 1.5 and overlap[1] > 1.5), f"{one!r} lies on {two!r}"


@pytest.fixture(scope="module")
def data():
    return metrics.compare(2023, areas=AREAS, match="nearest", max_gap=1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_themes_of_the_real_data_are_legible(data, figures, lang):
    made = [charts.theme(data, theme, lang) for theme in lexicon.themes()]
    assert 2 * sum(isinstance(one, charts.Chart) for one in made) == len(figures) > 10, "each is drawn wide and narrow"
    for figure in figures:
        assert_legible(figure)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_trends_of_the_real_data_are_legible(figures, lang):
    history = metrics.trend(areas=[*AREAS, "000000"])
    for theme in lexicon.themes():
        charts.trend(history[history["theme"] == theme], lang)
    assert len(figures) > 3
    for figure in figures:
        assert_legible(figure)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_other_charts_of_the_real_data_are_legible(figures, lang):
    charts.per_head(metrics.compare(2023, areas=AREAS, match="nearest", max_gap=1, per="population"), lang)
    charts.coverage(metrics.coverage(), lang)
    charts.schedule(plans.tasks_of("441900", 2024), 2024, lang)
    assert len(figures) == 4
    for figure in figures:
        assert_legible(figure)


def many(indicator="lawyers", **more):
    return frame(*(row(indicator, area, 50 + 37 * n, **more) for n, area in enumerate(CITIES)))


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


def test_the_same_data_give_the_same_bytes(data):
    one, two = (charts.theme(data, "mediation") for _ in range(2))
    assert one.svg == two.svg
    assert "<text" not in one.svg, "letters are paths"
    assert not re.search(r"<dc:date>|[0-9]{4}-[0-9]{2}-[0-9]{2}T", one.svg)


def test_no_glyph_is_missing(data):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        charts.theme(data, "lawyers")
        charts.theme(frame(row("lawyers", "110105", 1), row("lawyers", "441900", 2)), "lawyers")


def test_a_place_keeps_its_colour_and_marker_whoever_it_is_drawn_with():
    styles = area_styles([*AREAS, "440300", "000000"])
    assert len({colour for colour, _ in styles.values()}) == len({marker for _, marker in styles.values()}) == 6
    assert area_styles(["441900"])["441900"] == styles["441900"]


@pytest.mark.parametrize("count", [2, 7, 14, 40])
def test_no_two_places_of_a_chart_look_alike(count):
    styles = area_styles(CITIES[:count])
    assert len(set(styles.values())) == count
    assert len({colour for colour, _ in styles.values()}) == min(count, len(COLOURS))
    assert area_styles(reversed(CITIES[:count])) == styles, "whatever the order they come in"


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


def test_downloads_have_telling_names(data):
    assert charts.theme(data, "lawyers").file == "律师-2023"
    assert file_name("a/b: c", "", 2024) == "a-b-c-2024"


def test_the_plotted_data_stand_beside_the_picture(data):
    made = charts.theme(data, "lawyers")
    payload = made.payload()
    drawn = (
        data[(data["theme"] == "lawyers") & data["obs_value"].notna()]
        .groupby("indicator")
        .filter(lambda group: len(group) > 1)
    )
    assert sorted(cells["cells"][1]["value"] for cells in payload["table"]["rows"]) == sorted(drawn["obs_value"])
    assert payload["title"] in payload["alt"] and payload["source"]
    bundle = made._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<?xml") and 'alt="' in bundle["text/html"]


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

"""A chart as such: the same bytes, no glyph missing, places told apart, its data beside it."""

from __future__ import annotations

import re
import warnings

import pytest
from drawing import AREAS, CITIES
from panels import frame, row

from lib.reporting import charts
from lib.reporting.charts.model import COLOURS, area_styles, file_name, slim


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
    ("long", "short"),
    [
        ('<path d="M 10.00 0 \nL 2.505 -3 \nz\n"/>', '<path d="M10 0L2.5-3z"/>'),
        ('<g transform="translate(34.620234 82.30)"/>', '<g transform="translate(34.62 82.3)"/>'),
        (
            '<path id="NotoSansSC-Bold-1f" d="M 1779 -83 \nL 400 8 \n" transform="scale(0.015625)"/>',
            '<path id="b1f" d="M222-10L50 1" transform="scale(0.125)"/>',
        ),
        ('<g id="xtick_12"><g id="kept"/></g>', '<g><g id="kept"/></g>'),
        (
            '<path style="stroke-width: 0.80" d="M 0 100 L 100 200"/>',
            '<path style="stroke-width: 0.80" d="M0 100L100 200"/>',
        ),
    ],
)
def test_pictures_are_slim(long, short):
    assert slim(long) == short

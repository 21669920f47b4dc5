"""Charts as drawn: where every text lies, and comparisons of many places."""

from __future__ import annotations

import itertools

import matplotlib.text
from matplotlib.backends.backend_agg import FigureCanvasAgg
from panels import frame, row

from lib import lexicon
from lib.reporting.charts import model

AREAS = ["441900", "440700", "440310", "440000"]


CITIES = [code for code, area in lexicon.areas().items() if area.level == "city"][:40]


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


def many(indicator="lawyers", **more):
    return frame(*(row(indicator, area, 50 + 37 * n, **more) for n, area in enumerate(CITIES)))

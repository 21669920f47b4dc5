"""A chart ready to publish: vector picture, title that says the finding, alt text, source and the plotted data."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from ...project import FONTS
from ..tables import Table

MIME = "application/vnd.citystats.chart+json"
WIDTH = 5.4  # inches: set at about this width on paper, and still legible shrunk to a phone
OVERHANG = 12  # pixels a label may stand out of its axes on the right
INK, QUIET, PALE = "#222222", "#6b6b6b", "#d9d9d9"
# Okabe and Ito's colours, told apart by the colour-blind; black last, yellow left out for white paper
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "h", "p", "d", "8")
SALT = 55419  # of the hash that deals them out: with this one the areas the project began with differ in both
GROUND: Any = {  # seaborn's theme "whitegrid"; importing it for these alone would cost every kernel a quarter of a second
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "axes.grid": True,
    "axes.spines.left": True,
    "axes.spines.bottom": True,
    "grid.linestyle": "-",
    "lines.solid_capstyle": "round",
    "patch.edgecolor": "w",
    "patch.force_edgecolor": True,
    **{f"xtick.{key}": value for key, value in {"direction": "out", "top": False, "bottom": False}.items()},
    **{f"ytick.{key}": value for key, value in {"direction": "out", "left": False, "right": False}.items()},
}
RC: Any = {
    "font.family": ["Noto Sans SC", "DejaVu Sans"],
    "font.size": 9.5,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 8.5,
    "axes.labelcolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#999999",
    "axes.axisbelow": True,
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.7,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 9,
    "xtick.color": QUIET,
    "ytick.color": INK,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "text.color": INK,
    "svg.hashsalt": "citystats",
    "svg.fonttype": "path",
    "figure.dpi": 96,
}


@dataclass(frozen=True)
class Chart:
    """`svg` has neither title nor source in it: page, PDF and lab set them as text beside the picture."""

    id: str
    title: str
    alt: str
    source: str
    svg: str
    table: Table

    def payload(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "alt": self.alt,
            "source": self.source,
            "table": self.table.payload(),
        }

    def html(self) -> str:
        picture = base64.b64encode(self.svg.encode()).decode()
        return (
            f'<figure style="margin: 1em 0"><figcaption style="font-weight: bold">{escape(self.title)}</figcaption>'
            f'<img style="max-width: 100%; background: #fff" alt="{escape(self.alt)}" src="data:image/svg+xml;base64,{picture}">'
            f'<p style="font-size: 90%">{escape(self.source)}</p></figure>'
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {"text/html": self.html(), "image/svg+xml": self.svg, MIME: self.payload(), "text/plain": self.alt}


@dataclass(frozen=True)
class NoChart:
    """Stands where a chart would say nothing, and says why."""

    reason: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {"text/markdown": self.reason, "text/plain": self.reason}


@cache
def _install_fonts() -> None:
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


@contextmanager
def style() -> Iterator[None]:
    """The suite's look and fonts, inside the block only."""
    _install_fonts()
    with mpl.rc_context(GROUND | RC):
        yield


def new_figure(height: float, width: float = WIDTH) -> Figure:
    figure = Figure(figsize=(width, height))
    figure.set_layout_engine("constrained", w_pad=0.09)
    return figure


def svg(figure: Figure) -> str:
    """The figure as SVG: text as paths, no date, the same bytes every time."""
    _settle(figure)
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, facecolor="white")
    return buffer.getvalue()


def _settle(figure: Figure) -> None:
    """Lay the figure out and keep the places, rounded: the solver's last digits differ from one drawing to the next."""
    figure.draw_without_rendering()
    places = {ax: [round(float(edge), 5) for edge in ax.get_position().bounds] for ax in figure.axes}
    figure.set_layout_engine("none")
    for ax, place in places.items():
        ax.set_position((place[0], place[1], place[2], place[3]))


def declutter(figure: Figure, texts: list[Annotation]) -> None:
    """Move each label off what lies there already (above its point, below, right, left); hide it where nothing is free.

    What a hidden label said is in the chart's table. Points and arrows of the same axes count as taken.
    """
    for text in texts:
        text.set_in_layout(False)  # the layout must not move once the labels have found their places
    figure.draw_without_rendering()
    taken = {ax: _marked(ax) for ax in figure.axes}
    for text in texts:
        ax: Any = text.axes
        for offset, ha, va in _PLACES:
            text.set(ha=ha, va=va)
            text.xyann = offset
            box = text.get_window_extent().padded(0.5)
            if _inside(box, ax) and not any(box.overlaps(other) for other in taken[ax]):
                taken[ax].append(box)
                break
        else:
            text.set_visible(False)


def _inside(box: Bbox, ax: Axes) -> bool:
    """Whether a label stays in its axes; it may stand out a little on the right, where no numbers are."""
    room = ax.bbox
    right = min(room.x1 + OVERHANG, ax.figure.bbox.x1 - 1)
    return bool(box.x0 >= room.x0 and box.x1 <= right and box.y0 >= room.y0 and box.y1 <= room.y1 + 2)


_PLACES = (
    ((0, 6), "center", "bottom"),
    ((0, -6), "center", "top"),
    ((7, 0), "left", "center"),
    ((-7, 0), "right", "center"),
)


def _marked(ax: Axes) -> list[Bbox]:
    """Boxes around the points and arrows drawn in `ax`."""
    points: Any = [
        point
        for line in ax.lines
        if line.get_marker() not in ("", "None", None)
        for point in np.asarray(line.get_xydata())
    ]
    boxes = [Bbox.from_bounds(x - 3, y - 3, 6, 6) for x, y in ax.transData.transform(points)] if points else []
    arrows = [text.arrow_patch for text in ax.texts if isinstance(text, Annotation) and text.arrow_patch is not None]
    return boxes + [arrow.get_window_extent().padded(1) for arrow in arrows]


def area_style(ref_area: str) -> tuple[str, str]:
    """(colour, marker) of an area: from its code alone, so that it never changes from chart to chart or year to year."""
    number = int.from_bytes(hashlib.sha256(f"{SALT}{ref_area}".encode()).digest()[:4], "big")
    return COLOURS[number % len(COLOURS)], MARKERS[number // len(COLOURS) % len(MARKERS)]

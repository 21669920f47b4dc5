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
from pathlib import Path
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from lib.tables import Table

MIME = "application/vnd.citystats.chart+json"
FONTS = Path(__file__).parent.parent / "publish" / "fonts"
WIDTH = 5.4  # inches: set at about this width on paper, and still legible shrunk to a phone
INK, QUIET, PALE = "#222222", "#6b6b6b", "#d9d9d9"
# Okabe and Ito's colours, told apart by the colour-blind; black last, yellow left out for white paper
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "h", "p", "d", "8")
SALT = 55419  # of the hash that deals them out: with this one the areas the project began with differ in both
RC = {
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
    """The suite's look and fonts, inside the block only; seaborn's theme first, since it resets the fonts."""
    _install_fonts()
    with mpl.rc_context(), sns.axes_style("whitegrid"), mpl.rc_context(RC):
        yield


def new_figure(height: float, width: float = WIDTH) -> Figure:
    return Figure(figsize=(width, height), layout="constrained")


def svg(figure: Figure) -> str:
    """The figure as SVG: text as paths, no date, the same bytes every time."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, facecolor="white")
    return buffer.getvalue()


def declutter(figure: Figure, texts: list[Text]) -> None:
    """Hide each label that would lie on one before it or leave the figure; what it said is in the chart's table."""
    figure.draw_without_rendering()
    page = figure.bbox
    kept: list[Bbox] = []
    for text in texts:
        box = text.get_window_extent().padded(0.5)
        inside = box.x0 >= page.x0 and box.x1 <= page.x1 and box.y0 >= page.y0 and box.y1 <= page.y1
        if inside and not any(box.overlaps(other) for other in kept):
            kept.append(box)
        else:
            text.set_visible(False)


def area_style(ref_area: str) -> tuple[str, str]:
    """(colour, marker) of an area: from its code alone, so that it never changes from chart to chart or year to year."""
    number = int.from_bytes(hashlib.sha256(f"{SALT}{ref_area}".encode()).digest()[:4], "big")
    return COLOURS[number % len(COLOURS)], MARKERS[number // len(COLOURS) % len(MARKERS)]

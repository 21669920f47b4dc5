"""A chart ready to publish: vector picture, title that says the finding, alt text, source and the plotted data."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
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

from ...payloads import CHART, ChartPayload
from ...project import FONTS
from ..story.claims import Claim
from ..tables import Table

WIDTH, NARROW = (
    7.2,
    3.7,
)  # inches: two panels to a row, at reading size in a page's column and on paper; one panel, for a phone
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
    "axes.titlesize": 10,
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
    "hatch.linewidth": 0.9,
    "xtick.color": QUIET,
    "ytick.color": INK,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "text.color": INK,
    "svg.hashsalt": "citystats",
    "svg.fonttype": "path",
    "text.parse_math": False,  # a $ in a document's words is a dollar
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
    narrow: str = ""  # the same drawn for a phone, one panel below the other
    file: str = ""  # what a download is called: what and when
    claim: Claim | None = None  # the title with what entitles it to compare

    def payload(self) -> ChartPayload:
        return {
            "id": self.id,
            "title": self.title,
            "alt": self.alt,
            "source": self.source,
            "file": self.file or self.id,
            "narrow": self.narrow,
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
        return {"text/html": self.html(), "image/svg+xml": self.svg, CHART: self.payload(), "text/plain": self.alt}


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
    return slim(buffer.getvalue())


_GLYPH = re.compile(r'd="([^"]+)" transform="scale\(0\.015625\)"')
_PATH = re.compile(r'(\bd="|translate\()([^")]+)')
_DECIMALS = re.compile(r"(\.\d\d)\d+")  # a hundredth of a point is finer than any screen
_NAMES = re.compile(
    r' id="(?:text|line2d|patch|xtick|ytick|axes|figure|legend|matplotlib\.axis|FillBetween\w*|QuadMesh)_\d+"'
)
_COARSE = 8  # units of a letter's outline taken as one: at reading size a hundredth of a point


def slim(picture: str) -> str:
    """The same picture in two thirds of the bytes: nothing that shows is lost."""
    picture = _GLYPH.sub(lambda glyph: f'd="{_coarse(glyph[1])}" transform="scale({0.015625 * _COARSE})"', picture)
    picture = _PATH.sub(lambda path: path[1] + _tight(_DECIMALS.sub(r"\1", path[2])), picture)
    return _NAMES.sub("", picture).replace("NotoSansSC-Regular-", "r").replace("NotoSansSC-Bold-", "b")


def _coarse(outline: str) -> str:
    return re.sub(r"-?\d+(?:\.\d+)?", lambda number: str(round(float(number[0]) / _COARSE)), outline)


def _tight(numbers: str) -> str:
    """Coordinates without the blanks and noughts that an SVG can do without."""
    short = re.sub(r"(\.\d*?)0+(?=\D|$)", r"\1", numbers)
    short = re.sub(r"\.(?=\D|$)", "", short)
    short = re.sub(r"\s*([A-Za-z])\s*", r"\1", short)
    return re.sub(r"\s+(?=-)", "", re.sub(r"\s+", " ", short)).strip()


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


def area_styles(areas: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(colour, marker) of each area of one chart: each has its own of all charts, unless another of the chart has it already.

    The areas choose in the order of their codes, so that the same areas look the same in every chart; no two have one colour while
    there are colours left, and none ever has colour and marker of another while there are markers.
    """
    found: dict[str, tuple[str, str]] = {}
    for area in sorted(set(areas)):
        number = int.from_bytes(hashlib.sha256(f"{SALT}{area}".encode()).digest()[:4], "big")
        here = len(found) % len(COLOURS)  # so many of this round of colours are given away
        used = {colour for colour, _ in list(found.values())[len(found) - here :]}
        free = [colour for colour in _from(COLOURS, number) if colour not in used]
        shapes = {marker for colour, marker in found.values() if colour == free[0]}
        markers = [marker for marker in _from(MARKERS, number // len(COLOURS)) if marker not in shapes]
        found[area] = (free[0], (markers or MARKERS)[0])
    return found


def _from(items: tuple[str, ...], number: int) -> list[str]:
    """The items from the one that `number` falls on, then round."""
    start = number % len(items)
    return [*items[start:], *items[:start]]


def file_name(*parts: object) -> str:
    """What a download is called: the parts that say something, fit for every file system."""
    text = "-".join(str(part) for part in parts if str(part))
    return re.sub(r"[^\w.-]+", "-", text).strip("-")[:80]


def use_chinese_font() -> None:
    """Let charts of one's own show Chinese: the suite's font becomes matplotlib's, for this session."""
    _install_fonts()
    mpl.rcParams["font.family"] = RC["font.family"]
    mpl.rcParams["axes.unicode_minus"] = False

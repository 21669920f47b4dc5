"""What axes of several charts share: number scales in Chinese and English, bounds, labels at values."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter, NullLocator

from ...wording import Messages, phrasing
from .model import INK, QUIET

WIDE = 30  # the largest value more than so many times the smallest: a linear axis would hide the small one
ARROW = 15  # points
UPWARD = ("over", "at_least")
OPEN = (*UPWARD, "under", "at_most")
CEILING = 80  # rates all above this share an axis that ends at 100


def scale_word(largest: float, unit_measure: str, t: Messages) -> tuple[float, str]:
    """(factor, unit label) of an axis: 万件, 亿元; thousands, CNY million."""
    unit = t.unit(unit_measure)
    if unit_measure in ("percent", "per_mille"):
        return 1.0, unit
    steps = ((1e8, "e8"), (1e4, "e4")) if t.lang == "zh" else ((1e9, "e9"), (1e6, "e6"), (1e4, "e3"))
    for step, name in steps:
        if largest >= step:
            return (1e3 if name == "e3" else step), t(f"axis.{name}", unit=unit)
    return 1.0, unit


def wide(values: Iterable[float]) -> bool:
    """Whether only a logarithmic axis shows all of the values."""
    sizes = [value for value in values if value > 0]
    return len(sizes) > 1 and min(sizes) * WIDE < max(sizes)


def number_axis(ax: Axes, values: list[float], unit_measure: str, t: Messages, room: float = 1.45) -> None:
    """The x axis for `values`: it ends at a round number next to the largest; beyond that is `room` for a label, without axis or grid."""
    factor, unit = scale_word(max(values), unit_measure, t)
    if wide(values):
        ticks = log_ticks(min(value for value in values if value > 0), max(values))
        ax.set_xscale("log")
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_minor_formatter(NullFormatter())
        span = ticks[-1] / ticks[0]
        ax.set_xlim(ticks[0] / span**0.02, ticks[-1] * span ** (1.05 * (room - 1)))
        ax.set_xlabel(t("axis.log", unit=unit))
    else:
        ticks = round_ticks(min(values), max(values), unit_measure)
        ax.set_xlim(ticks[0], ticks[0] + max(ticks[-1] - ticks[0], (max(values) - ticks[0]) * room))
        ax.set_xlabel(unit)
    ax.xaxis.set_major_locator(FixedLocator(ticks))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: phrasing.plain(x / factor)))
    ax.xaxis.label.set_horizontalalignment("left")
    ax.xaxis.label.set_x(0)
    ax.spines["bottom"].set_bounds(ticks[0], ticks[-1])


def round_ticks(low: float, high: float, unit_measure: str, most: int = 5) -> list[float]:
    """Round numbers from 0 (from CEILING or 90 for rates near 100) to the first that is not below `high`; a percentage never beyond 100."""
    percent = unit_measure == "percent" and low >= 0 and high <= 100
    if percent and low >= CEILING:
        return [90, 95, 100] if low >= 90 else [CEILING, 90, 100]
    if percent and high > 40:
        return [0, 50, 100] if high > 50 else [0, 25, 50]
    start = min(low, 0.0)
    step = next(
        step
        for step in _steps((high - start) / most)
        if math.ceil(high / step - 1e-9) - math.floor(start / step) <= most
    )
    first, last = math.floor(start / step + 1e-9), max(math.ceil(high / step - 1e-9), 1)
    return [round(n * step, 10) for n in range(first, last + 1)]


def _steps(least: float) -> Iterator[float]:
    """1, 2, 5 times powers of ten, from about `least` up."""
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def log_ticks(low: float, high: float, most: int = 4) -> list[float]:
    """From the round number (1, 2, 5 × 10ⁿ) below `low` to the one above `high`, and powers of ten between, at most `most` in all."""
    steps = [
        digit * 10.0**power
        for power in range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
        for digit in (1, 2, 5)
    ]
    first = max(step for step in steps if step <= low * (1 + 1e-9))
    last = min(step for step in [*steps, 10.0 ** (math.ceil(math.log10(high)) + 1)] if step >= high * (1 - 1e-9))
    inner = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    inner = [tick for tick in inner if first * 3 <= tick <= last / 3]
    every = math.ceil(len(inner) / max(most - 2, 1)) or 1
    return [first, *inner[::every], last]


def room_for(longest: int, columns: int) -> float:
    """How far beyond the largest value an axis has to go for a label of `longest` half characters after it."""
    share = min(0.56, (4.4 * longest + 16) / (180 if columns > 1 else 400))
    return max(1.12, 1 / (1 - share))


def bounds(ax: Axes, row: Mapping[str, Any], y: float, colour: str) -> None:
    """A whisker between known bounds; an arrow where the value is only said to be more (逾) or less (近) than printed."""
    value, kind = row["obs_value"], phrasing.qualifier(row)
    if kind == "about" and not phrasing.missing(row["lower"]) and not phrasing.missing(row["upper"]):
        ax.plot([row["lower"], row["upper"]], [y, y], color=INK, lw=1.2, marker="|", ms=7, zorder=4)
    elif kind in OPEN:
        arrow = {"arrowstyle": "<-", "color": colour, "lw": 1.3, "shrinkA": 0, "shrinkB": 0}
        ax.annotate(
            "",
            (value, y),
            xytext=(ARROW if kind in UPWARD else -ARROW, 0),
            textcoords="offset points",
            arrowprops=arrow,
        )


def quiet_text(ax: Axes, text: str) -> None:
    """A remark in the middle of an empty panel."""
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=QUIET)


def heading(text: str, columns: int) -> str:
    """`text` in lines that fit the width of one of `columns` panels; a unit that does not fit beside its name gets a line of its own."""
    room = 36 if columns > 1 else 84
    parted = re.fullmatch(r"(.*?)(?:\s*([(（])([^(（]*))?", text, re.DOTALL)
    assert parted  # any text is a name, with or without a bracket
    name, bracket, unit = parted.groups(default="")
    parts = [name, bracket + unit] if bracket and text_width(name) <= room < text_width(text) else [text]
    return "\n".join(line for part in parts for line in _lines(part, room))


def _lines(text: str, room: int) -> list[str]:
    """Lines of at most `room` half characters, none of which begins with a closing mark."""
    lines = [""]
    for part in re.findall(r"[A-Za-z0-9'’()-]+[,;.)]*\s*|.[，、。；：）”]*", text):
        if lines[-1] and text_width(lines[-1]) + text_width(part.rstrip()) > room:
            lines.append("")
        lines[-1] += part
    return [line.rstrip() for line in lines]


def text_width(text: str) -> int:
    """In half Chinese characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

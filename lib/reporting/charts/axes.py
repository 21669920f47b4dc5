"""What axes of several charts share: number scales in Chinese and English, bounds, labels at values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter, NullLocator

from ...wording import Messages, phrasing
from .model import INK, QUIET

WIDE = 30  # the largest value more than so many times the smallest: a linear axis would hide the small one
ARROW = 15  # points
UPWARD = ("over", "at_least")
OPEN = (*UPWARD, "under", "at_most")
CEILING = 85  # rates all above this share the axis from here to 100


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
    """The x axis for `values`, with room for a label after the largest, its unit below."""
    factor, unit = scale_word(max(values), unit_measure, t)
    if wide(values):
        ax.set_xscale("log")
        low, high = min(value for value in values if value > 0), max(values)
        ax.set_xlim(low / (high / low) ** 0.08, high * (high / low) ** ((room - 1) * 1.1))
        ax.xaxis.set_major_locator(LogLocator(numticks=4))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.set_xlabel(t("axis.log", unit=unit))
    elif unit_measure == "percent" and min(values) >= CEILING and max(values) <= 100:
        ax.set_xlim(CEILING, CEILING + (100 - CEILING) * room)
        ax.set_xticks([CEILING, (CEILING + 100) / 2, 100])
        ax.set_xlabel(unit)
    else:
        ax.set_xlim(min(0, min(values) * 1.1), max(max(values), 1e-9) * room)
        ax.xaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))
        if unit_measure == "percent" and max(values) > 40 and min(values) >= 0 and max(values) <= 100:
            ax.set_xticks([0, 50, 100])
        ax.set_xlabel(unit)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: phrasing.plain(x / factor)))


def room_for(longest: int, columns: int) -> float:
    """How far beyond the largest value an axis has to go for a label of `longest` half characters after it."""
    share = min(0.56, (4.2 * longest + 14) / (155 if columns > 1 else 310))
    return max(1.3, 1 / (1 - share))


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
    room = 26 if columns > 1 else 70
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

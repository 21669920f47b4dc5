"""Values over the years: one panel per indicator, one line per place."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullFormatter, NullLocator

from ...comparison import comparability
from ...wording import Messages, name_of, phrasing, speak
from ..story.comparison import by_indicator
from ..story.over_time import comparable, headline
from ..tables.over_time import trend as trend_table
from . import axes
from .model import (
    INK,
    NARROW,
    QUIET,
    WIDTH,
    Chart,
    NoChart,
    area_styles,
    declutter,
    file_name,
    new_figure,
    style,
    svg,
)

PANEL = 2.1  # inches
LEGEND = 10  # more places than this are drawn without a legend, told apart by the table
DASHES = (0, (4, 3))
BREAKS = {"break", "definition", "unit"}  # codes of comparability that part one series into two
NEAR = 0.8  # rates whose smallest is above this share of the largest do not start at 0

Groups = list[tuple[tuple[str, str], pd.DataFrame]]
Looks = dict[str, tuple[str, str]]


def trend(data: pd.DataFrame, lang: str = "zh", id: str = "trend") -> Chart | NoChart:
    """Small multiples of observations over the years; needs at least one indicator with values of two periods."""
    t = speak(lang)
    groups = [(key, dated) for key, group in by_indicator(data) if _moves(dated := with_year(group))]
    if not groups:
        return NoChart(t("chart.no_trend"))
    title = headline([group for _, group in groups], t)
    alt = t.sentences([title.text + t("stop"), *(_spoken(key, group, t) for key, group in groups)])
    table = trend_table(pd.concat([group for _, group in groups]), lang, f"chart-{id}")
    years = [int(year) for _, group in groups for year in group["at"]]
    names = [name_of(groups[0][0], t), t.area(str(groups[0][1]["ref_area"].iloc[0])), f"{min(years)}-{max(years)}"]
    wide, narrow = _panels(groups, t), _panels(groups, t, narrow=True)
    return Chart(f"chart-{id}", title.text, alt, t("source.documents"), wide, table, narrow, file_name(*names), title)


def with_year(data: pd.DataFrame) -> pd.DataFrame:
    """Rows that have a value and a year to stand at (the year the period ends in), oldest first."""
    having = data[data["obs_value"].notna()]
    having = having.assign(at=[phrasing.year_of(period) for period in having["time_period"]])
    return having[having["at"].notna()].sort_values(["at", "time_period"], kind="stable")


def _moves(group: pd.DataFrame) -> bool:
    return bool(group["at"].nunique() > 1)


def _panels(groups: Groups, t: Messages, narrow: bool = False) -> str:
    areas = list(dict.fromkeys(area for _, group in groups for area in group["ref_area"]))
    years = sorted({int(year) for _, group in groups for year in group["at"]})
    columns = 2 if len(groups) > 1 and not narrow else 1
    rows, looks = -(-len(groups) // columns), area_styles(areas)
    with style():
        handles = _legend(looks if len(areas) <= LEGEND else {}, groups, t)
        across = _across([str(handle.get_label()) for handle in handles], narrow)
        figure = new_figure(PANEL * rows + 0.25 * -(-len(handles) // across) + 0.1, NARROW if narrow else WIDTH)
        if handles:
            figure.legend(handles=handles, loc="outside upper left", ncols=across, columnspacing=1.2, handletextpad=0.4)
        texts = []
        for n, (key, group) in enumerate(groups):
            ax = figure.add_subplot(rows, columns, n + 1)
            texts += _panel(ax, key, group, years, looks, 2 if narrow else columns, t)
        declutter(figure, texts)
        return svg(figure)


def _across(labels: list[str], narrow: bool) -> int:
    """How many entries of the legend stand beside each other."""
    longest = max(map(axes.text_width, labels), default=0)
    return max(1, min(2 if narrow else 4, int((50 if narrow else 100) / (longest + 6))))


def _panel(
    ax: Axes, key: tuple[str, str], group: pd.DataFrame, years: list[int], looks: Looks, columns: int, t: Messages
) -> list[Any]:
    title = t("value.name_unit", name=name_of(key, t), unit=_value_axis(ax, group, t))
    ax.set_title(axes.heading(title, columns), loc="left")
    ax.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    ax.grid(axis="x", visible=False)
    lines = [(str(area), rows.to_dict("records")) for area, rows in group.groupby("ref_area", sort=False)]
    for year in sorted({end["at"] for _, rows in lines for start, end in _steps(rows) if _breaks(start, end)}):
        ax.axvline(year - 0.5, color=QUIET, lw=1, ls=DASHES, zorder=1)
    return [text for area, rows in lines for text in _line(ax, rows, looks[area], t)]


def _value_axis(ax: Axes, group: pd.DataFrame, t: Messages) -> str:
    """Sets the scale of the y axis, with round ends next to the values and room for labels beyond; its unit in words, for the title."""
    values, measure = group["obs_value"].tolist(), str(group["unit_measure"].iloc[0])
    factor, unit = axes.scale_word(max(values), measure, t)
    if axes.wide(values):
        ticks = axes.log_ticks(min(value for value in values if value > 0), max(values))
        room = (ticks[-1] / ticks[0]) ** 0.16
        ax.set_yscale("log")
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_minor_formatter(NullFormatter())
        ax.set_ylim(ticks[0] / room, ticks[-1] * room)
        unit = t("axis.log_unit", unit=unit)
    elif measure == "percent" and min(values) > NEAR * max(values):
        ticks = [
            tick for tick in MaxNLocator(3, steps=[1, 2, 5, 10]).tick_values(min(values), max(values)) if tick <= 100
        ]
        ax.set_ylim(ticks[0] - (ticks[-1] - ticks[0]) * 0.15, ticks[-1] + (ticks[-1] - ticks[0]) * 0.25)
    else:
        ticks = axes.round_ticks(min(values), max(values), measure)
        ax.set_ylim(ticks[0], ticks[-1] + (ticks[-1] - ticks[0]) * 0.18)
    ax.spines["left"].set_bounds(ticks[0], ticks[-1])
    ax.yaxis.set_major_locator(FixedLocator(ticks))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: phrasing.plain(y / factor)))
    ax.tick_params(axis="y", labelsize=8.5, labelcolor=QUIET)
    return unit


def _steps(rows: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each whole year of one place with the next."""
    whole = [row for row in rows if str(row["time_period"]).isdigit()]
    return list(itertools.pairwise(whole))


def _breaks(start: dict[str, Any], end: dict[str, Any]) -> bool:
    """Whether a line says that the series is another one from `end` on; a doubtful value is merely not joined."""
    return not BREAKS.isdisjoint(comparability.verdict(start, end, "change").reasons)


def _line(ax: Axes, rows: list[dict[str, Any]], look: tuple[str, str], t: Messages) -> list[Any]:
    """One place: whole years that may be compared joined, other points beside the line; every value labelled."""
    colour, marker = look
    for start, end in _steps(rows):
        if comparable(start, end):
            dashed = {start["origin"], end["origin"]} != {"reported"}
            line, values = [start["at"], end["at"]], [start["obs_value"], end["obs_value"]]
            ax.plot(line, values, color=colour, lw=1.4, ls=(0, (2, 2)) if dashed else "-", zorder=2)
    for row in rows:
        full = row["origin"] == "reported" and not phrasing.partial(row["time_period"])
        size = 5.5 if row["origin"] != "reference" else 4.5
        fill = colour if full else "white"
        ax.plot([row["at"]], [row["obs_value"]], marker=marker, ms=size, color=colour, mfc=fill, zorder=4)
        _whisker(ax, row, colour)
    return [_label(ax, row, t) for row in rows]


def _label(ax: Axes, row: dict[str, Any], t: Messages) -> Any:
    """The value beside its point, with its months or day where it is not of a whole year."""
    unit = "percent" if row["unit_measure"] == "percent" else ""
    number, period = phrasing.observation({**row, "unit_measure": unit}, t), phrasing.period(row["time_period"], t)
    months = period.partition("年")[2] if t.lang == "zh" else period[:-5]
    text = (
        t("cell.with_period", value=number, period=months)
        if not str(row["time_period"]).isdigit() and months
        else number
    )
    return ax.annotate(
        text,
        (row["at"], row["obs_value"]),
        xytext=(0, 12 if phrasing.qualifier(row) in axes.UPWARD else 6),
        textcoords="offset points",
        ha="center",
        fontsize=8,
        color=INK,
        zorder=5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
    )


def _whisker(ax: Axes, row: dict[str, Any], colour: str) -> None:
    low, high = row["lower"], row["upper"]
    if not phrasing.missing(low) and not phrasing.missing(high) and low < high:
        ax.plot([row["at"], row["at"]], [low, high], color=colour, lw=1, marker="_", ms=5, zorder=3)
    elif (kind := phrasing.qualifier(row)) in axes.OPEN:
        arrow = {"arrowstyle": "<-", "color": colour, "lw": 1, "shrinkA": 0, "shrinkB": 0}
        point, end = (row["at"], row["obs_value"]), (0, 11 if kind in axes.UPWARD else -11)
        ax.annotate("", point, xytext=end, textcoords="offset points", arrowprops=arrow)


def _legend(looks: Looks, groups: Groups, t: Messages) -> list[Line2D]:
    """The places, then how reported values are told from others and breaks, as far as there are any."""
    origins = {origin for _, group in groups for origin in group["origin"]}
    partial = any(phrasing.partial(period) for _, group in groups for period in group["time_period"])
    handles = [
        Line2D([], [], color=colour, marker=marker, ms=5.5, lw=1.4, label=t.area(area))
        for area, (colour, marker) in looks.items()
    ]
    if origins - {"reported"} or partial:
        handles.append(Line2D([], [], color=QUIET, marker="o", ms=5.5, lw=0, label=t("chart.reported")))
        handles.append(
            Line2D([], [], color=QUIET, marker="o", ms=5.5, lw=0, mfc="white", label=t("chart.not_reported"))
        )
    lines = [rows.to_dict("records") for _, group in groups for _, rows in group.groupby("ref_area", sort=False)]
    if any(_breaks(start, end) for rows in lines for start, end in _steps(rows)):
        handles.append(Line2D([], [], color=QUIET, lw=1, ls=DASHES, label=t("chart.break")))
    return handles


def _spoken(key: tuple[str, str], group: pd.DataFrame, t: Messages) -> str:
    values = [
        t(
            "said",
            area=t.area(row["ref_area"]),
            value=phrasing.observation(row, t),
            period=phrasing.period(row["time_period"], t),
        )
        for row in group.to_dict("records")
    ]
    return t("chart.alt_panel", name=name_of(key, t), values=t.join(values, last=False))

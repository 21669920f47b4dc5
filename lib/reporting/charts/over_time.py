"""Values over the years: one panel per indicator, one line per place."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from ...observations import reason_codes
from ...wording import Messages, name_of, phrasing, speak
from ..story.over_time import headline
from ..tables.over_time import trend as trend_table
from . import axes
from .model import INK, QUIET, WIDTH, Chart, NoChart, area_style, declutter, new_figure, style, svg

PANEL = 1.95  # inches
LEGEND = 10  # more places than this are drawn without a legend, told apart by the table
BROKEN = "break"


def trend(data: pd.DataFrame, lang: str = "zh", id: str = "trend") -> Chart | NoChart:
    """Small multiples of observations over the years; needs at least one indicator with values of two periods."""
    t = speak(lang)
    groups = [
        (key, dated)
        for key, group in data.groupby(["indicator", "breakdown"], sort=False)
        if _moves(dated := with_year(group))
    ]
    if not groups:
        return NoChart(t("chart.no_trend"))
    title = headline([group for _, group in groups], t)
    alt = t.sentences([title + t("stop"), *(_spoken(key, group, t) for key, group in groups)])
    return Chart(
        f"chart-{id}",
        title,
        alt,
        t("source.documents"),
        _panels(groups, t),
        trend_table(pd.concat([g for _, g in groups]), lang, f"chart-{id}"),
    )


def with_year(data: pd.DataFrame) -> pd.DataFrame:
    """Rows that have a value and a year to stand at (the year the period ends in), oldest first."""
    having = data[data["obs_value"].notna()]
    having = having.assign(at=[phrasing.year_of(period) for period in having["time_period"]])
    return having[having["at"].notna()].sort_values(["at", "time_period"], kind="stable")


def _moves(group: pd.DataFrame) -> bool:
    return bool(group["at"].nunique() > 1)


def _panels(groups: list[tuple[Any, pd.DataFrame]], t: Messages) -> str:
    areas = list(dict.fromkeys(area for _, group in groups for area in group["ref_area"]))
    years = sorted({int(year) for _, group in groups for year in group["at"]})
    columns = 2 if len(groups) > 1 else 1
    rows = -(-len(groups) // columns)
    with style():
        figure = new_figure(PANEL * rows + 0.55)
        figure.legend(
            handles=_legend(areas, groups, t),
            loc="outside upper left",
            ncols=3 if WIDTH < 6 else 4,
            columnspacing=1.2,
            handletextpad=0.4,
        )
        texts = []
        for n, (key, group) in enumerate(groups):
            ax = figure.add_subplot(rows, columns, n + 1)
            texts += _panel(ax, key, group, years, columns, t)
        declutter(figure, texts)
        return svg(figure)


def _panel(ax: Axes, key: Any, group: pd.DataFrame, years: list[int], columns: int, t: Messages) -> list[Any]:
    title = t("value.name_unit", name=name_of(key, t), unit=_value_axis(ax, group, t))
    ax.set_title(axes.heading(title, columns), loc="left")
    ax.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
    ax.grid(axis="x", visible=False)
    _breaks(ax, group)
    return [text for area, line in group.groupby("ref_area", sort=False) for text in _line(ax, str(area), line, t)]


def _value_axis(ax: Axes, group: pd.DataFrame, t: Messages) -> str:
    """Sets the scale of the y axis; its unit in words, for the panel's title."""
    values = group["obs_value"].tolist()
    factor, unit = axes.scale_word(max(values), str(group["unit_measure"].iloc[0]), t)
    if axes.wide(values):
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(LogLocator(numticks=4))
        ax.yaxis.set_minor_formatter(NullFormatter())
        unit = t("axis.log_unit", unit=unit)
        ax.set_ylim(*_log_room([value for value in values if value > 0]))
    else:
        low, high = min(values), max(values)
        near = low > 0.8 * high and group["unit_measure"].iloc[0] == "percent"
        ax.set_ylim(
            low - (high - low) * 0.4 - high * 0.002 if near else min(0, low),
            high + (high - low if near else high) * 0.3 + high * 0.002,
        )
        ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: phrasing.plain(y / factor)))
    ax.tick_params(axis="y", labelsize=8.5, labelcolor=QUIET)
    return unit


def _log_room(values: list[float]) -> tuple[float, float]:
    """Limits that leave a fifth of a logarithmic axis above and below the points for their labels."""
    room = (max(values) / min(values)) ** 0.22
    return min(values) / room, max(values) * room


def _line(ax: Axes, area: str, rows: pd.DataFrame, t: Messages) -> list[Any]:
    """One place: whole years joined, parts of a year and other kinds of points beside the line; every value labelled."""
    colour, marker = area_style(area)
    whole = rows[rows["time_period"].astype(str).str.isdigit()]
    for start, end in zip(whole.iloc[:-1].to_dict("records"), whole.iloc[1:].to_dict("records"), strict=True):
        if not reason_codes.has(pd.Series([str(end.get("reasons") or "")]), BROKEN).iloc[0]:
            dashed = {start["origin"], end["origin"]} != {"reported"}
            ax.plot(
                [start["at"], end["at"]],
                [start["obs_value"], end["obs_value"]],
                color=colour,
                lw=1.4,
                ls=(0, (2, 2)) if dashed else "-",
                zorder=2,
            )
    texts = []
    for row in rows.to_dict("records"):
        fill = colour if row["origin"] == "reported" and not phrasing.partial(row["time_period"]) else "white"
        ax.plot(
            [row["at"]],
            [row["obs_value"]],
            marker=marker,
            ms=5.5 if row["origin"] != "reference" else 4.5,
            color=colour,
            mfc=fill,
            zorder=4,
        )
        _whisker(ax, row, colour)
        number = phrasing.observation({**row, "unit_measure": "percent" if row["unit_measure"] == "percent" else ""}, t)
        months = (
            phrasing.period(row["time_period"], t).partition("年")[2]
            if t.lang == "zh"
            else phrasing.period(row["time_period"], t)[:-5]
        )
        text = (
            t("cell.with_period", value=number, period=months)
            if not str(row["time_period"]).isdigit() and months
            else number
        )
        texts.append(
            ax.annotate(
                text,
                (row["at"], row["obs_value"]),
                xytext=(0, 12 if phrasing.qualifier(row) in axes.UPWARD else 6),
                textcoords="offset points",
                ha="center",
                fontsize=7.5,
                color=INK,
            )
        )
    return texts


def _whisker(ax: Axes, row: dict[str, Any], colour: str) -> None:
    low, high = row["lower"], row["upper"]
    if not phrasing.missing(low) and not phrasing.missing(high) and low < high:
        ax.plot([row["at"], row["at"]], [low, high], color=colour, lw=1, marker="_", ms=5, zorder=3)
    elif (kind := phrasing.qualifier(row)) in axes.OPEN:
        up = kind in axes.UPWARD
        arrow = {"arrowstyle": "<-", "color": colour, "lw": 1, "shrinkA": 0, "shrinkB": 0}
        ax.annotate(
            "",
            (row["at"], row["obs_value"]),
            xytext=(0, 11 if up else -11),
            textcoords="offset points",
            arrowprops=arrow,
        )


def _breaks(ax: Axes, group: pd.DataFrame) -> None:
    """A dashed line before the first year of each new series; the legend names it."""
    for year in sorted(_broken(group)["at"].unique()):
        ax.axvline(year - 0.5, color=QUIET, lw=1, ls=(0, (4, 3)), zorder=1)


def _broken(group: pd.DataFrame) -> pd.DataFrame:
    return (
        group[reason_codes.has(group["reasons"].fillna("").astype(str), BROKEN)]
        if "reasons" in group
        else group.iloc[:0]
    )


def _legend(areas: list[str], groups: list[tuple[Any, pd.DataFrame]], t: Messages) -> list[Line2D]:
    """The places, then how reported values are told from others, as far as there are any."""
    origins = {origin for _, group in groups for origin in group["origin"]}
    partial = any(phrasing.partial(period) for _, group in groups for period in group["time_period"])
    entries = [(*area_style(area), t.area(area)) for area in areas] if len(areas) <= LEGEND else []
    handles = [
        Line2D([], [], color=colour, marker=marker, ms=5.5, lw=1.4, label=name) for colour, marker, name in entries
    ]
    if origins - {"reported"} or partial:
        handles.append(Line2D([], [], color=QUIET, marker="o", ms=5.5, lw=0, label=t("chart.reported")))
        handles.append(
            Line2D([], [], color=QUIET, marker="o", ms=5.5, lw=0, mfc="white", label=t("chart.not_reported"))
        )
    if any(len(_broken(group)) for _, group in groups):
        handles.append(Line2D([], [], color=QUIET, lw=1, ls=(0, (4, 3)), label=t("chart.break")))
    return handles


def _spoken(key: Any, group: pd.DataFrame, t: Messages) -> str:
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

"""The charts of one year's comparison: a panel per indicator, a row per place, levels of government parted by a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from ... import lexicon
from ...lexicon import codelists
from ...wording import Messages, name_of, phrasing, speak
from ..story.comparison import by_indicator, headline
from ..tables.yearly import per_head as per_head_table
from ..tables.yearly import requested
from ..tables.yearly import theme as theme_table
from . import axes
from .model import INK, NARROW, PALE, QUIET, WIDTH, Chart, NoChart, area_styles, file_name, new_figure, style, svg

BAR = 0.25  # inches a place takes in a panel
PANEL = 0.8  # inches of a panel's title and axis
MANY = 12  # with more places than this the panels stand one below the other
MOST = 8  # indicators a chart draws, in the lexicon's order; the table below it has all
LEVELS = ("district", "city", "province", "nation")  # the order in which levels stand below each other

Groups = list[tuple[tuple[str, str], pd.DataFrame]]


def theme(data: pd.DataFrame, theme: str, lang: str = "zh") -> Chart | NoChart:
    """One panel per indicator that at least two places report, each with its own scale and one unit."""
    t = speak(lang)
    chosen = data[(data["theme"] == theme) & data["obs_value"].notna()]
    groups = list(by_indicator(chosen, at_least=2))[:MOST]
    if not groups:
        places = t.join((t.area(area) for area in chosen["ref_area"].unique()), last=False)
        return NoChart(t("chart.too_few", theme=t.theme(theme), places=places))
    table = theme_table(data[data["indicator"].isin([key[0] for key, _ in groups])], theme, lang)
    return _chart(f"chart-{theme}", groups, table, file_name(t.theme(theme), requested(data)), t)


def per_head(data: pd.DataFrame, lang: str = "zh") -> Chart | NoChart:
    """The same for values per head: one indicator a theme, as many as a page takes."""
    t = speak(lang)
    scaled = data[data["denominator"].ne("") & data["unit_measure"].fillna("").str.contains("_per_")]
    by_theme: dict[str, tuple[tuple[str, str], pd.DataFrame]] = {}
    for key, group in by_indicator(scaled, at_least=2):
        by_theme.setdefault(str(group["theme"].iloc[0]), (key, group))
    groups = list(by_theme.values())[:MOST]
    if not groups:
        return NoChart(t("per_head.no_chart"))
    table = per_head_table(data[data["indicator"].isin([key[0] for key, _ in groups])], lang)
    return _chart("chart-per-head", groups, table, file_name(t("section.per_head.title"), requested(data)), t)


def _chart(id: str, groups: Groups, table: Any, file: str, t: Messages) -> Chart:
    title = headline(groups[0][1], t)
    alt = _alt(title.text, groups, t)
    return Chart(
        id,
        title.text,
        alt,
        t("source.documents"),
        panels(groups, t),
        table,
        panels(groups, t, narrow=True),
        file,
        title,
    )


def panels(groups: Groups, t: Messages, narrow: bool = False) -> str:
    """The panels as SVG: two to a row with the same places, or one below the other where it is `narrow` or the places are many."""
    order = _order(groups)
    columns = 2 if len(groups) > 1 and len(order) <= MANY and not narrow else 1
    rows = [groups[start : start + columns] for start in range(0, len(groups), columns)]
    places = [[a for a in order if any(a in set(group["ref_area"]) for _, group in row)] for row in rows]
    heights = [PANEL + BAR * max(2, len(names)) for names in places]
    looks = area_styles(order)
    with style():
        figure = new_figure(sum(heights), NARROW if narrow else WIDTH)
        grid = figure.add_gridspec(len(rows), columns, height_ratios=heights)
        for n, (row, names) in enumerate(zip(rows, places, strict=True)):
            for m, (key, group) in enumerate(row):
                ax = figure.add_subplot(grid[n, m])
                _panel(ax, key, group, names, looks, 2 if narrow else columns, t)
                _names(ax, names, t, labelled=m == 0)
        return svg(figure)


def _order(groups: Groups) -> list[str]:
    """The places: by level of government, within one by the lexicon; more than a dozen by size of the first indicator."""
    found = list(dict.fromkeys(area for _, group in groups for area in group["ref_area"]))
    codes = {code: n for n, code in enumerate(lexicon.areas())}
    size = groups[0][1].drop_duplicates("ref_area").set_index("ref_area")["obs_value"]

    def place(area: str) -> tuple[float, float]:
        level = codelists.level(area)
        within = codes.get(area, math.inf) if len(found) <= MANY else -float(size.get(area, 0))
        return (LEVELS.index(level) if level in LEVELS else -1, within)

    return sorted(found, key=place)


def _panel(
    ax: Axes,
    key: tuple[str, str],
    group: pd.DataFrame,
    places: Sequence[str],
    looks: dict[str, tuple[str, str]],
    columns: int,
    t: Messages,
) -> None:
    values, unit = group["obs_value"].tolist(), str(group["unit_measure"].iloc[0])
    ax.set_title(axes.heading(name_of(key, t), columns), loc="left")
    longest = max(axes.text_width(label(row, t)) for row in group.to_dict("records"))
    axes.number_axis(ax, values, unit, t, axes.room_for(longest, columns))
    bars = not axes.wide(values) and unit != "percent"
    rows = {row["ref_area"]: row for row in group.to_dict("records")}
    for y, area in enumerate(places):
        if area in rows:
            _mark(ax, rows[area], y, bars, looks[area], t)
        else:
            ax.annotate("—", (0.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=7, color=QUIET)


def _names(ax: Axes, places: Sequence[str], t: Messages, labelled: bool) -> None:
    """The places down the side, with a line between levels of government."""
    ax.set_ylim(len(places) - 0.4, -0.6)
    ax.set_yticks(range(len(places)), [t.area(area) for area in places] if labelled else [""] * len(places))
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", visible=False)
    levels = [codelists.level(area) for area in places]
    for y in range(1, len(places)):
        if levels[y] != levels[y - 1]:
            ax.axhline(y - 0.5, color="#999999", lw=0.8, ls=(0, (1, 2)), zorder=1)


def _mark(ax: Axes, row: dict[str, Any], y: float, bar: bool, look: tuple[str, str], t: Messages) -> None:
    """One place: a bar (or a line where the axis has no zero), its marker, its bounds, and the value in words."""
    colour, marker = look
    value = row["obs_value"]
    if bar:
        ax.barh(y, value, height=0.5, facecolor=to_rgba(colour, 0.3), edgecolor="none", lw=0)
        if phrasing.partial(row["time_period"]):  # on top, since a translucent bar would swallow its own hatching
            ax.barh(y, value, height=0.5, facecolor="none", edgecolor=colour, hatch="////", lw=0)
    else:
        ax.axhline(y, color=PALE, lw=0.8, zorder=1)
    exact = row["origin"] == "reported"
    ax.plot(
        [value], [y], marker=marker, ms=5.5, color=colour, mfc=colour if exact else "white", zorder=4, clip_on=False
    )
    axes.bounds(ax, row, y, colour)
    gap = axes.ARROW + 3 if phrasing.qualifier(row) in axes.UPWARD else 9
    ax.annotate(
        label(row, t),
        (value, y),
        xytext=(gap, 0),
        textcoords="offset points",
        va="center",
        fontsize=8.5,
        color=INK,
        zorder=5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )


def label(row: dict[str, Any], t: Messages) -> str:
    """近5.9万; its period too where it is not the year asked for."""
    value = phrasing.observation({**row, "unit_measure": "percent" if row["unit_measure"] == "percent" else ""}, t)
    period = phrasing.short_period(row["time_period"], row.get("requested_period"), t)
    return t("cell.with_period", value=value, period=period) if period else value


def _alt(title: str, groups: Groups, t: Messages) -> str:
    """The whole chart in words: every panel with every place and its value."""
    parts = [
        t(
            "chart.alt_panel",
            name=name_of(key, t),
            values=t.join(
                [f"{t.area(row['ref_area'])} {label(row, t)}" for row in group.to_dict("records")], last=False
            ),
        )
        for key, group in groups
    ]
    return t.sentences([title + t("stop"), *parts])


__all__ = ["label", "panels", "per_head", "requested", "theme"]

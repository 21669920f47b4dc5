"""The charts of one year's comparison."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from ... import lexicon
from ...wording import Messages, name_of, phrasing, speak
from ..story.comparison import headline
from ..tables.yearly import requested
from ..tables.yearly import theme as theme_table
from . import axes
from .model import INK, PALE, Chart, NoChart, area_style, new_figure, style, svg

BAR = 0.23  # inches a place takes in a panel
PANEL = 0.72  # inches of a panel's title and axis
MANY = 12  # with more places than this the panels stand one below the other


def theme(data: pd.DataFrame, theme: str, lang: str = "zh") -> Chart | NoChart:
    """One panel per indicator that at least two places report, each with its own scale."""
    t = speak(lang)
    chosen = data[(data["theme"] == theme) & data["obs_value"].notna()]
    groups = [(key, group) for key, group in chosen.groupby(["indicator", "breakdown"], sort=False) if len(group) > 1]
    if not groups:
        return NoChart(
            t(
                "chart.too_few",
                theme=t.theme(theme),
                places=t.join((t.area(a) for a in chosen["ref_area"].unique()), last=False),
            )
        )
    title = headline(groups[0][1], t)
    table = theme_table(data[data["indicator"].isin([key[0] for key, _ in groups])], theme, lang)
    return Chart(f"chart-{theme}", title, _alt(title, groups, t), t("source.documents"), panels(groups, t), table)


def panels(groups: list[tuple[Any, pd.DataFrame]], t: Messages) -> str:
    """The panels as SVG: two to a row, the places of a row the same."""
    order = _order(groups)
    columns = 2 if len(groups) > 1 and len(order) <= MANY else 1
    rows = [groups[start : start + columns] for start in range(0, len(groups), columns)]
    places = [[a for a in order if any(a in set(group["ref_area"]) for _, group in row)] for row in rows]
    heights = [PANEL + BAR * max(2, len(names)) for names in places]
    with style():
        figure = new_figure(sum(heights))
        grid = figure.add_gridspec(len(rows), columns, height_ratios=heights)
        for n, (row, names) in enumerate(zip(rows, places, strict=True)):
            for m, (key, group) in enumerate(row):
                _panel(figure.add_subplot(grid[n, m]), key, group, names, t, columns, labelled=m == 0)
        return svg(figure)


def _order(groups: list[tuple[Any, pd.DataFrame]]) -> list[str]:
    """The places: by the lexicon up to a dozen, then by size of the first indicator."""
    found = list(dict.fromkeys(area for _, group in groups for area in group["ref_area"]))
    if len(found) <= MANY:
        codes = list(lexicon.areas())
        return sorted(found, key=lambda area: codes.index(area) if area in codes else math.inf)
    size = groups[0][1].set_index("ref_area")["obs_value"]
    return sorted(found, key=lambda area: -size.get(area, 0))


def _panel(
    ax: Axes, key: Any, group: pd.DataFrame, places: list[str], t: Messages, columns: int, labelled: bool
) -> None:
    values = group["obs_value"].tolist()
    unit = str(group["unit_measure"].iloc[0])
    ax.set_title(axes.heading(name_of(key, t), columns), loc="left")
    longest = max(axes.text_width(label(row, t)) for row in group.to_dict("records"))
    axes.number_axis(ax, values, unit, t, axes.room_for(longest, columns))
    rows = {row["ref_area"]: row for row in group.to_dict("records")}
    bars = not axes.wide(values) and unit != "percent"
    for y, area in enumerate(places):
        if area in rows:
            _mark(ax, rows[area], y, bars, t)
        else:
            ax.annotate("—", (0.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=7, color="#999999")
    ax.set_ylim(len(places) - 0.4, -0.6)
    ax.set_yticks(range(len(places)), [t.area(area) for area in places] if labelled else [""] * len(places))
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", visible=False)


def _mark(ax: Axes, row: dict[str, Any], y: float, bar: bool, t: Messages) -> None:
    """One place: a bar (or a line where the axis has no zero), its marker, its bounds, and the value in words."""
    colour, marker = area_style(row["ref_area"])
    value = row["obs_value"]
    if bar:
        hatch = "////" if phrasing.partial(row["time_period"]) else None
        ax.barh(y, value, height=0.5, facecolor=to_rgba(colour, 0.3), edgecolor=to_rgba(colour, 0.6), hatch=hatch, lw=0)
    else:
        ax.axhline(y, color=PALE, lw=0.8, zorder=1)
    exact = row["origin"] == "reported"
    ax.plot(
        [value], [y], marker=marker, ms=5.5, color=colour, mfc=colour if exact else "white", zorder=4, clip_on=False
    )
    axes.bounds(ax, row, y, colour)
    gap = axes.ARROW + 3 if phrasing.qualifier(row) in axes.UPWARD else 9
    ax.annotate(
        label(row, t), (value, y), xytext=(gap, 0), textcoords="offset points", va="center", fontsize=8.5, color=INK
    )


def label(row: dict[str, Any], t: Messages) -> str:
    """近5.9万; its period too where it is not the year asked for."""
    value = phrasing.observation({**row, "unit_measure": "percent" if row["unit_measure"] == "percent" else ""}, t)
    period = phrasing.short_period(row["time_period"], row.get("requested_period"), t)
    return t("cell.with_period", value=value, period=period) if period else value


def _alt(title: str, groups: list[tuple[Any, pd.DataFrame]], t: Messages) -> str:
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


__all__ = ["label", "panels", "requested", "theme"]

"""Per-head values against the mean of the places compared."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ...wording import Messages, name_of, phrasing, speak
from ..story.comparison import by_indicator, peers
from ..tables.yearly import per_head as per_head_table
from .model import INK, Chart, NoChart, area_style, new_figure, style, svg

MOST = 14  # indicators drawn, in the lexicon's order; the table has all
BARS = 6  # with more places than this points stand for bars
TICKS = 6
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


def per_head(data: pd.DataFrame, lang: str = "zh") -> Chart | NoChart:
    """How many times the mean of the places each one's value per head is; the mean is the middle line, the scale logarithmic."""
    t = speak(lang)
    groups = [(key, relative(group)) for key, group in by_indicator(data[data["denominator"].ne("")], at_least=2)]
    groups = [(key, group) for key, group in groups if len(group) > 1 and (group["obs_value"] > 0).all()][:MOST]
    if not groups:
        return NoChart(t("per_head.no_chart"))
    title = _title(groups, t)
    table = per_head_table(data[data["indicator"].isin([key[0] for key, _ in groups])], lang)
    return Chart("chart-per-head", title, _alt(title, groups, t), t("source.documents"), _draw(groups, t), table)


def relative(group: pd.DataFrame) -> pd.DataFrame:
    """The comparable places' values with `ratio`, the value over their plain mean."""
    rows = peers(group)
    return rows.assign(ratio=rows["obs_value"] / rows["obs_value"].mean())


def _draw(groups: list[tuple[Any, pd.DataFrame]], t: Messages) -> str:
    areas = list(dict.fromkeys(area for _, group in groups for area in group["ref_area"]))
    step = 0.8 / len(areas)
    row = max(0.3, 0.13 * min(len(areas), BARS))
    with style():
        figure = new_figure(row * len(groups) + 0.9)
        ax = figure.subplots()
        ax.set_xscale("log")
        for y, (_, group) in enumerate(groups):
            for entry in group.to_dict("records"):
                colour, marker = area_style(entry["ref_area"])
                at = y + (areas.index(entry["ref_area"]) - (len(areas) - 1) / 2) * step
                if len(areas) <= BARS:
                    ax.plot([1, entry["ratio"]], [at, at], color=colour, lw=4, alpha=0.35, solid_capstyle="butt")
                ax.plot(
                    [entry["ratio"]],
                    [at],
                    marker=marker,
                    ms=4.5,
                    color=colour,
                    mfc="white" if phrasing.partial(entry["time_period"]) else colour,
                )
        ax.axvline(1, color=INK, lw=1)
        _axes(ax, groups, t)
        handles = [
            ax.plot([], [], marker=area_style(a)[1], color=area_style(a)[0], lw=4, ms=5, label=t.area(a))[0]
            for a in areas[:12]
        ]
        figure.legend(handles=handles, loc="outside upper left", ncols=4, columnspacing=1.2, handlelength=1.2)
        return svg(figure)


def _axes(ax: Any, groups: list[tuple[Any, pd.DataFrame]], t: Messages) -> None:
    ratios = np.concatenate([group["ratio"].to_numpy() for _, group in groups])
    low, high = min(ratios.min() / 1.15, 0.7), max(ratios.max() * 1.15, 1.4)
    ticks = [step for step in STEPS if low <= step <= high]
    if len(ticks) > TICKS:
        ticks = [step for step in ticks if math.log10(step).is_integer()]
    ax.set_xlim(low, high)
    ax.xaxis.set_major_locator(FixedLocator(ticks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: t("per_head.times", times=phrasing.plain(x)) if x != 1 else t("per_head.mean"))
    )
    ax.set_xlabel(t("per_head.axis"))
    ax.set_ylim(len(groups) - 0.4, -0.6)
    ax.set_yticks(range(len(groups)), [name_of(key, t) for key, _ in groups])
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", visible=False)


def _title(groups: list[tuple[Any, pd.DataFrame]], t: Messages) -> str:
    """Which place is above the mean most often."""
    rows = pd.concat([group for _, group in groups])
    above = rows[rows["ratio"] > 1].groupby("ref_area", sort=False).size()
    area = str(above.idxmax())
    return t("per_head.headline", area=t.area(area), n=int(above.max()), total=int(rows["ref_area"].eq(area).sum()))


def _alt(title: str, groups: list[tuple[Any, pd.DataFrame]], t: Messages) -> str:
    parts = []
    for key, group in groups:
        values = [
            t("per_head.alt", area=t.area(row["ref_area"]), times=phrasing.plain(row["ratio"]))
            for row in group.to_dict("records")
        ]
        parts.append(t("chart.alt_panel", name=name_of(key, t), values=t.join(values, last=False)))
    return t.sentences([title + t("stop"), *parts])

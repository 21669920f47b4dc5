"""Heat maps: what the data covers, and when a plan's tasks fall due."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ...documents import plans
from ...wording import Messages, speak
from ..tables import plan as plan_table
from ..tables import quality as quality_table
from . import axes
from .model import QUIET, Chart, NoChart, new_figure, style, svg

CELL = 0.24  # inches
BLOCKS = 30  # area-years a map of themes may hold; more are drawn as areas by years
LETTER = 0.021  # width of half a Chinese character in a name, as a share of the map
QUARTERS = (1, 2, 3, 4)


def coverage(data: pd.DataFrame, lang: str = "zh") -> Chart | NoChart:
    """Themes × (area, year), or areas × years where that would be too wide: how many indicators have a result."""
    t = speak(lang)
    held = data.assign(n=data["reported"] + data["reference"] + data["derived"])
    held = held[held["n"] > 0]
    if held.empty:
        return NoChart(t("coverage.nothing"))
    wide = held.groupby(["ref_area", "year"]).ngroups <= BLOCKS
    matrix = _by_theme(held, data) if wide else _by_area(held)
    title = _finding(held, t)
    alt = t(
        "coverage.alt",
        title=title,
        areas=held["ref_area"].nunique(),
        years=held["year"].nunique(),
        themes=held["theme"].nunique(),
    )
    return Chart(
        "chart-coverage", title, alt, t("source.documents"), _map(matrix, wide, t), quality_table.coverage(held, lang)
    )


def schedule(tasks: pd.DataFrame, year: int, lang: str = "zh") -> Chart | NoChart:
    """Sections × quarters: how many tasks have a step in each quarter."""
    t = speak(lang)
    matrix = due(tasks, year)
    if matrix.empty:
        return NoChart(t("tasks.no_schedule"))
    steps = t.join([str(number) for number in matrix.sum()], last=False)
    title = t("tasks.headline", n=len(tasks), key=int(tasks["key"].sum()), steps=steps)
    rows = [
        t(
            "chart.alt_panel",
            name=section,
            values=t.join([f"{t(f'quarter.{q}')} {matrix.loc[section, q]}" for q in QUARTERS], last=False),
        )
        for section in matrix.index
    ]
    with style():
        figure = new_figure(CELL * 1.35 * len(matrix) + 0.7)
        ax = figure.subplots()
        _heat(ax, matrix.rename(columns=lambda quarter: t(f"quarter.{quarter}")), 9)
        picture = svg(figure)
    return Chart(
        "chart-schedule",
        title,
        t.sentences([title + t("stop"), *rows]),
        t("source.plans"),
        picture,
        plan_table.units(tasks, lang),
    )


def due(tasks: pd.DataFrame, year: int) -> pd.DataFrame:
    """Section → number of its tasks with a step in quarters 1 to 4 of `year`; empty where no step names a time."""
    found = [
        (row["section"] or row["theme"], quarter, row["task_no"])
        for row in tasks.to_dict("records")
        for step in row["schedule"]
        for quarter in quarters(step, year)
    ]
    table = pd.DataFrame(sorted(set(found), key=found.index), columns=["section", "quarter", "task"])
    counts = table.groupby(["section", "quarter"], sort=False)["task"].nunique().unstack(fill_value=0)
    order = [
        section
        for section in dict.fromkeys(tasks["section"].where(tasks["section"] != "", tasks["theme"]))
        if section in counts.index
    ]
    return counts.reindex(index=order, columns=list(QUARTERS), fill_value=0)


def quarters(step: plans.Step, year: int) -> list[int]:
    """The quarters of `year` that a step's period covers: 2024-04/2024-09 → 2, 3."""
    first, _, last = step.time_period.partition("/")
    if not first.startswith(str(year)):
        return []
    months = [int(part[5:7]) if len(part) > 4 else whole for part, whole in ((first, 1), (last or first, 12))]
    return list(range((months[0] + 2) // 3, (months[1] + 2) // 3 + 1))


def _by_theme(held: pd.DataFrame, data: pd.DataFrame) -> pd.DataFrame:
    order = [theme for theme in dict.fromkeys(data["theme"]) if theme in set(held["theme"])]
    places = list(dict.fromkeys(data["ref_area"]))
    table = held.pivot_table(index="theme", columns=["ref_area", "year"], values="n", aggfunc="sum", sort=False)
    columns = sorted(table.columns, key=lambda column: (places.index(column[0]), column[1]))
    return table.reindex(index=order, columns=pd.MultiIndex.from_tuples(columns, names=table.columns.names))


def _by_area(held: pd.DataFrame) -> pd.DataFrame:
    return held.pivot_table(index="ref_area", columns="year", values="n", aggfunc="sum")


def _map(matrix: pd.DataFrame, wide: bool, t: Messages) -> str:
    names = [t.theme(name) if wide else t.area(name) for name in matrix.index]
    with style():
        figure = new_figure(CELL * len(matrix) + (1.6 if wide else 0.7))
        ax = figure.subplots()
        labels = [str(column[1]) if wide else str(column) for column in matrix.columns]
        _heat(ax, matrix.set_axis(names, axis=0).set_axis(labels, axis=1), 7.5)
        ax.tick_params(axis="x", rotation=90 if len(labels) > 10 else 0)
        if wide:
            _blocks(ax, [str(area) for area, _ in matrix.columns], t)
        return svg(figure)


def _heat(ax: Axes, matrix: pd.DataFrame, size: float) -> None:
    """Counts on a light to dark ground, zero left white; the text turns white where the ground is dark."""
    import seaborn as sns  # here, because only this chart needs it

    values = matrix.to_numpy(dtype=float)
    sns.heatmap(
        matrix,
        ax=ax,
        mask=~(values > 0),
        cmap=mpl.colormaps["Blues"],
        vmin=0,
        vmax=max(np.nanmax(values) * 1.25, 1),
        annot=True,
        fmt=".0f",
        annot_kws={"size": size},
        cbar=False,
        linewidths=0.7,
        linecolor="white",
    )
    ax.set(xlabel="", ylabel="")
    ax.tick_params(length=0, labelsize=8.5)
    ax.tick_params(axis="y", rotation=0)
    ax.grid(visible=False)


def _blocks(ax: Axes, areas: list[str], t: Messages) -> None:
    """Each area's name over its years and a line between areas; a name that would meet another stands a row higher."""
    ends: list[float] = []
    for area in dict.fromkeys(areas):
        first, years = areas.index(area), areas.count(area)
        middle, half = first + years / 2, axes.text_width(t.area(area)) * LETTER * len(areas) / 2
        row = next((n for n, end in enumerate(ends) if end < middle - half), len(ends))
        ends[row : row + 1] = [middle + half]
        ax.annotate(
            t.area(area),
            (middle, 0),
            xytext=(0, 4 + 11 * row),
            textcoords="offset points",
            ha="center",
            fontsize=8.5,
            fontweight="bold",
        )
        if first:
            ax.axvline(first, color=QUIET, lw=1)


def _finding(held: pd.DataFrame, t: Messages) -> str:
    """The area with most values, and the share that reports print."""
    total = held.groupby("ref_area", sort=False)["n"].sum()
    share = held["reported"].sum() / held["n"].sum() * 100
    return t(
        "coverage.headline",
        area=t.area(str(total.idxmax())),
        n=int(total.max()),
        total=int(total.sum()),
        share=f"{share:.0f}",
    )

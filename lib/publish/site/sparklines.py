"""A small drawing of one series over the years; only years that comparability lets follow each other are joined."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import Any

from ...wording import phrasing
from .content import Material
from .voice import Voice

Row = dict[str, Any]
WIDTH, HEIGHT, EDGE, FEWEST = 220, 56, 6, 3


def sparkline(rows: list[Row], name: str, stuff: Material, v: Voice) -> str:
    """An <svg> of the series with its name and both ends in words, "" where fewer than three of its years may be joined."""
    points = _points(rows)
    joined = [stuff.follow(one, other) for one, other in pairwise(points)]
    if len(points) < FEWEST or sum(joined) < FEWEST - 1:
        return ""
    years = [phrasing.year_of(row["time_period"]) or 0 for row in points]
    low, high = min(row["obs_value"] for row in points), max(row["obs_value"] for row in points)
    x = [EDGE + (WIDTH - 2 * EDGE) * (year - years[0]) / (years[-1] - years[0] or 1) for year in years]
    y = [HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (row["obs_value"] - low) / (high - low or 1) for row in points]
    lines = "".join(
        f"M{x[at]:.1f} {y[at]:.1f}L{x[at + 1]:.1f} {y[at + 1]:.1f}" for at, known in enumerate(joined) if known
    )
    dots = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="2.5"/>' for a, b in zip(x, y, strict=True))
    told = [f"{v.period(row['time_period'])} {v.observed(row)}" for row in points]
    label = escape(name + v.labels["colon"] + v.words["comma"].join(told))
    picture = f'<svg class="spark" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"><path d="{lines}"/>{dots}</svg>'
    return f'<figure class="spark"><figcaption>{escape(name)}</figcaption>{picture}<p>{escape(told[0])} — {escape(told[-1])}</p></figure>'


def _points(rows: list[Row]) -> list[Row]:
    """One result a year, printed before others, whole years before parts; in the order of time."""
    order = {"reported": 0, "reference": 1, "derived": 2}
    usable = [
        row for row in rows if row["status"] == "actual" and row["obs_value"] is not None and row["origin"] in order
    ]
    found: dict[int, Row] = {}
    for row in sorted(usable, key=lambda row: (phrasing.partial(row["time_period"]), order[row["origin"]])):
        if (year := phrasing.year_of(row["time_period"])) is not None:
            found.setdefault(year, row)
    return [found[year] for year in sorted(found)]

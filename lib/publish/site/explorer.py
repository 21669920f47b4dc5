"""The explorer: a page that draws one indicator for chosen areas and years, and the parts of data it and the search load.

What may be compared is not decided here nor in the script: every value comes with what bars it and with the traits that
lib.comparison.comparability asks for, and two values are comparable where nothing bars them and their traits are equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ... import lexicon
from ...comparison import comparability, per_capita, views
from ...lexicon import codelists
from . import content, frame, parts
from .content import Material, Row
from .voice import Voice, themes, voice

SERIES, PARTING = ("indicator", "ref_area", "breakdown", "year"), "\u241f"
TRAITS = [name for name in comparability.TRAITS["compare"] if name not in ("indicator", "breakdown", "status")]
CHANGE = [name for name in comparability.TRAITS["change"] if name not in ("indicator", "breakdown", "status", "area")]
PER_HEAD = ("value", "text_zh", "text_en", "flag", "comment_zh", "comment_en", "bar")
COLUMNS = ("area", "breakdown", "period", "year", "value", "text_zh", "text_en", "period_zh", "period_en", "flag", "comment_zh", "comment_en", "origin", "href", "source", "quote", "bar", "traits", "change", "per_head")  # fmt: skip
TEXTS = ("whole", "years_all", "copied", "copy_failed", "empty", "single", "missing", "other_years", "apart", "apart_item", "comparable", "alone", "joined", "hatched", "failed", "citation", "alt", "columns", "sentence", "per_head", "list_comma", "and_comma")  # fmt: skip


def page(stuff: Material, v: Voice) -> str:
    """explore.html; the script asks for the part of the indicator that is chosen."""
    return frame.render(
        "explore.html.j2",
        "explore.html",
        v,
        scripts=("explore.js",),
        loads="'self' file:",
        themes=[(v.theme(theme), _choices(theme, stuff, v)) for theme in themes() if theme in stuff.by_theme],
        texts={name: v.words["explorer"][name] for name in TEXTS},
        apart={name: texts[v.lang] for name, texts in lexicon.comparability()["apart"].items()},
        areas={code: v.area(code) for code in sorted(stuff.by_area)},
        names={text: v.breakdown(text) for text in sorted({row["breakdown"] for row in stuff.observations})},
        origins=v.words["origins"],
        traits=TRAITS,
        joining=CHANGE,
        version=stuff.data_version,
        folder=parts.FOLDER,
        first=first(stuff),
    )


def _choices(theme: str, stuff: Material, v: Voice) -> list[Row]:
    entries = [
        entry
        for entry in codelists.indicators().values()
        if entry.theme == theme and entry.indicator in stuff.by_indicator
    ]
    return [{"id": entry.indicator, "name": v.indicator(entry.indicator)} for entry in entries]


def first(stuff: Material) -> str:
    """The indicator that is shown first: the one of whose values most may be compared in a year, and of which there are most."""
    if stuff.panel is None or stuff.panel.empty:
        return ""
    rows = stuff.panel[comparability.bars(stuff.panel).eq("") & stuff.panel["breakdown"].eq("_T")]
    rows = rows[rows["indicator"].isin(lexicon.indicators())]
    if rows.empty:
        return str(stuff.panel["indicator"].iloc[0])
    shared = comparability.traits(rows)[TRAITS].agg(PARTING.join, axis=1)
    together = rows.groupby([rows["indicator"], shared])["ref_area"].nunique().groupby("indicator").max()
    ordered = pd.DataFrame({"together": together, "all": rows.groupby("indicator").size()})
    return str(ordered.sort_values(["together", "all"], ascending=False, kind="stable").index[0])


def values(stuff: Material) -> dict[str, str]:
    """parts/values/<indicator>.js: the indicator's value of each area and year, newest first, values per head beside them."""
    if stuff.panel is None or stuff.panel.empty:
        return {}
    found: dict[str, list[list[Any]]] = {}
    for row in _compared(stuff.panel):
        found.setdefault(row["indicator"], []).append(_value(row))
    return {
        parts.path(f"values/{name}"): parts.script(
            f"values/{name}", {"columns": COLUMNS, "per_head": PER_HEAD, "rows": rows}
        )
        for name, rows in found.items()
    }


def _compared(panel: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The value that answers for each area, indicator and year, newest first, with bar, traits and the same value per head."""
    names = [name for name in codelists.indicators() if name in set(panel["indicator"])]
    rows = views.trend(panel, names, sorted(panel["ref_area"].unique()))
    if rows.empty:
        return
    known = comparability.traits(rows)
    rows = rows.assign(
        bar=comparability.bars(rows),
        traits=known[TRAITS].agg(PARTING.join, axis=1),
        change=known[CHANGE].agg(PARTING.join, axis=1),
    )
    heads = _per_head(per_capita.per_head(rows.assign(reason=""), panel, "population"))
    ordered = rows.sort_values("year", ascending=False, kind="stable").to_dict("records")
    yield from ({**row, "scaled": heads.get(tuple(row[name] for name in SERIES))} for row in ordered)


def _per_head(scaled: pd.DataFrame) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Indicator, area, breakdown, year → the row with a value per head."""
    rows = scaled[scaled["obs_value"].notna() & scaled["unit_measure"].str.contains("_per_", regex=False)]
    rows = rows.assign(bar=comparability.bars(rows)) if len(rows) else rows
    return {tuple(row[name] for name in SERIES): row for row in rows.to_dict("records")}


def _value(row: dict[str, Any]) -> list[Any]:
    spoken, scaled = [voice(lang) for lang in ("zh", "en")], row["scaled"]
    return [
        row["ref_area"],
        row["breakdown"],
        row["time_period"],
        row["year"],
        row["obs_value"],
        *(v.observed(row) for v in spoken),
        *(v.period(row["time_period"]) for v in spoken),
        _flag(row),
        *(v.comment(row) for v in spoken),
        row["origin"],
        content.proof(row),
        row["source_title"],
        row["quote"],
        row["bar"],
        row["traits"],
        row["change"],
        [
            scaled["obs_value"],
            *(v.observed(scaled) for v in spoken),
            _flag(scaled),
            *(v.comment(scaled) for v in spoken),
            scaled["bar"],
        ]
        if scaled
        else None,
    ]


def _flag(row: dict[str, Any]) -> str:
    return "" if row["obs_status"] == "A" else str(row["obs_status"])

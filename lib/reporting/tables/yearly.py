"""The tables of one year's comparison: the overview, one per theme, per head, what is missing, checks, sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from ... import lexicon
from ...lexicon import codelists
from ...wording import Messages, name_of, phrasing, speak
from . import value_cell
from .model import Cell, Column, Notes, Row, Table


def overview(data: pd.DataFrame, lang: str = "zh") -> Table:
    """Indicator × area, grouped by theme: the rows that have at least one value."""
    t = speak(lang)
    return _matrix("overview", t("overview.caption", year=requested(data)), data, t)


def per_head(data: pd.DataFrame, lang: str = "zh") -> Table:
    """The same for values divided by residents or lawyers: first the denominators with their year, then the scaled indicators."""
    t = speak(lang)
    scaled = data[data["obs_value"].notna() & data["denominator"].ne("")]
    compared = scaled.groupby(["indicator", "breakdown"])["ref_area"].nunique().gt(1)
    kept = data[pd.MultiIndex.from_frame(data[["indicator", "breakdown"]]).isin(compared[compared].index)]
    base = t.indicator(str(scaled["denominator"].iloc[0])).lower() if len(scaled) else ""
    main = _main_denominators(scaled)
    kept = kept.assign(aside=[_other_denominator(row, main, t) for row in kept.to_dict("records")])
    areas = list(dict.fromkeys(data["ref_area"]))
    table = _matrix("per-head", t("per_head.caption", year=requested(data), base=base), kept, t, areas)
    denominators = _denominators(main, areas, t)
    method = (
        [(t("per_head.method"), t("per_head.method_means", base=base, factor=_factor(scaled)))] if len(scaled) else []
    )
    return replace(table, rows=(*denominators, *table.rows), notes=(*table.notes, *method))


def _matrix(id: str, caption: str, data: pd.DataFrame, t: Messages, areas: list[str] | None = None) -> Table:
    """Indicator × area; a column for each of `areas` (those of the data if none are given), also where it has no row."""
    heads = value_cell.main_periods(data)
    areas = areas or list(dict.fromkeys(data["ref_area"]))
    columns = (
        Column("indicator", t("column.indicator")),
        *(_area_column(area, heads, t) for area in areas),
    )
    notes, reasons = Notes(), dict[str, str]()
    rows = [_matrix_row(key, group, areas, heads, t, notes, reasons) for key, group in _reported(data)]
    return Table(id, caption, columns, tuple(rows), (*notes.all(), *reasons.items()), t("source.documents"))


def _main_denominators(scaled: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """ref_area → a row with the denominator that most of the area's values are divided by; the latest of two as frequent."""
    found = {}
    for area, group in scaled.groupby("ref_area", sort=False):
        counts = group["denominator_period"].astype(str).value_counts()
        period = max(counts[counts == counts.max()].index)
        found[str(area)] = group[group["denominator_period"].eq(period)].iloc[0].to_dict()
    return found


def _other_denominator(row: dict[str, Any], main: dict[str, dict[str, Any]], t: Messages) -> str:
    """What a value is divided by if it is not the denominator at the head of its column."""
    if phrasing.missing(row["obs_value"]) or row["ref_area"] not in main:
        return ""
    if row["denominator_period"] == main[row["ref_area"]]["denominator_period"]:
        return ""
    return t("per_head.other", denominator=_denominator(row, t).text)


def _denominators(main: dict[str, dict[str, Any]], areas: list[str], t: Messages) -> list[Row]:
    """One row: each area's denominator, its year beside it and its source under the pointer."""
    if not main:
        return []
    base = str(next(iter(main.values()))["denominator"])
    name = t("value.name_unit", name=t.indicator(base), unit=t.unit(codelists.units().get(base, "")))
    found = [_denominator(main[area], t) if area in main else Cell(t("reason.no_denominator")) for area in areas]
    return [Row((Cell(name), *found), t("per_head.denominator"))]


def _factor(scaled: pd.DataFrame) -> str:
    """× 100,000, or nothing where values are for one lawyer."""
    rules = {rule["indicator"]: rule["factor"] for rule in lexicon.comparability()["per"].values()}
    factor = rules[str(scaled["denominator"].iloc[0])]
    return f" × {phrasing.plain(factor)}" if factor != 1 else ""


def _denominator(row: dict[str, Any], t: Messages) -> Cell:
    value = float(row["denominator_value"])
    text = t("cell.with_period", value=phrasing.plain(value), period=phrasing.period(row["denominator_period"], t))
    return Cell(text, value, title=str(row.get("denominator_source") or ""))


def theme(data: pd.DataFrame, theme: str, lang: str = "zh") -> Table:
    """Every value of one theme with its period, its origin and the words it was printed in."""
    t = speak(lang)
    notes = Notes()
    rows = [
        _long_row(row, name, scale, t, notes)
        for key, group in _reported(data[data["theme"] == theme])
        for scale in [value_cell.scale_of(group, t)]
        for name in [t("value.name_unit", name=name_of(key, t), unit=scale.label)]
        for row in group[group["obs_value"].notna()].to_dict("records")
    ]
    columns = (
        Column("area", t("column.area")),
        Column("value", t("column.value"), kind="number"),
        Column("period", t("column.period")),
        Column("origin", t("column.origin"), kind="flag"),
        Column("quote", t("column.quote")),
    )
    caption = t("theme.caption", theme=t.theme(theme), year=requested(data))
    return Table(f"theme-{theme}", caption, columns, tuple(rows), notes.all(), t("source.documents"))


def missing(data: pd.DataFrame, lang: str = "zh") -> Table:
    """What nobody or not everybody printed: by area and reason, the indicators concerned."""
    t = speak(lang)
    gaps = data[data["obs_value"].isna()]
    rows = [
        Row(
            (
                Cell(t.area(area)),
                Cell(t(f"reason.{reason}"), title=lexicon.comparability()["empty"][reason][t.lang]),
                _count(len(group)),
                Cell(_names(group["indicator"], t)),
            )
        )
        for (area, reason), group in _by_area(gaps, list(dict.fromkeys(data["ref_area"]))).groupby(
            ["ref_area", "reason"], sort=False
        )
    ]
    columns = (
        Column("area", t("column.area")),
        Column("reason", t("column.reason"), kind="flag"),
        Column("count", t("column.count"), t("unit.item"), "number"),
        Column("indicators", t("column.indicators")),
    )
    reasons = {
        t(f"reason.{reason}"): lexicon.comparability()["empty"][reason][t.lang]
        for reason in gaps["reason"].replace("", "not_printed").unique()
    }
    return Table("missing", t("missing.caption", year=requested(data)), columns, tuple(rows), tuple(reasons.items()))


def _by_area(gaps: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """`gaps` with the areas in the order of `places`, each with its reasons together."""
    named = gaps.assign(reason=gaps["reason"].replace("", "not_printed"), place=gaps["ref_area"].map(places.index))
    return named.sort_values(["place", "reason"], kind="stable")


def requested(data: pd.DataFrame) -> str:
    """The year the comparison was asked for."""
    return str(data["requested_period"].iloc[0]) if len(data) else ""


def _reported(data: pd.DataFrame) -> Iterable[tuple[Any, pd.DataFrame]]:
    """(indicator, breakdown) → its rows, in the lexicon's order, where at least one area has a value."""
    for key, group in data.groupby(["indicator", "breakdown"], sort=False, dropna=False):
        if group["obs_value"].notna().any():
            yield key, group


def _area_column(area: str, heads: dict[str, str], t: Messages) -> Column:
    period = phrasing.period(heads[area], t) if area in heads else ""
    return Column(
        area, t("column.area_period", area=t.area(area), period=period) if period else t.area(area), kind="number"
    )


def _matrix_row(
    key: Any,
    group: pd.DataFrame,
    areas: list[str],
    heads: dict[str, str],
    t: Messages,
    notes: Notes,
    reasons: dict[str, str],
) -> Row:
    by_area = {row["ref_area"]: row for row in group.to_dict("records")}
    scale = value_cell.scale_of(group, t)
    found = [
        value_cell.value(by_area[area], t, notes, scale, heads.get(area, ""), brief=True)
        if area in by_area and not phrasing.missing(by_area[area]["obs_value"])
        else value_cell.empty(by_area.get(area, {}), t, reasons)
        for area in areas
    ]
    name = Cell(t("value.name_unit", name=name_of(key, t), unit=scale.label), title=_definition(key[0], t))
    return Row((name, *found), t.theme(group["theme"].iloc[0]))


def _long_row(row: dict[str, Any], group: str, scale: value_cell.Scale, t: Messages, notes: Notes) -> Row:
    cell = value_cell.value(row, t, notes, scale, row["time_period"])
    quote = Cell(value_cell.clause(row), href=cell.href, title=cell.title)
    origin = Cell(t(f"origin_short.{row['origin']}"))
    return Row(
        (Cell(t.area(row["ref_area"])), cell, Cell(phrasing.period(row["time_period"], t)), origin, quote), group
    )


def _definition(indicator: str, t: Messages) -> str | None:
    return codelists.definition(indicator, t.lang) or None


def _count(number: int) -> Cell:
    return Cell(phrasing.plain(number), float(number))


def _names(indicators: pd.Series, t: Messages) -> str:
    return t.join([t.indicator(name) for name in dict.fromkeys(indicators)], last=False)


__all__ = ["missing", "name_of", "overview", "per_head", "requested", "theme"]

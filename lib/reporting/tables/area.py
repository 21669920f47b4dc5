"""The tables of one area: its latest values and how it stands beside others, its targets and their results."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from ... import ids, lexicon
from ...comparison import rank
from ...wording import Messages, messages, name_of, phrasing, speak
from . import value_cell
from .model import Cell, Column, NoTable, Notes, Row, Table

RECURRING = "recurring."  # of messages.yml


def profile(data: pd.DataFrame, area: str, lang: str = "zh") -> Table:
    """The latest value of each indicator (rows of metrics.profile), the one before it and the change between them."""
    t = speak(lang)
    notes = Notes()
    columns = (
        Column("indicator", t("column.indicator")),
        Column("value", t("column.value"), kind="number"),
        Column("period", t("column.period")),
        Column("before", t("column.before"), kind="number"),
        Column("change", t("column.change"), kind="number"),
        Column("origin", t("column.origin"), kind="flag"),
    )
    rows = [_latest(row, t, notes) for row in data[data["obs_value"].notna()].to_dict("records")]
    return Table(
        "profile", t("profile.caption", area=t.area(area)), columns, tuple(rows), notes.all(), t("source.documents")
    )


def standing(data: pd.DataFrame, area: str, lang: str = "zh") -> Table | NoTable:
    """Where `area` stands among the areas of a comparison: its value, its rank or why there is none, the others' values."""
    t = speak(lang)
    ranked, notes = rank(data), Notes()
    rows = [
        _standing(
            own, ranked[(ranked["indicator"] == own["indicator"]) & (ranked["breakdown"] == own["breakdown"])], t, notes
        )
        for own in ranked[(ranked["ref_area"] == area) & ranked["obs_value"].notna()].to_dict("records")
    ]
    columns = (
        Column("indicator", t("column.indicator")),
        Column("value", t.area(area)),
        Column("rank", t("column.rank"), kind="flag"),
        Column("others", t("column.others")),
    )
    kept = tuple(row for row in rows if row.cells[-1].text)
    if not kept:
        return NoTable(t("standing.nothing"))
    return Table(
        "standing", t("standing.caption", area=t.area(area)), columns, kept, notes.all(), t("source.documents")
    )


def targets(data: pd.DataFrame, figures: pd.DataFrame, lang: str = "zh") -> Table:
    """Every planned number with its sentence and the result of its year, or why there is none; `figures` name what is counted."""
    t = speak(lang)
    columns = (
        Column("counted", t("column.counted")),
        Column("sentence", t("column.quote")),
        Column("period", t("column.due")),
        Column("target", t("column.target"), kind="number"),
        Column("result", t("column.result"), kind="flag"),
    )
    subjects = dict(zip(ids.figure_ids(figures), figures["subject"].fillna(""), strict=True))
    reasons: dict[str, str] = {}
    rows = tuple(_target(row, subjects.get(row["figure_id"], ""), t, reasons) for row in data.to_dict("records"))
    return Table("targets", t("targets.caption", n=len(rows)), columns, rows, tuple(reasons.items()), t("source.plans"))


def _latest(row: dict[str, Any], t: Messages, notes: Notes) -> Row:
    key = (row["indicator"], row["breakdown"])
    scale = value_cell.scale_of(pd.DataFrame([row]), t)
    before, change = Cell(t("none")), Cell(t("none"))
    if not phrasing.missing(row.get("previous_value")):
        earlier = float(row["previous_value"]) / scale.factor
        before = Cell(
            t("cell.with_period", value=phrasing.plain(earlier), period=phrasing.period(row["previous_period"], t)),
            earlier,
        )
    if not phrasing.missing(row.get("change")):
        form = "change.points" if row["unit_measure"] == "percent" else "change.percent"
        text = t(form, change=f"{row['change']:+.1f}".replace("-", "−"))
        exact = phrasing.qualifier(row) == "exact"  # a change to a rounded value is no more certain than the value
        change = Cell(text if exact else t("bound.about", value=text), float(row["change"]))
    return Row(
        (
            Cell(t("value.name_unit", name=name_of(key, t), unit=scale.label)),
            value_cell.value(row, t, notes, scale, row["time_period"], brief=True),
            Cell(phrasing.period(row["time_period"], t)),
            before,
            change,
            Cell(t(f"origin_short.{row['origin']}")),
        ),
        t.theme(row["theme"]),
    )


def _standing(own: dict[str, Any], group: pd.DataFrame, t: Messages, notes: Notes) -> Row:
    """One indicator: the area's value, its place where the value is a rate or scaled, the values of the others."""
    others = group[(group["ref_area"] != own["ref_area"]) & group["obs_value"].notna()].to_dict("records")
    said = [
        t(
            "said",
            area=t.area(row["ref_area"]),
            value=phrasing.observation(row, t),
            period=phrasing.period(row["time_period"], t),
        )
        for row in others
    ]
    value = t("cell.with_period", value=phrasing.observation(own, t), period=phrasing.period(own["time_period"], t))
    link, unit = value_cell.href(own["figure_ids"]), t.unit(own["unit_measure"])
    cell = Cell(value, float(own["obs_value"]), link, str(own["quote"]) or None, facts=value_cell.facts(own, unit, t))
    place = _place(own, t, notes) if said else Cell("")
    return Row(
        (Cell(name_of((own["indicator"], own["breakdown"]), t)), cell, place, Cell(t.join(said, last=False))),
        t.theme(own["theme"]),
    )


def _place(own: dict[str, Any], t: Messages, notes: Notes) -> Cell:
    if own["unit_measure"] not in ("percent", "permille") and "_per_" not in str(own["unit_measure"]):
        return Cell(t("none"), notes=(notes.mark(t("standing.size")),))
    if own["rank"]:
        return Cell(t("standing.rank", rank=own["rank"], ranked=int(own["ranked"])))
    why = own[f"rank_note_{t.lang}"]
    return Cell(t("none"), notes=(notes.mark(why),) if why else ())


def _target(row: dict[str, Any], subject: str, t: Messages, reasons: dict[str, str]) -> Row:
    counted = name_of((row["indicator"], row["breakdown"]), t) if row["indicator"] else subject or t("none")
    number = t("value.count_printed", number=phrasing.plain(row["value"]), unit=row["unit"])
    link, sentence = value_cell.href(row["figure_id"]), str(row["sentence"])
    excerpt = value_cell.clause({"quote": sentence, "obs_value": row["value"]})
    return Row(
        (
            Cell(counted),
            Cell(excerpt, href=link, title=sentence),
            Cell(phrasing.period(row["time_period"], t)),
            Cell(_often(t(f"bound.{row['qualifier']}", value=number), row, t), float(row["value"]), link, sentence),
            _result(row, t, reasons),
        )
    )


def _often(value: str, row: dict[str, Any], t: Messages) -> str:
    """每季度1期: a target that is to be met again and again says so."""
    words = sorted(
        (key.removeprefix(RECURRING) for key in messages.catalogue() if key.startswith(RECURRING)),
        key=len,
        reverse=True,
    )
    pattern = rf"每一?个?({'|'.join(map(re.escape, words))})[^,;，。；、：:]{{0,14}}?(?<!\d){re.escape(str(row['text']))}(?!\d)"
    found = re.search(pattern, str(row["sentence"]))
    return t("targets.every", every=t(RECURRING + found[1]), value=value) if found else value


def _result(row: dict[str, Any], t: Messages, reasons: dict[str, str]) -> Cell:
    """The year's result and whether it meets the target; the short reason, explained below the table, where that cannot be said."""
    short = t(f"reason.{row['reason']}") if row["reason"] else t("none")
    if row["reason"]:
        reasons[short] = lexicon.comparability()["empty"][row["reason"]][t.lang]
    if phrasing.missing(row["result_value"]):
        return Cell(short, title=reasons.get(short))
    value = t(
        "cell.with_period", value=phrasing.plain(row["result_value"]), period=phrasing.period(row["result_period"], t)
    )
    met = t(f"met.{row['met']}") if row["met"] else short
    return Cell(
        t("targets.result", value=value, met=met),
        float(row["result_value"]),
        value_cell.href(row["result_ids"]),
        reasons.get(short),
    )

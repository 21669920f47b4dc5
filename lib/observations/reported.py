"""Figures → observations: one value per indicator, area, period, breakdown, status and definition, with its flag and every reason for caution."""

from __future__ import annotations

import pandas as pd

from .. import ids, periods, schemas
from ..lexicon import codelists, comparability
from ..schemas import KEY
from . import definitions, intervals, reason_codes, reconciliation
from .corrections import Correction, apply
from .labels import label
from .reason_codes import codes, mark

_CLAUSE = r"[,，;；。:：\n]"
_END = r"[;；。\n]"
_GROWTH_UNITS = {"%": "percent", "": "percent", "个百分点": "point", "百分点": "point"}


def build(
    figures: pd.DataFrame,
    sources: pd.DataFrame,
    reference: pd.DataFrame | None = None,
    corrections: list[Correction] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Observations (columns of schemas.OBSERVATIONS, sorted by key) and the conflicts between figures (choice.CONFLICT and key).

    Reported values first, then `reference` values where nothing is printed for the key. Figures of scope `part`, and those
    whose measure is not the indicator's, make no observation.
    """
    usable = candidates(apply(with_ids(schemas.conform(figures, "figures")), corrections or []), sources)
    winners, conflicts = reconciliation.choose(usable[usable["measure"].ne("growth")])
    reported = _reported(winners, usable[usable["measure"].eq("growth")], conflicts)
    rows = reported if reference is None else merge(reported, reference)
    return finish(rows), conflicts


def finish(rows: pd.DataFrame) -> pd.DataFrame:
    """Breaks found in the series, flags and comments worded, columns in order, sorted by key."""
    rows = rows.reset_index(drop=True)
    reasons = reason_codes.join([_without(rows["reasons"], "break"), breaks(rows)])
    named = label(reason_codes.finish(rows.assign(reasons=reasons)))
    return schemas.conform(named.sort_values(KEY), "observations")


def merge(rows: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """`rows` and those of `more` whose key `rows` does not have: what is printed is never overridden.

    A value that does not say how it was counted adds nothing where one is there that does, or does not either.
    """
    cell = [name for name in KEY if name != "definition"]
    here = pd.MultiIndex.from_frame(more[KEY]).isin(pd.MultiIndex.from_frame(rows[KEY]))
    beside = pd.MultiIndex.from_frame(more[cell]).isin(pd.MultiIndex.from_frame(rows[cell]))
    fresh = more[~here & ~(beside & more["definition"].eq(""))]
    return pd.concat([rows, fresh], ignore_index=True) if len(rows) else fresh.reset_index(drop=True)


def with_ids(figures: pd.DataFrame) -> pd.DataFrame:
    """`figures` with the column figure_id, `doc_id#fstart`."""
    return figures.assign(figure_id=ids.figure_ids(figures))


def candidates(figures: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Figures that may become a value: of an indicator, of a whole area, of the indicator's kind; with key, period and source."""
    kind = figures["indicator"].map(codelists.kinds()).astype(str).fillna("")
    fits = figures["measure"].eq("growth") | figures["measure"].eq("percent").eq(kind.eq("rate"))
    placed = figures["ref_area"].ne("") & figures["time_period"].ne("")
    valued = figures["indicator"].ne("") & figures["scope"].ne("part") & figures["measure"].ne("duration")
    rows = figures[valued & fits & placed].reset_index(drop=True)
    named = periods.frame(rows["time_period"])
    rows = (
        rows.drop(columns="time_period")
        .join(named)
        .rename(columns={"value": "obs_value", "doc_id": "source_id", "sentence": "quote"})
    )
    rows = rows.assign(
        breakdown=rows["breakdown"].replace("", "_T"),
        origin="reported",
        kind=rows["indicator"].map(codelists.kinds()).astype(str).fillna(""),
    )
    rows["expected_unit"] = rows["indicator"].map(codelists.units()).astype(str).fillna("")
    rows["unit_measure"] = (
        rows["unit_measure"].where(rows["unit_measure"].ne(""), rows["expected_unit"]).replace("", "number")
    )
    rows["foreign"] = definitions.foreign(rows)
    rows["definition"] = definitions.classify(rows, definitions.readable(rows["indicator"], rows["quote"]))
    rows["precision"] = intervals.precision(rows["text"], rows["obs_value"], rows["qualifier"])
    return _sourced(definitions.told_elsewhere(rows), sources)


def breaks(rows: pd.DataFrame) -> pd.Series:
    """The code `break=id` on the first year after a declared break, in every series that has values from before it."""
    found = [pd.Series("", index=rows.index, dtype=str)]
    named = periods.frame(rows["time_period"])
    series = [rows[column] for column in ("indicator", "ref_area", "breakdown", "definition")]
    actual = rows["status"].eq("actual") & rows["origin"].ne("derived")
    for entry in comparability()["breaks"]:
        year = int(entry["date"][:4])
        here = (
            actual
            & rows["indicator"].isin(entry["indicators"])
            & rows["ref_area"].isin(entry.get("areas", rows["ref_area"].unique()))
        )
        if not here.any():
            continue
        before = (here & named["year"].lt(year)).groupby(series).transform("any")
        first = named["year"].where(here & named["year"].ge(year)).groupby(series).transform("min")
        found.append(mark(reason_codes.code("break", entry["id"]), here & before & named["year"].eq(first)))
    return reason_codes.join(found)


def _sourced(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Title, address and date of the document; a document without a date counts as published after the year it reports."""
    known = sources.drop_duplicates("doc_id").set_index("doc_id")
    for column, name in {"source_title": "title", "source_url": "url", "published": "published"}.items():
        rows[column] = rows["source_id"].map(known[name]).astype(str).fillna("") if name in known else ""
    return rows.assign(source_grade="document")


def _reported(winners: pd.DataFrame, growth: pd.DataFrame, conflicts: pd.DataFrame) -> pd.DataFrame:
    """Winners with their growth, definition, codes and the bounds the wording sets."""
    rows = _with_growth(winners, growth)
    words = _around(rows)
    included = _included_breakdown(rows, words)
    rows["reasons"] = reason_codes.join(
        [
            definitions.reasons(rows, words),
            _disputed(rows, conflicts),
            codes("corrected", rows["corrected"], rows["corrected"].ne("")),
        ]
    )
    rows["verb"] = rows["verb"].where(rows["indicator"].isin(comparability()["verbs"]["indicators"]), "")
    rows["breakdown"] = included
    rows["unit_measure"] = rows["unit_measure"].where(
        rows["foreign"] | rows["expected_unit"].eq(""), rows["expected_unit"]
    )
    return schemas.conform(rows.drop_duplicates(KEY), "observations")


def _included_breakdown(rows: pd.DataFrame, words: pd.Series) -> pd.Series:
    """A total that holds something else too is a category of its own, so that the comparable rest can stand beside it."""
    found = rows["breakdown"]
    for entry in comparability()["includes"]:
        here = rows["indicator"].eq(entry["indicator"]) & definitions.contains(words, entry["words"]) & found.eq("_T")
        found = found.where(~here, entry["breakdown"])
    return found


def _around(rows: pd.DataFrame) -> pd.Series:
    """What is said right beside the number, simplified: its subject, the rest of its clause and what follows in the sentence."""
    before = rows["prefix"].str.split(_CLAUSE, regex=True).str[-1]
    after = rows["suffix"].str.split(_END, regex=True).str[0]
    return definitions.readable(rows["indicator"], rows["subject"] + " " + before + " " + after)


def _with_growth(winners: pd.DataFrame, growth: pd.DataFrame) -> pd.DataFrame:
    """The printed change on the year before, joined to the value of the same document."""
    on = [*KEY, "source_id"]
    found = growth.sort_values("start", kind="stable").drop_duplicates(on)
    found = found.assign(growth_unit=found["unit"].map(_GROWTH_UNITS).fillna("absolute"))
    found = found[[*on, "obs_value", "precision", "growth_unit", "figure_id"]]
    found.columns = [*on, "growth", "growth_precision", "growth_unit", "growth_id"]
    rows = winners.merge(found, on=on, how="left", validate="many_to_one")
    return rows.assign(
        growth_unit=rows["growth_unit"].astype(str).fillna(""), growth_id=rows["growth_id"].astype(str).fillna("")
    )


def _disputed(rows: pd.DataFrame, conflicts: pd.DataFrame) -> pd.Series:
    """Codes of rows that another figure contradicts: `conflict_open` where only the order of printing told them apart."""
    if conflicts.empty:
        return pd.Series("", index=rows.index, dtype=str)
    values = conflicts["other"].map("{:.15g}".format)
    others = values.groupby([conflicts[column] for column in KEY]).agg("、".join).rename("others")
    undecided = (
        conflicts["decided_by"]
        .eq("first_printed")
        .groupby([conflicts[column] for column in KEY])
        .any()
        .rename("undecided")
    )
    known = (
        rows[KEY].merge(pd.concat([others, undecided], axis=1).reset_index(), on=KEY, how="left").set_axis(rows.index)
    )
    open_ = known["undecided"].eq(True)
    return reason_codes.join(
        [
            codes("conflict_open", known["others"], open_),
            codes("conflict", known["others"], known["others"].notna() & ~open_),
        ]
    )


def _without(reasons: pd.Series, name: str) -> pd.Series:
    return reasons.str.replace(rf"(?:^| ){name}(?:=\S+)?(?= |$)", "", regex=True).str.strip(" ")

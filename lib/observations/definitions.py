"""What a printed figure counts, read from its verb, unit, qualifier, period and sentence: the codes that limit comparing it."""

from __future__ import annotations

import re

import pandas as pd

from ..documents import simplify
from ..lexicon import comparability
from . import reason_codes
from .intervals import APPROXIMATE
from .reason_codes import codes, mark


def classify(rows: pd.DataFrame, words: pd.Series) -> pd.Series:
    """The definition class of each row ('' where none applies), from its verb or from `words`, the text around the number."""
    found = pd.Series("", index=rows.index, dtype=str)
    verbs = comparability()["verbs"]
    sensitive = rows["indicator"].isin(verbs["indicators"])
    class_of = {verb: name for name, members in verbs["classes"].items() for verb in members}
    found = found.where(~sensitive, rows["verb"].map(class_of).astype(str).fillna(""))
    for entry in comparability()["definitions"]:
        here = rows["indicator"].isin(entry["indicators"])
        for name, members in entry["classes"].items():
            found = found.where(~(here & found.eq("") & contains(words, members)), name)
    return found


def told_elsewhere(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the definition of those that name none taken from where the same source names it.

    A printed change belongs to the value before it in its sentence. A value that repeats one whose verb is printed (the same
    number, of one area and period) is counted by that verb.
    """
    cell = ["indicator", "ref_area", "time_period", "breakdown", "status", "source_id"]
    open_ = rows["definition"].eq("") & rows["indicator"].isin(comparability()["verbs"]["indicators"])
    growth = rows["measure"].eq("growth")
    ordered = rows.sort_values(["source_id", "start"], kind="stable")
    last = ordered["definition"].where(~ordered["measure"].eq("growth"))
    before = last.groupby([ordered[name] for name in (*cell, "quote")]).ffill().reindex(rows.index)
    stated = rows[rows["definition"].ne("") & ~growth].drop_duplicates([*cell, "obs_value"])
    same = rows[[*cell, "obs_value"]].merge(
        stated[[*cell, "obs_value", "definition"]], on=[*cell, "obs_value"], how="left"
    )["definition"]
    found = before.where(growth, same.set_axis(rows.index)).astype(object).fillna("").astype(str)
    return rows.assign(definition=rows["definition"].where(~open_, found))


def readable(indicators: pd.Series, texts: pd.Series) -> pd.Series:
    """`texts` simplified, of the indicators that words tell something about; '' for all others, which nobody reads."""
    told = {entry["indicator"] for name in ("includes", "kinds") for entry in comparability()[name]}
    told |= {name for entry in comparability()["definitions"] for name in entry["indicators"]}
    wanted = texts.where(indicators.isin(told), "")
    return wanted.map({text: simplify(text) for text in wanted.unique()}).astype(str)


def verb_in(words: pd.Series) -> pd.Series:
    """The first verb of comparability.yml that stands in each text, '' where none; longest verbs win at one place."""
    known = sorted(
        (verb for members in comparability()["verbs"]["classes"].values() for verb in members), key=len, reverse=True
    )
    return words.str.extract(f"({'|'.join(map(re.escape, known))})")[0].astype(str).fillna("")


def contains(texts: pd.Series, words: list[str]) -> pd.Series:
    """Where any of `words` stands in the text."""
    return texts.str.contains("|".join(map(re.escape, words)), regex=True)


def reasons(rows: pd.DataFrame, words: pd.Series) -> pd.Series:
    """Codes of every row; needs indicator, kind, status, verb, definition, unit, unit_measure, expected_unit, qualifier and the period's months."""
    return reason_codes.join(
        [
            _period(rows),
            _provisional(rows, words),
            _definition(rows),
            _unit(rows),
            _included(rows, words),
            _kinds(rows, words),
            _verb(rows),
            _qualifier(rows),
        ]
    )


def _period(rows: pd.DataFrame) -> pd.Series:
    """Months of a flow; the month a stock is taken at, unless it is December; years that were added up."""
    flow = rows["kind"].ne("stock")
    partial = (
        rows["months"].lt(12) & rows["months"].gt(0) & rows["status"].ne("target")
    )  # a target's months are when it is due
    first, last = rows["first_month"].astype(str), rows["last_month"].astype(str)
    months = first.where(rows["months"].eq(1), first + "-" + last)
    years = (rows["year"] - rows["months"] // 12 + 1).astype(str) + "-" + rows["year"].astype(str)
    return reason_codes.join(
        [
            codes("part_of_year", months, partial & flow),
            codes("as_of_month", last, partial & ~flow & rows["last_month"].ne(12)),
            codes("several_years", years, rows["months"].gt(12)),
        ]
    )


def _provisional(rows: pd.DataFrame, words: pd.Series) -> pd.Series:
    """Numbers that the text itself calls provisional."""
    said = "|".join(map(re.escape, comparability()["provisional"]))
    return mark("provisional", rows["quote"].str.contains(said, regex=True))


def _definition(rows: pd.DataFrame) -> pd.Series:
    """Names with several meanings whose sentence does not say which."""
    found = [
        mark(entry["unstated"], rows["indicator"].isin(entry["indicators"]) & rows["definition"].eq(""))
        for entry in comparability()["definitions"]
    ]
    return reason_codes.join(found)


def _unit(rows: pd.DataFrame) -> pd.Series:
    """Units that count something else: declared ones by name, any other by its difference from the indicator's unit."""
    told = pd.Series(False, index=rows.index)
    found = []
    for entry in comparability()["units"]:
        here = rows["indicator"].isin(entry["indicators"]) & (
            rows["unit"].isin(entry["units"]) | rows["unit_measure"].isin(entry["units"])
        )
        found.append(mark(entry["reason"], here & ~told))
        told |= here
    return reason_codes.join([*found, codes("unit_differs", rows["unit_measure"], foreign(rows) & ~told)])


def foreign(rows: pd.DataFrame) -> pd.Series:
    """Where the unit cannot count what the indicator counts: it shares no group of `unit_groups` with the indicator's unit."""
    distinct = rows[["unit_measure", "expected_unit"]].drop_duplicates().itertuples(index=False)
    groups = comparability()["unit_groups"]
    apart = {
        (unit, own)
        for unit, own in distinct
        if own not in ("", unit) and not any(unit in group and own in group for group in groups)
    }
    return pd.Series(
        [pair in apart for pair in zip(rows["unit_measure"], rows["expected_unit"], strict=True)],
        index=rows.index,
        dtype=bool,
    )


def _included(rows: pd.DataFrame, words: pd.Series) -> pd.Series:
    """Totals that say they hold something else too; those that do not print it apart may."""
    found = []
    for entry in comparability()["includes"]:
        here = rows["indicator"].eq(entry["indicator"])
        stated = here & contains(words, entry["words"])
        printed = rows["source_id"].isin(rows.loc[rows["indicator"].eq(entry["part"]), "source_id"])
        silent = here & ~stated & ~printed & rows["status"].eq("actual") & rows["origin"].eq("reported")
        found += [
            codes("includes_part", pd.Series(entry["part"], index=rows.index), stated),
            mark("part_not_separate", silent),
        ]
    return reason_codes.join(found)


def _kinds(rows: pd.DataFrame, words: pd.Series) -> pd.Series:
    """Kinds of lawyers named beside the number."""
    found = []
    for entry in comparability()["kinds"]:
        here = rows["indicator"].eq(entry["indicator"])
        named = (
            words.where(here, "")
            .str.findall("|".join(map(re.escape, entry["words"])))
            .map(lambda names: "、".join(dict.fromkeys(names)))
            .astype(str)
        )
        found += [codes(entry["stated"], named, here & named.ne("")), mark(entry["unstated"], here & named.eq(""))]
    return reason_codes.join(found)


def _verb(rows: pd.DataFrame) -> pd.Series:
    return codes(
        "verb", rows["verb"], rows["indicator"].isin(comparability()["verbs"]["indicators"]) & rows["verb"].ne("")
    )


def _qualifier(rows: pd.DataFrame) -> pd.Series:
    return rows["qualifier"].where(rows["qualifier"].isin(APPROXIMATE), "").astype(str)

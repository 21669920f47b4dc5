"""Whether values may be compared, ranked, divided or followed over time, and why not: decided here and nowhere else.

Two values may stand together where nothing bars either of them and they agree in every trait that the use asks for.
Rows are those of a comparison (or of observations): indicator, breakdown, ref_area, time_period, status, obs_value, lower,
upper, precision, qualifier, unit_measure, definition, reasons, origin, rule, source_grade. Reasons are codes of `apart` in
comparability.yml, worded there in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from .. import periods
from ..lexicon import codelists, comparability
from ..observations import intervals, reason_codes

Use = Literal["compare", "rank", "divide", "change"]
_SAME = ["indicator", "breakdown", "status", "unit", "definition", "months"]
TRAITS: dict[str, list[str]] = {  # in what two values must agree; the first that differs is named first
    "compare": ["indicator", "breakdown", "status", "level", "unit", "definition", "year", "months"],
    "rank": ["indicator", "breakdown", "status", "level", "unit", "definition", "year", "months"],
    "divide": ["indicator", "breakdown", "status", "level", "unit", "definition", "year", "months"],
    "change": ["area", *_SAME, "break"],
}
_OWN_TRAIT = ("unit_differs", "several_years")  # codes of a definition that a trait of their own tells already
_GROUP = ["indicator", "breakdown", "level"]


@dataclass(frozen=True)
class Verdict:
    """Whether a use is allowed; `reasons` are the codes that forbid it, none where it is."""

    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return not self.reasons

    def words(self, lang: str) -> str:
        """Why not, in words."""
        return reason_codes.words(" ".join(self.reasons), lang, "apart")


def verdict(one: Mapping[str, Any], other: Mapping[str, Any], use: Use = "compare") -> Verdict:
    """Whether two values (rows as mappings) may be used together.

    compare: set side by side as of one kind · rank: one is surely the larger · divide: one as a multiple of the other ·
    change: the later value of one area against its earlier one.
    """
    rows = pd.DataFrame([dict(one), dict(other)])
    known, own = traits(rows), bars(rows)
    found = [code for code in dict.fromkeys(own) if code]
    found += [name for name in TRAITS[use] if known[name].iloc[0] != known[name].iloc[1]]
    if not found:
        low, high = intervals.presumed(_typed(rows))
        if use == "rank" and not (low.iloc[0] > high.iloc[1] or low.iloc[1] > high.iloc[0]):
            found.append("overlap")
        if use in ("divide", "change") and not (
            np.isfinite([low, high]).all() and (use == "change" or low.iloc[1] > 0)
        ):
            found.append("unbounded")
    return Verdict(tuple(found))


def surely_above(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether `one` may be ranked with `other` and is larger whatever wording and rounding leave open."""
    return bool(verdict(one, other, "rank")) and float(one["obs_value"]) > float(other["obs_value"])


def times(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[float, float] | None:
    """What `one` is as a multiple of `other`: the least and the greatest that both intervals allow; None where it may not be said."""
    if not verdict(one, other, "divide"):
        return None
    low, high = intervals.presumed(_typed(pd.DataFrame([dict(one), dict(other)])))
    return float(low.iloc[0] / high.iloc[1]), float(high.iloc[0] / low.iloc[1])


def apart(rows: pd.DataFrame, use: Use = "compare") -> pd.Series:
    """Per row why it may not stand with the others of its indicator, breakdown and level: codes of `apart`, '' where it may.

    Rows that agree in every trait form classes; the largest class of a group (the latest year of two as large) is the one that
    stands. `alone` marks the only value of its level, `few` a class of fewer than `fewest` areas, where use is rank.
    """
    known = traits(rows)
    found, by = bars(rows), [known[name] for name in _GROUP]
    free = found.eq("")
    asked = [name for name in TRAITS[use] if name not in _GROUP]
    standing = _largest(known, free, asked)
    for name in asked:
        differs = free & known[name].ne(standing[name])
        found = found.where(~differs, found.str.cat(pd.Series(name, index=rows.index), sep=" ").str.strip())
    size = found.eq("").groupby(by).transform("sum")
    found = found.where(~(found.eq("") & size.eq(1)), "alone")
    small = found.eq("") & size.lt(_rules()["fewest"] if use in ("rank", "divide") else 0)
    return found.where(~small, "few").astype(str)


def peers(rows: pd.DataFrame, use: Use = "rank") -> Iterator[pd.DataFrame]:
    """The sets of rows that may stand in one ranking or sentence, the largest value first: one per indicator, breakdown and level."""
    standing = rows[apart(rows, use).eq("")]
    level = standing["ref_area"].map(codelists.level)
    for _, group in standing.groupby([standing["indicator"], standing["breakdown"], level], sort=False):
        yield group.sort_values("obs_value", ascending=False, kind="stable")


def extremes(group: pd.DataFrame) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The area with most and the one with least of one set of `peers`; None for an end that bounds leave open."""
    low, high = (bound.to_numpy() for bound in intervals.presumed(_typed(group)))
    ordered, certain = group.to_dict("records"), len(group) > 1
    most = ordered[0] if certain and low[0] > high[1:].max() else None
    least = ordered[-1] if certain and high[-1] < low[:-1].min() else None
    return most, least


def divisible(table: pd.DataFrame, rule: Mapping[str, Any]) -> pd.Series:
    """Per row of a comparison with its denominator (denominator_value, denominator_year) why it may not be divided by heads.

    `not_scaled`: a rate, or the denominator itself; `no_denominator`: none that is near enough; '' where it may.
    """
    valued = table["obs_value"].notna()
    rate = table["kind"].eq("rate") | table["indicator"].eq(rule["indicator"])
    far = (table["denominator_year"] - table["year"]).abs().gt(rule["max_gap"])
    missing = table["denominator_value"].isna() | table["denominator_value"].le(0) | far
    return _first(valued, {"not_scaled": rate, "no_denominator": missing})


def usable_denominators(rows: pd.DataFrame, rule: Mapping[str, Any]) -> pd.DataFrame:
    """The rows (dated observations) of a denominator that may divide anything: results of a day or a whole year, none of them
    extrapolated, none from before `rule["from"]`. The year of a census may still be an estimate from before; its day is not."""
    kept = rows[rows["status"].eq("actual") & ~estimated(rows) & rows["months"].isin([0, 12])]
    if not (start := rule["from"]):
        return kept
    after = kept["time_period"].ge(start).where(kept["months"].eq(0), kept["year"].gt(int(start[:4])))
    return kept[after]


def estimated(rows: pd.DataFrame) -> pd.Series:
    """Values that stand for what nobody knows yet (a part of a year scaled to the whole): kept apart, never compared."""
    return rows["origin"].eq("extrapolated")


def main_definitions(rows: pd.DataFrame, by: list[str], among: str) -> pd.Series:
    """Per row the way of counting that most of its group `by` have (each of `among`, areas or years, counts once).

    Of ways that as many have, the first of `compared_order` in comparability.yml.
    """
    order = {name: place for place, name in enumerate(comparability()["compared_order"])}
    sizes = rows.groupby([*by, "definition"], sort=False)[among].nunique().rename("size").reset_index()
    place = sizes["definition"].map(order).fillna(len(order))
    first = sizes.assign(place=place).sort_values(["size", "place"], ascending=[False, True], kind="stable")
    first = first.drop_duplicates(by)
    return rows[by].merge(first[[*by, "definition"]], on=by, how="left")["definition"].set_axis(rows.index)


def bars(rows: pd.DataFrame) -> pd.Series:
    """Per row what keeps it from any comparison: no value, a target, an extrapolation, a weak source, a doubtful or unstated number."""
    names = rows["reasons"].fillna("").astype(str)
    known = {text: {name for name, _ in reason_codes.split(text)} for text in names.unique()}
    kinds = {"grade": _weak(), "doubtful": _flagged("U"), "definition": set(_rules()["unknowable"])}
    has = {kind: names.isin([text for text, found in known.items() if found & codes]) for kind, codes in kinds.items()}
    grade = rows["source_grade"].eq("compiled") if "source_grade" in rows else pd.Series(False, index=rows.index)
    return _first(
        pd.Series(True, index=rows.index),
        {
            "empty": rows["obs_value"].isna(),
            "target": rows["status"].eq("target"),
            "extrapolated": estimated(rows),
            "grade": has["grade"] | grade,
            "doubtful": has["doubtful"],
            "definition": has["definition"],
        },
    )


def traits(rows: pd.DataFrame) -> pd.DataFrame:
    """What two values must have in common, as texts: the columns that TRAITS names; the index of `rows`."""
    blank = rows["time_period"].isna() | rows["time_period"].eq("")
    named = periods.frame(rows["time_period"].where(~blank, "0001"))
    stock = rows["indicator"].map(codelists.kinds()).eq("stock")
    last, length = named["last_month"].astype(str), named["months"].astype(str)
    return pd.DataFrame(
        {
            "indicator": rows["indicator"],
            "breakdown": rows["breakdown"],
            "area": rows["ref_area"],
            "status": rows["status"],
            "level": rows["ref_area"].map(codelists.level),
            "unit": rows["unit_measure"].fillna(""),
            "definition": _definitions(rows),
            "year": named["year"].astype(str),
            "months": last.where(stock, named["first_month"].astype(str) + "+" + length),
            "break": _sides(rows, named["year"]),
        },
        index=rows.index,
    ).astype(str)


def _definitions(rows: pd.DataFrame) -> pd.Series:
    """The class the sentence names and every code of flag D: what is counted, so that like stands with like."""
    texts = rows["reasons"].fillna("").astype(str)
    differing = _flagged("D") - set(_OWN_TRAIT)
    known = {
        text: " ".join(sorted({name for name, _ in reason_codes.split(text)} & differing)) for text in texts.unique()
    }
    return rows["definition"].fillna("").astype(str) + "|" + texts.map(known).astype(str)


def _sides(rows: pd.DataFrame, years: pd.Series) -> pd.Series:
    """On which side of every declared break a value lies, as a text such as `10`."""
    found = pd.Series("", index=rows.index, dtype=str)
    for entry in comparability()["breaks"]:
        concerned = rows["indicator"].isin(entry["indicators"])
        if "areas" in entry:
            concerned &= rows["ref_area"].isin(entry["areas"])
        after = concerned & years.ge(int(entry["date"][:4]))
        found = found + after.map({True: "1", False: "0"}).astype(str)
    return found


def _largest(known: pd.DataFrame, free: pd.Series, asked: list[str]) -> pd.DataFrame:
    """The traits of the class that stands in every group, on every row; blank where a group has no free row."""
    rows = known[free]
    counts = rows.groupby([*_GROUP, *asked], sort=False).size().rename("size").reset_index()
    by_year = ["size", "year"] if "year" in asked else ["size"]
    best = counts.sort_values(by_year, ascending=False, kind="stable").drop_duplicates(_GROUP)
    return known[_GROUP].merge(best, on=_GROUP, how="left").set_index(known.index)[asked].fillna("")


def _first(where: pd.Series, codes: Mapping[str, pd.Series]) -> pd.Series:
    """The first code that holds, on the rows `where`; '' elsewhere."""
    found = pd.Series("", index=where.index, dtype=str)
    for code, holds in codes.items():
        found = found.where(~(where & holds & found.eq("")), code)
    return found


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    numbers = {name: pd.to_numeric(rows[name]).astype(float) for name in ("obs_value", "lower", "upper", "precision")}
    return rows.assign(**numbers)


def _flagged(flag: str) -> set[str]:
    return {name for name, entry in comparability()["reasons"].items() if entry["flag"] == flag}


def _weak() -> set[str]:
    return set(_rules()["weak"])


def _rules() -> dict[str, Any]:
    answer: dict[str, Any] = comparability()["standing"]
    return answer

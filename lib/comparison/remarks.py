"""What a comparison has to say: why a cell is empty, and what sets the values of one indicator apart."""

from __future__ import annotations

import pandas as pd

from .. import lexicon, periods
from ..lexicon import codelists
from ..observations import code, reason_codes
from . import comparability

_AREA_YEAR = ["ref_area", "year"]


def empty_reasons(
    table: pd.DataFrame,
    rows: pd.DataFrame,
    observations: pd.DataFrame,
    figures: pd.DataFrame | None,
    year: int,
    gap: int = 0,
) -> pd.DataFrame:
    """`table` with `reason` where obs_value is missing, and nearest_period, the period of the nearest value of the series.

    `rows` are the dated observations of the areas and indicators in question, `observations` all of them. A report of any year
    within `gap` of `year` counts, since its values would have been taken.
    """
    series = [table[column] for column in ("indicator", "ref_area", "breakdown")]
    key = pd.MultiIndex.from_arrays(series)
    actual = rows[rows["status"].eq("actual") & ~comparability.estimated(rows)]
    here = rows[(rows["year"] - year).abs().le(gap)]
    reports = observations[observations["origin"].eq("reported") & observations["status"].eq("actual")]
    years = periods.frame(reports["time_period"])["year"]
    reported = table["ref_area"].isin(reports.loc[(years - year).abs().le(gap), "ref_area"])
    reason = pd.Series("no_report", index=table.index, dtype=str).where(~reported, "not_printed")
    for name, found in (
        ("out_of_gap", actual[(actual["year"] - year).abs().gt(gap)] if gap else actual.iloc[:0]),
        ("cumulated_only", here[here["months"].gt(12)]),
        ("partial_only", here[here["months"].between(1, 11) & here["status"].eq("actual")]),
    ):
        reason = reason.where(~key.isin(_series(found)), name)
    if figures is not None:
        reason = reason.where(~key.isin(_parts(figures, year, gap)), "part_only")
    target = key.isin(_series(here[here["status"].eq("target")])) & ~key.isin(
        _series(here[here["status"].eq("actual")])
    )
    reason = reason.where(~target, "target_only").where(table["obs_value"].isna(), "")
    return table.assign(reason=reason, nearest_period=_nearest(key, actual, year))


def counted(chosen: pd.DataFrame, rows: pd.DataFrame, wanted: pd.Series) -> pd.DataFrame:
    """`chosen` (of `rows`, by index) with what has to be said of the way of counting: flag D where a value is counted in another
    way than `wanted`, both being stated, and the values that the same period has in other ways."""
    cell = ["indicator", "ref_area", "breakdown", "time_period"]
    main = wanted.loc[chosen.index]
    differs = chosen["definition"].ne(main) & chosen["definition"].ne("") & main.ne("")
    stated = rows[rows["definition"].ne("") & ~rows.index.isin(chosen.index)]
    way = (
        stated["verb"].where(stated["verb"].ne(""), stated["definition"])
        + " "
        + stated["obs_value"].map("{:,.15g}".format).astype(str)
    )
    others = way.groupby([stated[name] for name in cell]).agg("、".join)
    keys = pd.MultiIndex.from_frame(chosen[cell])
    beside = pd.Series(keys.map(others.to_dict()), index=chosen.index, dtype=object).fillna("").astype(str)
    told = [
        chosen["reasons"],
        reason_codes.mark("definition_differs", differs & ~reason_codes.has(chosen["reasons"], "definition_differs")),
        reason_codes.codes("also_counted", beside, beside.ne("")),
    ]
    return reason_codes.finish(chosen.assign(reasons=reason_codes.join(told)))


def warn(table: pd.DataFrame, over_time: bool = False) -> pd.DataFrame:
    """`table` with `warnings`, codes that hold for all rows of one indicator and breakdown: verbs, definitions, months, years, breaks,
    areas inside others, rates near the ceiling. Over time the years differ of course."""
    valued = table[table["obs_value"].notna()]
    by = [table["indicator"], table["breakdown"]]
    keys = pd.MultiIndex.from_arrays(by)
    found = []
    for name, column in (("verbs_differ", _verb_class(valued)), ("definitions_differ", _definition(valued))):
        classes = (
            column[column.ne("")]
            .groupby([valued["indicator"], valued["breakdown"]])
            .agg(lambda words: "、".join(sorted(set(words))))
        )
        classes = classes[classes.str.contains("、")] if len(classes) else classes
        words = pd.Series(keys.map(classes.to_dict()), index=table.index).astype(str).fillna("")
        found.append(reason_codes.codes(name, words, words.ne("")))
    for name, column in (
        ("months_differ", valued["months"].replace(0, 12).where(valued["kind"].ne("stock"))),
        ("years_differ", valued["year"]),
    ):
        if name == "years_differ" and over_time:
            continue
        many = column.groupby([valued["indicator"], valued["breakdown"]]).nunique().gt(1)
        found.append(reason_codes.mark(name, pd.Series(keys.isin(many[many].index), index=table.index)))
    found += [_breaks(table, valued, keys), _nested(table, valued, keys), _ceiling(table, valued)]
    return table.assign(warnings=reason_codes.join(found))


def worded(table: pd.DataFrame) -> pd.DataFrame:
    """Reasons and warnings in words, both languages."""
    texts = {}
    for source, target, section in (("reason", "reason", "empty"), ("warnings", "warning", "warnings")):
        if source in table:
            for lang in ("zh", "en"):
                known = {text: reason_codes.words(text, lang, section) for text in table[source].unique()}
                texts[f"{target}_{lang}"] = table[source].map(known).astype(str)
    return table.assign(**texts)


def _series(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[["indicator", "ref_area", "breakdown"]])


def _parts(figures: pd.DataFrame, year: int, gap: int) -> pd.MultiIndex:
    """Series of which only a part is printed for `year` or one within `gap` of it."""
    rows = figures[
        figures["scope"].eq("part")
        & figures["indicator"].ne("")
        & figures["status"].eq("actual")
        & figures["measure"].ne("growth")
    ]
    rows = rows[(periods.frame(rows["time_period"])["year"] - year).abs().le(gap)]
    return _series(rows.assign(breakdown=rows["breakdown"].replace("", "_T")))


def _nearest(key: pd.MultiIndex, actual: pd.DataFrame, year: int) -> pd.Series:
    """The period of the series' value nearest to `year`, '' where it has none."""
    usable = actual[actual["months"].le(12)]
    ordered = usable.assign(gap=(usable["year"] - year).abs()).sort_values(
        ["gap", "year", "months"], ascending=[True, True, False], kind="stable"
    )
    first = ordered.drop_duplicates(["indicator", "ref_area", "breakdown"])
    known = dict(zip(_series(first), first["time_period"], strict=True))
    return pd.Series([known.get(entry, "") for entry in key], dtype=str)


def _verb_class(rows: pd.DataFrame) -> pd.Series:
    """The verb of each value whose class of verbs sets it apart from another; '' where one class covers all."""
    sensitive = rows["indicator"].isin(lexicon.comparability()["verbs"]["indicators"]) & rows["definition"].ne("")
    many = (
        rows["definition"].where(sensitive).groupby([rows["indicator"], rows["breakdown"]]).transform("nunique").gt(1)
    )
    return rows["verb"].where(sensitive & many, "").astype(str)


def _definition(rows: pd.DataFrame) -> pd.Series:
    """The definition class of indicators whose name has several; `unstated` where the sentence names none."""
    listed = {name for entry in lexicon.comparability()["definitions"] for name in entry["indicators"]}
    stated = rows["definition"].where(rows["definition"].ne(""), "unstated")
    return stated.where(rows["indicator"].isin(listed), "").astype(str)


def _breaks(table: pd.DataFrame, valued: pd.DataFrame, keys: pd.MultiIndex) -> pd.Series:
    """Breaks that values of one indicator lie on both sides of."""
    found = [pd.Series("", index=table.index, dtype=str)]
    for entry in lexicon.comparability()["breaks"]:
        rows = valued[
            valued["indicator"].isin(entry["indicators"])
            & valued["ref_area"].isin(entry.get("areas", valued["ref_area"].unique()))
        ]
        sides = rows["year"].ge(int(entry["date"][:4])).groupby([rows["indicator"], rows["breakdown"]]).nunique().gt(1)
        found.append(
            reason_codes.mark(
                code("break_between", entry["id"]), pd.Series(keys.isin(sides[sides].index), index=table.index)
            )
        )
    return reason_codes.join(found)


def _nested(table: pd.DataFrame, valued: pd.DataFrame, keys: pd.MultiIndex) -> pd.Series:
    """Areas that lie inside another area of the same table."""
    by = ["indicator", "breakdown", "ref_area"]
    above = {area: codelists.ancestors(area) for area in valued["ref_area"].unique()}
    inside = (
        valued[by].assign(ref_area=valued["ref_area"].map(above)).explode("ref_area").dropna().merge(valued[by], on=by)
    )
    return reason_codes.mark(
        "nested_areas", pd.Series(keys.isin(pd.MultiIndex.from_frame(inside[by[:2]])), index=table.index)
    )


def _ceiling(table: pd.DataFrame, valued: pd.DataFrame) -> pd.Series:
    limit = lexicon.comparability()["near_ceiling"]
    rows = valued[valued["indicator"].isin(limit["indicators"])]
    close = rows.groupby("indicator")["obs_value"].min().ge(limit["from"])
    return reason_codes.mark("near_ceiling", table["indicator"].isin(close[close].index))

"""What the numbers of a comparison say: sentences that hold for the data they are made from, and for no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from IPython.display import Markdown

from ... import lexicon
from ...observations import reason_codes
from ...wording import Messages, name_of, phrasing, speak
from ..tables import value_cell
from .headings import bullets, subheading

ABOVE = ("nation", "province")
MOST = 6  # comparisons told, one a theme
GROWTH = 4  # printed changes told
UNRANKED = ("B", "D", "F")
TOLD = ("definitions_differ", "verbs_differ", "break_between")
SLACK = 0.1  # how far beyond the printed number an approximate one may lie
CLOSE = 2.0  # rates that differ by less (percentage points) are called close


def findings(data: pd.DataFrame, lang: str = "zh") -> Markdown:
    """The section a reader in a hurry reads: coverage, who has most of what, rates, printed changes."""
    t = speak(lang)
    sentences = [*coverage(data, t), *comparisons(data, t), *rates(data, t), *changes(data, t)]
    return bullets(t("section.findings.title"), sentences)


def coverage(data: pd.DataFrame, t: Messages) -> Iterator[str]:
    """What year each place's values are of, and which places have none."""
    year = str(data["requested_period"].iloc[0])
    having = data[data["obs_value"].notna()]
    if having.empty:
        yield t("finding.nothing", year=year, areas=t.join(t.area(a) for a in data["ref_area"].unique()))
        return
    own, other = [], []
    for area in [area for area in data["ref_area"].unique() if area in set(having["ref_area"])]:
        group = having[having["ref_area"] == area]
        found = sorted(group["time_period"].astype(str).unique())
        periods = t.join([phrasing.period(period, t) for period in found], last=False)
        kind = "reported" if group["origin"].ne("reference").any() else "reference"
        if found == [year]:
            own.append(t(f"finding.own_{kind}", area=t.area(str(area)), n=len(group)))
        else:
            other.append(t(f"finding.other_{kind}", area=t.area(str(area)), periods=periods, n=len(group)))
    if own:
        yield t("finding.own", year=year, places=t.join(own, last=False))
    if other:
        yield t("finding.other", year=year, places=t("list.semicolon").join(other))
    none = [t.area(area) for area in data["ref_area"].unique() if area not in set(having["ref_area"])]
    if none:
        yield t("finding.none", year=year, areas=t.join(none))


def comparisons(data: pd.DataFrame, t: Messages) -> Iterator[str]:
    """One indicator a theme, counts only: the place with most and the one with least, where the bounds allow it."""
    told: set[str] = set()
    for _, group in by_indicator(data, at_least=2):
        theme = group["theme"].iloc[0]
        if theme in told or group["unit_measure"].iloc[0] == "percent" or len(told) >= MOST:
            continue
        if sentence := most_and_least(group, t):
            told.add(theme)
            yield sentence


def most_and_least(group: pd.DataFrame, t: Messages) -> str:
    """东莞市10,034件(2022年)最多,为坪山区786件(2023年)的12.8倍; '' where the order is in doubt."""
    ranked = rankable(group)
    if len(ranked) < 2 or not surely_above(ranked[0], ranked[1]):
        return ""
    first = ranked[0]
    whole = [row for row in ranked[1:] if not phrasing.partial(row["time_period"])]
    name = name_of((first["indicator"], first["breakdown"]), t)
    if not whole or whole[-1]["obs_value"] <= 0 or first["obs_value"] < 1.5 * whole[-1]["obs_value"]:
        return t("finding.most", name=name, most=cited(first, t)) + mind(group, t)
    last = whole[-1]
    times = first["obs_value"] / last["obs_value"]
    form = (
        "finding.times" if phrasing.qualifier(first) == phrasing.qualifier(last) == "exact" else "finding.about_times"
    )
    return t(
        form,
        name=name,
        most=cited(first, t),
        other=cited(last, t),
        times=phrasing.plain(times, 1 if times < 100 else 0),
    ) + mind(group, t)


def mind(group: pd.DataFrame, t: Messages) -> str:
    """What to mind in comparing these rows: differing definitions and breaks, which the periods printed do not show."""
    warnings = str(group["warnings"].iloc[0]).split() if "warnings" in group else []
    told = [reason_codes.words(code, t.lang, "warnings") for code in warnings if code.partition("=")[0] in TOLD]
    for row in group.to_dict("records"):
        limits = [reason_codes.words(code, t.lang) for code in value_cell.codes(row) if value_cell.flag_of(code) == "D"]
        told += (
            [t("finding.of_area", area=t.area(row["ref_area"]), limits=t("list.semicolon").join(limits))]
            if limits
            else []
        )
    return t("finding.mind", warnings=t("list.semicolon").join(dict.fromkeys(told))) if told else ""


def rankable(group: pd.DataFrame) -> list[dict[str, Any]]:
    """Peers whose definition and series are the same, the largest first."""
    rows = peers(group[~group["obs_status"].isin(UNRANKED)])
    return rows.sort_values("obs_value", ascending=False, kind="stable").to_dict("records")


def rates(data: pd.DataFrame, t: Messages) -> Iterator[str]:
    """Rates side by side; near the ceiling the share that failed is what tells places apart."""
    for key, group in by_indicator(data, at_least=2):
        if group["unit_measure"].iloc[0] != "percent" or key[0].endswith("failure_rate"):
            continue
        values = t.join([cited(row, t) for row in group.to_dict("records")], last=False)
        spread = group["obs_value"].max() - group["obs_value"].min()
        form = "finding.rates_close" if spread < CLOSE and group["obs_value"].min() >= 90 else "finding.rates"
        yield t(form, name=name_of(key, t), values=values, spread=phrasing.plain(spread)) + mind(group, t)


def changes(data: pd.DataFrame, t: Messages) -> Iterator[str]:
    """Changes on the year before as the reports print them, the largest first."""
    if "growth" not in data:
        return
    rows = data[data["growth"].notna() & data["growth_unit"].eq("percent") & data["obs_value"].notna()]
    for row in rows.reindex(rows["growth"].abs().sort_values(ascending=False).index).head(GROWTH).to_dict("records"):
        form = "finding.rise" if row["growth"] >= 0 else "finding.fall"
        yield t(
            form,
            area=t.area(row["ref_area"]),
            period=phrasing.period(row["time_period"], t),
            name=name_of((row["indicator"], row["breakdown"]), t),
            value=linked(row, t),
            growth=phrasing.plain(abs(row["growth"])),
        )


def themes(data: pd.DataFrame) -> list[str]:
    """The themes that have at least one value, in the lexicon's order."""
    having = set(data.loc[data["obs_value"].notna(), "theme"])
    return [theme for theme in lexicon.themes() if theme in having]


def theme(data: pd.DataFrame, theme: str, lang: str = "zh") -> Markdown:
    """A theme's heading, what its comparable indicators say, and what limits comparing them."""
    t = speak(lang)
    rows = data[data["theme"] == theme]
    found = [sentence for _, group in by_indicator(rows, at_least=2) if (sentence := most_and_least(group, t))]
    notes = [note for name in rows.loc[rows["obs_value"].notna(), "indicator"].unique() if (note := _note(name, t))]
    return subheading(t.theme(theme), t.sentences(found), t.sentences(notes))


def per_head(data: pd.DataFrame, lang: str = "zh") -> Markdown:
    """Who is highest and lowest per head, one indicator a theme, where the bounds allow saying so."""
    t = speak(lang)
    told: dict[str, str] = {}
    for key, group in by_indicator(data[data["denominator"].ne("")], at_least=2):
        ranked = rankable(group)
        if (
            len(ranked) < 2
            or group["theme"].iloc[0] in told
            or not surely_above(ranked[0], ranked[1])
            or not surely_above(ranked[-2], ranked[-1])
        ):
            continue
        values = {"base": t.indicator(str(group["denominator"].iloc[0])), "name": name_of(key, t)}
        told[str(group["theme"].iloc[0])] = t(
            "per_head.most", most=cited(ranked[0], t), least=cited(ranked[-1], t), **values
        ) + mind(group, t)
    return Markdown("\n".join(f"- {sentence}" for sentence in list(told.values())[:MOST]))


def _note(indicator: str, t: Messages) -> str:
    """The lexicon's own word on what limits comparing an indicator."""
    entry = lexicon.indicators().get(indicator)
    return "" if entry is None else (entry.note_zh if t.lang == "zh" else entry.note_en)


def by_indicator(data: pd.DataFrame, at_least: int = 1) -> Iterator[tuple[Any, pd.DataFrame]]:
    """(indicator, breakdown) → its rows with values, in the lexicon's order."""
    having = data[data["obs_value"].notna()]
    for key, group in having.groupby(["indicator", "breakdown"], sort=False):
        if len(group) >= at_least:
            yield key, group


def peers(group: pd.DataFrame) -> pd.DataFrame:
    """The places that may stand in one ranking: a province or the nation is left out where cities or districts are in."""
    levels = lexicon.areas()
    lower = [area not in levels or levels[area].level not in ABOVE for area in group["ref_area"]]
    return group[lower] if any(lower) else group


def headline(group: pd.DataFrame, t: Messages) -> str:
    """One indicator's finding as a title: who has most, and who least; the values alone where no order is certain."""
    name = name_of((group["indicator"].iloc[0], group["breakdown"].iloc[0]), t)
    ranked = rankable(group)
    if len(ranked) > 1 and surely_above(ranked[0], ranked[1]):
        least = (
            ranked[-1]
            if surely_above(ranked[-2], ranked[-1]) and not phrasing.partial(ranked[-1]["time_period"])
            else None
        )
        if least:
            return t("headline.most_least", name=name, most=said(ranked[0], t), least=said(least, t))
        return t("headline.most", name=name, most=said(ranked[0], t))
    shown = group.sort_values("obs_value", ascending=False, kind="stable").to_dict("records")[:4]
    return t("headline.values", name=name, values=t.join([said(row, t) for row in shown], last=False))


def said(row: Any, t: Messages) -> str:
    """东莞市4,936人(2022年): the place, its value, and the period, always."""
    return t(
        "said",
        area=t.area(row["ref_area"]),
        value=phrasing.observation(row, t),
        period=phrasing.period(row["time_period"], t),
    )


def cited(row: Any, t: Messages) -> str:
    """The same for a text: the value leads to its sentence, where it has one."""
    return t("said", area=t.area(row["ref_area"]), value=linked(row, t), period=phrasing.period(row["time_period"], t))


def linked(row: Any, t: Messages) -> str:
    """The value with its unit, as a link to its sentence where it has one."""
    value, href = phrasing.observation(row, t), value_cell.href(row.get("figure_ids"))
    return f"[{value}]({href})" if href else value


def interval(row: Any) -> tuple[float, float]:
    """What a value may be: its bounds; where an approximate one has none, a tenth beyond the printed number."""
    value, kind = float(row["obs_value"]), phrasing.qualifier(row)
    low = value - abs(value) * SLACK if kind in ("about", "under", "at_most") else value
    high = value + abs(value) * SLACK if kind in ("about", "over", "at_least") else value
    if kind not in ("over", "at_least") and not phrasing.missing(row["lower"]):
        low = float(row["lower"])
    if kind not in ("under", "at_most") and not phrasing.missing(row["upper"]):
        high = float(row["upper"])
    months = phrasing.months(row["time_period"])
    return low, high * 12 / months if months < 12 and row["unit_measure"] != "percent" else high


def surely_above(one: Any, other: Any) -> bool:
    """Whether `one` is larger than `other` whatever the bounds leave open."""
    return interval(one)[0] > interval(other)[1]

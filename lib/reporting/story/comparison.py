"""What the numbers of a comparison say. Whether they may be set against each other is asked of lib.comparison.comparability.

Counts of places of different size are never ranked: they are listed, each with its own year. Superlatives are for rates and for
values per head, and only among the peers that comparability gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ... import lexicon
from ...comparison import comparability
from ...observations import reason_codes
from ...wording import Messages, name_of, phrasing, speak
from ..tables import value_cell
from .claims import Claim, Prose, bullets, claim, section_of

MOST = 6  # indicators told, one a theme
GROWTH = 4  # printed changes told
TOLD = ("definitions_differ", "verbs_differ", "break_between")
CLOSE = 2.0  # rates that differ by less (percentage points) are called close
HIGH = 90  # and only rates above this are near their ceiling


def findings(data: pd.DataFrame, lang: str = "zh", scaled: pd.DataFrame | None = None) -> Prose:
    """The section a reader in a hurry reads: which years, values per head (`scaled`), levels, rates, printed changes."""
    t = speak(lang)
    told = [*coverage(data, t)]
    told += list(leaders(scaled, t))[:MOST] if scaled is not None else []
    told += [*levels(data, scaled, t), *rates(data, t), *changes(data, t)]
    return section_of(t("section.findings.title"), told)


def coverage(data: pd.DataFrame, t: Messages) -> Iterator[Claim]:
    """What years each place's values are of; for places without any, the years there are values of."""
    year = str(data["requested_period"].iloc[0]) if len(data) else ""
    having = data[data["obs_value"].notna()]
    places = list(dict.fromkeys(data["ref_area"]))
    if having.empty:
        yield claim(t, "finding.nothing", year=year, areas=t.join(t.area(area) for area in places))
    own, other = [], []
    for area in [area for area in places if area in set(having["ref_area"])]:
        group = having[having["ref_area"] == area]
        kind = "reported" if group["origin"].ne("reference").any() else "reference"
        years = group["time_period"].map(phrasing.year_of)
        if years.astype(str).eq(year).all():
            own.append(t(f"finding.own_{kind}", area=t.area(area), n=len(group)))
        else:
            other.append(t(f"finding.other_{kind}", area=t.area(area), periods=_counted(years, t), n=len(group)))
    if own:
        yield claim(t, "finding.own", year=year, places=t.join(own, last=False))
    if other:
        yield claim(t, "finding.other", year=year, places=t("list.semicolon").join(other))
    for area in [area for area in places if area not in set(having["ref_area"])]:
        yield _elsewhere(data[data["ref_area"] == area], area, year, t)


def _counted(years: pd.Series, t: Messages) -> str:
    """2022年41项、2023年30项: how many values are of which year."""
    counts = years.dropna().astype(int).value_counts().sort_index()
    if len(counts) == 1:
        return t("period.year", year=int(counts.index[0]))
    return t.join([t("finding.of_year", year=year, n=int(n)) for year, n in counts.items()], last=False)


def _elsewhere(rows: pd.DataFrame, area: str, year: str, t: Messages) -> Claim:
    """That a place has nothing for the year, and what it has for others."""
    nearest = rows.loc[rows["nearest_period"].ne(""), "nearest_period"].map(phrasing.year_of)
    if nearest.empty:
        return claim(t, "finding.none", year=year, areas=t.area(area))
    return claim(t, "finding.elsewhere", year=year, area=t.area(area), periods=_counted(nearest, t))


def leaders(rows: pd.DataFrame, t: Messages) -> Iterator[Claim]:
    """Rates and values per head: the highest and the lowest of each set of peers, one indicator a theme, where the bounds allow it."""
    told: set[str] = set()
    for peers in comparability.peers(rows[_scaled(rows)], "rank"):
        theme = str(peers["theme"].iloc[0])
        if theme not in told and (found := leader(peers, t)):
            told.add(theme)
            yield found


def leader(peers: pd.DataFrame, t: Messages) -> Claim | None:
    """One set of peers in a sentence; None where no end of it is certain."""
    most, least = comparability.extremes(peers)
    key = (str(peers["indicator"].iloc[0]), str(peers["breakdown"].iloc[0]))
    named = {"name": titled(key, peers, t), "n": len(peers)}
    rows = peers.to_dict("records")
    if most and least:
        return claim(t, "finding.highest_lowest", rows, most=cited(most, t), least=cited(least, t), **named) + mind(
            peers, t
        )
    if most:
        return claim(t, "finding.highest", rows, most=cited(most, t), **named) + mind(peers, t)
    return None


def levels(data: pd.DataFrame, scaled: pd.DataFrame | None, t: Messages) -> Iterator[Claim]:
    """Counts as they stand, each with its year and, before it, its value per head: one indicator a theme, nothing said of their order."""
    told: set[str] = set()
    for key, group in by_indicator(data[~_scaled(data)], at_least=2):
        theme = str(group["theme"].iloc[0])
        if theme not in told and len(told) < MOST:
            told.add(theme)
            yield listed(key, group, t, _heads(key, scaled)) + mind(group, t)


def _heads(key: tuple[str, str], scaled: pd.DataFrame | None) -> dict[str, dict[str, Any]]:
    """ref_area → the row of an indicator's value per head, where it has one."""
    if scaled is None:
        return {}
    mine = scaled["indicator"].eq(key[0]) & scaled["breakdown"].eq(key[1]) & scaled["obs_value"].notna()
    return {str(row["ref_area"]): row for row in scaled[mine & scaled["denominator"].ne("")].to_dict("records")}


def listed(
    key: tuple[str, str], group: pd.DataFrame, t: Messages, heads: dict[str, dict[str, Any]] | None = None
) -> Claim:
    """执业律师：东莞市47.3人/10万人（2022年4,936人）、坪山区165人（2023年）."""
    found = [_both(row, (heads or {}).get(str(row["ref_area"])), t) for row in group.to_dict("records")]
    return claim(t, "finding.values", name=titled(key, group, t), values=t.join(found, last=False))


def _both(row: dict[str, Any], head: dict[str, Any] | None, t: Messages) -> str:
    """A place with its value per head and the value it was made of; with the value alone where there is no such."""
    if head is None or "_per_" not in str(head["unit_measure"]):
        return cited(row, t)
    period = phrasing.period(row["time_period"], t)
    values = {"scaled": phrasing.observation(head, t), "value": linked(row, t)}
    return t("said_scaled", area=t.area(row["ref_area"]), period=period, **values)


def rates(data: pd.DataFrame, t: Messages) -> Iterator[Claim]:
    """Rates side by side; near the ceiling the share that failed is what tells places apart."""
    for key, group in by_indicator(data, at_least=2):
        if group["unit_measure"].iloc[0] != "percent" or key[0].endswith("failure_rate"):
            continue
        alike = group[comparability.apart(group, "compare").eq("")]
        spread = alike["obs_value"].max() - alike["obs_value"].min()
        if len(alike) == len(group) and spread < CLOSE and alike["obs_value"].min() >= HIGH:
            values = t.join([cited(row, t) for row in group.to_dict("records")], last=False)
            named = {"name": titled(key, group, t), "spread": phrasing.plain(spread)}
            yield claim(t, "finding.rates_close", alike.to_dict("records"), values=values, **named) + mind(group, t)
        else:
            yield listed(key, group, t) + mind(group, t)


def changes(data: pd.DataFrame, t: Messages, most: int = GROWTH) -> Iterator[Claim]:
    """Changes on the year before as the reports print them, the largest first."""
    if "growth" not in data:
        return
    rows = data[data["growth"].notna() & data["growth_unit"].eq("percent") & data["obs_value"].notna()]
    rows = rows[rows["origin"].eq("reported")]
    for row in rows.reindex(rows["growth"].abs().sort_values(ascending=False).index).head(most).to_dict("records"):
        yield printed_change(row, t)


def printed_change(row: dict[str, Any], t: Messages) -> Claim:
    """东莞市2022年行政复议申请收到2,041件，报告称同比增长64.6%。"""
    return claim(
        t,
        "finding.rise" if row["growth"] >= 0 else "finding.fall",
        [row],
        area=t.area(row["ref_area"]),
        period=phrasing.period(row["time_period"], t),
        name=titled((row["indicator"], row["breakdown"]), pd.DataFrame([row]), t),
        value=linked(row, t),
        growth=phrasing.plain(abs(row["growth"])),
    )


def mind(group: pd.DataFrame, t: Messages) -> str:
    """What to mind in reading these rows together: differing definitions and breaks, which the periods printed do not show."""
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


def themes(data: pd.DataFrame) -> list[str]:
    """The themes that have at least one value, in the lexicon's order."""
    having = set(data.loc[data["obs_value"].notna(), "theme"])
    return [theme for theme in lexicon.themes() if theme in having]


def theme(data: pd.DataFrame, theme: str, lang: str = "zh") -> Prose:
    """A theme's heading, what its rates say, and what limits comparing its indicators."""
    t = speak(lang)
    rows = data[data["theme"] == theme]
    told = list(leaders(rows, t))
    notes = [note for name in rows.loc[rows["obs_value"].notna(), "indicator"].unique() if (note := _note(name, t))]
    parts = [f"### {t.theme(theme)}", t.sentences(entry.text for entry in told), t.sentences(notes)]
    return Prose("\n\n".join(part for part in parts if part), told)


def per_head(data: pd.DataFrame, lang: str = "zh") -> Prose:
    """Who is highest and lowest per head, one indicator a theme; that nothing can be said where there are too few peers."""
    t = speak(lang)
    return bullets(list(leaders(data, t))[:MOST] or [claim(t, "per_head.few")])


def headline(group: pd.DataFrame, t: Messages) -> Claim:
    """One indicator as a title: the highest and lowest of peers for rates and values per head; else the values with their years."""
    key = (str(group["indicator"].iloc[0]), str(group["breakdown"].iloc[0]))
    for peers in comparability.peers(group[_scaled(group)], "rank"):
        most, least = comparability.extremes(peers)
        if most and least:
            said_of = {"most": said(most, t), "least": said(least, t)}
            return claim(t, "headline.highest_lowest", peers.to_dict("records"), name=titled(key, group, t), **said_of)
    shown = [said(row, t) for row in group.to_dict("records")[:4]]
    return claim(t, "headline.values", name=titled(key, group, t), values=t.join(shown, last=False))


def _scaled(rows: pd.DataFrame) -> pd.Series:
    """Rates and values per head: what the size of a place does not decide."""
    units = rows["unit_measure"].fillna("").astype(str)
    return units.isin(["percent", "permille"]) | units.str.contains("_per_")


def _note(indicator: str, t: Messages) -> str:
    """The lexicon's own word on what limits comparing an indicator."""
    entry = lexicon.indicators().get(indicator)
    return "" if entry is None else (entry.note_zh if t.lang == "zh" else entry.note_en)


def by_indicator(data: pd.DataFrame, at_least: int = 1) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    """(indicator, breakdown) → its rows with values of one unit (the commonest), in the lexicon's order."""
    having = data[data["obs_value"].notna()]
    for key, group in having.groupby(["indicator", "breakdown"], sort=False):
        unit = group["unit_measure"].value_counts(sort=False).idxmax()
        kept = group[group["unit_measure"].eq(unit)]
        if len(kept) >= at_least:
            yield (str(key[0]), str(key[1])), kept


def titled(key: tuple[str, str], group: pd.DataFrame, t: Messages) -> str:
    """An indicator's name; with its unit where the language's numbers do not carry it (English counts)."""
    unit = str(group["unit_measure"].iloc[0])
    name = name_of(key, t)
    bare = t.lang == "en" and unit not in ("percent", "permille", "CNY") and "_per_" not in unit
    return t("value.name_unit", name=name, unit=t.unit(unit)) if bare else name


def said(row: Any, t: Messages) -> str:
    """东莞市4,936人（2022年）: the place, its value, and the period, always."""
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

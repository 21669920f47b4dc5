"""The four to six numbers that open a report: each with its period, its change where one may be told, and what to mind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from ...payloads import KEY_FIGURES, KeyFigurePayload, KeyFiguresPayload
from ...wording import Messages, name_of, phrasing, speak
from ..tables import value_cell
from . import over_time

MOST = 6
PLAIN = ("over", "under", "about", "at_least", "at_most")  # stand before the number
QUIET = ("verb", "kinds_unstated")  # said in the tables


@dataclass(frozen=True)
class KeyFigure:
    """What it is, its value with unit, its period; change and caveat are '' where there is nothing to say."""

    label: str
    value: str
    period: str
    change: str = ""
    caveat: str = ""
    href: str | None = None
    sentence: str | None = None

    def payload(self) -> KeyFigurePayload:
        return {
            "label": self.label,
            "value": self.value,
            "period": self.period,
            "change": self.change,
            "caveat": self.caveat,
            "href": self.href,
            "title": self.sentence,
        }


@dataclass(frozen=True)
class KeyFigures:
    """Displays itself in a notebook; page and PDF set it at the top."""

    title: str
    figures: tuple[KeyFigure, ...]

    def payload(self) -> KeyFiguresPayload:
        return {"title": self.title, "figures": [figure.payload() for figure in self.figures]}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        rows = "".join(
            f"<tr><td>{escape(f.label)}</td><td><b>{escape(f.value)}</b></td><td>{escape(f.period)}</td>"
            f"<td>{escape(f.change)}</td><td>{escape(f.caveat)}</td></tr>"
            for f in self.figures
        )
        spoken = "; ".join(f"{figure.label} {figure.value} ({figure.period})" for figure in self.figures)
        return {
            KEY_FIGURES: self.payload(),
            "text/html": f"<table><caption>{escape(self.title)}</caption>{rows}</table>",
            "text/plain": spoken,
        }


def of_comparison(data: pd.DataFrame, lang: str = "zh") -> KeyFigures:
    """One value a theme, the places in turn: those that are printed, of the year asked for, of a whole year come first."""
    t = speak(lang)
    rows = data[data["obs_value"].notna() & data["breakdown"].eq("_T") & data["origin"].isin(["reported", "reference"])]
    asked = rows["time_period"].astype(str).eq(rows["requested_period"].astype(str))
    return _figures(_chosen(rows.assign(asked=asked)), t, with_area=True)


def of_profile(data: pd.DataFrame, area: str, lang: str = "zh") -> KeyFigures:
    """The area's latest values, one a theme, those with a change first."""
    t = speak(lang)
    rows = data[data["obs_value"].notna() & data["breakdown"].eq("_T") & data["origin"].isin(["reported", "reference"])]
    return _figures(_chosen(rows.assign(asked=rows["growth"].notna())), t, with_area=False)


def of_trend(data: pd.DataFrame, lang: str = "zh") -> KeyFigures:
    """The latest value of each series, with its change since the earliest year that may be set against it."""
    t = speak(lang)
    having = data[
        data["obs_value"].notna() & data["breakdown"].eq("_T") & data["origin"].isin(["reported", "reference"])
    ]
    latest = having.sort_values("year", kind="stable").drop_duplicates(["indicator", "ref_area"], keep="last")
    changed = {(end["indicator"], end["ref_area"]): (start, end) for start, end in over_time.pairs(having)}
    keys = zip(latest["indicator"], latest["ref_area"], strict=True)
    ordered = latest.assign(asked=[key in changed for key in keys]).sort_values(
        ["asked", "year"], ascending=False, kind="stable"
    )
    return _figures(ordered.head(MOST), t, with_area=True, changed=changed)


def of_plan(tasks: pd.DataFrame, targets: pd.DataFrame, year: int, lang: str = "zh") -> KeyFigures:
    """How many tasks, key ones, numbers, and how many of the numbers have a result."""
    t = speak(lang)
    judged = targets[targets["met"].ne("")]
    counted = [
        ("tasks", len(tasks), ""),
        ("key", int(tasks["key"].sum()) if len(tasks) else 0, ""),
        ("numbers", len(targets), ""),
        ("known", int(targets["indicator"].ne("").sum()), t("key_figures.known_caveat")),
        (
            "judged",
            len(judged),
            t("key_figures.judged_caveat", n=int(judged["met"].eq("yes").sum())) if len(judged) else "",
        ),
    ]
    shown = [
        KeyFigure(t(f"key_figures.plan_{name}"), t("key_figures.value_unit", value=n, unit=t.unit("item")), t("period.year", year=year), caveat=caveat)
        for name, n, caveat in counted
        if n or name == "tasks" or (name == "judged" and len(targets))
    ]  # fmt: skip
    return KeyFigures(t("key_figures.title"), tuple(shown))


def of_quality(
    figures: pd.DataFrame,
    observations: pd.DataFrame,
    checks: pd.DataFrame,
    lang: str = "zh",
    sources: pd.DataFrame | None = None,
) -> KeyFigures:
    """Documents, figures, the share that has an indicator, values, mismatches."""
    t = speak(lang)
    mapped = figures["indicator"].fillna("").ne("")
    results = observations[observations["status"].eq("actual")]
    years = sorted({year for period in observations["time_period"] if (year := phrasing.year_of(period))})
    span = t("period.years", first=years[0], last=years[-1]) if years else ""
    counted = [
        ("documents", figures["doc_id"].nunique() if sources is None else len(sources), ""),
        ("figures", len(figures), t("key_figures.mapped", share=f"{100 * mapped.mean():.0f}") if len(figures) else ""),
        ("values", len(results), t("key_figures.of_reports", n=int(results["origin"].eq("reported").sum()))),
        ("checks", int(checks["severity"].eq("warning").sum()), ""),
    ]
    shown = [
        KeyFigure(t(f"key_figures.{name}"), t("key_figures.value_unit", value=phrasing.plain(n), unit=t.unit("entity")), span, caveat=caveat)
        for name, n, caveat in counted
    ]  # fmt: skip
    return KeyFigures(t("key_figures.title"), tuple(shown))


def _chosen(rows: pd.DataFrame) -> pd.DataFrame:
    """At most MOST rows, one a theme, no place twice before each has had its turn; `asked` rows first, then printed ones, whole years."""
    ordered = rows.assign(
        reference=rows["origin"].eq("reference"),
        part=[phrasing.partial(period) for period in rows["time_period"]],
        flagged=rows["obs_status"].isin(["D", "B", "U"]),
    ).sort_values(["asked", "flagged", "reference", "part"], ascending=[False, True, True, True], kind="stable")
    found: list[Any] = []
    themes: set[str] = set()
    turns: dict[str, int] = {}
    while len(found) < MOST:
        free = [row for row in ordered.itertuples() if row.theme not in themes]
        if not free:
            break
        best = min(free, key=lambda row: turns.get(str(row.ref_area), 0) * (1 if row.asked else 2))
        themes.add(str(best.theme))
        turns[str(best.ref_area)] = turns.get(str(best.ref_area), 0) + 1
        found.append(best.Index)
    return rows.loc[found]


def _figures(
    rows: pd.DataFrame,
    t: Messages,
    *,
    with_area: bool,
    changed: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] | None = None,
) -> KeyFigures:
    shown = [
        _figure(row, t, with_area, (changed or {}).get((row["indicator"], row["ref_area"]))) for row in _dicts(rows)
    ]
    return KeyFigures(t("key_figures.title"), tuple(shown))


def _dicts(rows: pd.DataFrame) -> Iterable[dict[str, Any]]:
    found: list[dict[str, Any]] = rows.to_dict("records")
    return found


def _figure(row: dict[str, Any], t: Messages, with_area: bool, pair: Any) -> KeyFigure:
    name = name_of((row["indicator"], row["breakdown"]), t)
    unit = row["unit_measure"]
    value = phrasing.observation(row, t)
    if t.lang == "en" and unit not in ("percent", "permille", "CNY") and "_per_" not in str(unit):
        value = t("key_figures.value_unit", value=value, unit=t.unit(unit))
    quote = None if phrasing.missing(row.get("quote")) else str(row["quote"])
    return KeyFigure(
        t("key_figures.label", area=t.area(row["ref_area"]), name=name) if with_area else name,
        value,
        phrasing.period(row["time_period"], t),
        _change(row, pair, t),
        t("list.semicolon").join(_caveats(row, t)),
        value_cell.href(row.get("figure_ids")),
        quote,
    )


def _change(row: dict[str, Any], pair: Any, t: Messages) -> str:
    """The change the report prints; else the one since an earlier year, where comparability grants it."""
    if not phrasing.missing(row.get("growth")) and row.get("growth_unit") == "percent" and row["origin"] == "reported":
        way = "rise" if row["growth"] >= 0 else "fall"
        return t(f"key_figures.{way}", growth=phrasing.plain(abs(row["growth"])))
    if not pair:
        return ""
    start, end = pair
    way = over_time.direction(start, end)
    since = phrasing.period(start["time_period"], t)
    return "" if way == "open" else t(f"key_figures.{way}", since=since, change=over_time.size(start, end, t))


def _caveats(row: dict[str, Any], t: Messages) -> list[str]:
    """What to mind, in few words: part of a year, another year than asked for, flags, reference values."""
    told = []
    if phrasing.partial(row["time_period"]):
        told.append(t("key_figures.partial"))
    if row["origin"] == "reference":
        told.append(t("key_figures.reference"))
    told += [note for note in value_cell.caveats(row, t, brief=True) if note != t("origin.reference")]
    return told[:2]

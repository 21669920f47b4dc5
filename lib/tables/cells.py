"""One observation as one table cell: value with its bounds, period, footnotes, and the way to its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import wording
from lib.messages import Messages
from lib.tables.table import Cell, Notes

SENTENCE = "../reports/sources/{document}.html#{anchor}"
CLAUSE = re.compile(r"[^,,。;;::]*[,,。;;::]?")


def href(figure_ids: object) -> str | None:
    """The first figure's sentence in the source viewer."""
    first = "" if wording.missing(figure_ids) else str(figure_ids).split()[0]
    document, _, anchor = first.partition("#")
    return SENTENCE.format(document=document, anchor=anchor) if anchor else None


def value(row: Mapping[str, Any], t: Messages, notes: Notes, factor: float = 1, shown: str = "") -> Cell:
    """The cell of an observation; its period in words too unless it is the one already `shown` in the head."""
    number = float(row["obs_value"]) / factor
    text = wording.bounded(wording.plain(number), row["obs_value"], row["lower"], row["upper"], t)
    if row["time_period"] != shown:
        text = t("cell.with_period", value=text, period=wording.period(row["time_period"], t))
    quote = None if wording.missing(row.get("quote")) else str(row["quote"])
    marks = tuple(notes.mark(note) for note in caveats(row, t))
    return Cell(text, number, href(row.get("figure_ids")), quote, marks)


def empty(row: Mapping[str, Any], t: Messages, reasons: dict[str, str]) -> Cell:
    """An empty cell prints the reason's short form; `reasons` collects what the short forms mean."""
    reason = "not_printed" if wording.missing(row.get("reason")) else str(row["reason"])
    short = t(f"reason.{reason}.short")
    reasons[short] = t(f"reason.{reason}.long")
    return Cell(short, title=reasons[short])


def caveats(row: Mapping[str, Any], t: Messages) -> list[str]:
    """What has to be said beside the value: its flag with the reason, and that it was not printed in a report."""
    found = []
    if row["obs_status"] not in ("A", "") and not wording.missing(row["obs_status"]):
        found.append(t(f"flag.{row['obs_status']}"))
    if row["origin"] in ("reference", "derived"):
        found.append(t(f"origin.{row['origin']}"))
    comment = "" if wording.missing(row.get("comment_obs")) else str(row["comment_obs"])
    method = "" if wording.missing(row.get("method")) else str(row["method"])
    detail = [part for part in (method, comment) if part]
    if not detail:
        return found
    if not found:
        return [t.join(detail, last=False)]
    return [*found[:-1], t("note.detail", note=found[-1], detail=t("list.semicolon").join(detail))]


def main_periods(data: pd.DataFrame) -> dict[str, str]:
    """ref_area → the period most of its values have, for the column's head; whole years win ties."""
    having = data[data["obs_value"].notna()]
    found = {}
    for area, periods in having.groupby("ref_area", sort=False)["time_period"]:
        counts = periods.astype(str).value_counts()
        best = counts[counts == counts.max()].index
        found[str(area)] = min(best, key=lambda period: (not period.isdigit(), period))
    return found


def clause(row: Mapping[str, Any], width: int = 56) -> str:
    """The part of the sentence that holds the figure, at most `width` characters; the whole one is in the link."""
    quote = "" if wording.missing(row.get("quote")) else str(row["quote"]).strip()
    if len(quote) <= width:
        return quote
    parts = [part for part in CLAUSE.findall(quote) if part]
    digits = _digits(float(row["obs_value"]))
    hit = next((n for n, part in enumerate(parts) if any(text in part.replace(",", "") for text in digits)), 0)
    text, after = parts[hit], hit + 1
    while after < len(parts) and len(text) + len(parts[after]) <= width:
        text, after = text + parts[after], after + 1
    before = hit - 1
    while before >= 0 and len(text) + len(parts[before]) <= width:
        text, before = parts[before] + text, before - 1
    text = text.strip().rstrip(",,;;::")
    return ("…" if before >= 0 else "") + text[: width * 2] + ("…" if after < len(parts) else "")


def _digits(number: float) -> list[str]:
    """How a value may stand in a sentence: 59000 → 59000, 5.9万, 0.00059亿."""
    return [
        f"{number:.10g}",
        f"{number / 1e4:.10g}万",
        f"{number / 1e4:.10g}萬",
        f"{number / 1e8:.10g}亿",
        f"{number / 1e8:.10g}億",
    ]

"""One observation as one table cell: value with its bounds, period, footnotes, and the way to its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ... import ids, lexicon
from ...observations import reason_codes
from ...payloads import FactsPayload
from ...wording import Messages, phrasing
from .model import Cell, Notes

PER = "per"  # divided by a denominator: the table says once how
SHOWN_IN_TEXT = (
    "over",
    "under",
    "about",
    "at_least",
    "at_most",
    "denominator_year",
)  # 逾, 近, 约 stand beside the number
COVERING = ("part_of_year", "as_of_month")  # no flag of SDMX, but never left out beside a number
CLAUSE = re.compile(r"[^,;:\uff0c\u3002\uff1b\uff1a]*[,;:\uff0c\u3002\uff1b\uff1a]?")


def href(figure_ids: object) -> str | None:
    """The first figure's sentence in the source viewer."""
    first = ids.first(figure_ids)
    return ids.REPORTS + ids.sentence_href(first) if first else None


@dataclass(frozen=True)
class Scale:
    """In what the numbers of a row of values are printed: their unit_measure, the factor they are divided by, the unit in words."""

    unit_measure: str
    factor: float
    label: str


def scale_of(rows: pd.DataFrame, t: Messages) -> Scale:
    """The scale that suits the values of `rows`; where they have several units, of the commonest, which the others then do not share."""
    having = rows[rows["obs_value"].notna()]
    unit = str(having["unit_measure"].value_counts(sort=False).idxmax())
    return Scale(unit, *phrasing.scale(having.loc[having["unit_measure"].eq(unit), "obs_value"], unit, t))


def value(
    row: Mapping[str, Any], t: Messages, notes: Notes, scale: Scale, shown: str = "", brief: bool = False
) -> Cell:
    """The cell of an observation; its period in words too unless it is the one already `shown` in the head, its unit if not the row's.

    `brief` keeps to the footnotes that limit comparing: flags, months, and that a value was not printed in a report.
    """
    own = str(row["unit_measure"]) != scale.unit_measure
    factor, label = (
        phrasing.scale([row["obs_value"]], str(row["unit_measure"]), t) if own else (scale.factor, scale.label)
    )
    number = float(row["obs_value"]) / factor
    plain = phrasing.plain(number)
    text = phrasing.bounded(t("value.count_printed", number=plain, unit=label) if own else plain, row, t)
    if row["time_period"] != shown:
        text = t("cell.with_period", value=text, period=phrasing.period(row["time_period"], t))
    quote = None if phrasing.missing(row.get("quote")) else str(row["quote"])
    marks = tuple(notes.mark(note) for note in caveats(row, t, brief))
    return Cell(text, number, href(row.get("figure_ids")), quote, marks, facts(row, label, t))


def facts(row: Mapping[str, Any], unit: str, t: Messages) -> FactsPayload:
    """What a workbook and a CSV say of a value in columns of their own."""
    kind = phrasing.qualifier(row)
    return {
        "unit": unit,
        "period": phrasing.period(row["time_period"], t),
        "qualifier": "" if kind == "exact" else t(f"bound.{kind}", value="").strip(),
        "flag": str(row["obs_status"]),
        "origin": t(f"origin_short.{row['origin']}"),
        "source": "" if phrasing.missing(row.get("source_title")) else str(row["source_title"]),
        "remarks": t("list.semicolon").join(caveats(row, t)),
    }


def empty(row: Mapping[str, Any], t: Messages, reasons: dict[str, str]) -> Cell:
    """An empty cell prints the reason's short form; `reasons` collects what the short forms mean."""
    reason = "not_printed" if phrasing.missing(row.get("reason")) else str(row["reason"])
    short = t(f"reason.{reason}")
    reasons[short] = lexicon.comparability()["empty"][reason][t.lang]
    return Cell(short, title=reasons[short])


def caveats(row: Mapping[str, Any], t: Messages, brief: bool = False) -> list[str]:
    """What has to be said beside the value: the reasons for caution one by one, and where it comes from if not from a report."""
    told = [code for code in codes(row) if code.partition("=")[0] not in SHOWN_IN_TEXT and (not brief or _limits(code))]
    found = [reason_codes.words(code, t.lang) for code in told]
    if not phrasing.missing(row.get("aside")):
        found.append(str(row["aside"]))
    if row["origin"] == "reference":
        found.append(t("origin.reference"))
    if row["origin"] == "derived" and row.get("rule") != PER:
        method = row.get("method_en" if t.lang == "en" else "method")
        found.append(
            t("origin.derived_brief") if brief or phrasing.missing(method) else t("origin.derived", method=method)
        )
    return list(dict.fromkeys(found))


def codes(row: Mapping[str, Any]) -> list[str]:
    """The reasons for caution, code or code=parameter."""
    reasons = row.get("reasons")
    return [] if phrasing.missing(reasons) else [code for code in str(reasons).split(" ") if code]


def flag_of(code: str) -> str:
    """The flag a reason sets, '' for a mere remark."""
    return str(lexicon.comparability()["reasons"][code.partition("=")[0]]["flag"])


def _limits(code: str) -> bool:
    return bool(flag_of(code)) or code.partition("=")[0] in COVERING


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
    quote = "" if phrasing.missing(row.get("quote")) else str(row["quote"]).strip()
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
    text = re.sub(r"[,;:\uff0c\uff1b\uff1a\s]+$", "", text.strip())
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

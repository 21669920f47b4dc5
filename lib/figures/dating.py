"""The period of one number: named in its sentence, held from the paragraph, or the document's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import lexicon
from . import time_expressions
from .record import Record
from .time_expressions import Mention

if TYPE_CHECKING:
    from .attribution import Reading


def period(reading: Reading) -> tuple[str, str]:
    """The period of a number and the words that named it: what its sentence names before it, the years its paragraph speaks of,
    the document's own. What exists now (目前, 在册) stands at the document's own time, whatever years were spoken of."""
    sentence, opening, window = reading.sentence, reading.place.opening, reading.held.window
    if (
        not sentence.periods
        and not window
        and not reading.place.right.startswith("的基础上")
        and not _several(sentence.default)
    ):
        return sentence.default, ""
    if any(mention.kind == time_expressions.WHOLE and mention.start < opening for mention in sentence.periods):
        window = None  # 全年 is the document's own year
    default = window.value if window else sentence.default
    growth = reading.quantity.measure == "growth"
    value, by = time_expressions.resolve_period(
        sentence.text, sentence.periods, sentence.clauses, opening, growth, default
    )
    if growth and reading.place.right.startswith("的基础上") and by is None:
        return str(int(value[:4]) - 1) if value[:4].isdigit() else value, ""  # 在上年上升18%的基础上再上升35%
    if behind := _behind(reading):
        value, by = behind.value, behind
    several = by.kind in time_expressions.WINDOWS if by else window is not None and value == window.value
    if _several(value) and (said := _now(reading, by.end if by else 0)):
        return own(reading), said
    return value, sentence.text[max(by.start, 0) : by.end] if by else window.words if window and several else ""


def own(reading: Reading) -> str:
    """The document's own time, where years added up are not meant."""
    default = reading.sentence.default
    return str(reading.frame.year) if _several(default) and reading.frame.year else default


def named(reading: Reading, record: Record) -> bool:
    """Whether the sentence itself names the period of the number, no years added up but one time."""
    return bool(record.period_words) and not _several(record.time_period)


def before(reading: Reading, spoken: str, otherwise: str) -> str:
    """The time of the first number of 由…增至…: that of the first of another such pair before it, the year before the years
    `spoken` of, else `otherwise`."""
    words = lexicon.patterns("clauses")
    for n in range(reading.at - 1, -1, -1):
        place = reading.sentence.places[n]
        if words["from_to"].match(place.right) and reading.records[n].period_words:
            return reading.records[n].time_period
    return str(int(spoken[:4]) - 1) if _several(spoken) else otherwise


def whole_year(period: str) -> str:
    """The year a target is due in: 2016-01/2016-06 → 2016."""
    return period[:4] if period[4:5] == "-" else period


def _several(period: str) -> bool:
    """Whether a period is of several years: 2019/2021."""
    return period[4:5] == "/"


def _behind(reading: Reading) -> Mention | None:
    """接收1127人(2011年以来),解除982人: years in brackets behind a number hold for it and for those that follow it, one year
    for it alone."""
    sentence, at = reading.sentence, reading.at
    for mention in sentence.periods:
        kinds = time_expressions.WINDOWS | {"year"}
        if mention.kind in kinds and sentence.text[mention.start - 1 : mention.start] == "(":
            before = [n for n, place in enumerate(sentence.places) if place.closing <= mention.start]
            bare = sentence.text[mention.end : mention.end + 1] == ")"
            direct = bare and before and sentence.places[before[-1]].closing == mention.start - 1
            if direct and (at == before[-1] or (at > before[-1] and mention.kind != "year")):
                return mention  # 38.7%(2016年)跃升到96.5%(2020年)
    return None


def _now(reading: Reading, floor: int) -> str:
    """The words between the period at `floor` and the number that bring it back to the document's own time: 目前, 在册, 全年."""
    sentence, opening = reading.sentence, reading.place.opening
    statement = max(floor, sentence.clauses.statement(opening))
    said = lexicon.patterns("periods")["now"].search(sentence.text, statement, opening)
    yearly = (one for one in sentence.periods if one.kind == time_expressions.WHOLE and floor <= one.start < opening)
    return said[0] if said else next((sentence.text[one.start : one.end] for one in yearly), "")


def of_stock(reading: Reading, record: Record) -> str:
    """The period of a record once its indicator is known: a stock that was not added up stands at the document's own time, not
    over the years spoken of (五年来,…律师达320人)."""
    if not record.indicator or lexicon.indicators()[record.indicator].kind != "stock":
        return record.time_period
    if not _several(record.time_period):
        return record.time_period
    sentence, opening = reading.sentence, reading.place.opening
    clause = sentence.text[sentence.clauses.clause(opening) : opening]
    built = lexicon.patterns("periods")["built"].search(clause)
    return record.time_period if built else own(reading)

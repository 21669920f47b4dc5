"""The period of one number: named in its sentence, held from the paragraph, or the document's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import lexicon
from . import time_expressions
from .record import Record

if TYPE_CHECKING:
    from .attribution import Reading


def period(reading: Reading) -> tuple[str, str]:
    """The period of a number and the words that named it: what its sentence names before it, the years its paragraph speaks of,
    the document's own. What exists now (目前, 在册) stands at the document's own time, whatever years were spoken of."""
    sentence, opening, window = reading.sentence, reading.place.opening, reading.held.window
    default = window.value if window else sentence.default
    growth = reading.quantity.measure == "growth"
    value, by = time_expressions.resolve_period(
        sentence.text, sentence.periods, sentence.clauses, opening, growth, default
    )
    several = by.kind in time_expressions.WINDOWS if by else window is not None and value == window.value
    if several and _now(reading, by.end if by else 0):
        return sentence.default, ""
    return value, sentence.text[by.start : by.end] if by else window.words if window and several else ""


def _now(reading: Reading, floor: int) -> bool:
    """Whether the clause of the number, behind the period at `floor`, says that what it counts exists now."""
    words, sentence, opening = lexicon.patterns("periods"), reading.sentence, reading.place.opening
    clause = max(floor, sentence.clauses.clause(opening))
    statement = max(floor, sentence.clauses.statement(opening))
    return bool(
        words["now"].search(sentence.text, clause, opening)
        or words["now_statement"].search(sentence.text, statement, opening)
    )


def of_stock(reading: Reading, record: Record) -> str:
    """The period of a record once its indicator is known: a stock that was not added up stands at the document's own time, not
    over the years spoken of (五年来,…律师达320人)."""
    if not record.indicator or lexicon.indicators()[record.indicator].kind != "stock":
        return record.time_period
    if "/" not in record.time_period or not record.period_words or record.time_period[4:5] == "-":
        return record.time_period
    sentence, opening = reading.sentence, reading.place.opening
    clause = sentence.text[sentence.clauses.clause(opening) : opening]
    built = lexicon.patterns("periods")["built"].search(clause)
    return record.time_period if built else sentence.default

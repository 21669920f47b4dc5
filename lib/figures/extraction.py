"""A document → its figures: every quantity with its context and its indicator, one row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from .. import lexicon
from ..documents import Cell, Document
from ..quantities import WIDE, Quantity, find, table_numbers
from . import context, held, indicator_rules, sentences, subjects
from .attribution import attribute
from .record import Record
from .sentences import Sentence

COLUMNS = (
    "doc_id", "start", "end", "text", "value", "lower", "upper", "qualifier", "unit", "unit_measure", "measure", "status", "ref_area",
    "scope", "time_period", "indicator", "breakdown", "verb", "subject", "section", "sentence", "prefix", "suffix",
)  # fmt: skip
QUOTE = 32  # code points of prefix and suffix, as in W3C's TextQuoteSelector


def extract(document: Document, extended: bool = True) -> list[dict]:
    """The figures of a document as dicts of COLUMNS, in order of start.

    Without `extended`, figures of indicators beyond the labelled list (extended in indicators.yml) carry no indicator.
    """
    rows = [_row(document, *found) for found in analyse(document)]
    for row in rows if not extended else ():
        if row["indicator"] and lexicon.indicators()[row["indicator"]].extended:
            row.update(indicator="", scope="", breakdown="", verb="")
    return rows


def analyse(document: Document) -> Iterator[tuple[Sentence, Quantity, Record]]:
    """Every quantity with its sentence and what was decided of it, and on which words."""
    text = document.simplified.translate(WIDE)
    frame = context.frame(
        text,
        document.title,
        document.ref_area,
        document.year,
        document.doc_type,
        document.publisher,
        document.published,
    )
    before: Sentence | None = None
    holds = held.Held()
    for sentence in sentences.split(frame, _quantities(text, document.cells)):
        holds = held.entering(holds, frame, before, sentence)
        records = attribute(frame, sentence, holds)
        holds, before = held.leaving(holds, sentence, records), sentence
        yield from ((sentence, *pair) for pair in zip(sentence.quantities, records, strict=True))


def _quantities(text: str, tabled: tuple[Cell, ...]) -> list[Quantity]:
    """The quantities of the text and of its tables' cells, in order."""
    alone = table_numbers.quantities(text, tabled) if tabled else []
    taken = {position for quantity in alone for position in range(quantity.start, quantity.end)}
    found = [quantity for quantity in find(text) if quantity.start not in taken]
    return sorted(found + alone, key=lambda quantity: quantity.start)


def frame_of(rows: Iterable[dict]) -> pd.DataFrame:
    """Rows as the figures table: COLUMNS, sorted by doc_id and start."""
    table = pd.DataFrame(list(rows), columns=list(COLUMNS))
    return table.sort_values(["doc_id", "start"], kind="stable", ignore_index=True)


def _row(document: Document, sentence: Sentence, quantity: Quantity, record: Record) -> dict:
    text = document.text
    begin, end = sentence.start, sentence.start + len(sentence.text)
    indicator = record.indicator
    return {
        "doc_id": document.doc_id,
        "start": quantity.start,
        "end": quantity.end,
        "text": text[quantity.start : quantity.end],
        "value": quantity.value,
        "lower": quantity.lower,
        "upper": quantity.upper,
        "qualifier": quantity.qualifier,
        "unit": quantity.unit,
        "unit_measure": quantity.unit_measure,
        "measure": quantity.measure,
        "status": record.status,
        "ref_area": record.ref_area,
        "scope": record.scope,
        "time_period": record.time_period,
        "indicator": indicator,
        "breakdown": indicator_rules.breakdown(indicator, record.local) if indicator else "",
        "verb": subjects.verb(record.local) if indicator else "",
        "subject": subjects.subject(record.local),
        "section": " / ".join(heading.name for heading in sentence.path),
        "sentence": text[begin:end].strip(),
        "prefix": text[max(0, quantity.start - QUOTE) : quantity.start],
        "suffix": text[quantity.end : quantity.end + QUOTE],
    }

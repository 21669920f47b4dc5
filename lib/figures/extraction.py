"""A document → its figures: every quantity with its context and its indicator, one row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from .. import lexicon
from ..documents import Document
from ..quantities import Closed, Quantity, Unread, closed, find, table_numbers
from . import context, held, indicator_rules, outline, sentences, subjects
from .attribution import attribute
from .record import Record
from .sentences import Sentence

COLUMNS = (
    "doc_id", "start", "end", "text", "value", "lower", "upper", "qualifier", "unit", "unit_measure", "measure", "status", "ref_area",
    "scope", "time_period", "indicator", "breakdown", "verb", "subject", "section", "sentence", "prefix", "suffix",
)  # fmt: skip
QUOTE = 32  # code points of prefix and suffix, as in W3C's TextQuoteSelector


def extract(document: Document, extended: bool = True) -> list[dict[str, Any]]:
    """The figures of a document as dicts of COLUMNS, in order of start.

    Without `extended`, figures of indicators beyond the labelled list (extended in indicators.yml) carry no indicator.
    """
    rows = [_row(document, *found) for found in analyse(document)]
    for row in rows if not extended else ():
        if row["indicator"] and lexicon.indicators()[row["indicator"]].extended:
            row.update(indicator="", scope="", breakdown="", verb="")
    return rows


def analyse(document: Document) -> Iterator[tuple[Sentence, Quantity, Record]]:
    """Every quantity with its sentence and what was decided of it, and on which words.

    Sentences and rules see the text without the gaps in its numbers (quantities.closed); offsets of what is yielded are those of
    the document.
    """
    source = closed(document.simplified)
    text = source.text
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
    for sentence in sentences.split(frame, _quantities(source, document)):
        holds = held.entering(holds, frame, before, sentence)
        records = attribute(frame, sentence, holds)
        holds, before = held.leaving(holds, frame, sentence, records), sentence
        printed = _printed(sentence, source, document)
        yield from ((printed, *pair) for pair in zip(printed.quantities, records, strict=True))


def unread(document: Document) -> list[Unread]:
    """Where the text holds what may be a number and was not read, in order."""
    source = closed(document.simplified)
    missed: list[Unread] = []
    _quantities(source, document, missed)
    return sorted(
        (Unread(source.start(one.start), source.end(one.end), one.reason) for one in missed), key=lambda one: one.start
    )


def unread_frame(loaded: Iterable[Document]) -> pd.DataFrame:
    """The places of `unread` of several documents, one row each: doc_id, start, end, text, reason, sentence, and the document's
    ref_area and year."""
    rows = [
        {
            "doc_id": document.doc_id,
            "start": one.start,
            "end": one.end,
            "text": document.text[one.start : one.end],
            "reason": one.reason,
            "sentence": document.text[slice(*outline.sentence(document.simplified, one.start, one.end))].strip(),
            "ref_area": document.ref_area,
            "year": document.year,
        }
        for document in loaded
        for one in unread(document)
    ]
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "text", "reason", "sentence", "ref_area", "year"])


def _printed(sentence: Sentence, source: Closed, document: Document) -> Sentence:
    """A sentence of the closed text at its place in the document."""
    if not source.begins:
        return sentence
    start, end = source.start(sentence.start), source.end(sentence.start + len(sentence.text))
    at = (
        replace(quantity, start=source.start(quantity.start), end=source.end(quantity.end))
        for quantity in sentence.quantities
    )
    return replace(sentence, start=start, text=document.simplified[start:end], quantities=tuple(at))


def _quantities(source: Closed, document: Document, unread: list[Unread] | None = None) -> list[Quantity]:
    """The quantities of the closed text and of the document's cells, in order; what was not read is appended to `unread`."""
    missed: list[Unread] = []
    found = find(source.text, missed)
    alone = table_numbers.quantities(document.simplified, document.cells, source, missed) if document.cells else []
    taken = {position for quantity in alone for position in range(quantity.start, quantity.end)}
    taken |= {source.at(cell.start) for cell in document.cells if document.text[cell.start : cell.end].isdigit()}
    if unread is not None:
        unread += [one for one in missed if one.start not in taken]
    if not alone:
        return found
    kept = [quantity for quantity in found if quantity.start not in taken]
    return sorted(kept + alone, key=lambda quantity: quantity.start)


def frame_of(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Rows as the figures table: COLUMNS, sorted by doc_id and start."""
    table = pd.DataFrame(list(rows), columns=list(COLUMNS))
    return table.sort_values(["doc_id", "start"], kind="stable", ignore_index=True)


def _row(document: Document, sentence: Sentence, quantity: Quantity, record: Record) -> dict[str, Any]:
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

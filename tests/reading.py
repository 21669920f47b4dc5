"""Sentences as the modules of lib/figures see them, for their tests."""

from __future__ import annotations

from lib import documents
from lib.figures import context, extraction, sentences
from lib.figures.context import Frame
from lib.figures.record import Record
from lib.figures.sentences import Sentence
from lib.quantities import find

AREA, YEAR = "441900", "2023"


def frame(text: str, title: str = "", area: str = AREA, year: str = YEAR, kind: str = "report", day: str = "") -> Frame:
    return context.frame(text, title, area, year, kind, "", day)


def sentence(text: str, **given: str) -> Sentence:
    """The first sentence of a text that holds a number."""
    return next(sentences.split(frame(documents.even(text), **given), find(documents.even(text), [])))


def records(text: str, area: str = AREA, year: str = YEAR, **given: str) -> list[Record]:
    """What was decided of every number of a text."""
    document = documents.read(
        text + "\n", doc_id="x", **{"doc_type": "report", "ref_area": area, "year": year, **given}
    )
    return [record for _, _, record in extraction.analyse(document)]

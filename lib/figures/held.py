"""What a text has said so far that holds for the sentences to come: its last figures, its last whole figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..quantities import Quantity
from . import indicator_rules
from .record import Record
from .sentences import Sentence


@dataclass(frozen=True)
class Held:
    """What holds when a sentence begins.

    last  the last figure of the sentence before, in the same paragraph
    main  the last whole figure of the section with its quantity, which 按类型分,… divides
    """

    last: Record | None = None
    main: tuple[Record, Quantity] | None = None


def entering(held: Held, text: str, before: Sentence | None, sentence: Sentence) -> Held:
    """What of `held` still holds for `sentence`: a paragraph ends `last`, a section of the first level ends all."""
    if before is None or sentence.path[:1] != before.path[:1]:
        return Held()
    if "\n" in text[before.start : sentence.start]:
        return replace(held, last=None)
    return held


def leaving(held: Held, sentence: Sentence, records: Sequence[Record]) -> Held:
    """What holds after `sentence`."""
    main = held.main
    for record, quantity in zip(records, sentence.quantities, strict=True):
        whole = record.scope == "area" and not record.sub and quantity.measure == "count"
        if whole and record.indicator not in indicator_rules.rates():
            main = (record, quantity)
    return replace(held, last=records[-1] if records else held.last, main=main)

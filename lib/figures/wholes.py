"""Wholes and their parts: the figure that 其中 and lists of kinds divide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import lexicon
from ..quantities import Quantity
from . import enumerations, indicator_rules
from .held import Held
from .record import Record
from .sentences import Sentence


@dataclass(frozen=True)
class Whole:
    """The figure that sub-items divide: its record and quantity, where it stands in the sentence (None: before it), whether it
    lasts beyond a semicolon, and how much of it is used up."""

    record: Record
    quantity: Quantity
    at: int | None
    lasting: bool = False
    used: float = 0.0

    def less(self, quantity: Quantity) -> Whole:
        """The same with one more part taken out."""
        return replace(self, used=self.used + quantity.value)


def divided(sentence: Sentence, held: Held) -> Whole | None:
    """The section's last whole figure, where the sentence or its heading divides it: 按案件类型分,刑事案件4527件."""
    words = lexicon.patterns("clauses")
    by_kind = words["by_kind"].match(sentence.text) or (
        sentence.path and words["kind_heading"].search(sentence.path[-1].name)
    )
    return Whole(*held.main, None, lasting=True) if by_kind and held.main else None


def before(sentence: Sentence, held: Held, records: Sequence[Record], at: int, whole: Whole | None) -> Whole | None:
    """The whole that holds for the number `at`: a semicolon ends the last one, 其中 opens another."""
    words, left = lexicon.patterns("clauses"), sentence.places[at].left
    if whole and not whole.lasting and (";" in left or "；" in left):
        whole = None
    if words["part_marks"].search(left) or (at and words["among"].match(left)):
        return _named(sentence, held, records, at) or whole
    return whole


def _named(sentence: Sentence, held: Held, records: Sequence[Record], at: int) -> Whole | None:
    """The whole before 其中: the nearest number counted in the same unit, else the nearest amount or count, else that of the
    sentence before. A list of kinds divides the cases, not the successes among them."""
    quantities = sentence.quantities
    counted = [index for index in range(at) if quantities[index].measure in ("count", "amount")]
    alike = [index for index in counted if quantities[index].unit == quantities[at].unit]
    chosen = max(alike or counted, default=None)
    if chosen is None:
        return Whole(*held.main, None) if held.main and held.last else None
    earlier = [index for index in alike if index != chosen and records[index].theme == records[chosen].theme]
    if records[chosen].indicator in indicator_rules.rates() and earlier:
        chosen = max(earlier)
    return Whole(records[chosen], quantities[chosen], chosen)


def part(
    sentence: Sentence, at: int, record: Record, whole: Whole, own: indicator_rules.Match | None, share: bool
) -> Record:
    """A sub-item: its own indicator of the same theme, else a part of the whole."""
    quantity, above = sentence.quantities[at], whole.record
    apart = record.ref_area != above.ref_area or enumerations.has_level(
        (own.indicator if own else "") or above.indicator, record.local
    )
    if own and own.theme == above.theme:
        other = own.indicator != above.indicator or quantity.measure == "growth" or apart
        return record.by(own, sub=True, scope=(above.scope or "area") if other else "part")
    counted = quantity.measure == "count" or (quantity.measure == "percent" and share)
    if above.indicator and counted and _fits(sentence, at, whole):
        return record.like(above, sub=True, scope="area" if quantity.measure == "count" and apart else "part")
    return record.by(own) if own else record


def _fits(sentence: Sentence, at: int, whole: Whole) -> bool:
    """Whether a number can be a sub-item: not above what is left of the whole, counted in its unit or else in a list that adds up
    to it (出具意见书384份 among 服务22340次)."""
    quantity, words = sentence.quantities[at], sentence.places[at].between
    if quantity.measure != "count":
        return True
    if quantity.value > whole.quantity.value - whole.used + 1e-9:
        return False
    if lexicon.patterns("clauses")["not_part"].search(words):
        return False
    if quantity.unit == whole.quantity.unit or words.startswith("、"):
        return True
    following = sentence.quantities[0 if whole.at is None else whole.at + 1 :]
    total = sum(other.value for other in following if other.measure == "count")
    return abs(total - whole.quantity.value) < 1e-6 or quantity.unit_measure == whole.quantity.unit_measure

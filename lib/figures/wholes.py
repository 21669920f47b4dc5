"""Wholes and their parts: the figure that 其中 and lists of kinds divide."""

from __future__ import annotations

import re

from ..quantities import Quantity
from . import enumerations, indicator_rules
from .sentences import Record, Sentence

_BY_KIND = re.compile(
    r"^(?:从|按照?|以)[^,，。]{1,14}(?:看|分|划分|统计|来看|来分)[,，]|^[^,，。]{0,8}(?:类型|构成|分布)(?:看|上|方面)?[,，:：]"
)


_KIND_HEADING = re.compile(r"按[^,，]{1,10}(?:分|划分)|类型|构成|分布")


class Whole:
    """The figure that sub-items divide: its record and quantity, where it stands in the sentence (None: before it), what is used up."""

    def __init__(self, record: Record, quantity: Quantity, at: int | None, lasting: bool = False) -> None:
        self.record, self.quantity, self.at, self.lasting, self.used = record, quantity, at, lasting, 0.0


def _divided(sentence: Sentence) -> Whole | None:
    """The section's last whole figure, where the sentence or its heading divides it: 按案件类型分,刑事案件4527件."""
    by_kind = _BY_KIND.match(sentence.text) or (sentence.path and _KIND_HEADING.search(sentence.path[-1].name))
    return Whole(*sentence.main, None, lasting=True) if by_kind and sentence.main else None


def _whole(sentence: Sentence, at: int) -> Whole | None:
    """The whole before 其中: the nearest number counted in the same unit, else the nearest amount or count, else that of the
    sentence before. A list of kinds divides the cases, not the successes among them."""
    quantities, records = sentence.quantities, sentence.records
    before = [index for index in range(at) if quantities[index].measure in ("count", "amount")]
    alike = [index for index in before if quantities[index].unit == quantities[at].unit]
    chosen = max(alike or before, default=None)
    if chosen is None:
        return Whole(*sentence.main, None) if sentence.main and sentence.carried else None
    earlier = [index for index in alike if index != chosen and records[index].theme == records[chosen].theme]
    if records[chosen].indicator in indicator_rules.rates() and earlier:
        chosen = max(earlier)
    return Whole(records[chosen], quantities[chosen], chosen)


def _divide(
    sentence: Sentence, at: int, record: Record, whole: Whole, own: indicator_rules.Match | None, share: bool
) -> None:
    """A sub-item: its own indicator of the same theme, else a part of the whole."""
    quantity, above = sentence.quantities[at], whole.record
    apart = record.ref_area != above.ref_area or enumerations.has_level(
        (own.indicator if own else "") or above.indicator, record.local
    )
    if own and own.theme == above.theme:
        other = own.indicator != above.indicator or quantity.measure == "growth" or apart
        record.take(own, sub=True, scope=(above.scope or "area") if other else "part")
    elif (
        above.indicator
        and quantity.measure in ("count", "percent")
        and (share or quantity.measure == "count")
        and _fits(sentence, at, whole)
    ):
        record.inherit(above, sub=True, scope="area" if quantity.measure == "count" and apart else "part")
    elif own:
        record.take(own)


def _fits(sentence: Sentence, at: int, whole: Whole) -> bool:
    """Whether a number can be a sub-item: not above what is left of the whole, counted in its unit or else in a list that adds up
    to it (出具意见书384份 among 服务22340次)."""
    quantity, words = sentence.quantities[at], sentence.between(at)
    if quantity.measure != "count":
        return True
    if quantity.value > whole.quantity.value - whole.used + 1e-9 or re.search(
        r"先后|同时|此外|另外|并|还|力争|计划|新增", words
    ):
        return False
    if quantity.unit == whole.quantity.unit or words.startswith("、"):
        return True
    following = sentence.quantities[0 if whole.at is None else whole.at + 1 :]
    total = sum(other.value for other in following if other.measure == "count")
    return abs(total - whole.quantity.value) < 1e-6 or quantity.unit_measure == whole.quantity.unit_measure

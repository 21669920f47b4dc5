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
    """The section's last whole figure, where the sentence or its heading divides it (按案件类型分,刑事案件4527件) or its numbers
    add up to it."""
    words = lexicon.patterns("clauses")
    headed = sentence.path and words["kind_heading"].search(sentence.path[-1].name)
    divides = bool(words["by_kind"].match(sentence.text) or headed)
    whole = held.whole(sentence.quantities[0]) or held.main
    if whole and not divides:
        counts = [one.value for one in sentence.quantities if one.measure == "count" and one.unit == whole[1].unit]
        divides = len(counts) >= 2 and sum(counts) == whole[1].value  # 838件。市政府310件,…;县区政府528件
    return Whole(*whole, None, lasting=True) if divides and whole else None


def before(
    sentence: Sentence, held: Held, records: Sequence[Record], at: int, whole: Whole | None, period: str
) -> Whole | None:
    """The whole that holds for the number `at`: a semicolon ends the last one, 其中 and 在受理的案件中 open another, and so do
    numbers that add up."""
    words, left = lexicon.patterns("clauses"), sentence.places[at].left
    if whole and not whole.lasting and (";" in left or "；" in left):
        whole = None
    if words["part_marks"].search(left) or (at and words["among"].match(left)):
        return _named(sentence, held, records, at, period) or whole
    if words["among_named"].search(left) or words["by_kind"].search(left):
        named = held.whole(sentence.quantities[at]) if at == 0 else None
        return Whole(*named, None, lasting=True) if named else _named(sentence, held, records, at, period) or whole
    if whole is None and (source := added_up(sentence, at)) is not None and records[source].indicator:
        return Whole(records[source], sentence.quantities[source], source, lasting=True)
    return whole


def _named(sentence: Sentence, held: Held, records: Sequence[Record], at: int, period: str) -> Whole | None:
    """The whole before 其中: the nearest number counted in the same unit (of the same period), else the nearest amount or count,
    else that of the sentence before. A list of kinds divides the cases, not the successes among them."""
    quantities, unit = sentence.quantities, sentence.quantities[at].unit
    counted = [index for index in range(at) if quantities[index].measure in ("count", "amount")]
    alike = [index for index in counted if quantities[index].unit == unit]
    same = [index for index in alike if records[index].time_period == period]
    dated = [index for index in alike if records[index].time_period == records[alike[0]].time_period]
    chosen = max(same or dated or counted, default=None)
    if chosen is None:
        named = held.whole(quantities[at]) or (held.main if held.last else None)
        return Whole(*named, None) if named else None
    earlier = [index for index in alike if index != chosen and records[index].theme == records[chosen].theme]
    if records[chosen].indicator in indicator_rules.rates() and earlier:
        chosen = max(earlier)
    return Whole(records[chosen], quantities[chosen], chosen)


def added_up(sentence: Sentence, at: int) -> int | None:
    """The number before `at` that it adds up to with two or more others of its unit, shares (占61%) between them left out: 840件,
    以部门为被申请人512件,占61%;以县区为被申请人236件,…92件. None where there is none, or where they are stages of a case."""
    quantities = sentence.quantities
    if quantities[at].measure != "count":
        return None
    counts = [n for n, one in enumerate(quantities) if one.measure == "count"]
    if any(quantities[n].measure not in ("count", "percent", "growth") for n in range(len(quantities))):
        counts = [n for n in counts if quantities[n].unit == quantities[at].unit]
    stages = lexicon.patterns("clauses")["stages"]
    for first, source in enumerate(counts):
        if source >= at:
            break
        taken: list[int] = []
        whole, total = quantities[source], 0.0
        for n in counts[first + 1 :]:
            if quantities[n].unit != whole.unit or stages.search(sentence.places[n].left):
                break
            total, taken = total + quantities[n].value, [*taken, n]
            if total >= whole.value:
                break
        if total == whole.value and len(taken) >= 2 and at in taken:
            return source
    return None


def kind(sentence: Sentence, held: Held, records: Sequence[Record], at: int, record: Record) -> Record | None:
    """A kind of what was counted before, told by its own word and not by 其中 (涉港澳台公证 …; 邻里纠纷 …; 专职 …): a part.

    The whole is the last figure in its unit of the sentence, or of the section where the words name its theme, say what kind, or
    the document's title is about it. None where the words tell of an outcome or an act, or nothing is large enough.
    """
    words, quantity, place = lexicon.patterns("clauses"), sentence.quantities[at], sentence.places[at]
    begin = max(sentence.clauses.clause(place.opening), place.opening - len(place.between))
    clause = f"{sentence.text[begin : place.opening][-24:]}#{place.right}"
    if quantity.measure != "count" or words["kind_not"].search(clause):
        return None
    statement = sentence.clauses.statement(place.opening)
    here = [
        n
        for n in range(at)
        if records[n].indicator
        and sentence.quantities[n].unit == quantity.unit
        and sentence.places[n].opening >= statement
    ]
    if here:
        above, whole = records[here[-1]], sentence.quantities[here[-1]]
        fits = above.sub or whole.value >= quantity.value
    elif (base := _before_statement(sentence, held, records, at)) and base[1].unit == quantity.unit:
        above, whole = base
        said = words["kind"].search(clause) or above.theme in indicator_rules.themes_in(clause)
        fits = whole.value >= quantity.value and bool(said or above.theme in sentence.contexts[-1])
    else:
        return None
    if not fits or not above.indicator or above.indicator in indicator_rules.rates():
        return None
    others = indicator_rules.themes_in(clause).keys() - {above.theme}
    if others or indicator_rules.names_a_thing(record.local, quantity.unit, sentence.contexts):
        return None
    dated = bool(record.period_words) and record.time_period != above.time_period and not words["kind"].search(clause)
    below = bool(record.area_words) and record.ref_area != above.ref_area
    return record.like(above, sub=True, scope="area" if below else above.scope if dated else "part")


def _before_statement(
    sentence: Sentence, held: Held, records: Sequence[Record], at: int
) -> tuple[Record, Quantity] | None:
    """The last whole figure in the unit of the number `at` before its statement: of the sentence, else of the section."""
    unit = sentence.quantities[at].unit
    for n in range(at - 1, -1, -1):
        if sentence.quantities[n].unit == unit and records[n].indicator and not records[n].sub:
            return records[n], sentence.quantities[n]
    return held.whole(sentence.quantities[at])


def part(
    sentence: Sentence, at: int, record: Record, whole: Whole, own: indicator_rules.Match | None, share: bool
) -> Record:
    """A sub-item: its own indicator of the same theme, else a part of the whole."""
    quantity, above = sentence.quantities[at], whole.record
    dated = bool(record.period_words) and record.time_period != above.time_period  # 其中2018年298件
    if not record.period_words and record.status == above.status:
        record = record._replace(time_period=above.time_period, period_words=above.period_words)
    apart = (
        record.ref_area != above.ref_area
        or dated
        or enumerations.has_level((own.indicator if own else "") or above.indicator, record.local)
    )
    if own and own.theme == above.theme:
        other = own.indicator != above.indicator or quantity.measure == "growth" or apart
        return record.by(own, sub=True, scope=(above.scope or "area") if other else "part")
    counted = quantity.measure == "count" or (quantity.measure == "percent" and share)
    divisible = above.indicator and enumerations.divisible(above.indicator)
    if divisible and counted and _fits(sentence, at, whole):
        whole_scope = (above.scope or "area") if dated else "area"
        return record.like(above, sub=True, scope=whole_scope if quantity.measure == "count" and apart else "part")
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

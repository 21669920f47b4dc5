"""What a list of numbers says of each: years and areas in the same order, parts that add up, a stock named again.

Each step takes the records of a sentence, one per number, and gives them back with what the list says.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from .. import lexicon
from . import indicator_rules, subjects
from .record import Record
from .sentences import Sentence
from .time_expressions import Mention

_AND = frozenset("、和与及,，")


def has_level(indicator: str, local: str) -> bool:
    """Whether the words name a category by which the indicator is given (二级, 部门)."""
    return bool(indicator) and bool(indicator_rules.breakdown(indicator, local))


def apply(sentence: Sentence, records: Sequence[Record]) -> list[Record]:
    """All that lists say of the numbers of a sentence."""
    found = kinds(records)
    for step in (spread, summed, repeated):
        found = step(sentence, found)
    return found


def kinds(records: Sequence[Record]) -> list[Record]:
    """男、女律师分别为…: two kinds of one indicator in a respectively-list are both parts of it."""
    found = list(records)
    for at, (one, other) in enumerate(itertools.pairwise(records)):
        if one.listed and other.listed and other.indicator and one.indicator == other.indicator:
            found[at], found[at + 1] = found[at]._replace(scope="part"), found[at + 1]._replace(scope="part")
    return found


def spread(sentence: Sentence, records: list[Record]) -> list[Record]:
    """Years, areas or figures named first, what belongs to them after, in the same order: 2018年、2019年分别评查320卷、410卷."""
    found = list(records)
    for at, quantity in enumerate(sentence.quantities):
        first, size = sentence.groups[at]
        lead = sentence.places[at].between
        if first != at or size < 2:
            continue
        listed = "分别" in lead or "依次" in lead or quantity.measure == "growth"
        for mentions, name in ((sentence.periods, "time_period"), (sentence.areas, "ref_area")):
            named = _each_year(_named(sentence, mentions, at), size)
            if len(named) == size and (listed or name == "ref_area"):
                found[at : at + size] = _dealt(sentence, found, at, named, name)
        counted = [index for index in range(at) if sentence.quantities[index].measure != "growth"][-size:]
        if listed and quantity.measure == "growth" and len(counted) == size:
            for index, source in enumerate(counted, at):
                found[index] = found[index].like(found[source], ref_area=found[source].ref_area)
    return found


def _named(sentence: Sentence, mentions: Sequence[Mention], at: int) -> list[Mention]:
    """The years or areas listed before the number `at` and after the one before it; none where they are no list."""
    end = sentence.places[at].opening
    begin = end - len(sentence.places[at].between)
    named = [one for one in mentions if begin <= one.start < end and one.kind in ("year", "years", "area")]
    joins = (sentence.text[a.end : b.start] for a, b in itertools.pairwise(named))
    return named if all(join in _AND for join in joins) else []


def _each_year(named: list[Mention], size: int) -> list[Mention]:
    """2016-2018年分别为…: a range of as many years as there are numbers stands for each of them."""
    if len(named) != 1 or named[0].kind != "years":
        return [one for one in named if one.kind != "years"]
    first, last = (int(year) for year in named[0].value.split("/"))
    whole = named[0]
    return [replace(whole, value=str(year)) for year in range(first, last + 1)] if last - first + 1 == size else []


def _dealt(sentence: Sentence, records: Sequence[Record], at: int, named: list[Mention], name: str) -> list[Record]:
    """The n-th named year or area to the n-th number; the indicator is that of the words around the whole list."""
    lead = sentence.text[max(0, named[0].start - 30) : sentence.places[at].opening]
    unit = sentence.quantities[at].unit
    match = indicator_rules.recognise(f"{lead}#".replace("分别", ""), unit, sentence.contexts)
    earlier = (
        records[n] for n in range(at - 1, -1, -1) if records[n].indicator and sentence.quantities[n].unit == unit
    )
    before = next(earlier, None)
    found = []
    for record, mention in zip(records[at : at + len(named)], named, strict=True):
        given = (
            record._replace(time_period=mention.value)
            if name == "time_period"
            else record._replace(ref_area=mention.value)
        )
        if match:
            given = given.by(match, scope="area")
        elif before:
            given = given.like(before)
        found.append(given)
    return found


def summed(sentence: Sentence, records: list[Record]) -> list[Record]:
    """Numbers of one indicator, or of none in the same unit, that add up to the one before them are its parts
    (234件: 意见185份, 会议意见49件次; 案卷280宗: 优秀88宗, 合格179宗, 不合格13宗)."""
    found = list(records)
    for at, quantity in enumerate(sentence.quantities):
        if found[at].scope == "area" and quantity.measure == "count" and divisible(found[at].indicator):
            for index in _parts(sentence, found, at):
                if found[index].ref_area != found[at].ref_area:
                    continue  # an area below keeps its own total
                found[index] = found[index].like(found[at], scope="part")
    return found


def divisible(indicator: str) -> bool:
    """Whether parts of a figure are values of its indicator too; grades of reviewed files (优秀, 合格) are not."""
    return not (indicator and lexicon.indicators()[indicator].undivided)


def _parts(sentence: Sentence, records: Sequence[Record], at: int) -> range:
    """The numbers behind `at` that add up to it, two or more; an empty range where none do."""
    record, whole, total = records[at], sentence.quantities[at], 0.0
    stages = lexicon.patterns("clauses")["stages"]
    for last in range(at + 1, len(records)):
        other, quantity = records[last], sentence.quantities[last]
        alike = other.indicator == record.indicator or (not other.indicator and quantity.unit == whole.unit)
        stage = other.indicator == record.indicator and stages.fullmatch(subjects.verb(other.local))
        if not alike or stage or quantity.measure != "count" or other.time_period != record.time_period:
            break
        if total > whole.value:
            break
        total += quantity.value
        if last > at + 1 and total == whole.value and not has_level(record.indicator, other.local):
            return range(at + 1, last + 1)
    return range(0)


def repeated(sentence: Sentence, records: list[Record]) -> list[Record]:
    """A stock named again in its sentence with a smaller number is a part of it (11个司法所…, 5个司法所…)."""
    seen: dict[tuple[str, str, str, str], float] = {}
    found = list(records)
    for at, (record, quantity) in enumerate(zip(records, sentence.quantities, strict=True)):
        if not record.indicator or quantity.measure != "count" or record.scope != "area":
            continue
        if lexicon.indicators()[record.indicator].kind != "stock" or has_level(record.indicator, record.local):
            continue
        key = (record.indicator, record.ref_area, record.time_period, record.status)
        if quantity.value < seen.get(key, 0):
            found[at] = record._replace(scope="part")
        seen.setdefault(key, quantity.value)
    return found

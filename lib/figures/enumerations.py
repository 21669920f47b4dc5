"""What a list of numbers says of each: years and areas in the same order, parts that add up, a stock named again."""

from __future__ import annotations

import itertools
import re

from .. import lexicon
from . import indicator_rules, subjects
from .sentences import Sentence
from .time_expressions import Mention

_RECEIVED = (
    "受理",
    "收到",
    "新收",
    "收办",
    "审结",
    "办结",
    "结案",
    "立案",
)  # 收到102件,受理89件 are two stages, not whole and part


def has_level(indicator: str, local: str) -> bool:
    """Whether the words name a category by which the indicator is given (二级, 部门)."""
    return bool(indicator) and bool(indicator_rules.breakdown(indicator, local))


def spread(sentence: Sentence) -> None:
    """Years, areas or figures named first, what belongs to them after, in the same order: 2018年、2019年分别评查320卷、410卷."""
    for at, quantity in enumerate(sentence.quantities):
        first, size = sentence.groups[at]
        lead = sentence.between(at)
        if first != at or size < 2 or ("分别" not in lead and quantity.measure != "growth"):
            continue
        begin, end = sentence.opening(at) - len(lead), sentence.opening(at)
        for mentions, name in ((sentence.periods, "time_period"), (sentence.areas, "ref_area")):
            named = [found for found in mentions if begin <= found.start < end and found.kind in ("year", "area")]
            joins = (sentence.text[a.end : b.start] for a, b in itertools.pairwise(named))
            if len(named) == size and all(re.fullmatch(r"[、和与及,，]", join) for join in joins):
                _assign(sentence, at, named, name)
        counted = [index for index in range(at) if sentence.quantities[index].measure != "growth"][-size:]
        if quantity.measure == "growth" and len(counted) == size:
            for index, source in enumerate(counted):
                base = sentence.records[source]
                sentence.records[at + index].inherit(base, ref_area=base.ref_area)


def _assign(sentence: Sentence, at: int, named: list[Mention], name: str) -> None:
    """The n-th named year or area to the n-th number; the indicator is that of the words around the whole list."""
    lead = sentence.text[max(0, named[0].start - 30) : sentence.opening(at)]
    found = indicator_rules.recognise(f"{lead}#".replace("分别", ""), sentence.quantities[at].unit, sentence.contexts)
    before = sentence.records[at - 1] if at else None
    for index, mention in enumerate(named):
        record = sentence.records[at + index]
        setattr(record, name, mention.value)
        if found:
            record.take(found, scope="area")
        elif before and before.indicator and sentence.quantities[at].unit == sentence.quantities[at - 1].unit:
            record.inherit(before)


def summed(sentence: Sentence) -> None:
    """Numbers of one indicator, or of none in the same unit, that add up to the one before them are its parts
    (234件: 意见185份, 会议意见49件次; 案卷280宗: 优秀88宗, 合格179宗, 不合格13宗)."""
    records, quantities = sentence.records, sentence.quantities
    for at, record in enumerate(records):
        if record.scope != "area" or quantities[at].measure != "count":
            continue
        total = 0.0
        for last in range(at + 1, len(records)):
            other, quantity = records[last], quantities[last]
            alike = other.indicator == record.indicator or (
                not other.indicator and quantity.unit == quantities[at].unit
            )
            received = other.indicator == record.indicator and subjects.verb(other.local) in _RECEIVED
            if (
                not alike
                or received
                or quantity.measure != "count"
                or other.time_period != record.time_period
                or total > quantities[at].value
            ):
                break
            total += quantity.value
            if last > at + 1 and total == quantities[at].value and not has_level(record.indicator, other.local):
                for part in records[at + 1 : last + 1]:
                    part.inherit(record, scope="part")
                break


def repeated(sentence: Sentence) -> None:
    """A stock named again in its sentence with a smaller number is a part of it (11个司法所…, 5个司法所…)."""
    seen: dict[tuple[str, str, str, str], float] = {}
    for record, quantity in zip(sentence.records, sentence.quantities, strict=True):
        if not record.indicator or quantity.measure != "count" or record.scope != "area":
            continue
        if lexicon.indicators()[record.indicator].kind != "stock" or has_level(record.indicator, record.local):
            continue
        key = (record.indicator, record.ref_area, record.time_period, record.status)
        if quantity.value < seen.get(key, 0):
            record.scope = "part"
        seen.setdefault(key, quantity.value)

"""Whose number it is: indicator, scope, period, area and status of every quantity of a sentence.

A number takes its indicator from its own words; or from the figure it compares with (同比增长…), the whole it divides (其中 …,
按类型分 …), or the figure whose share it is (占 …).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .. import lexicon
from ..quantities import Quantity
from . import actors, area_mentions, cells, context, dating, enumerations, indicator_rules, limits, subjects, wholes
from .actors import Actor
from .context import Frame
from .held import Held
from .record import Record
from .sentences import Place, Sentence, respectively
from .wholes import Whole

_LETTER = re.compile(r"[一-鿿A-Za-z]")
_BRACKET = re.compile(r"\s*[(（]")
_OWN_SHARE = re.compile(r"[一-鿿]{2,}占")
_COMMA = re.compile("[,，]")
_YEAR = re.compile(r"\d{4}")
THEME = 120  # code points before a number in which a theme is near


class Reading(NamedTuple):
    """One number being read: where it stands and what was decided of those before it."""

    frame: Frame
    held: Held
    sentence: Sentence
    records: Sequence[Record]
    at: int
    whole: Whole | None
    actor: Actor | None

    @property
    def place(self) -> Place:
        return self.sentence.places[self.at]

    @property
    def quantity(self) -> Quantity:
        return self.sentence.quantities[self.at]

    @property
    def last(self) -> Record | None:
        return self.records[-1] if self.records else None


def attribute(frame: Frame, sentence: Sentence, held: Held) -> list[Record]:
    """One record per quantity of the sentence."""
    records: list[Record] = []
    whole = wholes.divided(sentence, held)
    concerned = actors.concern(held.actor, sentence.text, sentence.path)
    for at, quantity in enumerate(sentence.quantities):
        if quantity.words:
            records.append(cells.read(frame, sentence, held, at, records))
            continue
        actor = _acting(held, sentence, records, at) if concerned else None
        reading = Reading(frame, held, sentence, tuple(records), at, None, actor)
        begun = _begun(reading)
        whole = wholes.before(sentence, held, records, at, whole, begun.time_period)
        record = _read(reading._replace(whole=whole), begun)
        if whole and record.sub and quantity.measure == "count":
            whole = whole.less(quantity)
        records.append(record)
    return enumerations.apply(sentence, records)


def _acting(held: Held, sentence: Sentence, records: Sequence[Record], at: int) -> Actor | None:
    """Who acts at the number `at`: a figure of another theme before it ends who acted until then."""
    own = {"", *(actor.theme for actor in actors.actors())}
    others = [n for n in range(at) if records[n].theme not in own]
    floor = sentence.places[others[-1]].closing if others else 0
    so_far = sentence.text[floor : sentence.places[at].opening]
    return actors.acting(None if others else held.actor, so_far, [] if others else sentence.path)


def _read(reading: Reading, begun: Record) -> Record:
    return _dated(reading, _limited(reading, _indicated(reading, begun)))


def _begun(reading: Reading) -> Record:
    """The record before its indicator is known: words, period, area, status."""
    frame, sentence, at, place = reading.frame, reading.sentence, reading.at, reading.place
    listed = respectively(sentence, at)
    joined = place.left[:1] in ("、", "和", "及") and reading.last
    carried = _carried(reading.last) if joined and reading.last else ""
    period, named = dating.period(reading)
    area, several, where = area_mentions.resolve_area(
        reading.held.area or frame.ref_area, sentence.text, sentence.areas, place.opening
    )
    status = context.status(frame, sentence.plan, sentence.text, place.opening, period)
    if reading.quantity.measure != "percent" and context.is_task(place.left, place.right, reading.quantity.qualifier):
        status, period = "target", dating.whole_year(period)
    local = listed or f"{carried}{_words(reading)}#{place.right}"
    scope = "part" if several else ""
    return Record(local, period, area, status, bool(listed), scope=scope, period_words=named, area_words=where)


def _carried(last: Record) -> str:
    """What the words of a number say for those listed behind it: 审查规范性文件12件、政府合同203份; 新增律师事务所12家、律师230人."""
    if last.indicator and lexicon.indicators()[last.indicator].kind == "stock":
        return ""
    kept_out = "" if last.indicator else indicator_rules.carried(last.local)
    return kept_out + subjects.verb(last.local)


def _words(reading: Reading) -> str:
    """The words before a number without those that only say when: 截至10月底,全县现有38家 … → 全县现有."""
    place, sentence = reading.place, reading.sentence
    left = place.left
    if not sentence.periods:
        return left
    begin = place.opening - len(left)
    for mention in reversed(sentence.periods):
        first, last = mention.start - begin, mention.end - begin
        if first < 0 or last > len(left) or mention.kind in ("relative", "whole", "line"):
            continue
        comma = left[last : last + 1] in (",", "，")
        compared = first and left[first - 1] in "比较与同"
        if comma or compared:
            left = left[: first - bool(compared)] + left[last + comma :]
    return left


def _indicated(reading: Reading, record: Record) -> Record:
    """With its indicator, and the scope that follows from where it came from."""
    sentence, at, quantity, last = reading.sentence, reading.at, reading.quantity, reading.last
    share = _is_share(quantity, reading.place)
    if last and not record.listed and _says_nothing(reading, record):
        if quantity.measure in ("growth", "percent") or _same_kind(sentence, at):
            return _inherited(reading, record, last, share)
        # 培训46期、1.2万人次: the words before hold for both
        record = record._replace(local=f"{last.local.partition('#')[0]}#{reading.place.right}")
    if not last and _says_nothing(reading, record) and (base := _compared(reading)):
        return record.like(base)
    preferred = reading.whole.record.theme if reading.whole else ""
    if reading.actor and (match := actors.service(reading.actor, quantity, record.local)):
        asked = match.indicator == reading.actor.consultations
        total = asked or (not reading.whole and actors.is_total(reading.actor, record.local))
        return record.by(match, scope="" if total else "part", sub=not total)
    own = indicator_rules.recognise(record.local, _unit_class(quantity), _contexts(reading), preferred)
    if reading.whole and (reading.whole.record.indicator or own):
        return wholes.part(sentence, at, record, reading.whole, own, share)
    base = _list_base(reading) if record.listed and not own and quantity.measure == "count" else None
    if base and base.theme in indicator_rules.themes_in(record.local):
        return record.like(base, scope="part")
    if own:
        return record.by(own)
    if share:
        return _shared(reading, record, last or reading.held.last)
    return _of_area(reading, record) or _kind_or_share(reading, record)


def _kind_or_share(reading: Reading, record: Record) -> Record:
    found = wholes.kind(reading.sentence, reading.held, reading.records, reading.at, record)
    return found or _share_of_stock(reading, record)


def _of_area(reading: Reading, record: Record) -> Record | None:
    """昌吉市5120件,阜康市2864件 after what they all count: an area below with no words of another theme takes the last whole
    figure's indicator in its unit."""
    sentence, at, place, quantity = reading.sentence, reading.at, reading.place, reading.quantity
    if quantity.measure != "count" or record.ref_area == reading.frame.ref_area or not record.area_words:
        return None
    named = indicator_rules.themes_in(f"{place.left}#{place.right}").keys()
    here = [
        n
        for n in range(at)
        if reading.records[n].indicator and sentence.quantities[n].unit_measure == quantity.unit_measure
    ]
    base = (reading.records[here[-1]], sentence.quantities[here[-1]]) if here else reading.held.whole(quantity)
    if named and lexicon.patterns("clauses")["kind_not"].search(place.left):
        return None
    if not base or not base[0].indicator or named - {base[0].theme} or (not here and base[1].value < quantity.value):
        return None
    return record.like(base[0], scope="", sub=True)


def _share_of_stock(reading: Reading, record: Record) -> Record:
    """九成以上司法所: a share of a stock that is named behind it."""
    right = reading.place.right
    noun = indicator_rules.recognise(f"#{right}", "*", ()) if reading.quantity.measure == "percent" and right else None
    return record.by(noun, scope="part") if noun and lexicon.indicators()[noun.indicator].kind == "stock" else record


def _says_nothing(reading: Reading, record: Record) -> bool:
    """Whether the words of a number name nothing of their own: ,同比增长# or 、省级# or 降至#."""
    sentence, at, place = reading.sentence, reading.at, reading.place
    words, left = lexicon.patterns("clauses"), reading.place.left
    for mention in sentence.areas if at and _same_kind(sentence, at) else ():
        if sentence.places[at - 1].closing <= mention.start < place.opening:  # ,吴忠市2,390件
            left = left.replace(sentence.text[mention.start : mention.end], "", 1)
    if not _LETTER.search(words["empty"].sub("", left + place.right)):
        return not words["quota"].search(left)
    level = words["level"].search(left) and _same_kind(sentence, at) and not place.right
    return bool(level) and not indicator_rules.recognise(record.local, reading.quantity.unit, ())


def _compared(reading: Reading) -> Record | None:
    """与上年同期(553件)比,下降6.7%: a sentence that only compares speaks of the first whole figure of the sentence before."""
    quantity, held = reading.quantity, reading.held
    if reading.sentence.groups[reading.at][1] > 1:
        return None  # 分别增长4.1%、4.5%
    if not lexicon.patterns("clauses")["compares"].search(reading.place.between) and quantity.measure != "growth":
        return None
    base = held.whole(quantity) if quantity.measure == "count" else held.first
    return base if isinstance(base, Record) or base is None else base[0]


def _inherited(reading: Reading, record: Record, last: Record, share: bool) -> Record:
    """A change, a share or a further value of the figure before it."""
    sentence, at, place, quantity = reading.sentence, reading.at, reading.place, reading.quantity
    rate = indicator_rules.rates().get(last.indicator) if share and _of_cases(place.left) else None
    if rate:
        record = record.like(last, indicator=rate)
    elif (
        quantity.measure != "percent"
        or share
        or sentence.quantities[at - 1].measure == "percent"
        or (last.sub and _BRACKET.fullmatch(place.left))
    ):
        record = record.like(last, sub=last.sub)
    if not any(sentence.places[at - 1].closing <= mention.start < place.opening for mention in sentence.areas):
        record = record._replace(ref_area=last.ref_area)
    elif record.indicator and record.sub and record.area_words and record.ref_area != last.ref_area:
        record = record._replace(scope="")  # 其中市本级300件、天河区210件: an area below has its own total
    previous = reading.frame.bracketed_previous and reading.frame.year and quantity.measure != "growth"
    if previous and _BRACKET.fullmatch(place.left):
        record = record._replace(time_period=_year_before(sentence.default))  # 1,512件(1,308件)
    return record


def _is_share(quantity: Quantity, place: Place) -> bool:
    if quantity.measure != "percent":
        return False
    words = lexicon.patterns("clauses")
    return bool(
        words["among"].match(place.left)
        or words["share"].search(place.left)
        or words["share_behind"].match(place.right)
    )


def _of_cases(left: str) -> bool:
    return bool(lexicon.patterns("clauses")["of_cases"].search(left))


def _shared(reading: Reading, record: Record, last: Record | None) -> Record:
    """占…: the rate that has a name, else the share of what the words or the figure before count; never of 优秀, 合格."""
    left = reading.place.left
    if lexicon.patterns("clauses")["grades"].search(left):
        return record
    noun = indicator_rules.recognise(record.local, "*", reading.sentence.contexts)
    if noun and lexicon.indicators()[noun.indicator].campaign:
        noun = None
    rate = indicator_rules.rates().get(last.indicator) if last else None
    if last and rate and not noun and _of_cases(left):
        return record.like(last, indicator=rate)
    if noun:
        return record.by(noun, scope="part")
    if last and last.indicator:
        return record.like(last, scope="part" if _OWN_SHARE.search(left) else last.scope)
    return record


def _limited(reading: Reading, record: Record) -> Record:
    """scope: part where the words limit the figure, area elsewhere; empty without an indicator."""
    if not record.indicator:
        return record._replace(scope="") if record.scope else record
    if record.scope == "part":
        return record
    if reading.frame.local:
        return record._replace(scope="part")
    sentence, at = reading.sentence, reading.at
    limit = limits.reaching(sentence, at, record.indicator, reading.held.limit)
    if not limit and sentence.limits and reading.quantity.measure != "amount":
        limit = limits.outcome_of_limited(sentence, at)
    return record._replace(scope="part" if limit else "area", scope_words=limit.words if limit else "")


def _dated(reading: Reading, record: Record) -> Record:
    """A stock is of its own date; 由97件降至71件: the first is the year before; a sub-item of what exists exists."""
    words, place, printed = lexicon.patterns("clauses"), reading.place, dating.named(reading, record)
    spoken = record.time_period
    if (period := dating.of_stock(reading, record)) != spoken:
        record = record._replace(time_period=period)
    counted = reading.quantity.measure in ("count", "percent")
    falls = words["from_word"].search(place.left.rstrip("约近")) and words["from_to"].match(place.right)
    if record.indicator and counted and falls and not printed and record.status == "actual":
        record = record._replace(time_period=dating.before(reading, spoken, _year_before(record.time_period)))
    if lexicon.patterns("status")["target"].search(_COMMA.split(place.left)[-1]):
        return record
    whole = reading.whole
    if (whole and record.sub and whole.record.status == "actual") or place.right.endswith(("中", "里")):
        return record._replace(status="actual") if record.status != "actual" else record
    return record


def _year_before(period: str) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) - 1), period)


def _unit_class(quantity: Quantity) -> str:
    return "%" if quantity.unit.endswith("百分点") else "*" if quantity.measure == "growth" else quantity.unit


def _same_kind(sentence: Sentence, at: int) -> bool:
    last, quantity = sentence.quantities[at - 1], sentence.quantities[at]
    return at > 0 and (last.unit == quantity.unit or (last.measure == "growth" and quantity.measure == "count"))


def _contexts(reading: Reading) -> tuple[frozenset[str], ...]:
    """Themes near a number, the nearest first: of the figures before it, of the sentence so far, of the paragraph, of the headings."""
    before = [record.theme for record in reading.records[-3:] if record.theme]
    start = reading.place.opening - len(reading.place.left)
    found = indicator_rules.themes_between(reading.sentence.text, max(0, start - THEME), start)
    nearest = {max(found, key=lambda name: found[name])} if found else set()
    return (frozenset([*before[-1:], *nearest]), frozenset(found), *reading.sentence.contexts)


def _list_base(reading: Reading) -> Record | None:
    """The figure before a respectively-list (医疗、物业纠纷分别为…), in the sentence or in the one before."""
    first, _ = reading.sentence.groups[reading.at]
    base = reading.records[first - 1] if first else reading.held.last
    return base if base and base.indicator else None

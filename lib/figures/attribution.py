"""Whose number it is: indicator, scope, period, area and status of every quantity of a sentence.

A number takes its indicator from its own words; or from the figure it compares with (同比增长…), the whole it divides (其中 …,
按类型分 …), or the figure whose share it is (占 …).
"""

from __future__ import annotations

import re

from .. import lexicon
from ..quantities import Quantity
from . import area_mentions, context, enumerations, indicator_rules, subjects, time_expressions
from .context import Frame
from .sentences import Record, Sentence, respectively
from .wholes import Whole, _divide, _divided, _whole

WINDOW = 240  # code points before a number in which an institution or a campaign limits it
_SUB = re.compile(r"其中|包括(?![^,。]{0,6}在内)|分别是")
_AMONG = re.compile(r"^[^,。;、]{0,10}[中里](?:[,，]|有|$)")
_EMPTY = re.compile(
    r"同比|环比|同期|分别|增长|增加|上升|提升|提高|下降|减少|降低|回落|上年|去年|今年|上一年|年初|年均|年底|\d{4}年(?:度|底)?|相比|累计|总数|高达|增幅|降幅|涨幅|增速|幅度|"
    r"力争|确保|不少于|以上|左右|新增|净增|相应|其余|高出|国家级|省级|市级|区级|县级|全国|全省|[\s,，、;；:：()（）和与及而且并也均又共计约近超逾达到至为是的了升降由从比较年各多少增再仅只有略所末底环占]"
)
_LEVEL = re.compile(r"(?:降|增|升|提高|减少|下降|增长|上升|增加|回落|扩大|达)[至到]$")
_FROM_TO = re.compile(r"(?:降|增|升|提|减|压|缩|扩|上升|提高|下降|增长|增加|减少|回落|下调|上调)[^,，]{0,4}[至到为]")
_QUOTA = re.compile(r"(?<!年)平均|[村人户县]均|每(?!年)")
_GRADES = re.compile(r"优秀|合格|满意|良好")


def attribute(frame: Frame, sentence: Sentence) -> None:
    """Fills `sentence.records`, one per quantity."""
    whole = _divided(sentence)
    for at, quantity in enumerate(sentence.quantities):
        if quantity.words:
            sentence.records.append(_tabled(frame, sentence, quantity))
            continue
        left = sentence.left(at)
        if whole and not whole.lasting and re.search(r"[;；]", left):
            whole = None
        if _SUB.search(left) or (at and _AMONG.match(left)):
            whole = _whole(sentence, at) or whole
        record = _record(frame, sentence, at, left)
        _indicate(frame, sentence, at, record, whole)
        _limit(frame, sentence, at, record)
        _time(sentence, at, record, whole)
        if whole and record.sub and quantity.measure == "count":
            whole.used += quantity.value
        sentence.records.append(record)
    enumerations.spread(sentence)
    enumerations.summed(sentence)
    enumerations.repeated(sentence)


def _record(frame: Frame, sentence: Sentence, at: int, left: str) -> Record:
    text, opening = sentence.text, sentence.opening(at)
    listed = respectively(sentence, at)
    # 审查规范性文件12件、政府合同203份: the verb of the first holds for the second
    carried = subjects.verb(sentence.records[-1].local) if left[:1] in ("、", "和", "及") and sentence.records else ""
    growth = sentence.quantities[at].measure == "growth"
    period = time_expressions.resolve_period(text, sentence.periods, opening, growth, sentence.default)
    area, several = area_mentions.resolve_area(frame.ref_area, text, sentence.areas, opening)
    status = context.status(frame, sentence.path, text, opening, period)
    local = listed or f"{carried}{left}#{sentence.right(at)}"
    return Record(local, period, area, status, bool(listed), scope="part" if several else "")


def _tabled(frame: Frame, sentence: Sentence, quantity: Quantity) -> Record:
    """The record of a number alone in a cell: its headings are its words."""
    local = f"{quantity.words}#"
    named = [
        mention.value
        for mention in time_expressions.periods(quantity.words, frame.year)
        if mention.value != time_expressions.WHOLE
    ]
    found = indicator_rules.recognise(local, _unit_class(quantity), sentence.contexts)
    if not found and not quantity.unit:
        found = indicator_rules.recognise(local, "*", sentence.contexts)
    period = named[-1] if named else sentence.default
    here = area_mentions.areas(quantity.words, frame.ref_area)
    area, several = area_mentions.resolve_area(frame.ref_area, quantity.words, here, len(quantity.words))
    record = Record(local, period, area, context.status(frame, sentence.path, local, len(local), period))
    if found:
        record.take(found, scope="part" if several or frame.local else "area")
    return record


def _indicate(frame: Frame, sentence: Sentence, at: int, record: Record, whole: Whole | None) -> None:
    """The indicator of one figure, and the scope that follows from where it came from."""
    quantity, left, right = sentence.quantities[at], sentence.left(at), sentence.right(at)
    last = sentence.records[-1] if sentence.records else None
    share = _is_share(quantity, left, right)
    if last and not record.listed and _says_nothing(sentence, at, record):
        if quantity.measure in ("growth", "percent") or _same_kind(sentence, at):
            return _inherit(frame, sentence, at, record, last, share)
        record.local = f"{last.local.partition('#')[0]}#{right}"  # 培训46期、1.2万人次: the words before hold for both
    own = indicator_rules.recognise(
        record.local, _unit_class(quantity), _contexts(sentence, at), whole.record.theme if whole else ""
    )
    base = _list_base(sentence, at) if record.listed and not own and quantity.measure == "count" else None
    if whole and (whole.record.indicator or own):
        _divide(sentence, at, record, whole, own, share)
    elif base and base.theme in indicator_rules.themes_in(record.local):
        record.inherit(base, scope="part")
    elif share and not own:
        _share(sentence, record, last or sentence.carried, left)
    elif own:
        record.take(own)
    elif quantity.measure == "percent" and right:
        noun = indicator_rules.recognise(f"#{right}", "*", ())
        if noun and lexicon.indicators()[noun.indicator].kind == "stock":
            record.take(noun, scope="part")  # 九成以上司法所


def _says_nothing(sentence: Sentence, at: int, record: Record) -> bool:
    """Whether the words of a number name nothing of their own: ,同比增长# or 、省级# or 降至#."""
    left, right = sentence.left(at), sentence.right(at)
    for mention in sentence.areas if at and _same_kind(sentence, at) else ():
        if sentence.closing(at - 1) <= mention.start < sentence.opening(at):  # ,吴忠市2,390件
            left = left.replace(sentence.text[mention.start : mention.end], "", 1)
    if not re.search(r"[一-鿿A-Za-z]", _EMPTY.sub("", left + right)):
        return not _QUOTA.search(left)
    level = _LEVEL.search(left) and _same_kind(sentence, at) and not right
    return bool(level) and not indicator_rules.recognise(record.local, sentence.quantities[at].unit, ())


def _inherit(frame: Frame, sentence: Sentence, at: int, record: Record, last: Record, share: bool) -> None:
    """A change, a share or a further value of the figure before it."""
    quantity, left = sentence.quantities[at], sentence.left(at)
    rate = indicator_rules.rates().get(last.indicator) if share and _of_cases(left) else None
    if rate:
        record.inherit(last, indicator=rate)
    elif quantity.measure != "percent" or share or sentence.quantities[at - 1].measure == "percent":
        record.inherit(last, sub=last.sub)
    here = any(sentence.closing(at - 1) <= mention.start < sentence.opening(at) for mention in sentence.areas)
    record.ref_area = record.ref_area if here else last.ref_area
    if frame.bracketed_previous and frame.year and re.fullmatch(r"\s*[(（]", left) and quantity.measure != "growth":
        record.time_period = _year_before(sentence.default)  # 1,512件(1,308件)


def _is_share(quantity: Quantity, left: str, right: str) -> bool:
    words = _AMONG.match(left) or re.search(r"占[^,;]{0,10}$|比例[^,;]{0,6}$", left) or re.match(r"[的为是属]", right)
    return quantity.measure == "percent" and bool(words)


def _of_cases(left: str) -> bool:
    return bool(re.search(r"占[^,;]{0,3}(?:案件|审结|结案|办结|总数|总量|全部|受理)", left))


def _share(sentence: Sentence, record: Record, last: Record | None, left: str) -> None:
    """占…: the rate that has a name, else the share of what the words or the figure before count; never of 优秀, 合格."""
    if _GRADES.search(left):
        return
    noun = indicator_rules.recognise(record.local, "*", sentence.contexts)
    if noun and lexicon.indicators()[noun.indicator].campaign:
        noun = None
    rate = indicator_rules.rates().get(last.indicator) if last else None
    if last and rate and not noun and _of_cases(left):
        record.inherit(last, indicator=rate)
    elif noun:
        record.take(noun, scope="part")
    elif last and last.indicator:
        record.inherit(last, scope="part" if re.search(r"[一-鿿]{2,}占", left) else last.scope)


def _limit(frame: Frame, sentence: Sentence, at: int, record: Record) -> None:
    """scope: part where the words limit the figure, area elsewhere; empty without an indicator."""
    if not record.indicator:
        record.scope = ""
    elif record.scope != "part":
        last = sentence.records[-1] if sentence.records else None
        kinds = (
            record.listed and last is not None and last.listed and last.indicator == record.indicator
        )  # 男、女律师分别为
        if kinds and last:
            last.scope = "part"
        record.scope = "part" if frame.local or kinds or _limited(sentence, at, record.indicator) else "area"


def _limited(sentence: Sentence, at: int, indicator: str) -> bool:
    """Whether the words limit the figure to one institution, place, campaign (of publicity) or sub-group (in its clause)."""
    opening = sentence.opening(at)
    floor = max(opening - WINDOW, *(sentence.text.rfind(mark, 0, opening) + 1 for mark in ";；"))
    before, right = sentence.text[floor:opening], sentence.right(at)[:8]
    rules = lexicon.patterns("area")
    if rules["group"].search(f"{re.split('(?=[,，;；])', before)[-1]}#{right}"):
        return True
    if lexicon.indicators()[indicator].campaign:
        campaigns = [match.end() for match in rules["campaign"].finditer(f"{before}#{right}")]
        if campaigns and not rules["all_campaigns"].search(before, campaigns[-1]):
            return True
    limits = [match.start() for match in rules["part"].finditer(f"{before}#{right}")]
    whole = [match.start() for match in rules["whole"].finditer(before)]
    return bool(limits) and (not whole or whole[-1] < max(limits))


def _time(sentence: Sentence, at: int, record: Record, whole: Whole | None) -> None:
    """由97件降至71件: the first is the year before; a sub-item of what exists exists."""
    left, right = sentence.left(at), sentence.right(at)
    counted = sentence.quantities[at].measure in ("count", "percent")
    falls = re.search(r"[由从]$", left.rstrip("约近")) and _FROM_TO.match(right)
    if record.indicator and counted and falls and record.time_period == sentence.default and record.status == "actual":
        record.time_period = _year_before(record.time_period)
    if lexicon.patterns("status")["target"].search(re.split("[,，]", left)[-1]):
        return
    if (whole and record.sub and whole.record.status == "actual") or right.endswith(("中", "里")):
        record.status = "actual"


def _year_before(period: str) -> str:
    return re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), period)


def _unit_class(quantity: Quantity) -> str:
    return "%" if quantity.unit.endswith("百分点") else "*" if quantity.measure == "growth" else quantity.unit


def _same_kind(sentence: Sentence, at: int) -> bool:
    last, quantity = sentence.quantities[at - 1], sentence.quantities[at]
    return at > 0 and (last.unit == quantity.unit or (last.measure == "growth" and quantity.measure == "count"))


def _contexts(sentence: Sentence, at: int) -> tuple[frozenset[str], ...]:
    """Themes near a number, the nearest first: of the figures before it, of the sentence so far, of the paragraph, of the headings."""
    before = [record.theme for record in sentence.records[-3:] if record.theme]
    start = sentence.opening(at) - len(sentence.left(at))
    found = indicator_rules.themes_in(sentence.text[max(0, start - 120) : start])
    nearest = {max(found, key=lambda name: found[name])} if found else set()
    return (frozenset([*before[-1:], *nearest]), frozenset(found), *sentence.contexts)


def _list_base(sentence: Sentence, at: int) -> Record | None:
    """The figure before a respectively-list (医疗、物业纠纷分别为…), in the sentence or in the one before."""
    first, _ = sentence.groups[at]
    base = sentence.records[first - 1] if first else sentence.carried
    return base if base and base.indicator else None

"""A document → its figures: every quantity with its context and its indicator, one row each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from lib import cells, context, indicators, lexicon, subjects
from lib.context import Frame, Heading
from lib.documents import Cell, Document
from lib.quantities import WIDE, Quantity, find

COLUMNS = (
    "doc_id", "start", "end", "text", "value", "lower", "upper", "qualifier", "unit", "unit_measure", "measure", "status", "ref_area",
    "scope", "time_period", "indicator", "breakdown", "verb", "subject", "section", "sentence", "prefix", "suffix",
)  # fmt: skip
QUOTE = 32  # code points of prefix and suffix, as in W3C's TextQuoteSelector

_SUB = re.compile(r"其中|包括(?![^,。]{0,6}在内)|分别是")
_AMONG = re.compile(r"^[^,。;、]{0,10}[中里](?:[,，]|有|$)")
_STRIP = re.compile(
    r"同比|环比|同期|分别|增长|增加|上升|提升|提高|下降|减少|降低|回落|上年|去年|今年|上一年|年初|年均|年底|\d{4}年(?:度|底)?|相比|累计|总数|高达|增幅|降幅|涨幅|增速|幅度|"
    r"力争|确保|不少于|以上|左右|新增|净增|相应|其余|高出|国家级|省级|市级|区级|县级|全国|全省|[\s,，、;；:：()（）和与及而且并也均又共计约近超逾达到至为是的了升降由从比较年各多少增再仅只有略所末底环]"
)
_LEVEL = re.compile(r"(?:降|增|升|提高|减少|下降|增长|上升|增加|回落|扩大|达)[至到]$")
_FROM_TO = re.compile(r"(?:降|增|升|提|减|压|缩|扩|上升|提高|下降|增长|增加|减少|回落|下调|上调)[^,，]{0,4}[至到为]")


@dataclass
class Sentence:
    """One sentence with what is named in it."""

    start: int
    text: str
    periods: list[context.Mention]
    areas: list[context.Mention]
    path: list[Heading]
    default: str
    contexts: tuple[frozenset[str], ...] = ()
    quantities: list[Quantity] = field(default_factory=list)
    records: list[dict] = field(default_factory=list)
    carried: dict | None = None  # the last figure of the sentence before, in the same paragraph


def extract(document: Document) -> list[dict]:
    """The figures of a document as dicts of COLUMNS, in order of start."""
    return [_row(document, *found) for found in analyse(document)]


def analyse(document: Document) -> Iterable[tuple[Sentence, Quantity, dict]]:
    """Every quantity with its sentence and what was decided of it, and on which words (`local`, `rule`)."""
    text = document.simplified.translate(WIDE)
    frame = context.frame(text, document.title, document.ref_area, document.year, document.doc_type, document.publisher)
    last: Sentence | None = None
    for sentence in _sentences(frame, _all(text, document.cells)):
        if last and last.records and "\n" not in text[last.start : sentence.start]:
            sentence.carried = last.records[-1]
        last = sentence
        _records(frame, sentence)
        for quantity, record in zip(sentence.quantities, sentence.records, strict=True):
            yield sentence, quantity, record


def _all(text: str, tabled: tuple[Cell, ...]) -> list[Quantity]:
    """The quantities of the text and of its tables' cells, in order."""
    alone = cells.quantities(text, tabled) if tabled else []
    taken = {position for quantity in alone for position in range(quantity.start, quantity.end)}
    return sorted(
        [quantity for quantity in find(text) if quantity.start not in taken] + alone,
        key=lambda quantity: quantity.start,
    )


def frame_of(rows: Iterable[dict]) -> pd.DataFrame:
    """Rows as the figures table: COLUMNS, sorted by doc_id and start."""
    table = pd.DataFrame(list(rows), columns=list(COLUMNS))
    return table.sort_values(["doc_id", "start"], kind="stable", ignore_index=True)


def figure_id(doc_id: str, start: int) -> str:
    """The stable name of a figure, and its anchor on the document's page."""
    return f"{doc_id}#f{start}"


def _sentences(frame: Frame, quantities: list[Quantity]) -> Iterable[Sentence]:
    """Quantities by sentence; consecutive ones share the work."""
    current: Sentence | None = None
    end = -1
    before = ""
    for quantity in quantities:
        if current is None or quantity.start >= end:
            if current:
                yield current
                before = current.text
            start, end = context.sentence(frame.text, quantity.start, quantity.close)
            current = _sentence(frame, start, frame.text[start:end], before)
        current.quantities.append(quantity)
    if current:
        yield current


def _sentence(frame: Frame, start: int, text: str, before: str) -> Sentence:
    path = context.section(frame, start)
    default = frame.period
    if not frame.plan:
        default = (
            context.plan_period(frame, path)
            if context.in_plan(path)
            else context.heading_period(frame, path) or default
        )
    lead = frame.text[max(0, start - 160) : start]
    paragraph = lead[lead.rfind("\n") + 1 :]
    contexts = (
        frozenset(indicators.themes_in(paragraph)),
        frozenset(indicators.themes_in(" ".join(heading.name for heading in path))),
    )
    return Sentence(
        start,
        text,
        _line_period(frame, start, text) + context.periods(text, frame.year),
        context.areas(text, frame),
        path,
        default,
        contexts,
    )


def _line_period(frame: Frame, start: int, text: str) -> list[context.Mention]:
    """三季度：… at the head of a line holds for all its sentences."""
    line = frame.text.rfind("\n", max(0, start - context.SENTENCE), start) + 1
    head = re.match(r"[\s　]*([^,，。:：]{2,14})[:：]", frame.text[line : line + 24])
    if not head or line + head.end() > start + 3:
        head = head if head and line < start else None
    if not head:
        return []
    return [
        context.Mention(-1, 0, mention.value, len(text), "line")
        for mention in context.periods(head[1], frame.year)
        if mention.kind in ("quarter", "months")
    ]


def _records(frame: Frame, sentence: Sentence) -> None:
    text = sentence.text
    parent: int | None = None
    used = 0.0
    for at, quantity in enumerate(sentence.quantities):
        opening, close = quantity.open - sentence.start, quantity.close - sentence.start
        previous = sentence.quantities[at - 1].close - sentence.start if at else 0
        following = (
            sentence.quantities[at + 1].open - sentence.start if at + 1 < len(sentence.quantities) else len(text)
        )
        left = text[max(previous, opening - indicators.LEFT) : max(opening, previous)]
        right = re.sub(
            r"\((?:社区|居|居委会|街道|镇|乡|市|区|所|站)\)", "", text[close : min(following, close + indicators.RIGHT)]
        )
        right = re.split(r"[,，。;；、(（:：\n]", right, maxsplit=1)[0]
        listed = _respectively(sentence, at, right)
        local = listed or f"{_carried_verb(sentence, left)}{left}#{right}"
        last = sentence.records[-1] if sentence.records else None
        if quantity.words:
            sentence.records.append(_tabled(frame, sentence, quantity))
            continue
        if re.search(r"[;；]", left):
            parent = None
        if at and (_SUB.search(left) or _AMONG.match(left)):
            parent, used = _parent(sentence, at), 0.0
        growth = quantity.measure == "growth"
        record = {
            "local": local,
            "listed": bool(listed),
            "time_period": context.resolve_period(frame, text, sentence.periods, opening, growth, sentence.default),
            "scope": "",
        }
        record["ref_area"], several = context.resolve_area(frame, text, sentence.areas, opening)
        record["status"] = context.status(frame, sentence.path, text, opening, record["time_period"])
        _indicate(frame, sentence, at, quantity, record, last, left, right, parent, used)
        if record["indicator"] and several:
            record["scope"] = "part"
        if parent is not None and record.get("sub") and quantity.measure == "count":
            used += quantity.value
        sentence.records.append(record)
    _spread(sentence)
    _summed(sentence)
    _repeated(sentence)


def _tabled(frame: Frame, sentence: Sentence, quantity: Quantity) -> dict:
    """The record of a number alone in a cell: its headings are its words."""
    local = f"{quantity.words}#"
    named = [mention.value for mention in context.periods(quantity.words, frame.year) if mention.value != "whole"]
    found = indicators.recognise(local, _class_unit(quantity), sentence.contexts) or (
        indicators.recognise(local, "*", sentence.contexts) if not quantity.unit else None
    )
    period = named[-1] if named else sentence.default
    area, several = context.resolve_area(
        frame, quantity.words, context.areas(quantity.words, frame), len(quantity.words)
    )
    scope = ("part" if several or frame.local else "area") if found else ""
    return {
        "local": local, "listed": False, "time_period": period, "scope": scope, "ref_area": area, "sub": False, "rule": found,
        "status": context.status(frame, sentence.path, local, len(local), period), "indicator": found.indicator if found else "", "theme": found.theme if found else "",
    }  # fmt: skip


def _parent(sentence: Sentence, at: int) -> int | None:
    """The whole before 其中: the nearest number counted in the same unit, else the nearest amount or count."""
    before = [index for index in range(at) if sentence.quantities[index].measure in ("count", "amount")]
    alike = [index for index in before if sentence.quantities[index].unit == sentence.quantities[at].unit]
    chosen = max(alike or before, default=None)
    earlier = [index for index in alike if index != chosen]
    success = chosen is not None and sentence.records[chosen]["indicator"] in indicators.rates()
    return (
        max(earlier)
        if success and earlier and sentence.records[earlier[-1]]["theme"] == sentence.records[chosen]["theme"]
        else chosen
    )


def _indicate(frame, sentence, at, quantity, record, last, left, right, parent, used) -> None:
    """Indicator and scope of one figure: inherited from what it compares, a sub-item of its parent, or recognised by its own words."""
    bare = (
        last is not None
        and not record["listed"]
        and not re.search(r"[一-鿿A-Za-z]", _STRIP.sub("", left.replace("占", "") + right))
    )
    if last and not bare and _LEVEL.search(left) and _same_kind(sentence.quantities[at - 1], quantity) and not right:
        bare = not indicators.recognise(record["local"], quantity.unit, ())
    share = quantity.measure == "percent" and (
        _AMONG.match(left) or re.search(r"占[^,;]{0,10}$|比例[^,;]{0,6}$", left) or re.match(r"[的为是属]", right)
    )
    above = sentence.records[parent] if parent is not None else None
    theme = above["theme"] if above else ""
    kin = last is not None and (
        quantity.measure in ("growth", "percent") or _same_kind(sentence.quantities[at - 1], quantity)
    )
    if bare and not kin:  # 培训46期、1.2万人次: the words before the first hold for the second
        record["local"] = f"{last['local'].partition('#')[0]}#{right}"
    own = (
        None
        if bare and kin
        else indicators.recognise(record["local"], _class_unit(quantity), _contexts(sentence, at, left), theme)
    )
    record.update(indicator="", theme="", rule=None, sub=False)
    if last and bare and kin and not re.search(r"(?<!年)平均|[村人户县]均|每(?!年)", left):
        base = last
        record.update({name: base[name] for name in ("indicator", "theme", "scope", "sub")})
        if quantity.measure == "percent" and not share and sentence.quantities[at - 1].measure != "percent":
            record.update(indicator="", scope="")
        record["ref_area"] = base["ref_area"]
        _bracketed(frame, sentence, at, quantity, record, left)
        return
    if above and (above["indicator"] or own):
        fits = _fits(sentence, at, parent, used)
        if own and own.theme == above["theme"]:
            record.update(indicator=own.indicator, theme=own.theme, rule=own, sub=True)
            whole = (
                own.indicator != above["indicator"]
                or quantity.measure == "growth"
                or _apart(own.indicator, record, above)
            )
            record["scope"] = (above["scope"] or "area") if whole else "part"
        elif above["indicator"] and fits and (quantity.measure == "count" or share) and quantity.measure != "growth":
            record.update(indicator=above["indicator"], theme=above["theme"], sub=True)
            record["scope"] = (
                "area" if quantity.measure == "count" and _apart(above["indicator"], record, above) else "part"
            )
        elif own:
            record.update(indicator=own.indicator, theme=own.theme, rule=own)
    elif (
        record["listed"]
        and not own
        and quantity.measure == "count"
        and (base := _list_base(sentence, at))
        and base["theme"] in indicators.themes_in(record["local"])
    ):
        record.update(indicator=base["indicator"], theme=base["theme"], scope="part")
    elif share and not own:
        _shared(sentence, record, last or sentence.carried, left)
    elif own:
        record.update(indicator=own.indicator, theme=own.theme, rule=own)
    elif (
        quantity.measure == "percent"
        and right
        and (noun := indicators.recognise(f"#{right}", "*", ()))
        and lexicon.indicators()[noun.indicator].kind == "stock"
    ):
        record.update(indicator=noun.indicator, theme=noun.theme, rule=noun, scope="part")  # 九成以上司法所
    if record["indicator"] and record["scope"] != "part":
        limited = (
            frame.local
            or _limited(sentence, quantity, right, record["indicator"])
            or (record["listed"] and last and last["listed"] and last["indicator"] == record["indicator"])
        )
        record["scope"] = "part" if limited else "area"
        if limited and record["listed"] and last and last["listed"]:
            last["scope"] = "part"
    if (
        record["indicator"]
        and re.search(r"[由从]$", left.rstrip("约近"))
        and _FROM_TO.match(right)
        and record["time_period"] == sentence.default
        and record["status"] == "actual"
        and quantity.measure in ("count", "percent")
    ):
        record["time_period"] = re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), record["time_period"])
    planned = context.words()["status"]["target"].search(re.split("[,，]", left)[-1])
    if (above and record["sub"] and above["status"] == "actual" and not planned) or (
        right.endswith(("中", "里")) and not planned
    ):
        record["status"] = "actual"


def _fits(sentence: Sentence, at: int, parent: int, used: float) -> bool:
    """Whether a number can be a sub-item of the one before 其中: not above what is left of it, counted in the same unit or else
    in a list that adds up to it (出具意见书384份 among 服务22340次)."""
    whole, quantity = sentence.quantities[parent], sentence.quantities[at]
    if quantity.measure != "count":
        return True
    if quantity.value > whole.value - used + 1e-9 or re.search(
        r"先后|同时|此外|另外|并|还|力争|计划|新增", _between(sentence, at)
    ):
        return False
    if quantity.unit == whole.unit or _between(sentence, at).startswith("、"):
        return True
    following = [other.value for other in sentence.quantities[parent + 1 :] if other.measure == "count"]
    return abs(sum(following) - whole.value) < 1e-6 or quantity.unit_measure == whole.unit_measure


def _apart(indicator: str, record: dict, above: dict) -> bool:
    """A sub-item that is an area of its own (其中广州市1.2万件) or a level by which the indicator is given (其中一级3名)."""
    return record["ref_area"] != above["ref_area"] or _level(indicator, record["local"])


def _level(indicator: str, local: str) -> bool:
    return bool(indicators.breakdown(indicator, local))


def _class_unit(quantity: Quantity) -> str:
    return "%" if quantity.unit.endswith("百分点") else "*" if quantity.measure == "growth" else quantity.unit


def _same_kind(last: Quantity, quantity: Quantity) -> bool:
    return last.unit == quantity.unit or (last.measure == "growth" and quantity.measure == "count")


def _contexts(sentence: Sentence, at: int, left: str) -> tuple[frozenset[str], ...]:
    """Themes near a number: of the figures before it in the sentence, of the sentence so far, of the paragraph, of the headings."""
    before = [record["theme"] for record in sentence.records[-3:] if record.get("theme")]
    start = sentence.quantities[at].open - sentence.start - len(left)
    found = indicators.themes_in(sentence.text[max(0, start - 120) : start])
    nearest = max(found, key=lambda name: found[name]) if found else ""
    recent = frozenset([before[-1]] if before else []) | frozenset([nearest] if nearest else [])
    return (recent, frozenset(found), *sentence.contexts)


def _list_base(sentence: Sentence, at: int) -> dict | None:
    """The figure before a respectively-list (医疗、物业纠纷分别为…), in the sentence or in the one before."""
    first, _ = _group(sentence, at)
    base = sentence.records[first - 1] if first else sentence.carried
    return base if base and base["indicator"] and base["scope"] != "" else None


def _shared(sentence: Sentence, record: dict, last: dict | None, left: str) -> None:
    """占…: the rate that has a name, else the share of what the words or the figure before count; never of 优秀, 合格."""
    if re.search(r"优秀|合格|满意|良好", left):
        return
    noun = indicators.recognise(record["local"], "*", sentence.contexts)
    if noun and lexicon.indicators()[noun.indicator].campaign:
        noun = None
    rate = indicators.rates().get(last["indicator"]) if last else None
    if rate and not noun and re.search(r"占[^,;]{0,3}(?:案件|审结|结案|办结|总数|总量|全部|受理)", left):
        record.update(indicator=rate, theme=last["theme"], scope=last["scope"])
    elif noun:
        record.update(indicator=noun.indicator, theme=noun.theme, rule=noun, scope="part")
    elif last and last["indicator"]:
        record.update(
            indicator=last["indicator"],
            theme=last["theme"],
            scope="part" if re.search(r"[一-鿿]{2,}占", left) else last["scope"],
        )


def _limited(sentence: Sentence, quantity: Quantity, right: str, indicator: str) -> bool:
    """Whether the words limit the figure to one institution, place, campaign (of publicity) or sub-group (in its clause)."""
    opening = quantity.open - sentence.start
    floor = max(sentence.text.rfind(mark, 0, opening) for mark in ";；") + 1
    before = sentence.text[floor:opening]
    rules = context.words()["area"]
    near = f"{re.split('(?=[,，;；])', before)[-1]}#{right[:8]}"
    if rules["group"].search(near):
        return True
    if lexicon.indicators()[indicator].campaign:
        campaigns = [match.end() for match in rules["campaign"].finditer(f"{before}#{right[:8]}")]
        if campaigns and not rules["all_campaigns"].search(before, campaigns[-1]):
            return True
    limits = [match.start() for match in rules["part"].finditer(f"{before}#{right[:8]}")]
    if not limits:
        return False
    whole = list(rules["whole"].finditer(before))
    return not whole or whole[-1].start() < max(limits)


def _carried_verb(sentence: Sentence, left: str) -> str:
    """审查规范性文件12件、政府合同203份: the verb of the first holds for the second."""
    if left[:1] not in ("、", "和", "及") or not sentence.records:
        return ""
    return subjects.verb(sentence.records[-1]["local"])


def _bracketed(frame: Frame, sentence: Sentence, at: int, quantity: Quantity, record: dict, left: str) -> None:
    """1,512件（1,308件） where the document says that brackets hold the year before."""
    if frame.bracketed_previous and frame.year and re.fullmatch(r"\s*[(（]", left) and quantity.measure != "growth":
        record["time_period"] = re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), sentence.default)


def _respectively(sentence: Sentence, at: int, right: str) -> str:
    """民事、刑事案件分别为123件、45件: the words that belong to the n-th number."""
    group, size = _group(sentence, at)
    opening = sentence.quantities[group].open - sentence.start
    previous = sentence.quantities[group - 1].close - sentence.start if group else 0
    lead = re.search(r"([^,，。;；:：(（#]+)(?:分别|各)([^,，。;；、]{0,12})$", sentence.text[previous:opening])
    if not lead or size < 2 or sentence.quantities[at].measure == "growth":
        return ""
    items = re.split(r"[、和与及]", lead[1])
    if len(items) != size:
        return ""
    width = len(items[1]) if size > 2 else len(items[0])
    shared = items[-1][-2:] if items[0][:1] == items[-1][:1] else items[-1][width:]
    head = items[0][:-width] if size > 2 and len(items[0]) > width else ""
    tail = shared if at - group < size - 1 and len(items[-1]) >= 4 and width < len(items[-1]) else ""
    return f"{head if at > group else ''}{items[at - group]}{tail}{lead[2].rstrip('为是达')}#{right}"


def _group(sentence: Sentence, at: int) -> tuple[int, int]:
    """First index and length of the run of numbers around `at` with nothing but 、和 between them."""
    first = at
    while first and _adjacent(sentence, first):
        first -= 1
    size = 1
    while first + size < len(sentence.quantities) and _adjacent(sentence, first + size):
        size += 1
    return first, size


def _adjacent(sentence: Sentence, at: int) -> bool:
    return not re.search(r"[一-鿿;；]", re.sub(r"[、和与及]|上升|下降|增长|减少|增加", "", _between(sentence, at)))


def _between(sentence: Sentence, at: int) -> str:
    return sentence.text[
        sentence.quantities[at - 1].close - sentence.start : sentence.quantities[at].open - sentence.start
    ]


def _spread(sentence: Sentence) -> None:
    """Lists that name several years, areas or figures first and what belongs to them after, in the same order."""
    for at, quantity in enumerate(sentence.quantities):
        first, size = _group(sentence, at)
        previous = sentence.quantities[at - 1].close - sentence.start if at else 0
        lead = sentence.text[previous : quantity.open - sentence.start]
        if first != at or size < 2 or ("分别" not in lead and quantity.measure != "growth"):
            continue
        for mentions, name in ((sentence.periods, "time_period"), (sentence.areas, "ref_area")):
            named = [
                mention
                for mention in mentions
                if previous <= mention.start < quantity.open - sentence.start and mention.kind in ("year", "area")
            ]
            joined = all(
                re.fullmatch(r"[、和与及,，]", sentence.text[a.end : b.start]) for a, b in itertools.pairwise(named)
            )
            if len(named) == size and joined:
                _assign(sentence, at, named, name)
        counted = [index for index in range(at) if sentence.quantities[index].measure != "growth"][-size:]
        if quantity.measure == "growth" and len(counted) == size:
            for index, source in enumerate(counted):
                sentence.records[at + index].update(
                    {key: sentence.records[source][key] for key in ("indicator", "theme", "scope", "ref_area")}
                )


def _assign(sentence: Sentence, at: int, named: list[context.Mention], name: str) -> None:
    """The n-th named year or area to the n-th number; the indicator is that of the words around the whole list."""
    lead = sentence.text[max(0, named[0].start - 30) : sentence.quantities[at].open - sentence.start]
    words = f"{lead}#".replace("分别", "")
    found = indicators.recognise(words, sentence.quantities[at].unit, _contexts(sentence, at, lead))
    before = sentence.records[at - 1] if at else None
    for index, mention in enumerate(named):
        record = sentence.records[at + index]
        record[name] = mention.value
        if found:
            record.update(indicator=found.indicator, theme=found.theme, scope="area", rule=found)
        elif before and before["indicator"] and sentence.quantities[at].unit == sentence.quantities[at - 1].unit:
            record.update(indicator=before["indicator"], theme=before["theme"], scope=before["scope"])


def _summed(sentence: Sentence) -> None:
    """Numbers of one indicator, or of none in the same unit, that add up to the one before them are its parts
    (234件: 意见185份, 会议意见49件次; 案卷280宗: 优秀88宗, 合格179宗, 不合格13宗)."""
    records, quantities = sentence.records, sentence.quantities
    for at, record in enumerate(records):
        if record["scope"] != "area" or quantities[at].measure != "count":
            continue
        total = 0.0
        for last in range(at + 1, len(records)):
            other = records[last]
            alike = other["indicator"] == record["indicator"] or (
                not other["indicator"] and quantities[last].unit == quantities[at].unit
            )
            if not alike or quantities[last].measure != "count" or other["time_period"] != record["time_period"]:
                break
            total += quantities[last].value
            if last > at + 1 and total == quantities[at].value and not _level(record["indicator"], other["local"]):
                for part in records[at + 1 : last + 1]:
                    part.update(indicator=record["indicator"], theme=record["theme"], scope="part")
                break


def _repeated(sentence: Sentence) -> None:
    """A stock named again in its sentence with a smaller number is a part of it (11个司法所…, 5个司法所…)."""
    seen: dict[tuple, float] = {}
    for record, quantity in zip(sentence.records, sentence.quantities, strict=True):
        name = record["indicator"]
        if (
            not name
            or quantity.measure != "count"
            or record["scope"] != "area"
            or lexicon.indicators()[name].kind != "stock"
            or _level(name, record["local"])
        ):
            continue
        key = (name, record["ref_area"], record["time_period"], record["status"])
        if key in seen and quantity.value < seen[key]:
            record["scope"] = "part"
        seen.setdefault(key, quantity.value)


def _row(document: Document, sentence: Sentence, quantity: Quantity, record: dict) -> dict:
    text, _simplified = document.text, document.simplified
    begin, end = sentence.start, sentence.start + len(sentence.text)
    indicator = record["indicator"]
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
        "status": record["status"],
        "ref_area": record["ref_area"],
        "scope": record["scope"] if indicator else "",
        "time_period": record["time_period"],
        "indicator": indicator,
        "breakdown": indicators.breakdown(indicator, record["local"]) if indicator else "",
        "verb": subjects.verb(record["local"]) if indicator else "",
        "subject": subjects.subject(record["local"]),
        "section": " / ".join(heading.name for heading in record.get("path", sentence.path)),
        "sentence": text[begin:end].strip(),
        "prefix": text[max(0, quantity.start - QUOTE) : quantity.start],
        "suffix": text[quantity.end : quantity.end + QUOTE],
    }

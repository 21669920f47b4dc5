"""The lexicon of numbers as regular expressions, compiled once: units, qualifiers, traps, changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..documents import WIDE
from ..project import CityStatsError
from .numerals import NUMERAL_CHARS

DASH = r"\s*(?:[-—–~～－]{1,2}|至|到)\s*"


@dataclass(frozen=True)
class Grammar:
    """The compiled lexicon."""

    start: re.Pattern[str]
    trap: lexicon.Sieve
    word: re.Pattern[str]
    number: re.Pattern[str]
    units: re.Pattern[str]
    unit_rows: dict[str, dict[str, str]]
    before: re.Pattern[str]
    after: re.Pattern[str]
    qualifiers: dict[str, str]
    currency: re.Pattern[str]
    currency_after: re.Pattern[str]
    currencies: dict[str, str]
    changes: tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...]
    words: dict[str, re.Pattern[str]]
    scored: re.Pattern[str]
    identified: re.Pattern[str]
    moment: re.Pattern[str]


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@cache
def grammar() -> Grammar:
    """The one grammar of this process. A pattern of the lexicon that is no regular expression is a CityStatsError naming it."""
    context = lexicon.patterns("quantities")
    texts = {name: pattern.pattern for name, pattern in context.items()}
    units = {row["unit"].translate(WIDE): row for row in lexicon.load_csv("units.csv")}
    rows = [{**row, "word": row["word"].translate(WIDE)} for row in lexicon.load_csv("qualifiers.csv")]
    before, after = (
        _alternatives([row["word"] for row in rows if row["place"] == place]) for place in ("before", "after")
    )
    unit = _alternatives(list(units))
    units["月"] = units["个月"]  # of 一个半月, where 半 stands in the middle of the unit
    currencies = {
        word.translate(WIDE): unit
        for word, unit in lexicon.load_yaml("contexts.yml")["quantities"]["currencies"].items()
    }
    currency = _alternatives(list(currencies))
    return Grammar(
        start=re.compile(rf"[\d第《〈<“〔\[【(公农h半翻减过数几上w+-]|[{NUMERAL_CHARS}]"),
        trap=_traps(unit),
        word=re.compile(
            r"(?P<double>翻了?[近约逾超]?(?P<times>[一两二三四])?番)|(?P<halve>减半|减少一半|下降一半)"
            r"|(?P<half>一半(?![天年月])|半数|过半(?![天年月小百])|半壁江山)"
        ),
        number=_number(),
        units=re.compile(rf"(?P<vague>[多余几来](?!个?(?:元|次)?化))?[ 　]?(?P<unit>{unit})"),
        unit_rows=units,
        before=re.compile(
            rf"(?P<word>{before})\s?(?:了|到|为|达到?|共|占|建设|建成|打造|培育|培养|配备|举办|开展|组织|完成|新增|培训)?\s*$"
        ),
        after=re.compile(rf"\s?(?:\(含\))?(?P<word>{after})(?!(?!的)[一-鿿]?[级层市县])"),
        currency=re.compile(rf"(?P<currency>{currency})\s?$"),
        currency_after=re.compile(rf"\(?(?P<currency>{currency})\)?"),
        currencies=currencies,
        qualifiers={row["word"]: row["qualifier"] for row in rows if row["place"] != "inside"},
        changes=(_change(texts, "fall", "少", -1), _change(texts, "rise", "[多新]", 1)),
        words=context,
        scored=re.compile(rf"(?:{texts['scores']})(?:约为|为|达到?|是|约|共|有|:)?\s*$"),
        identified=re.compile(rf"(?:{texts['identifiers']})(?:号码?)?[::]?\s*[A-Z]*$"),
        moment=re.compile(rf"(?:{texts['moment_before']})\s*$"),
    )


def _number() -> re.Pattern[str]:
    """One numeral: percent in words, fraction, 成, counted scale words (两个亿), Arabic with scale words and what follows them, Chinese."""
    scale = r"(?:\s?(?:[多余几来]?\s?(?:万亿|百万|千万|十万|万|亿|千|百|十)(?![佳强优联县]))(?:[多余]?(?:亿|万))?)"
    digits = r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?"
    lower = r"(?:零?\d{1,4}(?![\d.,年月日])(?:[千百十](?![佳强优联县]))?|零?[一二三四五六七八九](?:[千百十])?(?![一二三四五六七八九十百千万]))"
    arabic = rf"[-+]?{digits}(?:{scale}(?:\d+(?:\.\d+)?{scale}|{lower})*)?"
    chinese = rf"[{NUMERAL_CHARS}几数]+(?:[点多余来][{NUMERAL_CHARS}]+)?"
    part = rf"(?:[{NUMERAL_CHARS}]{{1,4}}(?:点[{NUMERAL_CHARS}]{{1,4}})?|\d{{1,3}}(?:\.\d{{1,4}})?)"
    tenth = r"(?:1?\d(?:\.\d)?|十|[一二三四五六七八][二三四五六七八九]|[一二三四五六七八九两](?:点[一二三四五六七八九])?)成(?:[一二三四五六七八九半])?"
    return re.compile(
        rf"(?P<percent>(?:百分之|千分之|万分之)(?:{arabic}|{chinese}))|(?P<whole>百分百)"
        rf"|(?P<mixed>{part}又{part}分之{part})|(?P<fraction>\d{{1,2}}/\d{{1,2}}(?=的)|(?<=[占约近超逾达省市县区国的])\d{{1,2}}/\d{{1,2}}(?=左右|强|弱|以上|以下|多|[,。;]|$)|{part}分之{part})"
        rf"|(?P<tenths>{tenth})"
        r"(?=以上|以下|多|左右|[、,。;；的)和与至到\s~～—-]|农|案|为|是|群|律|当|受|企|人|纠|调|矛|由|在|来|属|通|被|有|都|均|$)"
        rf"|(?P<counted>(?:{digits}|[{NUMERAL_CHARS}几数]{{1,4}})个(?:[多余](?=亿|万亿))?(?:万亿|亿|百万|千万)(?!级|次|[{NUMERAL_CHARS}]))"
        rf"|(?P<andhalf>(?:\d{{1,3}}|[一二三四五六七八九十两]{{1,3}})个半(?=小时|钟头|工作日|学时|课时|月|星期))"
        rf"|(?P<arabic>{arabic})|(?P<chinese>{chinese})"
    )


def _traps(unit: str) -> lexicon.Sieve:
    """traps.yml as alternatives; H stands for a Chinese numeral's character, N for a numeral, U for a unit."""
    hanzi = "[零〇一二三四五六七八九十百千万亿两几]"
    found = []
    for trap in lexicon.load_yaml("traps.yml")["traps"]:
        pattern = trap["pattern"].translate(WIDE).replace("U", f"(?:{unit})")
        pattern = re.sub(r"H(?![A-Za-z])", hanzi, re.sub(r"N(?![A-Za-z])", rf"(?:\\d+|{hanzi}+)", pattern))
        try:
            re.compile(pattern)
        except re.error as error:
            raise CityStatsError(
                f"lib/lexicon/traps.yml: {trap.get('name')}: not a regular expression: {error}"
            ) from None
        found.append(pattern)
    return lexicon.Sieve(found)


def _change(
    context: dict[str, str], way: str, compared: str, sign: int
) -> tuple[re.Pattern[str], re.Pattern[str], int]:
    """What stands directly before a change (增长了近, 增幅为, 比上年多), and what may stand before one in percent (压减会议)."""
    direct = (
        rf"(?:(?:{context[way]})(?:{context['filler']}){{0,3}}|(?:{context[way + '_noun']})(?:{context['noun_filler']}){{0,3}}"
        rf"|{context['compared']}{compared}[增收缴开办建]?了?)\s*$"
    )
    return re.compile(direct), re.compile(rf"(?:{context[way]})[^,。;、率占达的至到为]{{1,6}}\s*$"), sign

"""Numbers that measure something: numeral, qualifier, bounds, unit, measure; and the numerals that do not.

One pass over the text. Where a numeral (or 第, 《, “ …) begins, the traps of lexicon/traps.yml are tried first, then the
grammar of numbers; a number becomes a quantity when a unit, a percent sign or a counting context says so. Every step
looks at a window of fixed size, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lib import lexicon
from lib.numerals import NUMERAL_CHARS, NumeralError, parse_number

WIDE = str.maketrans("０１２３４５６７８９．，％＋－−＜＞／：（）", "0123456789.,%+--<>/:()")
LONGEST = 40  # code points of one numeral; a longer run of numeral characters is no number anybody wrote
_DASH = r"\s*(?:[-—–~～－]{1,2}|至|到)\s*"


@dataclass(slots=True)
class Quantity:
    """One number in a text. start, end: code points of the numeral with its scale word or percent sign; `close` is where its
    unit and trailing qualifier end, `open` where its leading qualifier begins. A percent is in percent, money in units of the currency."""

    start: int
    end: int
    value: float
    qualifier: str
    unit: str
    unit_measure: str
    measure: str
    open: int
    close: int
    lower: float | None = None
    upper: float | None = None
    opens_range: bool = False
    words: str = ""  # the headings of the cell that holds it, where it stands in a table


@dataclass(frozen=True)
class Grammar:
    """The compiled lexicon."""

    start: re.Pattern[str]
    trap: re.Pattern[str]
    word: re.Pattern[str]
    number: re.Pattern[str]
    units: re.Pattern[str]
    unit_rows: dict[str, dict[str, str]]
    before: re.Pattern[str]
    after: re.Pattern[str]
    qualifiers: dict[str, str]
    changes: tuple[tuple[re.Pattern[str], re.Pattern[str], int], ...]
    words: dict[str, re.Pattern[str]]


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@cache
def grammar() -> Grammar:
    """The lexicon as regular expressions, compiled once."""
    units = {row["unit"].translate(WIDE): row for row in lexicon.load_csv("units.csv")}
    unit = _alternatives(list(units))
    hanzi = f"[{NUMERAL_CHARS}]"
    plain = "[零〇一二三四五六七八九十百千万亿两几]"
    traps = [
        trap["pattern"].translate(WIDE).replace("U", f"(?:{unit})") for trap in lexicon.load_yaml("traps.yml")["traps"]
    ]
    traps = [re.sub(r"H(?![A-Za-z])", plain, re.sub(r"N(?![A-Za-z])", rf"(?:\\d+|{plain}+)", trap)) for trap in traps]
    rows = lexicon.load_csv("qualifiers.csv")
    place = {
        name: [row["word"].translate(WIDE) for row in rows if row["place"] == name] for name in ("before", "after")
    }
    context = lexicon.load_yaml("contexts.yml")["quantities"]
    scale = r"(?:\s?(?:[多余几来]?\s?(?:万亿|百万|千万|十万|万|亿|千|百|十)(?![佳强优联县]))(?:亿|万)?)"
    arabic = rf"[-+]?\d++(?:,\d{{3}}(?!\d))*+(?:\.\d++)?(?:{scale}(?:\d+(?:\.\d+)?{scale})?)?"
    chinese = rf"[{NUMERAL_CHARS}几数]+(?:[点多余][{NUMERAL_CHARS}]+)?"
    return Grammar(
        start=re.compile(rf"[\d第《〈<“〔\[【(公农h半翻减过数几上w+-]|{hanzi}"),
        trap=re.compile("|".join(f"(?:{trap})" for trap in traps)),
        word=re.compile(
            r"(?P<double>翻了?[近约逾超]?(?P<times>[一两二三四])?番)|(?P<halve>减半|减少一半|下降一半)|(?P<half>一半(?![天年月])|半数|过半(?![天年月小])|半壁江山)"
        ),
        number=re.compile(
            rf"(?P<percent>(?:百分之|千分之|万分之)(?:{arabic}|{chinese}))"
            rf"|(?P<whole>百分百)|(?P<fraction>\d{{1,2}}/\d{{1,2}}(?=的)|(?:[{NUMERAL_CHARS}]{{1,4}}|\d{{1,3}})分之(?:[{NUMERAL_CHARS}]{{1,4}}|\d{{1,3}}))"
            rf"|(?P<tenths>(?:\d(?:\.\d)?|[一二三四五六七八九两])成(?:[一二三四五六七八九半])?)(?=以上|以下|多|左右|[、,。;；的)和与至\s]|农|案|为|是|群|律|当|受|企|人|纠|调|矛|由|在|来|属|通|被|有|都|均|$)"
            rf"|(?P<arabic>{arabic})|(?P<chinese>{chinese})"
        ),
        units=re.compile(rf"(?P<vague>[多余几来](?!个?(?:元|次)?化))?[ 　]?(?P<unit>{unit})"),
        unit_rows=units,
        before=re.compile(rf"(?P<word>{_alternatives(place['before'])})\s?(?:了|到|为|达到?|共|占)?\s*$"),
        after=re.compile(rf"\s?(?:\(含\))?(?P<word>{_alternatives(place['after'])})(?![一-鿿]?[级层市县])"),
        qualifiers={row["word"].translate(WIDE): row["qualifier"] for row in rows if row["place"] != "inside"},
        changes=(_change(context, "fall", "少", -1), _change(context, "rise", "[多新]", 1)),
        words={name: re.compile(pattern) for name, pattern in context.items()},
    )


def _change(
    context: dict[str, str], way: str, compared: str, sign: int
) -> tuple[re.Pattern[str], re.Pattern[str], int]:
    """What stands directly before a change (增长了近, 增幅为, 比上年多), and what may stand before one in percent (压减会议)."""
    direct = (
        rf"(?:(?:{context[way]})(?:{context['filler']}){{0,3}}|(?:{context[way + '_noun']})(?:{context['noun_filler']}){{0,3}}"
        rf"|{context['compared']}{compared}[增收缴开办建]?了?)\s*$"
    )
    return re.compile(direct), re.compile(rf"(?:{context[way]})[^,。;、率占达的至到为]{{1,6}}\s*$"), sign


def find(text: str) -> list[Quantity]:
    """The quantities of a text (simplified, as from Document.simplified), in order. Offsets are those of `text`."""
    rules = grammar()
    text = text.translate(WIDE)
    found: list[Quantity] = []
    position, size = 0, len(text)
    while position < size:
        begin = rules.start.search(text, position)
        if not begin:
            break
        at = begin.start()
        trap = rules.trap.match(text, at)
        if trap and trap.end() > at:
            position = trap.end()
            continue
        match = rules.word.match(text, at) or rules.number.match(text, at)
        if not match:
            position = at + 1
            continue
        quantity = None if match.end() - at > LONGEST else _quantity(text, match, rules, found)
        if quantity:
            if found:
                _follow(text, found[-1], quantity)
            found.append(quantity)
            position = max(quantity.close if quantity.unit else quantity.end, at + 1)
        else:
            position = match.end()
    return found


def _quantity(text: str, match: re.Match[str], rules: Grammar, found: list[Quantity]) -> Quantity | None:
    kind = match.lastgroup
    if kind in ("double", "halve", "half", "times"):
        return _word(text, match, rules)
    start, end = match.span()
    left = text[max(0, start - 16) : start]
    token = text[start:end]
    if kind in ("percent", "whole", "fraction", "tenths"):
        return _share(text, match, rules, left)
    if kind == "arabic" and _is_code(text, start, end, left, rules):
        return None
    if kind == "chinese":
        token, end = _trim(token, start)
        if not token:
            return None
    value, vague = _value(token)
    if value is None:
        return None
    signed = token[0] in "+-" and text[end : end + 1] in ("%", "‰") and not re.search(r"[\d%]$", left)
    if token[0] in "+-" and not signed:
        start, token, value = start + 1, token[1:], abs(value)
        left = text[max(0, start - 16) : start]
    if text[end : end + 1] == "%" or text[end : end + 2] == " %":
        end = text.index("%", end) + 1
        ranged = re.compile(rf"{_DASH}\d+(?:\.\d+)?\s?%").match(text, end) is not None and not re.search(
            r"[由从]$", left
        )
        return _finish(text, start, end, value, "%", "percent", "percent", end, vague, left, rules, ranged)
    unit = rules.units.match(text, end)
    second = None if unit else _range_end(text, end, rules)
    if unit is None and second is None:
        return _bare(text, start, end, value, vague, left, kind, rules)
    row = rules.unit_rows[(unit or second)["unit"]]
    close = unit.end() if unit else end
    if unit and unit["vague"]:
        vague = vague or "over"
    if not _counts(text, token, value, row, unit, left, kind, rules, bool(second), found):
        return None
    if second:
        value = _shared_scale(value, token, text[end : second.start("unit")])
    return _finish(
        text,
        start,
        end,
        value,
        row["unit"],
        row["unit_measure"],
        row["measure"],
        close,
        vague,
        left,
        rules,
        ranged=bool(second),
    )


def _trim(token: str, start: int) -> tuple[str, int]:
    """A run of numeral characters may end in characters that belong to the next word (三百万里, 五十余)."""
    token = token.rstrip("多余点")
    return token, start + len(token)


def _value(token: str) -> tuple[float | None, str]:
    """The value of the numeral and the qualifier inside it (500多万 → over)."""
    digits = token.replace(" ", "")
    pair = re.fullmatch(r"([一二三四五六七八九两])([二三四五六七八九])([十百千万亿]*)", digits)
    if pair:  # 两三(百): one vague number, not twenty-three
        low, high = parse_number(pair[1]), parse_number(pair[2])
        return (parse_number(pair[1] + pair[3]) if pair[3] else low, "about") if low < high <= low + 2 else (None, "")
    vague = "over" if any(char in digits for char in "多余几来数") else ""
    if digits[0] in "数几":
        digits = "一" + digits[1:] if len(digits) > 1 and digits[1] in "十百千万亿" else ""
        vague = "over"
    try:
        return (parse_number(digits) if digits else None), vague
    except NumeralError:
        return None, ""


def _is_code(text: str, start: int, end: int, left: str, rules: Grammar) -> bool:
    """Digits that are part of a code, an address or a longer number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before in "/\\_=&#@*" or (before.isascii() and before.isalpha())):
        return True
    if before == "." and not re.search(r"(?:^|[\s。;；])\d{1,2}\.$", left):
        return True
    if before == "-" and start > 1 and (text[start - 2].isascii() and text[start - 2].isalnum()):
        return True
    if before == ":" and start > 1 and text[start - 2].isdigit():
        return True
    if after and (after in "_=&#@\\*" or (after.isascii() and after.isalpha() and not rules.units.match(text, end))):
        return True
    if after == "/" and text[end + 1 : end + 2].isdigit():
        return True
    digits = text[start:end]
    if digits.isdigit() and (len(digits) > 9 or (digits[0] == "0" and len(digits) > 1)):
        return True
    return not rules.units.match(text, end) and bool(
        re.search(rf"(?:{rules.words['identifiers'].pattern})(?:号码?)?[::]?\s*[A-Z]*$", left)
    )


def _counts(text, token, value, row, unit, left, kind, rules, ranged, found) -> bool:
    """Whether a number with this unit measures something here."""
    measure, name = row["measure"], row["unit"]
    end = unit.end() if unit else 0
    after = text[end : end + 8] if unit else ""
    if measure == "duration":
        return _duration_counts(text, name, left, after, kind, rules)
    if kind == "chinese" and (row["hanzi"] == "no" or (len(token) < 3 and rules.words["ambiguous"].fullmatch(name))):
        return False
    if name == "分":
        return bool(rules.words["scores"].search(left) or re.search(r"(?:评|满意度|考核|成绩|达|为)[^,。]{0,4}$", left))
    if name == "个" and value < 10 and re.match(rf"(?:{rules.words['announced'].pattern})", after):
        return False
    if kind == "arabic":
        return not (len(token) == 4 and token.isdigit() and name in ("届", "级", "期") and token[:2] in ("19", "20"))
    bare = token.strip("多余几数")
    if len(bare) >= 2 or measure in ("amount", "growth", "percent"):
        if bare in ("一", "") and measure != "amount":
            return False
        return not (measure == "amount" and bare == "一" and name == "块")
    alone = (
        re.match(r"[,、。;；)\s]|$", after)
        and re.search(r"[一-鿿]$", left)
        and not re.search(r"[这那每同另某任哪是有了成为新第唯逐上下前后只仅再最]$", left)
    )
    if bare == "一":
        return bool(alone) and bool(
            re.match(rf"[、,][^、,。]{{0,8}}[二三四五六七八九十\d]+{name}", text[end : end + 16])
        )
    if (
        bare in ("百", "千", "万", "亿")
        and not re.search(rules.before, left)
        and not unit["vague"]
        and not left.endswith(("上", "数", "几"))
    ):
        return False
    if row["hanzi"] == "strong":
        return True
    close = (
        rules.words["nouns"].match(after)
        or rules.words["nouns"].match(after[1:])
        or rules.words["nouns"].match(after[2:])
    )
    if close:
        return True
    return bool(alone)


def _duration_counts(text: str, name: str, left: str, after: str, kind: str, rules: Grammar) -> bool:
    if name in ("学时", "课时", "个学时", "个课时"):
        return True
    if name == "岁":
        return bool(re.search(r"(?:平均|寿命|年龄(?:为|是))[^,。]{0,8}$", left))
    changed = any(direct.search(left) for direct, _, _ in rules.changes) or re.search(r"平均$", left)
    if name in ("年", "周", "星期", "个星期"):
        return bool(changed)
    if name == "日":
        return bool(changed or re.search(r"(?:时限|期限|周期)[^,。]{0,4}$", left))
    if name in ("秒", "周年") or re.match(rf"\s*(?:{rules.words['moment_after'].pattern})", after):
        return bool(changed) and name != "周年"
    bare = re.sub(rules.before, "", left)
    return not re.search(rf"(?:{rules.words['moment_before'].pattern})\s*$", bare) and bool(
        re.search(r"[一-鿿]", bare[-4:])
    )


def _range_end(text: str, end: int, rules: Grammar) -> re.Match[str] | None:
    """The unit of the second number where this one opens a range: 3-5个, 三至五家, 10余至20家."""
    dash = re.compile(rf"[多余]?{_DASH}").match(text, end)
    if not dash:
        return None
    second = rules.number.match(text, dash.end())
    if not second or second.lastgroup not in ("arabic", "chinese"):
        return None
    percent = re.compile(r"(?P<vague>)\s?(?P<unit>%)").match(text, second.end())
    return percent or rules.units.match(text, second.end())


def _shared_scale(value: float, token: str, rest: str) -> float:
    """两到三万: the scale word of the second number is that of the first as well."""
    rest = rest.strip().lstrip("-—–~～－至到 ")
    large = re.search(r"[万亿]+$", rest)
    if large and not re.search(r"[万亿]", token):
        mantissa = rest[: large.start()]
        return value * parse_number("一" + large[0]) if mantissa and value < parse_number(mantissa) else value
    small = re.fullmatch(r"[一二三四五六七八九两]([十百千仟佰])", rest)
    return value * parse_number("一" + small[1]) if small and len(token) == 1 else value


def _bare(text, start, end, value, vague, left, kind, rules) -> Quantity | None:
    """A number without a known unit: a score, a scaled number (1.2亿), or an unknown measure word."""
    token, after = text[start:end], text[end : end + 3]
    if kind == "chinese" and not (len(token) > 1 and token[-1] in "万亿萬億" and token[0] in "一二三四五六七八九两十壹贰叁肆伍陆柒捌玖" and not re.match("[一-鿿]", after)):
        return None
    money = rules.words["money"].search(left)
    scaled = token[-1] in "万亿"
    scored = re.search(rf"(?:{rules.words['scores'].pattern})(?:约为|为|达到?|是|约|共|有|:)?\s*$", left)
    if scaled or scored:
        measure = "amount" if money and scaled else "count"
        return _finish(
            text, start, end, value, "", "CNY" if measure == "amount" else "", measure, end, vague, left, rules
        )
    if not after or not "一" <= after[0] <= "鿿" or re.match(rf"(?:{rules.words['not_after'].pattern})", after):
        return None
    if value < 10 or after[0] in NUMERAL_CHARS or (len(token) == 4 and token[:2] in ("19", "20")):
        return None
    if not re.search(r"[共达为约有计逾超近过放置种捐送购建造修植购得出到成发]\s*$", left):
        return None
    return _finish(text, start, end, value, after[0], "item", "count", end + 1, vague, left, rules)


def _share(text: str, match: re.Match[str], rules: Grammar, left: str) -> Quantity | None:
    """百分之三十, 千分之三, 三分之二, 六成: a percent, or per mille."""
    start, end = match.span()
    token = text[start:end]
    try:
        if match.lastgroup == "whole":
            value, unit = 100.0, "%"
        elif match.lastgroup == "percent":
            head, _, tail = token.partition("分之")
            value, unit = float(parse_number(tail)), "%" if head == "百" else "‰"
            if head == "万":
                value, unit = value / 100, "%"
        else:
            value = parse_number(token)
            value, unit = (float(value), "%") if match.lastgroup == "tenths" else (round(float(value) * 100, 4), "%")
    except (NumeralError, ZeroDivisionError):
        return None
    measured = "percent" if unit == "%" else "per_mille"
    close = end
    vague = ""
    strength = re.compile(r"强|多|余").match(text, end)
    if strength:
        vague, close = "over", strength.end()
    elif text[end : end + 1] == "弱":
        vague, close = "under", end + 1
    if text[close : close + 4].startswith("个百分点"):
        return _finish(
            text, start, close, value, "个百分点", "percentage_point", "growth", close + 4, vague, left, rules
        )
    return _finish(text, start, end, value, unit, measured, "percent", close, vague, left, rules)


def _word(text: str, match: re.Match[str], rules: Grammar) -> Quantity | None:
    """翻一番, 减半, 一半, 过半."""
    start, end = match.span()
    left = text[max(0, start - 16) : start]
    if match["double"]:
        value, measure, vague = (2.0 ** parse_number(match["times"] or "一") - 1) * 100, "growth", ""
    elif match["halve"]:
        value, measure, vague = -50.0, "growth", ""
    else:
        value, measure, vague = 50.0, "percent", "over" if match["half"] == "过半" else ""
    quantity = _finish(text, start, end, value, "%", "percent", measure, end, vague, left, rules)
    quantity.measure, quantity.value = measure, value
    return quantity


def _finish(text, start, end, value, unit, unit_measure, measure, close, vague, left, rules, ranged=False) -> Quantity:
    """Qualifiers on both sides, growth, bounds."""
    before = rules.before.search(left)
    after = rules.after.match(text, close)
    if before and before["word"] == "上" and text[start] not in "百千万亿":
        before = None
    if before and rules.words["not_qualifier"].search(left[: before.end("word")]):
        before = None
    if before and before["word"] == "过" and left[before.start() - 1 : before.start()] in ("通", "经", "超"):
        before = None
    if (
        after
        and after["word"] in ("起", "内", "许", "多", "前后", "之多")
        and re.match(r"[一-鿿]", text[after.end() : after.end() + 1] or " ")
        and after["word"] in ("起", "内", "许", "多")
    ):
        after = None
    words = [rules.qualifiers[found["word"]] for found in (before, after) if found]
    if vague:
        words.append(vague)
    qualifier = _combine(words)
    opening = start - (len(left) - before.start()) if before else start
    if after:
        close = after.end()
    close_left = left[: before.start()] if before else left
    measure, value = _growth(close_left, value, unit, measure, rules)
    quantity = Quantity(
        start, end, float(value), "at_least" if ranged else qualifier, unit, unit_measure, measure, opening, close
    )
    quantity.opens_range = ranged
    bounds(quantity)
    return quantity


def _follow(text: str, last: Quantity, quantity: Quantity) -> None:
    """What the number before says of this one: 3至5家 ends at most at 5; 分别增长31.7%和24.3% are two changes."""
    between = text[last.close : quantity.open]
    if last.opens_range and re.fullmatch(rf"[多余]?{_DASH}", between):
        quantity.qualifier, quantity.measure = "at_most", last.measure
        bounds(quantity)
    elif (
        last.measure == "growth"
        and quantity.measure in ("percent", "count")
        and re.fullmatch(r"[、和与及,]{1,2}", between)
    ) and (last.unit == quantity.unit == "%" or "分别" in text[max(0, last.open - 8) : last.open]):
        quantity.measure = "growth"
        quantity.value = -abs(quantity.value) if last.value < 0 else quantity.value
        bounds(quantity)


def _combine(words: list[str]) -> str:
    """Qualifiers that contradict each other (近 … 余) leave the number approximate."""
    kinds = set(words)
    if not kinds:
        return "exact"
    if len(kinds) == 1:
        return words[0]
    if kinds <= {"over", "at_least"}:
        return "over" if words[0] == "over" else "at_least"
    if kinds <= {"under", "at_most"}:
        return words[0]
    return "about"


def _growth(left: str, value: float, unit: str, measure: str, rules: Grammar) -> tuple[str, float]:
    """A change against an earlier period; a fall is negative."""
    if measure == "amount" and not re.search(r"(?:同比|环比|较|比)[^,。;]{0,10}$", left):
        return measure, value
    for direct, loose, sign in rules.changes:
        if direct.search(left) or (unit == "%" and loose.search(left)):
            return "growth", -abs(value) if sign < 0 else value
    return measure, value


def bounds(quantity: Quantity) -> None:
    """lower and upper as the qualifier implies them: 逾1.1亿元 → from 110000000; exact → both equal the value; 约 → none."""
    value = quantity.value
    quantity.lower = value if quantity.qualifier in ("exact", "over", "at_least") else None
    quantity.upper = value if quantity.qualifier in ("exact", "under", "at_most") else None

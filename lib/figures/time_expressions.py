"""Periods that a sentence names, and which of them reach a number.

Periods are ISO 8601: `2022`, months `2024-01/2024-11`, years added up `2019/2021`. Texts are simplified, with half-width digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .. import lexicon
from ..lexicon import sifted
from ..quantities import NumeralError, parse_number
from .clauses import Clauses

YEAR = r"(?:\d{4}|[一二][〇零一二三四五六七八九]{3})"
WHOLE = "whole"  # 全年, 年底前: the year of the document or of its plan
WINDOWS = frozenset({"years", "range", "since", "span", "after", "ago"})  # kinds of several years added up
HELD = WINDOWS | {
    "month",
    "months",
    "until",
    "first",
    "quarter",
}  # kinds that hold for the sentences of a paragraph they open
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DASH = r"\s*(?:[-—–~～－]{1,2}|至|到)\s*"
_KINDS = (
    "range", "years", "since", "until", "months", "month", "first", "quarter", "after", "span", "ago", "year", "short", "whole", "relative",
)  # fmt: skip
_YEAR_LIST = re.compile(r"(?<!\d)(?:(?:19|20)\d\d、){1,9}(?=(?:19|20)\d\d年)")
_PAIR = re.compile(r"[(（]?(?:的|为|是|达到?|共|约|近|超|逾|仅)*\d")  # 2013年588宗
_LINE = 600  # code points before a sentence in which its line may begin
_GUARD = re.compile(r"[年月季]|期间|同期|以来|时期")
_FOUR = re.compile(r"\d{4}")
_LINE_HEAD = re.compile(r"[\s　]*([^,，。:：]{2,14})[:：]")
_CLAUSE = re.compile(r"[,;，；]")
_CHANGES = re.compile(r"增|减|升|降|多|少")


@dataclass(frozen=True)
class Mention:
    """A period or an area named at text[start:end] of a sentence; kind as in _KINDS, or line, area, whole."""

    start: int
    end: int
    value: str
    kind: str


@dataclass(frozen=True)
class Now:
    """What relative words count from: the document's year, and the year in which news are published; None where unknown."""

    year: int | None
    published: int | None = None


@cache
def spans() -> dict[str, str]:
    """Names of several years (十四五) → their first and last."""
    return dict(lexicon.load_yaml("contexts.yml")["periods"]["spans"])


@cache
def _events() -> dict[str, int]:
    return dict(lexicon.load_yaml("contexts.yml")["periods"]["events"])


@cache
def _relative() -> dict[str, int]:
    return dict(lexicon.load_yaml("contexts.yml")["periods"]["relative"])


def _longest_first(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _period_pattern() -> re.Pattern[str]:
    words = lexicon.patterns("periods")
    names, events = _longest_first(list(spans())), _longest_first(list(_events()))
    ago, behind, total, never = (words[name].pattern for name in ("ago", "ago_behind", "ago_total", "ago_not"))

    def year(key: str) -> str:
        return rf"(?:(?P<year{key}>{YEAR})年|(?P<rel{key}>今年|本年|去年|上年|前年|明年|年))?"

    count = r"(?:[两三四五六七八九十]|\d{1,2})"
    return sifted(
        rf"(?P<range>(?P<y1>{YEAR})年(?:(?P<m1>{_NUMBER})月(?:份|{_NUMBER}日)?)?{_DASH}(?P<y2>{YEAR})年"
        rf"(?:(?P<m2>{_NUMBER})月(?:份|{_NUMBER}日)?[底末]?|(?P<part2>上半年|前三季度|[一二三四]季度)))"
        rf"|(?P<years>(?P<from>{YEAR})(?:年度?)?{_DASH}(?P<to>{YEAR})年(?!以))"
        rf"|(?P<since>(?:自|从)?(?P<first_year>{YEAR})年(?:{_NUMBER}月(?:份|{_NUMBER}日)?)?[^,。;、]{{0,12}}?(?:以来(?!的)|至今|开始(?=[,，])))"
        rf"|(?P<months>{year('m')}\s*(?P<month1>{_NUMBER})(?:月份?(?:{_NUMBER}日)?)?{_DASH}(?P<month2>{_NUMBER})月份?(?:{_NUMBER}日)?)"
        rf"|(?P<month>{year('o')}(?<![\d.])(?P<month3>{_NUMBER})月(?:份(?!为|的)|(?=[,，]全[市县区省])))"
        rf"|(?P<until>(?:截至|截止到?|至|到|截止)(?:目前|今日)?{year('u')}\s*(?P<um>{_NUMBER})月(?:{_NUMBER}日)?(?:底|末|份|止)?)"
        rf"|(?P<first>{year('f')}前(?P<count>{_NUMBER})个?月)"
        rf"|(?P<quarter>{year('q')}(?P<part>上半年|下半年|前三个?季度|前二季度|(?:第?[一二三四1-4][、至和到-]){{0,3}}第?[一二三四1-4]季度))"
        rf"|(?P<after>(?:自|从)?(?:党的)?[“\"]?(?:(?P<event>{events})|(?P<begun>{names}))[”\"]?(?:普法|规划|时期|工作|法治宣传教育|召开|胜利){{0,3}}(?:开展|实施|启动|召开|开局)?以来)"
        rf"|(?P<span>[“\"]?(?P<name>{names})[”\"]?(?:普法)?(?:规划)?(?:实施)?(?:时期|期间))"
        rf"|(?P<short>(?<![\d第近])(?P<two>\d{{2}})年(?![前后内间来期]|以|之|的|多|余|代|底前))"
        rf"|(?P<ago>(?:{ago})(?P<n>{count})年(?:来|间|以来)?(?!{never}|[来间])|(?P<n2>{count})年(?:{behind})|(?<![\d第近])(?P<n3>{count})年(?={total}))"
        rf"|(?P<year>(?P<y>{YEAR})年(?P<tail>度(?![,，\s])|同期|年?底|末)?)"
        rf"|(?P<whole>全年(?!任务|目标|计划|指标)|年底前|年内)|(?P<relative>同期(?=为|数|的?\d)|{_longest_first(list(_relative()))})"
    )


def integer(text: str) -> int:
    """The number written (2022, 二〇二二, 十一); 0 where it is none."""
    try:
        return int(parse_number(text))
    except NumeralError:
        return 0


def months(year: int, first: int, last: int) -> str:
    """`2024-01/2024-11`; the year alone for all months of it or for months that are none."""
    if first == 1 and last == 12:
        return str(year)
    return f"{year}-{first:02d}/{year}-{last:02d}" if 1 <= first <= last <= 12 else str(year)


def periods(text: str, now: Now) -> list[Mention]:
    """The periods named in a sentence, in ISO 8601; relative words (今年, 上年) count from `now`."""
    if not _GUARD.search(text):
        return []
    found = []
    for match in _period_pattern().finditer(text):
        kind = next(name for name in _KINDS if match[name])
        value = _VALUES[kind](match, now)
        if value:
            found.append(Mention(match.start(), match.end(), value, "year" if kind == "short" else kind))
    return [*_listed_years(text), *_totals(found)]


def _listed_years(text: str) -> list[Mention]:
    """2017、2018、2019年: the years of a list that prints 年 once, but for the last, which is a mention of its own."""
    found = []
    for match in _YEAR_LIST.finditer(text):
        for year in _FOUR.finditer(text, match.start(), match.end()):
            found.append(Mention(year.start(), year.end(), year[0], "year"))
    return found


def _totals(found: list[Mention]) -> list[Mention]:
    """三年合计: of the three years that the sentence has named one by one, or as a range, before; else up to the document's own."""
    settled: list[Mention] = []
    for mention in found:
        years = {one.value for one in settled if one.kind == "year"}
        ranges = [one.value for one in settled if one.kind == "years"]
        if mention.kind == "ago" and "/" in mention.value:
            first, last = (int(year) for year in mention.value.split("/"))
            named = f"{min(years)}/{max(years)}" if years else ""
            fits = [one for one in (*ranges, named) if one[4:5] == "/" and int(one[5:]) - int(one[:4]) == last - first]
            mention = replace(mention, value=fits[-1]) if fits else mention
        settled.append(mention)
    return settled


def _base(match: re.Match[str], key: str, now: Now) -> int | None:
    """The year of a part of a year: the one printed (2023年1-6月), the one a word names, else the document's."""
    if match[f"year{key}"]:
        return integer(match[f"year{key}"])
    word = match[f"rel{key}"] or ""
    year = _counting_from(word, now)
    return None if year is None else year + _relative().get(word, 0)


def _counting_from(word: str, now: Now) -> int | None:
    """What a relative word counts from: in news that say 去年 the day they are published, else the year they are about."""
    said = lexicon.patterns("periods")["published"].match(word)
    return now.published if said and now.published else now.year


def _range(match: re.Match[str], now: Now) -> str:
    first, last = integer(match["y1"]), integer(match["y2"])
    begin, end = integer(match["m1"] or "1"), integer(match["m2"] or "0")
    if match["part2"]:
        end = integer(_quarters(last, match["part2"])[-2:])
    if first == last:
        return months(first, begin, end)
    sound = first < last and 1 <= begin <= 12 and 1 <= end <= 12
    return f"{first}-{begin:02d}/{last}-{end:02d}" if sound else ""


def _years(match: re.Match[str], now: Now) -> str:
    first, last = integer(match["from"]), integer(match["to"])
    return f"{first}/{last}" if first < last else str(last)


def _since(match: re.Match[str], now: Now) -> str:
    return _until_now(integer(match["first_year"]), now)


def _until_now(start: int, now: Now) -> str:
    if now.year is None:
        return ""
    return f"{start}/{now.year}" if start < now.year else str(now.year)


def _after(match: re.Match[str], now: Now) -> str:
    start = _events()[match["event"]] if match["event"] else integer(spans()[match["begun"]][:4])
    return _until_now(start, now)


def _ago(match: re.Match[str], now: Now) -> str:
    return (
        _until_now(now.year - integer(match["n"] or match["n2"] or match["n3"]) + 1, now)
        if now.year is not None
        else ""
    )


def _part(match: re.Match[str], now: Now, key: str, value: Callable[[int], str]) -> str:
    base = _base(match, key, now)
    return "" if base is None else value(base)


def _year(match: re.Match[str], now: Now) -> str:
    return "" if (match["tail"] or "").startswith("度") else str(integer(match["y"]))


def _related(match: re.Match[str], now: Now) -> str:
    word = match["relative"]
    year = _counting_from(word, now)
    return "" if year is None else str(year + _relative().get(word, -1))


def _short_year(match: re.Match[str], now: Now) -> str:
    """23年 is 2023 in a document of those years; else 十年 in digits, 15年累计."""
    short = int(match["two"])
    if now.year is None or now.year - 6 <= 2000 + short <= now.year + 2:
        return "" if now.year is None else str(2000 + short)
    behind = re.compile(lexicon.patterns("periods")["ago_behind"].pattern).match(match.string, match.end())
    return _until_now(now.year - short + 1, now) if behind else ""


_VALUES: dict[str, Callable[[re.Match[str], Now], str]] = {
    "range": _range,
    "years": _years,
    "since": _since,
    "after": _after,
    "ago": _ago,
    "span": lambda match, now: spans()[match["name"]],
    "months": lambda match, now: _part(
        match, now, "m", lambda base: months(base, integer(match["month1"]), integer(match["month2"]))
    ),
    "month": lambda match, now: _part(match, now, "o", lambda base: _one_month(base, integer(match["month3"]))),
    "until": lambda match, now: _part(match, now, "u", lambda base: months(base, 1, integer(match["um"]))),
    "first": lambda match, now: _part(match, now, "f", lambda base: months(base, 1, integer(match["count"]))),
    "quarter": lambda match, now: _part(match, now, "q", lambda base: _quarters(base, match["part"])),
    "year": _year,
    "short": _short_year,
    "whole": lambda match, now: WHOLE,
    "relative": _related,
}


def _one_month(year: int, month: int) -> str:
    return f"{year}-{month:02d}" if 1 <= month <= 12 else ""


def _quarters(year: int, part: str) -> str:
    if part.endswith("半年"):
        return months(year, 1, 6) if part == "上半年" else months(year, 7, 12)
    if part.startswith("前"):
        return months(year, 1, 9 if "三" in part else 6)
    numbers = [integer(char) for char in part if char in "一二三四1234"]
    return months(year, 3 * min(numbers) - 2, 3 * max(numbers))


def line_period(text: str, now: Now, start: int, length: int) -> list[Mention]:
    """三季度：… at the head of a line holds for all its sentences; `start` and `length` are those of one of them."""
    line = text.rfind("\n", max(0, start - _LINE), start) + 1
    head = _LINE_HEAD.match(text[line : line + 24])
    if not head or (line + head.end() > start + 3 and line >= start):
        return []
    return [
        Mention(-1, 0, found.value, "line") for found in periods(head[1], now) if found.kind in ("quarter", "months")
    ]


def looking_back(title: str, now: Now) -> str:
    """The years that a title or heading looks back on (过去五年工作回顾, “七五”普法成绩单); empty where it does not."""
    if now.year is None:
        return ""
    words = lexicon.patterns("periods")
    if (whole := [one for one in periods(title, now) if one.kind == "ago"]) and not re.search(rf"{YEAR}年", title):
        return whole[0].value
    if match := words["looks_back"].search(title):
        return _until_now(now.year - integer(match["n"]) + 1, now)
    programme = next((years for name, years in spans().items() if name in title), "")
    if not programme or not words["sums_up"].search(title) or re.search(rf"{YEAR}年", title):
        return ""
    first, last = programme.split("/")
    return f"{first}/{min(int(last), now.year)}" if int(first) < now.year else ""


def resolve_period(
    text: str, mentions: Sequence[Mention], parts: Clauses, at: int, growth: bool, default: str
) -> tuple[str, Mention | None]:
    """The period of a number at `at` of the sentence `text`, and what named it: the last one before it that reaches it."""
    chosen, by = default, None
    for mention in mentions:
        if mention.start >= at:
            break
        if _enclosed(text, mention, parts, at) or _reaches_not(text, mention, parts, at, growth):
            continue
        if mention.kind == WHOLE:  # 1-6月…,全年…: the year of the months
            chosen = chosen[:4] if chosen[4:5] == "-" else chosen
            continue
        if mention.kind == "relative" and chosen.startswith(f"{mention.value}-"):
            continue  # 今年截至11月底,本年度共…
        same = text[mention.start : mention.end].endswith("同期")
        partly = next((period for period in (chosen, default) if "-" in period), "") if same else ""
        chosen, by = _FOUR.sub(mention.value, partly) if partly else mention.value, mention
    return chosen, by


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.patterns('periods')['compared'].pattern})(?:上)?$")


def _enclosed(text: str, mention: Mention, parts: Clauses, at: int) -> bool:
    """Whether a period stands in brackets or a title that close before the number; months alone in brackets behind a word, not
    behind a number, are of the words: 会战期间(6-9月)排查5217件."""
    if not parts.closed_before(mention.start, at):
        return False
    alone = text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"
    behind = "一" <= text[mention.start - 2 : mention.start - 1] <= "鿿"
    return not (alone and behind and mention.kind == "months" and text.find("期间", max(0, mention.start - 4), at) >= 0)


def _reaches_not(text: str, mention: Mention, parts: Clauses, at: int, growth: bool) -> bool:
    """Whether a period named before a number at `at` says nothing of it: compared with, part of a name, of another clause."""
    words = lexicon.patterns("periods")
    gap, lead = text[mention.end : at], text[max(0, mention.start - 3) : mention.start]
    first = _CLAUSE.split(gap, maxsplit=1)[0]
    if words["restored"].search(lead) or (mention.kind != "line" and words["named"].match(gap)):
        return True
    if _compared().search(lead):
        return growth or len(gap) > 6 or bool(_CHANGES.search(gap))
    if mention.kind == "relative" and _relative().get(text[mention.start : mention.end], -1) < 0:
        opens = mention.start <= 1 and len(first) <= 4
        return growth or (len(first) < len(gap) and not opens)
    if mention.kind == "ago" and text[mention.end - 1] == "年":
        return not words["lead"].search(lead)  # 倒查近三年案卷
    if mention.kind == "year":
        if words["basis"].search(first) or "以来" in first[:4]:
            return True
        if lead and lead[-1] in "由从" and len(first) > 8:
            return True
        if gap.startswith("起") or (len(first) < len(gap) and _PAIR.match(gap)):
            return True  # 2016年起每年…; 其中2013年588宗,…
        return not words["lead"].search(lead)
    return False

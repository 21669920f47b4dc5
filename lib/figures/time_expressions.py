"""Periods and areas that a sentence names, and which of them reach a number.

Periods are ISO 8601: `2022`, months `2024-01/2024-11`, years added up `2019/2021`. Texts are simplified, with half-width digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..quantities import NumeralError, parse_number

YEAR = r"(?:\d{4}|[一二][〇零一二三四五六七八九]{3})"
WHOLE = "whole"  # 全年, 年底前: the year of the document or of its plan
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DASH = r"\s*(?:[-—–~～－]{1,2}|至|到)\s*"
_KINDS = ("years", "since", "until", "months", "first", "quarter", "span", "ago", "year", "whole", "relative")
_SHIFTS = {"五年前": -5, "十年前": -10, "前年": -2, "去": -1, "上": -1, "同": -1, "明": 1, "来": 1, "次": 1}
_LINE = 600  # code points before a sentence in which its line may begin


@dataclass(frozen=True)
class Mention:
    """A period or an area named at text[start:end] of a sentence; kind as in _KINDS, or line, area, whole."""

    start: int
    end: int
    value: str
    kind: str


@cache
def spans() -> dict[str, str]:
    """Names of several years (十四五) → their first and last."""
    return lexicon.load_yaml("contexts.yml")["periods"]["spans"]


@cache
def _period_pattern() -> re.Pattern[str]:
    names = "|".join(spans())

    def year(key: str) -> str:
        return rf"(?:(?P<year{key}>{YEAR})年|(?P<rel{key}>今年|本年|去年|上年|前年|明年|年))?"

    return re.compile(
        rf"(?P<years>(?P<y1>{YEAR})年?(?:至|到|[-—–~－]{{1,2}})(?P<y2>{YEAR})年(?!以))"
        rf"|(?P<since>(?:自|从)?(?P<from>{YEAR})年(?:{_NUMBER}月)?[^,。;、]{{0,8}}?(?:以来(?!的)|至今))"
        rf"|(?P<months>{year('m')}\s*(?P<m1>{_NUMBER})(?:月份?(?:{_NUMBER}日)?)?{_DASH}(?P<m2>{_NUMBER})月份?(?:{_NUMBER}日)?)"
        rf"|(?P<until>(?:截至|截止到?|至|到|截止)(?:目前|今日)?{year('u')}\s*(?P<um>{_NUMBER})月(?:{_NUMBER}日)?(?:底|末|份|止)?)"
        rf"|(?P<first>{year('f')}前(?P<count>{_NUMBER})个?月)"
        rf"|(?P<quarter>{year('q')}(?P<part>上半年|下半年|前三个?季度|前二季度|(?:第?[一二三四1-4][、至和到-]){{0,3}}第?[一二三四1-4]季度))"
        rf"|(?P<span>[“\"]?(?P<name>{names})[”\"]?(?:普法)?(?:规划)?(?:实施)?(?:时期|期间|以来))"
        rf"|(?P<ago>(?:近|过去|这)?(?P<n>[两三四五六七八九十]|\d{{1,2}})年来)"
        rf"|(?P<year>(?P<y>{YEAR})年(?P<tail>度(?![,，\s])|同期|年?底|末)?)"
        rf"|(?P<whole>全年|年底前|年内)|(?P<relative>去年同期|上年同期|上年度|去年底?|上年末?|前年|同期(?=为|数|的?\d)|今年以来|今年|本年度?|明年|来年|次年|五年前|十年前)"
    )


def integer(text: str) -> int:
    try:
        return int(parse_number(text))
    except NumeralError:
        return 0


def months(year: int, first: int, last: int) -> str:
    if first == 1 and last == 12:
        return str(year)
    return f"{year}-{first:02d}/{year}-{last:02d}" if 1 <= first <= last <= 12 else str(year)


def periods(text: str, year: int | None) -> list[Mention]:
    """The periods named in a sentence, in ISO 8601. `year` is the document's own, what 今年 and 上年 refer to."""
    if year is None and "年" not in text:
        return []
    found = []
    for match in _period_pattern().finditer(text):
        kind = next(name for name in _KINDS if match[name])
        value = _period(match, kind, year)
        if value:
            found.append(Mention(match.start(), match.end(), value, kind))
    return found


def _base(match: re.Match[str], key: str, year: int | None) -> int | None:
    if match[f"year{key}"]:
        return integer(match[f"year{key}"])
    if year is None:
        return None
    return year + {"去年": -1, "上年": -1, "前年": -2, "明年": 1}.get(match[f"rel{key}"] or "", 0)


def _period(match: re.Match[str], kind: str, year: int | None) -> str:
    if kind == "years":
        return f"{integer(match['y1'])}/{integer(match['y2'])}"
    if kind == "year":
        return "" if (match["tail"] or "").startswith("度") else str(integer(match["y"]))
    if kind == "whole":
        return WHOLE
    if kind == "span":
        return spans()[match["name"]]
    if kind in ("until", "months", "first", "quarter"):
        base = _base(match, {"until": "u", "months": "m", "first": "f", "quarter": "q"}[kind], year)
        if base is None:
            return ""
        if kind == "until":
            return months(base, 1, integer(match["um"]))
        if kind == "months":
            return months(base, integer(match["m1"]), integer(match["m2"]))
        if kind == "first":
            return months(base, 1, integer(match["count"]))
        return _quarters(base, match["part"])
    if year is None:
        return ""
    if kind == "since":
        start = integer(match["from"])
        return f"{start}/{year}" if start < year else str(year)
    if kind == "ago":
        return f"{year - integer(match['n']) + 1}/{year}"
    word = match["relative"]
    return str(year + _SHIFTS.get(word, _SHIFTS.get(word[0], 0)))


def _quarters(year: int, part: str) -> str:
    if part.endswith("半年"):
        return months(year, 1, 6) if part == "上半年" else months(year, 7, 12)
    if part.startswith("前"):
        return months(year, 1, 9 if "三" in part else 6)
    numbers = [integer(char) for char in part if char in "一二三四1234"]
    return months(year, 3 * min(numbers) - 2, 3 * max(numbers))


def line_period(text: str, year: int | None, start: int, length: int) -> list[Mention]:
    """三季度：… at the head of a line holds for all its sentences; `start` and `length` are those of one of them."""
    line = text.rfind("\n", max(0, start - _LINE), start) + 1
    head = re.match(r"[\s　]*([^,，。:：]{2,14})[:：]", text[line : line + 24])
    if not head or (line + head.end() > start + 3 and line >= start):
        return []
    return [
        Mention(-1, 0, found.value, "line") for found in periods(head[1], year) if found.kind in ("quarter", "months")
    ]


def resolve_period(text: str, mentions: Sequence[Mention], at: int, growth: bool, default: str) -> str:
    """The period of a number at `at` of the sentence `text`: the last one named before it that reaches it."""
    chosen, masked = default, text[:at]
    for mention in mentions:
        if mention.start >= at:
            break
        if _inside(masked, mention) or _reaches_not(text, mention, at, growth):
            continue
        if mention.kind == WHOLE:
            chosen = default[:4] if chosen == default and default.count("/") == 1 and "-" in default else chosen
            continue
        if mention.kind == "relative" and chosen.startswith(f"{mention.value}-"):
            continue  # 今年截至11月底,本年度共…
        same = text[mention.start : mention.end].endswith("同期")
        partial = next((period for period in (chosen, default) if "-" in period), "") if same else ""
        chosen = re.sub(r"\d{4}", mention.value, partial) if partial else mention.value
    return chosen


def _inside(before: str, mention: Mention) -> bool:
    """Named in a title, or in brackets or quotation marks that close before the number."""
    for opening, closing in ("()", "《》", "“”"):
        if (
            before.rfind(opening, 0, mention.start) > before.rfind(closing, 0, mention.start)
            and closing in before[mention.end :]
        ):
            return True
    return False


def _reaches_not(text: str, mention: Mention, at: int, growth: bool) -> bool:
    gap = text[mention.end : at]
    before = text[max(0, mention.start - 3) : mention.start]
    clause = re.split(r"[,;，；]", gap)
    compared = re.search(rf"(?:{lexicon.patterns('periods')['compared'].pattern})(?:上)?$", before)
    relative = mention.kind == "relative" and text[mention.start] in "去上前同五十"
    if re.search(r"恢复[到至]|相当于", before):
        return True
    if compared:
        return growth or len(gap) > 6 or bool(re.search(r"增|减|升|降|多|少", gap))
    if relative:
        opens = mention.start <= 1 and len(clause[0]) <= 4
        return growth or (len(clause) > 1 and not opens)
    if mention.kind == "year":
        if "基础上" in clause[0] or "以来" in clause[0][:4]:
            return True
        if before and before[-1] in "由从" and len(clause[0]) > 8:
            return True
        lead = re.search(
            r"(?:^|[,，;；。(:：\s]|其中|而|在|到|至|截至|于|由|从|自|全年|计|年|和|、)$",
            text[max(0, mention.start - 3) : mention.start],
        )
        return not lead
    return False

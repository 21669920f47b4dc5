"""What surrounds a number: section, sentence, period, area, scope, target or result.

All on simplified text of the document's own length. Windows are bounded (SENTENCE), so that the time stays linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache

from lib import lexicon
from lib.numerals import NumeralError, parse_number
from lib.quantities import WIDE

SENTENCE = 600  # code points of a sentence that are looked at on either side of a number
_END = re.compile(r"[。!！?？\n\r]")
_HEADING = re.compile(
    r"^[\s　\t]*(?:(?P<one>[一二三四五六七八九十]{1,3}、)|(?P<two>[(（][一二三四五六七八九十]{1,3}[)）])|(?P<three>\d{1,2}[.、．](?!\d)))(?P<name>[^。\n]{2,60})",
    re.M,
)
_BARE = re.compile(
    r"^[\s　]*(?P<name>[^。，,;；:：\n\t]{4,40}(?:计划|总结|打算|安排|思路|展望|情况|要点|成效|问题|不足|举措))[\s　]*$",
    re.M,
)
_YEAR = r"(?:\d{4}|[一二][〇零一二三四五六七八九]{3})"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DASH = r"\s*(?:[-—–~～－]{1,2}|至|到)\s*"


@dataclass(frozen=True)
class Heading:
    start: int
    level: int
    name: str


@dataclass
class Frame:
    """What is known of a document before its sentences are read."""

    text: str
    ref_area: str
    year: int | None
    period: str
    plan: bool
    bracketed_previous: bool
    local: bool  # the document of a street, a township or one judicial office: part of its area
    headings: list[Heading] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Mention:
    """A period or an area named in a sentence, where it stands and how far it reaches."""

    start: int
    end: int
    value: str
    until: int
    kind: str = ""


@cache
def words() -> dict[str, dict[str, re.Pattern[str]]]:
    """contexts.yml, compiled."""
    data = lexicon.load_yaml("contexts.yml")
    return {
        part: {
            name: re.compile(re.sub(r"\|\s+", "|", pattern))
            for name, pattern in data[part].items()
            if isinstance(pattern, str)
        }
        for part in ("periods", "status", "area")
    }


@cache
def spans() -> dict[str, str]:
    return lexicon.load_yaml("contexts.yml")["periods"]["spans"]


def frame(text: str, title: str, ref_area: str, year: str, doc_type: str, publisher: str = "") -> Frame:
    """The document's own area, period (2022, or 2022-01/2022-06 for a half-year report) and headings.

    `text` is simplified with half-width digits (quantities.WIDE)."""
    number = int(year) if year.isdigit() else None
    lead = re.search(r"现将([^。\n]{0,30}?)(?:工作|情况|报告|总结)", text[:3000])
    head = f"{title or text[:60]},{lead[1] if lead else ''}"
    found = [
        mention for mention in periods(head.translate(WIDE), number) if mention.kind in ("months", "quarter", "until")
    ]
    period = found[0].value if found and number else (year or "")
    headings = _headings(text)
    previous = rf"|[(（](?:上年|去年{f'|{number - 1}年' if number else ''})(?:同期)?(?:为|是)?\d"
    bracketed = re.search(words()["periods"]["bracketed_previous"].pattern + previous, text)
    return Frame(
        text, ref_area, number, period, doc_type == "plan", bool(bracketed), bool(words()["area"]["local_office"].search(title + publisher)),
        headings, [heading.start for heading in headings],
    )  # fmt: skip


def _headings(text: str) -> list[Heading]:
    found = [
        Heading(match.start(), 1 if match["one"] else 2 if match["two"] else 3, match["name"].strip())
        for match in _HEADING.finditer(text)
    ]
    found += [Heading(match.start(), 1, match["name"].strip()) for match in _BARE.finditer(text)]
    return sorted(found, key=lambda heading: heading.start)


def section(frame: Frame, position: int) -> list[Heading]:
    """The headings above a position, outermost first."""
    at = bisect_right(frame.starts, position) - 1
    path: list[Heading] = []
    level = 9
    for index in range(at, max(-1, at - 60), -1):
        heading = frame.headings[index]
        if heading.level < level:
            path.append(heading)
            level = heading.level
        if level == 1:
            break
    return path[::-1]


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around text[start:end]: up to 。！？ or a line end, at most SENTENCE code points each way."""
    low = max(0, start - SENTENCE)
    begin = max((text.rfind(mark, low, start) for mark in "。！!？?\n\r"), default=-1) + 1 or low
    stop = _END.search(text, end, min(len(text), end + SENTENCE))
    close = (
        stop.end()
        if stop and text[stop.start()] not in "\n\r"
        else stop.start()
        if stop
        else min(len(text), end + SENTENCE)
    )
    while begin < start and text[begin] in " \t　\n\r":
        begin += 1
    return begin, close


@cache
def _period_pattern() -> re.Pattern[str]:
    names = "|".join(spans())

    def year(key: str) -> str:
        return rf"(?:(?P<year{key}>{_YEAR})年|(?P<rel{key}>今年|本年|去年|上年|前年|明年|年))?"

    return re.compile(
        rf"(?P<years>(?P<y1>{_YEAR})年?(?:至|到|[-—–~－]{{1,2}})(?P<y2>{_YEAR})年(?!以))"
        rf"|(?P<since>(?:自|从)?(?P<from>{_YEAR})年(?:{_NUMBER}月)?[^,。;、]{{0,8}}?(?:以来(?!的)|至今))"
        rf"|(?P<months>{year('m')}\s*(?P<m1>{_NUMBER})(?:月份?(?:{_NUMBER}日)?)?{_DASH}(?P<m2>{_NUMBER})月份?(?:{_NUMBER}日)?)"
        rf"|(?P<until>(?:截至|截止到?|至|到|截止)(?:目前|今日)?{year('u')}\s*(?P<um>{_NUMBER})月(?:{_NUMBER}日)?(?:底|末|份|止)?)"
        rf"|(?P<first>{year('f')}前(?P<count>{_NUMBER})个?月)"
        rf"|(?P<quarter>{year('q')}(?P<part>上半年|下半年|前三个?季度|前二季度|(?:第?[一二三四1-4][、至和到-]){{0,3}}第?[一二三四1-4]季度))"
        rf"|(?P<span>[“\"]?(?P<name>{names})[”\"]?(?:普法)?(?:规划)?(?:实施)?(?:时期|期间|以来))"
        rf"|(?P<ago>(?:近|过去|这)?(?P<n>[两三四五六七八九十]|\d{{1,2}})年来)"
        rf"|(?P<year>(?P<y>{_YEAR})年(?P<tail>度(?![,，\s])|同期|年?底|末)?)"
        rf"|(?P<whole>全年|年底前|年内)|(?P<relative>去年同期|上年同期|上年度|去年底?|上年末?|前年|同期(?=为|数|的?\d)|今年以来|今年|本年度?|明年|来年|次年|五年前|十年前)"
    )


def _int(text: str) -> int:
    try:
        return int(parse_number(text))
    except NumeralError:
        return 0


def _months(year: int, first: int, last: int) -> str:
    if first == 1 and last == 12:
        return str(year)
    return f"{year}-{first:02d}/{year}-{last:02d}" if 1 <= first <= last <= 12 else str(year)


def periods(text: str, year: int | None) -> list[Mention]:
    """The periods named in a sentence, in ISO 8601. `year` is the document's own, what 今年 and 上年 refer to."""
    if year is None and "年" not in text:
        return []
    found = []
    for match in _period_pattern().finditer(text):
        kind = match.lastgroup or ""
        kind = next(name for name in _PERIODS if match[name])
        value = _period(match, kind, year)
        if value:
            found.append(Mention(match.start(), match.end(), value, len(text), kind))
    return found


_PERIODS = ("years", "since", "until", "months", "first", "quarter", "span", "ago", "year", "whole", "relative")


def _base(match: re.Match[str], key: str, year: int | None) -> int | None:
    if match[f"year{key}"]:
        return _int(match[f"year{key}"])
    if year is None:
        return None
    return year + {"去年": -1, "上年": -1, "前年": -2, "明年": 1}.get(match[f"rel{key}"] or "", 0)


def _period(match: re.Match[str], kind: str, year: int | None) -> str:
    if kind == "years":
        return f"{_int(match['y1'])}/{_int(match['y2'])}"
    if kind == "year":
        return "" if (match["tail"] or "").startswith("度") else str(_int(match["y"]))
    if kind == "whole":
        return "whole"
    if kind == "span":
        return spans()[match["name"]]
    if kind in ("until", "months", "first", "quarter"):
        base = _base(match, {"until": "u", "months": "m", "first": "f", "quarter": "q"}[kind], year)
        if base is None:
            return ""
        if kind == "until":
            return _months(base, 1, _int(match["um"]))
        if kind == "months":
            return _months(base, _int(match["m1"]), _int(match["m2"]))
        if kind == "first":
            return _months(base, 1, _int(match["count"]))
        return _quarters(base, match["part"])
    if year is None:
        return ""
    if kind == "since":
        start = _int(match["from"])
        return f"{start}/{year}" if start < year else str(year)
    if kind == "ago":
        return f"{year - _int(match['n']) + 1}/{year}"
    word = match["relative"]
    shift = (
        -5
        if word == "五年前"
        else -10
        if word == "十年前"
        else -2
        if word == "前年"
        else -1
        if word[0] in "去上同"
        else 1
        if word[0] in "明来次"
        else 0
    )
    return str(year + shift)


def _quarters(year: int, part: str) -> str:
    if part.endswith("半年"):
        return _months(year, 1, 6) if part == "上半年" else _months(year, 7, 12)
    if part.startswith("前"):
        return _months(year, 1, 9 if "三" in part else 6)
    numbers = [_int(char) for char in part if char in "一二三四1234"]
    return _months(year, 3 * min(numbers) - 2, 3 * max(numbers))


def resolve_period(frame: Frame, text: str, mentions: list[Mention], at: int, growth: bool, default: str) -> str:
    """The period of a number at `at` of the sentence `text`: the last one named before it that reaches it."""
    chosen, masked = default, text[:at]
    for mention in mentions:
        if mention.start >= at:
            break
        if _inside(masked, mention, at) or _reaches_not(text, mention, at, growth):
            continue
        if mention.kind == "whole":
            chosen = default[:4] if chosen == default and default.count("/") == 1 and "-" in default else chosen
            continue
        if mention.kind == "relative" and chosen.startswith(f"{mention.value}-"):
            continue  # 今年截至11月底,本年度共…
        same = text[mention.start : mention.end].endswith("同期")
        months = next((period for period in (chosen, default) if "-" in period), "") if same else ""
        chosen = re.sub(r"\d{4}", mention.value, months) if months else mention.value
    return chosen


def _inside(before: str, mention: Mention, at: int) -> bool:
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
    compared = re.search(rf"(?:{words()['periods']['compared'].pattern})(?:上)?$", before)
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


@lru_cache(maxsize=64)
def _area_names(ref_area: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """Names of the areas below `ref_area`, and without it those of all provinces and cities."""
    areas = lexicon.areas()
    children: dict[str, list[str]] = {}
    for area in areas.values():
        children.setdefault(area.parent, []).append(area.ref_area)
    below, queue = (
        [],
        list(children.get(ref_area, ()))
        if ref_area
        else [code for code, area in areas.items() if area.level in ("province", "city")],
    )
    while queue:
        code = queue.pop()
        below.append(code)
        queue += children.get(code, ()) if ref_area else ()
    if ref_area in areas and areas[ref_area].level == "district":
        below = []
    names = {areas[code].name_zh: code for code in sorted(below) if areas[code].name_zh not in ("市辖区", "县")}
    short = ((re.match(r"(.{2,4}?)(?:[一-鿿]{1,3}族)+自治([县州区旗])$", name), code) for name, code in names.items())
    names |= {match[1] + match[2]: code for match, code in short if match}  # 融水县 for 融水苗族自治县
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True))) if names else None
    return pattern, names


def areas(text: str, frame: Frame) -> list[Mention]:
    """The areas below the document's own that a sentence names, and where it returns to the whole."""
    pattern, names = _area_names(frame.ref_area)
    found = []
    if pattern:
        for match in pattern.finditer(text):
            after = text[match.end() : match.end() + 3]
            if re.match(r"司法局|人民法院|法院|检察|委(?![托派])|政府|仲裁|律师协会", after) and not after.startswith(
                "司法局"
            ):
                continue
            found.append(Mention(match.start(), match.end(), names[match[0]], len(text), "area"))
    for match in words()["area"]["whole"].finditer(text):
        found.append(Mention(match.start(), match.end(), frame.ref_area, len(text), "whole"))
    if frame.ref_area != "000000":
        for match in re.finditer(
            r"(?:^|[,;。])(?:\d{4}年,?)?全国(?=共|累计|现有|已有|各级|法院|律师|人民调解|法律援助机构)", text
        ):
            found.append(Mention(match.start(), match.end(), "000000", len(text), "area"))
    return sorted(found, key=lambda mention: mention.start)


def resolve_area(frame: Frame, text: str, mentions: list[Mention], at: int) -> tuple[str, bool]:
    """ref_area of a number, and whether several areas below are meant together (their part of the whole)."""
    chosen, several = frame.ref_area, False
    floor = max(text.rfind(mark, 0, at) for mark in ";；") + 1
    last: Mention | None = None
    for mention in mentions:
        if mention.start >= at or mention.start < floor:
            continue
        if mention.kind == "whole":
            if not re.search(r"[占居为]$", text[: mention.start]):
                chosen, several, last = mention.value, False, None
            continue
        lead = text[max(0, mention.start - 3) : mention.start]
        joined = last is not None and re.fullmatch(r"[、和与及]", text[last.end : mention.start])
        if (
            joined
            or (last and last.end == mention.start)
            or not lead
            or re.search(r"(?:[,，。;；、:：(“\s]|其中|以及|和|及|与|而|,?在|指导|全市)$", lead)
            or not re.search(r"[一-鿿]$", lead)
        ):
            chosen, several, last = mention.value, bool(joined), mention
    if several:
        return frame.ref_area, True
    return chosen, False


def status(frame: Frame, path: list[Heading], text: str, at: int, period: str) -> str:
    """actual or target, from the part of the document and the words before the number."""
    rules = words()["status"]
    clause = text[max(text.rfind(mark, 0, at) for mark in ";；。") + 1 : at]
    planned = frame.plan or in_plan(path)
    if planned:
        near = re.split(r"[,，]", clause)[-1]
        return "actual" if rules["actual"].search(near) and not rules["target"].search(near) else "target"
    if frame.year and period[:4].isdigit() and int(period[:4]) > frame.year and "/" not in period:
        return "target"
    clauses = re.split(r"[,，]", clause)
    planned = rules["target"].search(clauses[-1]) or (len(clauses) > 1 and rules["target_lead"].search(clauses[-2]))
    return "target" if planned and not rules["actual"].search(clauses[-1]) else "actual"


def in_plan(path: list[Heading]) -> bool:
    """Whether a heading above says that what follows is planned."""
    rules = words()["status"]
    for heading in path[:2]:
        name = heading.name[:40]
        plan = list(rules["plan_heading"].finditer(name))
        if plan:
            done = list(rules["done_heading"].finditer(name))
            return not done or (
                plan[-1].start() > done[-1].start()
                and not re.search("[和及与暨、]", name[done[-1].start() : plan[-1].start()])
            )
    return False


def heading_period(frame: Frame, path: list[Heading]) -> str:
    """The year that a heading such as 一、2022年工作回顾 gives to what stands under it; empty where it names none."""
    for heading in path[::-1]:
        named = re.match(rf"({_YEAR})年度?(?:[一-鿿]{{0,6}}(?:工作|情况|总结|回顾|成效))", heading.name)
        if named and frame.year and _int(named[1]) != frame.year:
            return str(_int(named[1]))
    return ""


def plan_period(frame: Frame, path: list[Heading]) -> str:
    """The period a plan inside a report speaks of: the year its heading names, 下半年, else the year after the report's."""
    if frame.year is None:
        return frame.period
    for heading in path[:2]:
        named = [mention for mention in periods(heading.name, frame.year) if mention.kind in ("year", "quarter")]
        if named and words()["status"]["plan_heading"].search(heading.name):
            return named[-1].value
    if (
        re.search(r"\d{4}年", frame.period) is None
        and "-06" in frame.period
        and any("下" in heading.name for heading in path[:2])
    ):
        return _months(frame.year, 7, 12)
    return str(frame.year + 1)

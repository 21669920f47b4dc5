"""Areas that a sentence names, and which of them a number is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .. import lexicon
from ..documents import base_name, below, printed_names
from .time_expressions import Mention

NATION = "000000"
_PROVINCE = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_OFFICE = re.compile(r"人民法院|法院|检察|委(?![托派])|政府|仲裁|律师协会")
_LIST = re.compile(r"((?:[一-鿿]{2,3}、){1,5}[一-鿿]{2,3})[两二三四五六]([市县区])")
_NO_PLACE = re.compile(r"[占居为]$")
_JOINED = re.compile(r"[、和与及]")
_LEAD = re.compile(r"(?:[,，。;；、:：(“\s]|其中|以及|和|及|与|而|,?在|指导|全市)$")
_HANZI_END = re.compile(r"[一-鿿]$")
_COUNTED = r"(?:^|(?<=[,，;；。、:：是为及和(\s]))(?:{})(?=[(（]?[\d])"
_SHORT = r"(?:^|(?<=[,，;；。、]))(?:{})(?=律师|全市|共|累计|办理|受理|调解|公证|法律援助|现有|占|为[\d约近逾超]|有[\d约近逾超]|[\d约近逾超])"


class _Names:
    """The areas below one: a pattern of their full names, of the short names of cities where a clause begins with them, and of the
    short names of those right below where a number follows at once (南海5486宗,顺德5120宗)."""

    def __init__(self, below: dict[str, str], short: dict[str, str], counted: dict[str, str]) -> None:
        self.codes, self.short = below, {**counted, **short}
        self.full = _pattern(below, "{}")
        self.opening = (_pattern(short, _SHORT), _pattern(counted, _COUNTED))


def _pattern(names: dict[str, str], form: str) -> re.Pattern[str] | None:
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(form.format(words)) if names else None


@lru_cache(maxsize=64)
def _area_names(ref_area: str) -> _Names:
    """Names of the areas below `ref_area`, and without it those of all provinces and cities."""
    areas = lexicon.areas()
    inside = [areas[code] for code in sorted(below(ref_area)) if areas[code].name_zh not in ("市辖区", "县")]
    names = {name: area.ref_area for area in inside for name in printed_names(area)}
    short = [area for area in inside if len(base_name(area)) >= 2]
    cities = {base_name(area): area.ref_area for area in short if area.level == "city"}
    children = {base_name(area): area.ref_area for area in short if area.parent == ref_area}
    return _Names(names, cities if ref_area and ref_area != NATION else {}, children)


def areas(text: str, ref_area: str) -> list[Mention]:
    """The areas below the document's own that a sentence names, and where it returns to the whole."""
    names, words = _area_names(ref_area), lexicon.patterns("area")
    found = []
    for match in names.full.finditer(text) if names.full else ():
        if not _OFFICE.match(text, match.end()):
            found.append(Mention(match.start(), match.end(), names.codes[match[0]], "area"))
    for pattern in names.opening:
        for match in pattern.finditer(text) if pattern else ():
            found.append(Mention(match.start(), match.end(), names.short[match[0]], "area"))
    for match in _LIST.finditer(text):
        found += _short_names(match, names.codes)
    for name in ("whole", "together"):
        found += [Mention(*match.span(), ref_area, name) for match in words[name].finditer(text)]
    if ref_area != NATION:
        found += _national(text, ref_area)
    return sorted(found, key=lambda mention: mention.start)


def _national(text: str, ref_area: str) -> list[Mention]:
    """Where a clause counts for the nation (全国共有…, 司法部表彰…), and where the text is at home again."""
    words = lexicon.patterns("area")
    if not ("全国" in text or "部" in text or "院" in text):
        return []
    nation = [
        Mention(match.start() + (match[0][0] in ",，;；。:("), match.end(), NATION, "area")
        for match in words["nation"].finditer(text)
    ]
    if not nation:
        return []
    home = [Mention(*match.span(), ref_area, "whole") for match in words["home"].finditer(text, nation[0].end)]
    return nation + home


def _short_names(match: re.Match[str], names: dict[str, str]) -> list[Mention]:
    """绵阳、南充、宜宾三市: the areas of a list that prints 市 once; none unless all of them are known."""
    found, at = [], match.start()
    for name in match[1].split("、"):
        known = next((names[full] for full in (name + match[2], name[-2:] + match[2]) if full in names), "")
        if not known:
            return []
        found.append(Mention(at, at + len(name), known, "area"))
        at += len(name) + 1
    return found


@lru_cache(maxsize=4096)
def of_cell(text: str, ref_area: str) -> str:
    """The area below `ref_area` that a heading of a table names, in full or without its 市, 县, 区; empty where it is none."""
    names, bare = _area_names(ref_area).codes, "".join(text.split())
    if bare in names:
        return names[bare]
    if ref_area == NATION:
        provinces = (area for area in lexicon.areas().values() if area.parent == NATION)
        return next((area.ref_area for area in provinces if _PROVINCE.sub("", area.name_zh) == bare), "")
    if len(bare) < 2:
        return ""
    known = lexicon.areas()
    short = {code for name, code in names.items() if base_name(known[code]) == bare and len(bare) < len(name)}
    return short.pop() if len(short) == 1 else ""


def resolve_area(ref_area: str, text: str, mentions: Sequence[Mention], at: int) -> tuple[str, bool, str]:
    """ref_area of a number, whether several areas below are meant together (their part of the whole), and the words that say so."""
    chosen, several, words = ref_area, False, ""
    if not mentions or mentions[0].start >= at:
        return chosen, several, words
    floor = max(text.rfind(mark, 0, at) for mark in ";；") + 1
    last: Mention | None = None
    for mention in mentions:
        if mention.start >= at or mention.start < floor:
            continue
        if mention.kind == "together":
            chosen, several, last, words = ref_area, True, None, text[mention.start : mention.end]
        elif mention.kind == "whole":
            if not _NO_PLACE.search(text[: mention.start]):
                chosen, several, last, words = mention.value, False, None, ""
        elif joined := _names_a_place(text, mention, last):
            chosen, several, last = mention.value, joined == "list", mention
            words = text[mention.start : mention.end]
    return (ref_area, True, words) if several else (chosen, False, words)


def _names_a_place(text: str, mention: Mention, last: Mention | None) -> str:
    """`list` where an area continues a list of them, `alone` where it stands as a place of its own; empty in passing."""
    if last is not None and _JOINED.fullmatch(text[last.end : mention.start]):
        return "list"
    lead = text[max(0, mention.start - 3) : mention.start]
    follows = last is not None and last.end == mention.start
    return "alone" if follows or not lead or _LEAD.search(lead) or not _HANZI_END.search(lead) else ""

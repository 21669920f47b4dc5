"""Area names in a text: which GB/T 2260 codes it speaks of, and which one it is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from .. import lexicon
from ..lexicon import Area

SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
)


class Mention(NamedTuple):
    """A name at text[start:end] and every area it may mean (鼓楼区 is in four cities)."""

    start: int
    end: int
    areas: tuple[Area, ...]


@cache
def names() -> dict[str, tuple[Area, ...]]:
    """Name → areas: full names of all, everyday names of provinces and cities (东莞, 广西, 恩施州) and of autonomous counties (连南县)."""
    found: dict[str, list[Area]] = defaultdict(list)
    for area in lexicon.areas().values():
        for name in dict.fromkeys((area.name_zh, *everyday_names(area))):
            found[name].append(area)
    return {name: tuple(areas) for name, areas in found.items()}


def everyday_names(area: Area) -> list[str]:
    """东莞 of 东莞市, 恩施 and 恩施州 of 恩施土家族苗族自治州, 连南县 of 连南瑶族自治县; nothing of one character."""
    suffix = next((suffix for suffix in SUFFIXES if area.name_zh.endswith(suffix)), "")
    base = area.name_zh.removesuffix(suffix)
    if suffix.startswith("自治"):
        base = _peoples().sub("", base)
    short = [base] if area.level in ("province", "city") else []
    if suffix in ("自治州", "自治县", "自治旗"):
        short.append(base + suffix[-1])
    return [name for name in short if len(base) >= 2]


@cache
def _peoples() -> re.Pattern[str]:
    return re.compile(rf"(?<=..)(?:{'|'.join(lexicon.load_yaml('documents.yml')['peoples'])})+$")


@cache
def _by_prefix() -> dict[str, list[str]]:
    """First two characters → names beginning so, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names(), key=lambda name: (-len(name), name)):
        found[name[:2]].append(name)
    return dict(found)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(lexicon.load_yaml("documents.yml")["ordinary_words"])


def mentions(text: str) -> Iterator[Mention]:
    """Every area name in a Simplified text, longest match, left to right; one that is a word too only after its city's name."""
    prefixes, known, at, end = _by_prefix(), names(), 0, -1
    while at < len(text) - 1:
        name = next((name for name in prefixes.get(text[at : at + 2], ()) if text.startswith(name, at)), None)
        if name is None or (name in _ordinary() and at != end):
            at += 1
            continue
        at, start = at + len(name), at
        end = at
        yield Mention(start, end, known[name])


def within(code: str, above: str) -> bool:
    """The area `code` is `above` or lies in it."""
    known = lexicon.areas()
    while code and code != above:
        code = known[code].parent if code in known else ""
    return bool(code)


def about(text: str, context: str = "") -> str:
    """The code of the smallest area that `text` (a publisher, a title) names; `context` settles which 鼓楼区 is meant.

    Names that follow one another from the outside in (深圳市坪山区) are one place. Empty where no area is named.
    """
    found = list(mentions(text))
    if not found:
        return ""
    chain = [found[0]]
    for mention in found[1:]:
        if mention.start != chain[-1].end:
            break
        chain.append(mention)
    if len(chain[-1].areas) == 1:
        return chain[-1].areas[0].ref_area
    around = Counter(mention.areas[0].ref_area for mention in (*found, *mentions(context)) if len(mention.areas) == 1)
    return max(chain[-1].areas, key=lambda area: _support(area, around)).ref_area


def _support(area: Area, around: Counter[str]) -> tuple[int, int]:
    """How often the areas above this one are named; the higher area (吉林省 before 吉林市) where that decides nothing."""
    known, above, total = lexicon.areas(), area.parent, 0
    while above and above != "000000":
        total += around[above]
        above = known[above].parent if above in known else ""
    return total, -_level(area)


LEVELS = ("nation", "province", "city", "district")


def most_frequent(text: str) -> str:
    """The code of the area named most often in `text`, the first of equals, empty if none is; the nation never.

    A name followed by that of an area within (深圳市坪山区) is part of that one's.
    """
    found = list(mentions(text))
    counts: Counter[str] = Counter()
    for mention, after in zip_longest(found, found[1:]):
        if (
            len(mention.areas) == 1
            and mention.areas[0].level != "nation"
            and (after is None or after.start != mention.end)
        ):
            counts[mention.areas[0].ref_area] += 1
    return max(counts, key=lambda code: counts[code]) if counts else ""


@cache
def _english() -> dict[str, str]:
    """English names in lower case → code, where one area of the highest level of that name has it."""
    found: dict[str, list[Area]] = defaultdict(list)
    for area in lexicon.areas().values():
        found[re.sub(r"[^a-z]", "", area.name_en.lower())].append(area)
    best = {
        name: [area for area in areas if area.level == min(areas, key=_level).level] for name, areas in found.items()
    }
    return {name: areas[0].ref_area for name, areas in best.items() if len(areas) == 1}


def _level(area: Area) -> int:
    return LEVELS.index(area.level)


def by_english(name: str) -> str:
    """The code of the area whose English name is a word of a file name (dongguan-2022-report), else empty."""
    words = re.findall(r"[a-z]+", name.lower())
    return next((_english()[word] for word in words if word in _english()), "")

"""Area names in a text: which GB/T 2260 codes it speaks of, and which one it is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from .. import lexicon
from ..lexicon import Alias, Area

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
PLACEHOLDERS = ("市辖区", "县")
LEVELS = ("nation", "province", "city", "district")


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
            if name not in PLACEHOLDERS and area.level != "nation":
                found[name].append(area)
    for name, alias in _renamed().items():
        if name not in found:
            found[name].append(lexicon.areas()[alias.ref_area])
    return {name: tuple(areas) for name, areas in found.items()}


@cache
def _renamed() -> dict[str, Alias]:
    """Former and short names that mean just one area of today, with its extent: 密云县, 襄樊市, 锡盟; no bynames (羊城)."""
    part, byname = _alias_words()
    found = {}
    for name, meant in lexicon.aliases().items():
        same = [alias for alias in meant if alias.kind != "functional" and not part.search(alias.note)]
        if len(same) == len(meant) == 1 and not byname.search(same[0].note):
            found[name] = same[0]
    return found


@cache
def parts_without_code() -> dict[str, str]:
    """Zones (松山湖) and districts merged since (宣武区) → the area they are a part of."""
    part, _ = _alias_words()
    return {
        name: meant[0].ref_area
        for name, meant in lexicon.aliases().items()
        if name not in names() and all(alias.kind == "functional" or part.search(alias.note) for alias in meant)
    }


def _alias_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the notes of aliases.csv say of a name that means a part of an area, and of a byname."""
    notes = lexicon.load_yaml("documents.yml")["areas"]["alias_notes"]
    return re.compile("|".join(notes["part"])), re.compile("|".join(notes["byname"]))


@cache
def kinds_of(code: str) -> frozenset[str]:
    """The last characters of the names an area has or had: 区 and 县 of 密云区."""
    former = (name for name, alias in _renamed().items() if alias.ref_area == code)
    return frozenset(name[-1] for name in (lexicon.areas()[code].name_zh, *former))


def everyday_names(area: Area) -> list[str]:
    """东莞 of 东莞市, 恩施 and 恩施州 of 恩施土家族苗族自治州, 连南县 of 连南瑶族自治县; nothing of one character."""
    base = base_name(area)
    short = [base] if area.level in ("province", "city") else []
    return [name for name in (*short, *printed_names(area)[1:]) if len(base) >= 2]


def base_name(area: Area) -> str:
    """The name without what says its kind, and without the peoples of an autonomous one: 东莞, 恩施, 连南, 海丰."""
    suffix = _suffix(area)
    base = area.name_zh.removesuffix(suffix)
    return _peoples().sub("", base) if suffix.startswith("自治") else base


def printed_names(area: Area) -> tuple[str, ...]:
    """The names that say its kind: in full, and of an autonomous prefecture, county or banner without its peoples (融水县)."""
    suffix = _suffix(area)
    short = suffix in ("自治州", "自治县", "自治旗")
    return (area.name_zh, base_name(area) + suffix[-1]) if short else (area.name_zh,)


def _suffix(area: Area) -> str:
    return next((suffix for suffix in SUFFIXES if area.name_zh.endswith(suffix)), "")


@cache
def below(above: str) -> tuple[str, ...]:
    """Codes of the areas that lie in `above`, in their order; of all provinces and cities where it is empty."""
    known = lexicon.areas()
    if not above:
        return tuple(code for code, area in known.items() if area.level in ("province", "city"))
    return tuple(code for code, area in known.items() if _below(area, above))


@cache
def districts_by_base() -> dict[str, tuple[Area, ...]]:
    """海丰 → 海丰县: counties and districts without the last character of their name; names that are words too left out."""
    ordinary, found = _words()[0], defaultdict(list)
    for area in lexicon.areas().values():
        base = area.name_zh[:-1]
        if area.level == "district" and len(base) >= 2 and area.name_zh not in ordinary and base not in names():
            found[base].append(area)
    return {base: tuple(areas) for base, areas in found.items()}


@cache
def _peoples() -> re.Pattern[str]:
    return re.compile(rf"(?<=..)(?:{'|'.join(lexicon.load_yaml('documents.yml')['peoples'])})+$")


@lru_cache(maxsize=64)
def _by_prefix(within: str) -> dict[tuple[str, str], list[str]]:
    """First two characters → names beginning so, longest first; only of areas below `within` where it is given."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(names(), key=lambda name: (-len(name), name)):
        if not within or any(_below(area, within) for area in names()[name]):
            found[name[0], name[1]].append(name)
    return dict(found)


def _below(area: Area, above: str) -> bool:
    return area.ref_area != above and within(area.ref_area, above)


@cache
def _words() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Names that are ordinary words too, words that only hold a name, and what may stand left of a short name."""
    known = lexicon.load_yaml("documents.yml")
    areas = known["areas"]["words"]
    return (
        frozenset(known["ordinary_words"]),
        re.compile("|".join(areas["holds_a_name"])),
        re.compile(rf"(?:{'|'.join(areas['before_a_name'])})$"),
    )


def mentions(text: str, within: str = "", near: Collection[str] = ()) -> Iterator[Mention]:
    """Every area name in a Simplified text, longest match, left to right; with `within` only areas below that one.

    A name that is an ordinary word too (城区, 新城区) counts right after its city's name, or where an area above it is in
    `near`; one of two characters (和县, 吉安) only where it begins a word: 市和县 is no county.
    """
    prefixes, known, last = _by_prefix(within), names(), Mention(-1, -1, ())
    starts = [at for at, two in enumerate(pairwise(text)) if two in prefixes]
    if not starts:
        return
    ordinary, holders, _ = _words()
    held = {at for match in holders.finditer(text) for at in range(match.start(), match.end() - 1)}
    for at in starts:
        name = next((name for name in prefixes[text[at], text[at + 1]] if text.startswith(name, at)), None)
        if name is None or at < last.end or at in held:
            continue
        meant = _meant(known[name], last if last.end == at else None, name in ordinary, near, within)
        if meant and (len(name) > 2 or _stands_alone(text, at, name, last, meant)):
            last = Mention(at, at + len(name), meant)
            yield last


def _meant(
    areas: tuple[Area, ...], before: Mention | None, ordinary: bool, near: Collection[str], above: str
) -> tuple[Area, ...]:
    """The areas a name may mean here: below the name right before it, below what is near, below `above`."""
    if above:
        areas = tuple(area for area in areas if _below(area, above))
    if before and (
        inside := tuple(area for area in areas if any(_below(area, outer.ref_area) for outer in before.areas))
    ):
        return inside
    close = tuple(area for area in areas if any(_below(area, code) for code in near if code != "000000"))
    return close if ordinary else areas


def _stands_alone(text: str, at: int, name: str, last: Mention, areas: tuple[Area, ...]) -> bool:
    """A name of two characters that begins a word: 和县 after its province, not in 市和县; 济南 not in 经济南北."""
    if last.end == at:
        return name[-1] not in "县区市旗" or any(_below(area, outer.ref_area) for area in areas for outer in last.areas)
    before = text[max(0, at - 3) : at]
    if name[-1] in "县区市旗" and before[-1:] in tuple("省市州区县"):
        return False
    free = not before or not "\u4e00" <= before[-1] <= "\u9fff" or bool(_words()[2].search(before))
    return free and not (name[-1] in "县区" and text[at + 2 : at + 3] in ("级", "域", "直", "乡", "内"))


def within(code: str, above: str) -> bool:
    """The area `code` is `above` or lies in it."""
    known = lexicon.areas()
    while code and code != above:
        code = known[code].parent if code in known else ""
    return bool(code)


def chains(found: list[Mention], text: str) -> list[list[Mention]]:
    """Mentions that follow one another from the outside in (深圳市坪山区) put together; each other one stands alone."""
    joined: list[list[Mention]] = []
    for mention in found:
        last = joined[-1][-1] if joined else None
        if (
            last
            and not text[last.end : mention.start].strip()
            and mention.start - last.end <= 1
            and _inside(mention, last)
        ):
            joined[-1].append(mention)
        else:
            joined.append([mention])
    return joined


def _inside(mention: Mention, outer: Mention) -> bool:
    return any(_below(area, above.ref_area) for area in mention.areas for above in outer.areas)


def resolve(chain: list[Mention], around: Counter[str]) -> tuple[Area, ...]:
    """The areas the last name of a chain may mean: below the names before it, then below most of what is named `around`.

    Where that leaves several of different levels (吉林 the province and the city), the highest; several of one level stay.
    """
    areas = chain[-1].areas
    for outer in chain[:-1]:
        areas = tuple(area for area in areas if any(_below(area, above.ref_area) for above in outer.areas)) or areas
    support = {area.ref_area: _support(area, around) for area in areas}
    most = max(support.values())
    areas = tuple(area for area in areas if support[area.ref_area] == most)
    highest = min(map(_level, areas))
    return tuple(area for area in areas if _level(area) == highest)


def named(text: str, around: Counter[str] | None = None) -> Counter[str]:
    """code → how often `text` names that area without doubt."""
    known = (mention.areas[0].ref_area for mention in mentions(text) if len(mention.areas) == 1)
    return Counter(known) + (around or Counter())


def code_of(name: str) -> str:
    """The code of the area called `name` (东莞市, 全国, 深圳市坪山区), empty where there is none or more than one."""
    exact = [area.ref_area for area in lexicon.areas().values() if area.name_zh == name]
    return exact[0] if len(exact) == 1 else about(name)


def about(text: str, context: str = "") -> str:
    """The code of the smallest area that `text` (a publisher, a title) names first; `context` settles which 鼓楼区 is meant.

    Empty where no area is named, and where nothing settles it.
    """
    found = chains(list(mentions(text)), text)
    if not found:
        return ""
    meant = resolve(found[0], named(text, named(context)))
    return meant[0].ref_area if len(meant) == 1 else ""


def _support(area: Area, around: Counter[str]) -> int:
    """How often the areas above this one are named."""
    known, above, total = lexicon.areas(), area.parent, 0
    while above and above != "000000":
        total += around[above]
        above = known[above].parent if above in known else ""
    return total


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

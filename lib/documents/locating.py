"""The area a document is about, from what speaks for it: title, publisher, signature, opening, and how it calls itself.

我县 and 全区 tell the level; names of other places in passing, of events, newspapers, laws and honours tell nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from .. import lexicon
from ..lexicon import Area
from . import gazetteer
from .clues import Clues, clues
from .evidence import Evidence, Verdict, judge, scores
from .gazetteer import Mention
from .masthead import Page

NATION = "000000"
SAMPLE = 6_000
INHERITED = 0.3  # of what speaks for the areas above
MISFIT = 0.4  # of what speaks for an area of another level than the document calls itself
BONUS = 3.0  # at most, for an area of the level the document calls itself
BEHIND = 0.8  # at most, of the weight of the area in the title
HEAD = ("title", "title_office")
LISTED = 3  # names parted by 、 from here on are a list of places, not the place


def area_of(page: Page, publisher: str) -> Verdict:
    """The area with what speaks for it; empty where that does not suffice, or where it is a part of a city without a code."""
    known = clues()
    around = _named(page, publisher)
    found = list(_evidence(page, publisher, around, known))
    level = own_level(page, publisher, known)
    found += _implied(page, level, around, known) + _papers(page, publisher, level, known)
    weighed = _weighed(scores(found), {one.value for one in found if one.kind in HEAD}, level)
    return judge(found, weighed, known.doubt, known.sure, _related, _functional(page, publisher, known))


def _named(page: Page, publisher: str) -> Counter[str]:
    """Codes named anywhere without doubt: they settle which 鼓楼区 is meant."""
    hints = " ".join(page.hints.values())
    parts = (publisher, page.title, page.masthead, page.body[:SAMPLE], page.signature, page.file_name, hints)
    return gazetteer.named("\n".join(parts))


def _evidence(page: Page, publisher: str, around: Counter[str], known: Clues) -> Iterator[Evidence]:
    """What each part of the page names, weighed by where it stands and whether it is a body of that place."""
    weight = known.weights["areas"]
    rest = page.body[:SAMPLE].replace(page.opening, "\n", 1)
    apart = publisher not in page.title and publisher not in page.opening  # said by a line of its own
    media = bool(known.media.search(publisher))
    parts = {
        "title": page.title,
        "subtitle": page.subtitle,
        "publisher": publisher if apart and not media else "",
        "signature": page.signature,
        "masthead": page.masthead,
        "site": page.hints.get("site", ""),
        "file": page.file_name,
        "opening": page.opening,
        "body": rest,
    }
    for part, text in parts.items():
        for chain, areas in _places(text, around, known):
            own = known.area_words["own_body"].match(text, chain[-1].end)
            kind = f"{part}_office" if own and f"{part}_office" in weight else part
            for area in areas:
                yield Evidence(area.ref_area, kind, weight[kind] / len(areas), text[chain[0].start : chain[-1].end + 8])
        if part in ("title", "publisher", "signature", "opening") and (match := _nation(text, part, known)):
            yield Evidence(NATION, f"{part}_nation", weight[f"{part}_nation"], match)
    yield from _everyday(page, around, known)
    if code := gazetteer.by_english(page.file_name):
        yield Evidence(code, "file", weight["file"], page.file_name)


def _everyday(page: Page, around: Counter[str], known: Clues) -> Iterator[Evidence]:
    """海丰:调解到家 — the everyday name of a county that begins a title, if the text names it again and it is but one."""
    for length in (4, 3, 2):
        base = page.title[:length]
        areas = gazetteer.districts_by_base().get(base)
        if not areas or not known.area_words["after_short"].match(page.title, length) or base not in page.body:
            continue
        meant = [area for area in areas if around[area.parent] or around[area.ref_area]] if len(areas) > 1 else areas
        if len(meant) == 1:
            yield Evidence(meant[0].ref_area, "title_short", known.weights["areas"]["title_short"], base)
        return


def _nation(text: str, part: str, known: Clues) -> str:
    """A body or name of the whole country that a title begins with, that publishes, or that an opening speaks of."""
    clean = known.area_words["no_place"].sub("", text)
    match = known.nation.search(clean) if part == "opening" else known.nation.match(clean)
    return match[0] if match else ""


def _places(
    text: str, around: Counter[str], known: Clues, lists: bool = False
) -> Iterator[tuple[list[Mention], tuple[Area, ...]]]:
    """The places `text` is about, each with the areas it may mean; left out are places in passing and, unless `lists`, lists."""
    passing = [
        match.span()
        for match in known.area_words["no_place"].finditer(text)
        if not (match[0].startswith("《") and known.year_words["own_name"].search(text[: match.start()]))
    ]
    chained = gazetteer.chains(list(gazetteer.mentions(text, near=set(around))), text)
    listed = set() if lists else _listed(chained, text)
    for at, chain in enumerate(chained):
        start, end = chain[0].start, chain[-1].end
        if at in listed or any(left < end and start < right for left, right in passing):
            continue
        if known.area_words["passing_before"].search(text[max(0, start - 8) : start]):
            continue
        if known.area_words["passing_after"].match(text, end):
            continue
        areas = gazetteer.resolve(chain, around)
        if known.area_words["town_after"].match(text, end):
            areas = tuple(area for area in areas if area.level == "district" or _undivided(area))
        yield chain, areas


def _listed(chained: list[list[Mention]], text: str) -> set[int]:
    """The chains that stand in a list of three places or more: 广东、北京、江苏."""
    found: set[int] = set()
    run = [0]
    for at in range(1, len(chained) + 1):
        joined = at < len(chained) and re.fullmatch(
            r"\s?[、,和与及]\s?", text[chained[at - 1][-1].end : chained[at][0].start]
        )
        if joined:
            run.append(at)
            continue
        if len(run) >= LISTED:
            found.update(run)
        run = [at]
    return found


def _undivided(area: Area) -> bool:
    """A city without districts (东莞市), whose towns lie in it directly."""
    return area.level == "city" and area.ref_area not in {other.parent for other in lexicon.areas().values()}


def own_level(page: Page, publisher: str, known: Clues) -> str:
    """What the document calls its own area: 省, 市, 县, 区, 州, 旗, 盟, 镇, 国; empty where it does not say.

    Ranks and honours (全省第一, 全国先进) are no such word; of equals the lower level counts.
    """
    text = "\n".join((publisher, page.title, page.body[:SAMPLE]))
    order = {word: at for at, word in enumerate(known.levels)}
    counts = Counter(match["level"] for match in known.area_words["own_level"].finditer(text))
    counts.update(match["level"] for match in known.area_words["own_office"].finditer(text))
    town = sum(counts.pop(word, 0) for word in ("乡", "街道"))
    counts["镇"] += town
    return max(
        (word for word in known.levels if counts[word]), key=lambda word: (counts[word], order[word]), default=""
    )


def fits(area: Area, word: str) -> bool:
    """An area calls itself so: a county-level city and a prefecture 全市, an autonomous region and a district 全区."""
    if word == "镇":
        return area.level == "district" or _undivided(area)
    if area.level not in clues().levels.get(word, ()):
        return False
    kinds = gazetteer.kinds_of(area.ref_area)
    return word in kinds or (word == "县" and "旗" in kinds) or word in ("省", "国")


def _implied(page: Page, level: str, around: Counter[str], known: Clues) -> list[Evidence]:
    """The area all the places in the prose lie in, where the document calls itself of that level: 全省 with 海口市, 三亚市."""
    weight = known.weights["areas"]
    text = page.body[:SAMPLE]
    places = {
        areas[0].ref_area: text[chain[0].start : chain[-1].end]
        for chain, areas in _places(text, around, known, lists=True)
        if len(areas) == 1
    }
    above: Counter[str] = Counter()
    for code in places:
        if holder := next((up for up in _up(code) if up != code and fits(lexicon.areas()[up], level)), ""):
            above[holder] += 1
    if not above or level in ("", "国", "镇"):
        return []
    code, count = above.most_common(1)[0]
    inside = [name for place, name in places.items() if gazetteer.within(place, code)]
    if len(inside) < 0.7 * len(places):
        return []
    kind = "implied" if count > 1 else "implied_by_one"
    return [Evidence(code, kind, weight[kind], "、".join(inside[:4]))]


def _papers(page: Page, publisher: str, level: str, known: Clues) -> list[Evidence]:
    """The city of the newspaper, where the text says 全市: too little by itself, as papers write of other places too."""
    text = "\n".join((page.masthead, publisher, page.body[:400], page.signature))
    names = {name for match in known.area_words["paper"].finditer(text) for name in gazetteer.named(match[0])}
    return [
        Evidence(code, "paper", known.weights["areas"]["paper"], lexicon.areas()[code].name_zh)
        for code in sorted(names)
        if level and fits(lexicon.areas()[code], level)
    ]


def _up(code: str) -> Iterator[str]:
    """The code and those above it, the nation left out."""
    known = lexicon.areas()
    while code in known and code != NATION:
        yield code
        code = known[code].parent


def _weighed(own: dict[str, float], heading: Collection[str], level: str) -> dict[str, float]:
    """Weights by how an area fits the level the document calls itself, with a share of what speaks for the areas above it.

    Below an area that the title names, one that only the prose names is a part: it stays behind.
    """
    known = lexicon.areas()
    deepest = sorted(own, key=lambda code: -gazetteer.LEVELS.index(known[code].level))
    weighed = {}
    for code in deepest:
        weight = own[code] + INHERITED * sum(own.get(up, 0.0) for up in _up(code) if up != code)
        if code not in heading and (
            title := max((own[up] for up in _up(code) if up in heading and up != code), default=0.0)
        ):
            weight = min(weight, BEHIND * title)
        fitting = not level or fits(known[code], level)
        weighed[code] = weight + (min(BONUS, own[code]) if level and fitting else 0) if fitting else MISFIT * weight
    return weighed


def _related(one: str, other: str) -> bool:
    return gazetteer.within(one, other) or gazetteer.within(other, one)


def _functional(page: Page, publisher: str, known: Clues) -> str:
    """Why there is no answer for a development zone or new area: a part of a city that has no code."""
    for text in (page.title, publisher):
        clean = text
        for mention in reversed(list(gazetteer.mentions(text))):
            clean = clean[: mention.start] + "＊" * (mention.end - mention.start) + clean[mention.end :]
        if part := next((name for name in gazetteer.parts_without_code() if clean.lstrip("＊").startswith(name)), ""):
            whole = lexicon.areas()[gazetteer.parts_without_code()[part]].name_zh
            return f"{part}: part of {whole}, without a code of its own"
        if match := known.area_words["functional"].search(clean):
            return f"{text[match.start() : match.end()]}: part of a city, without a code of its own"
    return ""

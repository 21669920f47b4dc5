"""Areas that a sentence names, and which of them a number is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .. import lexicon
from .time_expressions import Mention


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


def areas(text: str, ref_area: str) -> list[Mention]:
    """The areas below the document's own that a sentence names, and where it returns to the whole."""
    pattern, names = _area_names(ref_area)
    found = []
    if pattern:
        for match in pattern.finditer(text):
            after = text[match.end() : match.end() + 3]
            if re.match(r"司法局|人民法院|法院|检察|委(?![托派])|政府|仲裁|律师协会", after) and not after.startswith(
                "司法局"
            ):
                continue
            found.append(Mention(match.start(), match.end(), names[match[0]], "area"))
    for match in re.finditer(r"((?:[一-鿿]{2,3}、){1,5}[一-鿿]{2,3})[两二三四五六]([市县区])", text):
        found += _short_names(match, names)
    for match in lexicon.patterns("area")["whole"].finditer(text):
        found.append(Mention(match.start(), match.end(), ref_area, "whole"))
    if ref_area != "000000":
        for match in re.finditer(
            r"(?:^|[,;。])(?:\d{4}年,?)?全国(?=共|累计|现有|已有|各级|法院|律师|人民调解|法律援助机构)", text
        ):
            found.append(Mention(match.start(), match.end(), "000000", "area"))
    return sorted(found, key=lambda mention: mention.start)


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


def resolve_area(ref_area: str, text: str, mentions: Sequence[Mention], at: int) -> tuple[str, bool]:
    """ref_area of a number, and whether several areas below are meant together (their part of the whole)."""
    chosen, several = ref_area, False
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
        return ref_area, True
    return chosen, False

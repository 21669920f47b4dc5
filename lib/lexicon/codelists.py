"""What is known of an indicator, those of indicators.yml together with the reference and derived ones of comparability.yml."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from .. import lexicon
from ..project import CityStatsError


@cache
def indicators() -> dict[str, lexicon.Indicator]:
    """indicator id → Indicator: the extracted ones in their order, then those that are only looked up or derived."""
    return {
        **{name: lexicon.Indicator(name, **entry) for name, entry in lexicon.comparability()["indicators"].items()},
        **lexicon.indicators(),
    }


@cache
def kinds() -> dict[str, str]:
    """indicator id → stock, flow or rate."""
    return {name: known.kind for name, known in indicators().items()}


@cache
def units() -> dict[str, str]:
    """indicator id → unit_measure."""
    return {name: known.unit_measure for name, known in indicators().items()}


@cache
def themes() -> dict[str, str]:
    """indicator id → theme."""
    return {name: known.theme for name, known in indicators().items()}


def comparable() -> list[str]:
    """The indicators a comparison shows by default: the extracted ones, each followed by its complement if it has one."""
    after = {entry["rate"]: entry["complement"] for entry in lexicon.comparability()["complements"]}
    return [shown for name in lexicon.indicators() for shown in (name, after.get(name)) if shown]


def name(indicator: str, lang: str = "zh") -> str:
    """The indicator's name, its id where it has none."""
    known = indicators().get(indicator)
    return getattr(known, f"name_{lang}") if known else indicator


def definition(indicator: str, lang: str = "zh") -> str:
    """What it counts, and with which indicators its values are neither compared nor added up; empty where nothing says."""
    known = indicators().get(indicator)
    if known is None:
        return ""
    text = (known.definition_zh or known.definition) if lang == "zh" else known.definition
    others = [name(other, lang) for other in known.not_with]
    if lang == "zh":
        return text + (f"；不与{'、'.join(others)}比较或相加" if others else "")
    return text + (f"; not to be compared with or added to: {', '.join(others)}" if others else "")


def level(area: str) -> str:
    """nation, province, city or district; '' where the area is not listed."""
    known = lexicon.areas().get(area)
    return known.level if known else ""


def area_code(value: object) -> str:
    """The code of an area given as code (text or number) or as a Chinese, English or former name that only one area has.

    CityStatsError names what it could be; a functional district (松山湖) is part of its city and never the city.
    """
    text = str(value).strip()
    if text in lexicon.areas():
        return text
    found = [code for code, area in lexicon.areas().items() if text in (area.name_zh, area.name_en)]
    others = [alias for alias in lexicon.aliases().get(text, ()) if not found]
    zones = [alias.ref_area for alias in others if alias.kind == "functional"]
    found = found or [alias.ref_area for alias in others if alias.kind != "functional"]
    if len(found) == 1:
        return found[0]
    if found:
        raise CityStatsError(f"{text!r} is the name of {len(found)} areas; give the code: {', '.join(found)}")
    if zones:
        city = lexicon.areas()[zones[0]].name_zh
        raise CityStatsError(
            f"{text!r} is a part of {city} ({zones[0]}), not an area of its own; its figures are in no comparison"
        )
    near = _similar(text)
    raise CityStatsError(
        f"{text!r} is no area{', did you mean ' + ', '.join(near) + '?' if near else ''}; codes and names stand in lib/lexicon/areas.csv"
    )


def _similar(name: str) -> list[str]:
    """Up to three names like a mistyped one: those that begin alike first, cities before counties."""
    levels = {area.name_zh: area.level == "district" for area in reversed(lexicon.areas().values())}
    near = get_close_matches(name, levels, n=30)
    return sorted(near, key=lambda other: (other[:1] != name[:1], levels[other]))[:3]


def ancestors(area: str) -> list[str]:
    """The areas above `area`, nearest first."""
    known, found = lexicon.areas(), list[str]()
    while area in known and known[area].parent and known[area].parent not in found:
        area = known[area].parent
        found.append(area)
    return found


def named(parameter: str, lang: str) -> str:
    """Codes and Chinese terms, joined by 、, as a reader of `lang` knows them; what no file lists stands for itself."""
    known = _names()
    return {"zh": "、", "en": ", "}[lang].join(known.get(part, {}).get(lang, part) for part in parameter.split("、"))


@cache
def _names() -> dict[str, dict[str, str]]:
    """Words for units of measure, grades of sources, and the terms that comparability.yml lists."""
    messages = lexicon.load_yaml("messages.yml")
    return {**messages["unit"], **messages["grade"], **lexicon.comparability()["words"]}

"""What is known of an indicator, those of indicators.yml together with the reference and derived ones of comparability.yml."""

from __future__ import annotations

from functools import cache

from .. import lexicon


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

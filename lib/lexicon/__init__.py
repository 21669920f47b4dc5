"""What a researcher edits without reading Python: units, qualifiers, areas, indicators, traps. This module only loads it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..project import CityStatsError
from .loading import HERE as HERE
from .loading import load_csv as load_csv
from .loading import load_yaml as load_yaml
from .sieve import Sieve as Sieve
from .sieve import needed_characters as needed_characters
from .sieve import sifted as sifted


@dataclass(frozen=True)
class Area:
    """One row of areas.csv: GB/T 2260 code, names, level (nation, province, city, district) and the area above it."""

    ref_area: str
    name_zh: str
    name_en: str
    level: str
    parent: str


@dataclass(frozen=True)
class Indicator:
    """One entry of indicators.yml. `rules` say how it is recognised; `note_zh` and `note_en` what limits comparing it."""

    indicator: str
    name_zh: str
    name_en: str
    theme: str
    kind: str
    unit_measure: str
    definition: str
    definition_zh: str = ""
    note_zh: str = ""
    note_en: str = ""
    breakdown: str = ""
    campaign: bool = False
    extended: bool = False
    of: str = ""
    undivided: bool = False
    not_with: tuple[str, ...] = ()
    not_limited_by: tuple[str, ...] = ()
    rules: tuple[dict[str, Any], ...] = field(default=(), hash=False)


@cache
def patterns(part: str) -> dict[str, re.Pattern[str]]:
    """The patterns of one part of contexts.yml (quantities, periods, status, area, subjects), compiled; a bad one is named."""
    found = {}
    for name, pattern in load_yaml("contexts.yml")[part].items():
        if not isinstance(pattern, str):
            continue
        try:
            found[name] = re.compile(re.sub(r"\|\s+", "|", pattern))
        except re.error as error:
            raise CityStatsError(
                f"lib/lexicon/contexts.yml: {part}: {name}: not a regular expression: {error}"
            ) from None
    return found


@cache
def areas() -> dict[str, Area]:
    """ref_area → Area, in the order of areas.csv."""
    return {
        row["ref_area"]: Area(*(row[key] for key in ("ref_area", "name_zh", "name_en", "level", "parent")))
        for row in load_csv("areas.csv")
    }


@dataclass(frozen=True)
class Alias:
    """One row of aliases.csv: another name of an area, or of a zone inside it. `kind`: former, short or functional."""

    ref_area: str
    alias: str
    kind: str
    note: str


@cache
def aliases() -> dict[str, tuple[Alias, ...]]:
    """Name → the areas it stands for: former and short names, and functional districts (松山湖), which are part of their city
    and never the city."""
    found: dict[str, tuple[Alias, ...]] = {}
    for row in load_csv("aliases.csv"):
        alias = Alias(*(row[key] for key in ("ref_area", "alias", "kind", "note")))
        found[alias.alias] = (*found.get(alias.alias, ()), alias)
    return found


@cache
def indicators() -> dict[str, Indicator]:
    """indicator id → Indicator, in the order of indicators.yml."""
    return {
        name: Indicator(
            name, **{**entry, **{key: tuple(entry.get(key, ())) for key in ("rules", "not_with", "not_limited_by")}}
        )
        for name, entry in load_yaml("indicators.yml")["indicators"].items()
    }


@cache
def themes() -> dict[str, dict[str, str]]:
    """theme id → {"zh": …, "en": …, "words": pattern}, in the order of indicators.yml."""
    answer: dict[str, dict[str, str]] = load_yaml("indicators.yml")["themes"]
    return answer


@cache
def comparability() -> dict[str, Any]:
    """comparability.yml, read once: reasons for caution, breaks, wholes and parts, ranks."""
    answer: dict[str, Any] = load_yaml("comparability.yml")
    return answer


@cache
def exclusions() -> dict[str, dict[str, str]]:
    """indicator id → {zh, en}: what is easily mistaken for it."""
    return load_yaml("exclusions.yml")  # type: ignore[no-any-return]

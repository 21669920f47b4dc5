"""Every string a reader sees, in Chinese and English, from lexicon/messages.yml; names of areas, indicators and units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon
from ..lexicon import codelists
from ..project import CityStatsError

LANGUAGES = ("zh", "en")


def _leaves(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, branch in tree.items():
        if not isinstance(branch, Mapping):
            raise CityStatsError(f"lib/lexicon/messages.yml: {prefix}{name}: needs one text per language (zh, en)")
        if "zh" in branch or "en" in branch:
            yield f"{prefix}{name}", branch
        else:
            yield from _leaves(branch, f"{prefix}{name}.")


@cache
def catalogue() -> dict[str, Mapping[str, str]]:
    """key (`overview.title`) → {zh, en, en_one, use}: the whole file, flat."""
    return dict(_leaves(lexicon.load_yaml("messages.yml")))


@dataclass(frozen=True)
class Messages:
    """The suite's voice in one language: call it with a key and the values to fill in."""

    lang: str

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of `key`; English takes the form `en_one` where n is 1. CityStatsError where there is none."""
        entry = catalogue().get(key, {})
        one = f"{self.lang}_one"
        text = entry.get(one if values.get("n") == 1 and one in entry else self.lang)
        if text is None:
            raise CityStatsError(f"lib/lexicon/messages.yml: no text {key!r} in {self.lang}; add it there")
        return text.format(**values) if values else text

    def known(self, key: str) -> bool:
        return key in catalogue()

    def use(self, key: str) -> str:
        """The use of comparability that the words of `key` need; '' for words that compare nothing."""
        return catalogue().get(key, {}).get("use", "")

    def area(self, ref_area: str) -> str:
        """The area's name; the code itself for an area that areas.csv does not list."""
        area = lexicon.areas().get(ref_area)
        return ref_area if area is None else (area.name_zh if self.lang == "zh" else area.name_en)

    def indicator(self, indicator: str) -> str:
        return codelists.name(indicator, self.lang)

    def theme(self, theme: str) -> str:
        return lexicon.themes().get(theme, {}).get(self.lang) or self(f"theme.{theme}")

    def unit(self, unit_measure: str) -> str:
        """件, 人次, 件/10万人 … or `cases`, `people`, `cases per 100,000`; an unknown unit stands for itself."""
        base, per, denominator = str(unit_measure).partition("_per_")
        if per:
            return self(f"unit.per_{denominator}", unit=self.unit(base))
        return self(f"unit.{base}") if self.known(f"unit.{base}") else base

    def join(self, parts: Iterable[str], last: bool = True) -> str:
        """A list in a sentence: 甲、乙和丙 / A, B and C; `last=False` leaves the word before the last one out."""
        items = list(parts)
        if len(items) < 2 or not last:
            return self("list.comma").join(items)
        return self("list.comma").join(items[:-1]) + self("list.and") + items[-1]

    def sentences(self, parts: Iterable[str]) -> str:
        """Whole sentences one after the other, with the language's own space between them."""
        return ("" if self.lang == "zh" else " ").join(part for part in parts if part)


def speak(lang: str) -> Messages:
    """The messages in `lang`, zh or en."""
    if lang not in LANGUAGES:
        raise CityStatsError(f"language {lang!r}: choose one of {', '.join(LANGUAGES)}")
    return Messages(lang)

"""The rules of lexicon/indicators.yml, made ready: every word in one vocabulary, rules by the words that start them and by unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon
from .word_finder import Finder

Table = dict[str, tuple["Rule", ...]]


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """One rule as declared (lexicon/README.md): `groups` are the words besides its own of which each list needs one, `excluded` the
    words that rule it out, `shields` longer expressions inside which its words do not count. `number` is its place in the file."""

    number: int
    indicator: str
    thing: str
    theme: str
    order: int
    words: frozenset[str]
    groups: tuple[frozenset[str], ...]
    within: int
    after: int
    before: bool
    across: bool
    close: bool
    needs_theme: bool
    generic: bool
    first: bool
    unless: frozenset[str]
    yields_to: frozenset[str]
    excluded: frozenset[str]
    shields: frozenset[str]
    part: frozenset[str]
    kind_of: str
    pattern: re.Pattern[str] | None


class Book:
    """All rules; `finder` knows every word of them, `theme_finder` those of the themes."""

    def __init__(self) -> None:
        declared = lexicon.load_yaml("indicators.yml")
        self._units: dict[str, frozenset[str]] = {
            name: frozenset(text.split()) | ({""} if name in ("money", "any") else set())
            for name, text in declared["units"].items()
        }
        self.rates: dict[str, str] = declared["rates"]
        self.between = re.compile(
            rf"(?:{'|'.join(sorted(_words(declared['between'])[0], key=len, reverse=True))}|(?:19|20)\d\d年[底末度]?|\d{{1,2}}月[底末]?|[\s:：“”\"'()])*"
        )
        self.carried: frozenset[str] = frozenset()  # words that hold for all numbers of a list: 新增律所2家、律师30人
        self.themes_of: dict[str, tuple[str, ...]] = {}
        self.theme_shields: dict[str, frozenset[str]] = {}
        self.shields: dict[str, frozenset[str]] = {}
        self._declared = declared
        self.all_of = tuple(declared["all_of"].split())
        self.objects = tuple(declared["objects"].split())
        self._lists = {name: self._list(text) for name, text in declared["lists"].items()}
        for name, theme in declared["themes"].items():
            words, shields = _words(theme["words"])
            self._lists[name] = self._shielded(words, shields)
            for word in words:
                self.themes_of[word] = (*self.themes_of.get(word, ()), name)
                if shields:
                    self.theme_shields[word] = self.theme_shields.get(word, frozenset()) | shields
        self.carried = frozenset[str]().union(
            *(self._lists[name] for name in declared["defaults"]["stock"]["rivals"] if name != "each")
        )
        self.rules = tuple(self._rules(declared))
        everything = {word for rule in self.rules for word in self._vocabulary(rule)}
        of_themes = {*self.themes_of, *(word for shields in self.theme_shields.values() for word in shields)}
        protecting = {word for found in self.shields.values() for word in found}
        self.theme_finder = Finder(of_themes)
        self.finder = Finder(everything | of_themes | protecting)
        self._tables: dict[str, Table] = {}

    def table(self, unit: str) -> Table:
        """word → the rules it starts, of those whose unit class holds `unit`; for `*` all."""
        known = self._tables.get(unit)
        if known is None:
            known = self._tables[unit] = self._table(unit)
        return known

    def _table(self, unit: str) -> Table:
        found: dict[str, list[Rule]] = {}
        for rule, units in self._with_units:
            if unit == "*" or unit in units:
                for word in rule.words:
                    found.setdefault(word, []).append(rule)
        return {word: tuple(rules) for word, rules in found.items()}

    def _rules(self, declared: dict[str, Any]) -> list[Rule]:
        self._with_units: list[tuple[Rule, frozenset[str]]] = []
        entries = [(name, "", entry) for name, entry in declared["indicators"].items()]
        entries += [("", name, entry) for name, entry in declared["things"].items()]
        for indicator, thing, entry in entries:
            defaults = declared["defaults"].get(entry.get("kind", "thing"), {})
            for order, rule in enumerate(entry["rules"]):
                units = self._units[rule["units"]] if rule["units"] in self._units else frozenset(rule["units"].split())
                made = self._rule(len(self._with_units), indicator, thing, entry, order, {**defaults, **rule})
                self._with_units.append((made, units))
        return [rule for rule, _ in self._with_units]

    def _rule(
        self, number: int, indicator: str, thing: str, entry: dict[str, Any], order: int, rule: dict[str, Any]
    ) -> Rule:
        words, shields = _words(rule["words"])
        groups = []
        for name in ("verbs", "with"):
            if name in rule:
                group, more = _words(rule[name])
                groups.append(group)
                shields |= more
        defaults = self._declared["defaults"].get(entry.get("kind", "thing"), {})
        excluded = self._list(f"{rule.get('not', '')} {defaults.get('not', '')}").union(
            *(self._lists[name] for name in rule.get("rivals", ()))
        )
        return Rule(
            number, indicator, thing, entry.get("theme", ""), order, words, tuple(groups), rule.get("within", 10), rule.get("after", 8),
            rule.get("before", True), rule.get("across", False), rule.get("close", False), rule.get("theme", False),
            rule.get("generic", False), rule.get("first", False), frozenset(rule.get("unless", ())), frozenset(rule.get("yields_to", ())), excluded - words, shields, _words(rule.get("part", ""))[0], entry.get("of", ""),
            re.compile(rule["pattern"]) if "pattern" in rule else None,
        )  # fmt: skip

    def _list(self, text: str) -> frozenset[str]:
        return self._shielded(*_words(text))

    def _shielded(self, words: frozenset[str], shields: frozenset[str]) -> frozenset[str]:
        """Notes which longer expressions take the meaning of these words away; the words."""
        for shield in shields:
            for word in words:
                if word in shield:
                    self.shields[word] = self.shields.get(word, frozenset()) | {shield}
        return words

    @staticmethod
    def _vocabulary(rule: Rule) -> set[str]:
        return {
            *rule.words,
            *rule.excluded,
            *rule.shields,
            *rule.part,
            *(word for group in rule.groups for word in group),
        }


def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """`调解 调处 !调解书` → the words, and the longer expressions (!) inside which they do not count."""
    parts = text.split()
    return frozenset(part for part in parts if part[0] != "!"), frozenset(part[1:] for part in parts if part[0] == "!")


@cache
def book() -> Book:
    """The rules of the lexicon, read once."""
    return Book()

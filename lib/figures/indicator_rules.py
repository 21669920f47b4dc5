"""Which indicator a number is a value of: the declarations of lexicon/indicators.yml, tried on the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon
from ..project import CityStatsError

LEFT, RIGHT = 72, 24  # code points of the words before and after a number that rules see


@dataclass(frozen=True)
class Rule:
    indicator: str
    theme: str
    order: int
    needs_theme: bool
    match: re.Pattern[str]
    excluded: re.Pattern[str] | None
    generic: bool
    unless: frozenset[str]


@dataclass(frozen=True)
class Match:
    """What was recognised, by which rule, on which words (for metrics.explain)."""

    indicator: str
    theme: str
    score: int
    rule: int
    words: str


@cache
def _units() -> dict[str, frozenset[str]]:
    classes = lexicon.load_yaml("indicators.yml")["units"]
    return {
        name: frozenset(text.split()) | ({""} if name in ("money", "any") else set()) for name, text in classes.items()
    }


@cache
def rules_for(unit: str) -> tuple[Rule, ...]:
    """The rules whose unit class holds `unit`; for `*` all. A bad rule is a CityStatsError that names it."""
    found = []
    for indicator in lexicon.indicators().values():
        for order, rule in enumerate(indicator.rules):
            try:
                if unit == "*" or unit in _units()[rule["units"]]:
                    found.append(_rule(indicator, order, rule))
            except (KeyError, re.error) as error:
                where = f"lib/lexicon/indicators.yml: {indicator.indicator}, rule {order + 1}"
                raise CityStatsError(f"{where}: {type(error).__name__} {error}; mend the rule there") from None
    return tuple(found)


def _rule(indicator: lexicon.Indicator, order: int, rule: dict[str, Any]) -> Rule:
    return Rule(
        indicator.indicator,
        indicator.theme,
        order,
        bool(rule.get("theme")),
        re.compile(rule["match"]),
        re.compile(rule["not"]) if rule.get("not") else None,
        bool(rule.get("generic")),
        frozenset(rule.get("unless", ())),
    )


@cache
def rates() -> dict[str, str]:
    """indicator → the rate that its share of the whole is."""
    return lexicon.load_yaml("indicators.yml")["rates"]


@cache
def theme_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(theme["words"])) for name, theme in lexicon.themes().items())


def themes_in(text: str) -> dict[str, int]:
    """The themes whose words stand in a text, each with where the last of them ends."""
    found = {}
    for name, pattern in theme_words():
        for match in pattern.finditer(text):
            found[name] = match.end()
    return found


def _near(local: str) -> str:
    """The clause around the number, where words that rule an indicator out count: a short clause takes the one before with it."""
    left, _, right = local.partition("#")
    at = max(left.rfind(mark) for mark in ",，;；。") + 1
    if len(left) - at + len(right) < 4 and at > 1:
        at = max(left.rfind(mark, 0, at - 1) for mark in ",，;；。") + 1
    return f"{left[at:]}#{right}"


def recognise(local: str, unit: str, contexts: tuple[frozenset[str], ...], preferred: str = "") -> Match | None:
    """The best rule on `local` (words before # words after); `preferred` is the theme of the whole that a sub-item belongs to.

    `contexts` are sets of themes, the nearest first: of the sentence, the paragraph, the headings. A rule that needs its theme
    scores by how near the theme stands, one whose words suffice scores above all of these.
    """
    best: Match | None = None
    own: dict[str, int] | None = None
    near = _near(local)
    for rule in rules_for(unit):
        match = rule.match.search(local)
        if not match or (rule.excluded and rule.excluded.search(near)):
            continue
        if rule.unless:
            own = themes_in(local) if own is None else own
            if rule.unless & (contexts[0] | own.keys() if contexts else own.keys()) and rule.theme not in (
                contexts[0] if contexts else ()
            ):
                continue
        score = (
            (-10 if rule.generic else 100)
            - 15 * ("," in match[0])
            + 10 * ("#" in match[0])
            - rule.order
            + (60 if rule.theme == preferred else 0)
        )
        if rule.needs_theme:
            if own is None:
                own = themes_in(local)
            level = (
                0
                if rule.theme in own
                else next((at + 1 for at, names in enumerate(contexts) if rule.theme in names), None)
            )
            if level is None:
                continue
            score = 90 - 20 * level - rule.order + (60 if rule.theme == preferred else 0)
            if level and own:
                score -= 30  # the words speak of another theme
        hash_at = local.index("#")
        gap = hash_at - match.end() if match.end() <= hash_at else 0
        score = score * 100 - min(gap, 40) + min(len(match[0]), 30)
        if best is None or score > best.score:
            best = Match(rule.indicator, rule.theme, score, rule.order, match[0])
    return best


def breakdown(indicator: str, local: str) -> str:
    """The category by which this indicator is given here, as printed (二级, 部门); empty where none."""
    pattern = lexicon.indicators()[indicator].breakdown
    if not pattern:
        return ""
    left, _, right = local.partition("#")
    clause = re.split(r"[,，。;；]", left)[-1]
    before = re.findall(pattern, clause)
    after = re.search(pattern, right)
    return before[-1] if before else after[0] if after else ""

"""Which indicator a number is a value of: the rules of lexicon/indicators.yml, tried on the words around it.

lexicon/README.md says how a rule is written and what it scores; this module applies it. All words that any rule knows are found in one
pass, and only rules are tried one of whose own words was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import lexicon
from .rule_book import Rule, book
from .word_finder import Found

LEFT, RIGHT = 72, 24  # code points of the words before and after a number that rules see
FIRST, ENOUGH, THING, THEME, GENERIC = 130, 110, 100, 90, 0  # what a rule scores, see lexicon/README.md
ACROSS, LEVEL, ANOTHER, PREFERRED = 15, 20, 30, 60  # taken off, or added, see lexicon/README.md

_watching: ContextVar[dict[str, list[Match]] | None] = ContextVar("watching", default=None)


@dataclass(frozen=True, slots=True)
class Match:
    """What was recognised, by which rule, on which words (for metrics.explain); `part` that the rule's own words limit it to a part.
    An `indicator` that is empty stands for a thing that is none (`thing` names it)."""

    indicator: str
    theme: str
    score: int
    rule: int
    words: str
    part: bool = False
    thing: str = ""


def rates() -> dict[str, str]:
    """indicator → the rate that its share of the whole is."""
    return book().rates


@lru_cache(maxsize=4096)
def theme_places(text: str) -> tuple[tuple[int, str], ...]:
    """The themes whose words stand in a text, each with where a word of it ends, in the order of the ends."""
    known = book()
    found = known.theme_finder.find(text)
    places = []
    for one in found:
        for theme in known.themes_of.get(one.word, ()):
            if not _shielded(one, found, known.theme_shields.get(one.word)):
                places.append((one.end, theme))
    return tuple(sorted(places))


def themes_in(text: str) -> dict[str, int]:
    """The themes whose words stand in a text, each with where the last of them ends."""
    return {theme: end for end, theme in theme_places(text)}


def themes_between(text: str, start: int, end: int) -> dict[str, int]:
    """The themes whose words end in text[start:end], each with where the last of them ends, as an offset into `text`."""
    return {theme: at for at, theme in theme_places(text) if start < at <= end}


def recognise(local: str, unit: str, contexts: tuple[frozenset[str], ...], preferred: str = "") -> Match | None:
    """The best rule on `local` (words before # words after); `preferred` is the theme of the whole that a sub-item belongs to.

    `contexts` are sets of themes, the nearest first: of the sentence, the paragraph, the headings. A rule that needs its theme
    scores by how near the theme stands, one whose words suffice scores above all of these. `unit` `*` stands for any.
    """
    best = _best(local, unit, contexts, preferred)
    return best if best and best.indicator else None


def names_a_thing(local: str, unit: str, contexts: tuple[frozenset[str], ...]) -> bool:
    """Whether the words name a thing that is no indicator (`things` of the lexicon), so that nothing is handed down to the number."""
    best = _best(local, unit, contexts, "")
    return best is not None and not best.indicator


def _best(local: str, unit: str, contexts: tuple[frozenset[str], ...], preferred: str) -> Match | None:
    best: Match | None = None
    found = matches(local, unit, contexts, preferred)
    if (seen := _watching.get()) is not None:
        seen[local] = found = list(found)
    for match in found:
        if best is None or match.score > best.score:
            best = match
    return best


@contextmanager
def watched() -> Iterator[dict[str, list[Match]]]:
    """Within it, the rules that held are kept, by the words around each number (for explanations)."""
    seen: dict[str, list[Match]] = {}
    token = _watching.set(seen)
    try:
        yield seen
    finally:
        _watching.reset(token)


def matches(local: str, unit: str, contexts: tuple[frozenset[str], ...], preferred: str = "") -> Iterable[Match]:
    """Every rule that holds on `local`, with its score, in the order of the lexicon."""
    table = book().table(unit)
    found = book().finder.find(local)
    candidates: dict[Rule, list[Found]] = {}
    for one in found:
        for rule in table.get(one.word, ()):
            candidates.setdefault(rule, []).append(one)
    if not candidates:
        return
    around = _Around(local, found, contexts, preferred)
    for rule in sorted(candidates, key=lambda rule: rule.number) if len(candidates) > 1 else candidates:
        match = around.match(rule, candidates[rule])
        if match:
            yield match


class _Around:
    """The words around one number, as rules ask for them."""

    def __init__(self, local: str, found: list[Found], contexts: tuple[frozenset[str], ...], preferred: str) -> None:
        self.local, self.found, self.contexts, self.preferred = local, found, contexts, preferred
        self.hash = local.index("#")
        self.clause = _last_mark(local, self.hash, ",;") + 1
        self.sentence = _last_mark(local, self.hash, ";") + 1
        near, stop = (
            _near(local, self.hash),
            local.find("并", self.hash),
        )  # 案卷#件并督促整改问题: 问题 is of the next number
        self.near = [one for one in found if one.start >= near and (stop < 0 or one.end <= stop)]
        self.near_words = {one.word for one in self.near}
        self._own: set[str] | None = None

    def own(self) -> set[str]:
        """The themes of these words themselves."""
        if self._own is None:
            known = book()
            self._own = {
                theme
                for one in self.found
                for theme in known.themes_of.get(one.word, ())
                if not _shielded(one, self.found, known.theme_shields.get(one.word))
            }
        return self._own

    def match(self, rule: Rule, places: list[Found]) -> Match | None:
        """The rule with what it scores here; None where it does not hold."""
        noun = self._nearest(rule, places)
        if noun is None:
            return None
        used = [noun]
        for group in rule.groups:
            helper = self._helper(rule, group, noun)
            if helper is None:
                return None
            used.append(helper)
        if rule.groups and min(map(self._gap, used)) > rule.within:
            return None
        if rule.excluded and not rule.excluded.isdisjoint(self.near_words) and self._ruled_out(rule, used):
            return None
        if rule.pattern and not rule.pattern.search(self.local):
            return None
        base = self._base(rule)
        if base is None:
            return None
        begin = min(one.start for one in used)
        across = begin < self.clause
        score = (base - ACROSS * across - rule.order) * 100 - min(self._gap(noun), 40) + min(len(noun.word), 30)
        part = bool(rule.part) and not rule.part.isdisjoint(self.near_words)
        end = max(self.hash + 1, *(one.end for one in used))
        return Match(rule.indicator, rule.theme, score, rule.order, self.local[begin:end], part, rule.thing)

    def _base(self, rule: Rule) -> int | None:
        """What the rule scores before its distance; None where its theme is missing or another one has the word."""
        if rule.kind_of and self.preferred == rule.theme:
            return None  # 其中专职律师: a part of the total that the sentence divides
        here = self.contexts[0] if self.contexts else frozenset[str]()
        if rule.yields_to and self._yields(rule):
            return None
        if rule.unless and rule.theme not in here and not rule.unless.isdisjoint(here | self.own()):
            return None
        bonus = PREFERRED if self.preferred and rule.theme == self.preferred else 0
        if not rule.needs_theme:
            return _without_theme(rule) + bonus
        own = self.own()
        if rule.theme in own:
            return THEME + bonus
        for level, names in enumerate(self.contexts, 1):
            if rule.theme in names:
                return THEME - LEVEL * level - (ANOTHER if own else 0) + bonus
        return None

    def _yields(self, rule: Rule) -> bool:
        """Whether one of the themes that the rule gives way to is named nearer than its own."""
        for names in self.contexts:
            if rule.theme in names:
                return False
            if not rule.yields_to.isdisjoint(names):
                return True
        return False

    def _gap(self, one: Found) -> int:
        return self.hash - one.end if one.end <= self.hash else one.start - self.hash - 1

    def _nearest(self, rule: Rule, places: list[Found]) -> Found | None:
        """The rule's own word that stands nearest to the number and may: in its clause, within its distance, nothing else between."""
        best, least = None, (99, 0)
        floor = self.sentence if rule.across else self.clause
        for one in places:
            before = one.end <= self.hash
            if before:
                gap = self.hash - one.end
                limit = LEFT if rule.groups else rule.within
                if one.start < floor or gap > limit or not rule.before:
                    continue
                if (
                    rule.close
                    and gap
                    and not rule.groups
                    and not book().between.fullmatch(self.local, one.end, self.hash)
                ):
                    continue
            else:
                gap = one.start - self.hash - 1
                if gap > rule.after or (rule.close and self.local.endswith(book().objects, 0, self.hash)):
                    continue
            if rule.shields and _shielded(one, self.found, rule.shields):
                continue
            if (gap, -len(one.word)) < least:
                best, least = one, (gap, -len(one.word))
        return best

    def _helper(self, rule: Rule, group: frozenset[str], noun: Found) -> Found | None:
        """The word of a second group that stands nearest to the number, in the same reach and outside the noun."""
        best, least = None, 99
        floor = self.sentence if rule.across else self.clause
        for one in self.found:
            if one.word in group and one.start >= floor and not (noun.start <= one.start and one.end <= noun.end):
                gap = self._gap(one)
                if gap < least and not (rule.shields and _shielded(one, self.found, rule.shields)):
                    best, least = one, gap
        return best

    def _all_of(self, noun: Found) -> int:
        """Where words end that can rule out a stock named behind its number: behind it nothing does where all of it is spoken of
        (全市#个司法所全部入驻)."""
        if noun.start < self.hash:
            return len(self.local)
        whole = self.local.endswith(book().all_of, 0, self.hash) or self.local.startswith(
            ("全部", "均", "都"), noun.end
        )
        return noun.end if whole else len(self.local)

    def _ruled_out(self, rule: Rule, used: list[Found]) -> bool:
        """Whether a word that rules the rule out stands near, outside the rule's own words and what shields it."""
        behind = self._all_of(used[0]) if rule.close else len(self.local)
        for one in self.near:
            if (
                one.word in rule.excluded
                and one.start < behind
                and not any(own.start <= one.start and one.end <= own.end for own in used)
                and not _shielded(one, self.found, book().shields.get(one.word))
            ):
                return True
        return False


def _without_theme(rule: Rule) -> int:
    return FIRST if rule.first else GENERIC if rule.generic else THING if rule.thing else ENOUGH


def _shielded(one: Found, found: list[Found], shields: frozenset[str] | None) -> bool:
    """Whether a word stands inside a longer expression that takes its meaning away (调解 in 调解书)."""
    return shields is not None and any(
        other.word in shields and other.start <= one.start and one.end <= other.end for other in found
    )


def _last_mark(text: str, end: int, marks: str) -> int:
    return max(text.rfind(mark, 0, end) for mark in marks)


def _near(local: str, hash_at: int) -> int:
    """Where the words begin that rule an indicator out: the clause of the number; a short one takes the clause before with it."""
    at = _last_mark(local, hash_at, ",;") + 1
    if len(local) - at - 1 < 4 and at > 1:
        at = _last_mark(local, at - 1, ",;") + 1
    return at


@cache
def _breakdown_pattern(indicator: str) -> re.Pattern[str] | None:
    pattern = lexicon.indicators()[indicator].breakdown
    return re.compile(pattern) if pattern else None


def breakdown(indicator: str, local: str) -> str:
    """The category by which this indicator is given here, as printed (二级, 部门); empty where none."""
    pattern = _breakdown_pattern(indicator)
    if not pattern:
        return ""
    left, _, right = local.partition("#")
    clause = left[_last_mark(left, len(left), ",，。;；") + 1 :]
    before = pattern.findall(clause)
    after = pattern.search(right)
    return before[-1] if before else after[0] if after else ""

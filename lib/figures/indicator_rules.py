"""Which indicator a number is a value of: the rules of lexicon/indicators.yml, tried on the words around it.

lexicon/README.md says how a rule is written and what it scores; this module applies it. All words that any rule knows are found in one
pass, and only rules are tried one of whose own words was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from .. import lexicon
from .rule_book import Book, Rule, book
from .word_finder import Found

LEFT, RIGHT = 72, 24  # code points of the words before and after a number that rules see
FIRST, ENOUGH, THING, THEME, GENERIC = 130, 110, 100, 90, 0  # what a rule scores, see lexicon/README.md
ACROSS, LEVEL, ANOTHER, PREFERRED = 15, 20, 30, 60  # taken off, or added, see lexicon/README.md

ALL = ("全部", "均", "都", "有")  # behind a stock: all of it
_NUMBER = attrgetter("number")
_CLAUSES = re.compile("[,，。;；]")
_watching: ContextVar[dict[str, list[Match]] | None] = ContextVar("watching", default=None)


class Match(NamedTuple):
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
    return tuple(sorted((one[1], theme) for one in found for theme in _themes(one, found, known)))


def _themes(one: Found, found: list[Found], known: Book) -> tuple[str, ...]:
    """The themes that a word is of; none where a longer expression takes its meaning away."""
    themes = known.themes_of.get(one[2], ())
    return () if themes and _shielded(one, found, known.theme_shields.get(one[2])) else themes


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


def carried(local: str) -> str:
    """The last word before a number that keeps a stock out and holds for the numbers listed behind it too
    (新增律师事务所12家、律师230人); empty where there is none."""
    hash_at, known = local.index("#"), book()
    clause = max(local.rfind(",", 0, hash_at), local.rfind(";", 0, hash_at)) + 1
    found = known.finder.find(local[clause:hash_at])
    words = [one for one in found if one[2] in known.carried and not _shielded(one, found, known.shields.get(one[2]))]
    return max(words)[2] if words else ""


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
    known = book()
    table, found = known.table(unit), known.finder.find(local)
    candidates: dict[Rule, list[Found]] = {}
    for one in found:
        for rule in table.get(one[2], ()):
            candidates.setdefault(rule, []).append(one)
    if not candidates:
        return
    around = _Around(local, found, contexts, preferred, known)
    held = [rule for rule in candidates if around.may_hold(rule)]
    if len(held) > 1:
        held.sort(key=_NUMBER)
    for rule in held:
        match = around.match(rule, candidates[rule])
        if match:
            yield match


class _Around:
    """The words around one number, as rules ask for them."""

    def __init__(
        self, local: str, found: list[Found], contexts: tuple[frozenset[str], ...], preferred: str, known: Book
    ) -> None:
        self.local, self.found, self.contexts, self.preferred, self.known = local, found, contexts, preferred, known
        self.hash = hash_at = local.index("#")
        self.statement = local.rfind(";", 0, hash_at) + 1
        self.clause = max(local.rfind(",", 0, hash_at) + 1, self.statement)
        self.words = {one[2] for one in found}
        near, stop = self._near(), local.find("并", hash_at)  # 案卷#件并督促整改问题: 问题 is of the next number
        if near or stop >= 0:
            self.near = [one for one in found if one[0] >= near and (stop < 0 or one[1] <= stop)]
            self.near_words = {one[2] for one in self.near}
        else:
            self.near, self.near_words = found, self.words

    def _near(self) -> int:
        """Where the words begin that rule an indicator out: the clause of the number; a short one takes the clause before with it."""
        at = self.clause
        if len(self.local) - at - 1 < 4 and at > 1:
            at = max(self.local.rfind(",", 0, at - 1), self.local.rfind(";", 0, at - 1)) + 1
        return at

    @cached_property
    def own(self) -> set[str]:
        """The themes of these words themselves."""
        of = self.known.themes_of
        return {theme for one in self.found if one[2] in of for theme in _themes(one, self.found, self.known)}

    @cached_property
    def themes(self) -> set[str]:
        """… and those named around them."""
        return self.own.union(*self.contexts)

    def may_hold(self, rule: Rule) -> bool:
        """Whether its theme is named at all, and each of its lists has a word here."""
        for group in rule.groups:
            if group.isdisjoint(self.words):
                return False
        return not rule.needs_theme or rule.theme in self.themes

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
        begin, end = noun[0], noun[1]
        for one in used[1:]:
            begin, end = min(begin, one[0]), max(end, one[1])
        across = begin < self.clause
        score = (base - ACROSS * across - rule.order) * 10000 - min(self._gap(noun), 40) * 100 + min(len(noun[2]), 30)
        part = bool(rule.part) and not rule.part.isdisjoint(self.near_words)
        words = self.local[begin : max(end, self.hash + 1)]
        return Match(rule.indicator, rule.theme, score, rule.order, words, part, rule.thing)

    def _base(self, rule: Rule) -> int | None:
        """What the rule scores before its distance; None where its theme is missing or another one has the word."""
        if rule.kind_of and self.preferred == rule.theme:
            return None  # 其中专职律师: a part of the total that the sentence divides
        if rule.yields_to and self._yields(rule):
            return None
        here = self.contexts[0] if self.contexts else frozenset[str]()
        if rule.unless and rule.theme not in here and not rule.unless.isdisjoint(here | self.own):
            return None
        bonus = PREFERRED if self.preferred and rule.theme == self.preferred else 0
        if not rule.needs_theme:
            return _without_theme(rule) + bonus
        if rule.theme in self.own:
            return THEME + bonus
        for level, names in enumerate(self.contexts, 1):
            if rule.theme in names:
                return THEME - LEVEL * level - (ANOTHER if self.own else 0) + bonus
        return None

    def _yields(self, rule: Rule) -> bool:
        """Whether one of the themes that the rule gives way to is named nearer than its own."""
        of = self.known.themes_of
        if any(rule.theme in of.get(word, ()) for word in self.words - rule.words):
            return False
        for names in self.contexts:
            if rule.theme in names:
                return False
            if not rule.yields_to.isdisjoint(names):
                return True
        return False

    def _gap(self, one: Found) -> int:
        return self.hash - one[1] if one[1] <= self.hash else one[0] - self.hash - 1

    def _nearest(self, rule: Rule, places: list[Found]) -> Found | None:
        """The rule's own word that stands nearest to the number and may: in its clause, within its distance, nothing else between."""
        best, least, hash_at = None, (99, 0), self.hash
        for one in places:
            start, end, word = one
            if end > hash_at:
                gap = start - hash_at - 1
                if gap > rule.after or (rule.close and self._is_object(end)):
                    continue
            else:
                gap = hash_at - end
                if start < (self.statement if rule.across else self.clause) or not rule.before:
                    continue
                if not rule.groups and gap and (gap > rule.within or (rule.close and not self._linked(end))):
                    continue  # of a rule with several lists the nearest of all its words counts
            if (gap, -len(word)) < least and not self._shielded(one, rule.shields):
                best, least = one, (gap, -len(word))
        return best

    def _shielded(self, one: Found, shields: frozenset[str] | None) -> bool:
        if not shields or shields.isdisjoint(self.words):
            return False
        return _shielded(one, self.found, shields)

    def _linked(self, end: int) -> bool:
        """Whether nothing but linking words stand between a word and the number."""
        return bool(self.known.between.fullmatch(self.local, end, self.hash))

    def _is_object(self, end: int) -> bool:
        """Whether a thing named behind its number is what something is done to, or only what something else is of
        (对#家律师事务所, #名律师的联系方式)."""
        return self.local.endswith(self.known.objects, 0, self.hash) or self.local.startswith("的", end)

    def _reaches(self, rule: Rule, start: int, end: int, gap: int) -> bool:
        """Whether a word before the number is near enough; where it must be close, nothing but linking words stand between."""
        if start < (self.statement if rule.across else self.clause):
            return False
        if rule.groups:
            return True  # the nearest of all its words counts
        if gap > rule.within:
            return False
        return not (rule.close and gap) or bool(self.known.between.fullmatch(self.local, end, self.hash))

    def _helper(self, rule: Rule, group: frozenset[str], noun: Found) -> Found | None:
        """The word of a second group that stands nearest to the number, in the same reach and outside the noun."""
        best, least = None, 99
        floor = self.statement if rule.across else self.clause
        for one in self.found:
            if one[2] in group and one[0] >= floor and not (noun[0] <= one[0] and one[1] <= noun[1]):
                gap = self._gap(one)
                if gap < least and not self._shielded(one, rule.shields):
                    best, least = one, gap
        return best

    def _all_of(self, noun: Found) -> int:
        """Where words end that can rule out a stock named behind its number: behind it nothing does where all of it is spoken of
        (全市#个司法所全部入驻)."""
        if noun[0] < self.hash:
            return len(self.local)
        whole = self.local.endswith(self.known.all_of, 0, self.hash) or self.local.startswith(ALL, noun[1])
        return noun[1] if whole else len(self.local)

    def _ruled_out(self, rule: Rule, used: list[Found]) -> bool:
        """Whether a word that rules the rule out stands near, outside the rule's own words and what shields it."""
        behind = self._all_of(used[0]) if rule.close else len(self.local)
        for one in self.near:
            if (
                one[2] in rule.excluded
                and one[0] < behind
                and not any(own[0] <= one[0] and one[1] <= own[1] for own in used)
                and not self._shielded(one, self.known.shields.get(one[2]))
            ):
                return True
        return False


def _without_theme(rule: Rule) -> int:
    return FIRST if rule.first else GENERIC if rule.generic else THING if rule.thing else ENOUGH


def _shielded(one: Found, found: list[Found], shields: frozenset[str] | None) -> bool:
    """Whether a word stands inside a longer expression that takes its meaning away (调解 in 调解书)."""
    if not shields:
        return False
    return any(word in shields and start <= one[0] and one[1] <= end for start, end, word in found)


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
    clause = _CLAUSES.split(left)[-1]
    before = pattern.findall(clause)
    after = pattern.search(right)
    return before[-1] if before else after[0] if after else ""

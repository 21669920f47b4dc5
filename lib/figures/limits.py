"""What limits a figure to a part of the area's work: one institution, town, campaign, kind of case (contexts.yml: limits)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .. import lexicon
from ..lexicon import needed_characters, sifted
from ..project import CityStatsError

if TYPE_CHECKING:
    from .sentences import Place, Sentence

WINDOW = 240  # code points before a number in which it is limited
BEHIND = 8  # code points behind it


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit named at text[start:end] of a sentence: its name in contexts.yml, how far it holds, whether for publicity alone."""

    start: int
    end: int
    name: str
    holds: str
    words: str
    campaigns: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    """One entry of `limits`, compiled; `needed` are characters of which a text must hold one for it to be found."""

    name: str
    holds: str
    campaigns: bool
    pattern: re.Pattern[str]
    needed: frozenset[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    """The limits of contexts.yml; an entry that is none is a CityStatsError naming it."""
    found = []
    for name, entry in lexicon.load_yaml("contexts.yml")["limits"].items():
        try:
            words = re.sub(r"\|\s+", "|", entry["words"])
            compiled, needed = sifted(words), needed_characters(words)
            found.append(_Kind(name, entry["holds"], bool(entry.get("campaigns")), compiled, needed))
        except (re.error, KeyError) as error:
            raise CityStatsError(f"lib/lexicon/contexts.yml: limits: {name}: {error}; mend it there") from None
    return tuple(found)


def find(text: str) -> tuple[Limit, ...]:
    """The limits that a sentence names, in order; of two that hold alike and overlap, the first."""
    characters = frozenset(text)
    found = [
        Limit(*match.span(), kind.name, kind.holds, match[0], kind.campaigns)
        for kind in _kinds()
        if not kind.needed or not kind.needed.isdisjoint(characters)
        for match in kind.pattern.finditer(text)
    ]
    ends: dict[tuple[str, bool], int] = {}
    kept = []
    for limit in sorted(found, key=lambda limit: limit.start):
        alike = (limit.holds, limit.campaigns)
        if limit.start >= ends.get(alike, 0):
            ends[alike] = limit.end
            kept.append(limit)
    return tuple(kept)


def reaching(sentence: Sentence, at: int, indicator: str, held: Limit | None = None) -> Limit | None:
    """The limit that holds for the number `at`, a value of `indicator`: of its clause, of its campaign, of its statement, or
    `held` from the paragraph; None where it is of the whole area."""
    place, text = sentence.places[at], sentence.text
    floor = max(place.opening - WINDOW, sentence.clauses.statement(place.opening))
    reach = place.closing + len(place.right[:BEHIND])
    known = lexicon.indicators()[indicator]
    publicity, named = known.campaign, (one for one in sentence.limits if one.name not in known.not_limited_by)
    near = [limit for limit in named if limit.start >= floor and limit.start < reach]
    held = held if held and held.name not in known.not_limited_by else None
    if limit := in_clause(sentence, at, near, publicity):
        return limit
    campaigns = [limit for limit in near if limit.campaigns and limit.holds == "statement"] if publicity else []
    again = lexicon.patterns("area")["all_campaigns"]
    if campaigns and not again.search(text, campaigns[-1].end, place.opening):
        return campaigns[-1]
    limit = _last([limit for limit in near if limit.holds != "clause" and not limit.campaigns], text, floor, place)
    if limit or not held:
        return limit
    return None if lexicon.patterns("area")["whole"].search(text, 0, place.opening) else held


def in_clause(sentence: Sentence, at: int, near: Iterable[Limit], publicity: bool = False) -> Limit | None:
    """The limit that the clause of the number names (农民工案件203件), where one does."""
    before = sentence.places[at - 1].closing if at else 0
    begin = max(0, sentence.clauses.clause(sentence.places[at].opening) - 1, before)
    reaching = (limit for limit in near if limit.holds == "clause" and limit.start >= begin)
    return next((limit for limit in reaching if publicity or not limit.campaigns), None)


def outcome_of_limited(sentence: Sentence, at: int) -> Limit | None:
    """涉企复议案件286件,调解和解101件: the limit of a number before in the statement whose outcome this one is, its words naming
    nothing that is counted anew."""
    things, statement = lexicon.patterns("clauses")["object"], sentence.clauses.statement(sentence.places[at].opening)
    for n in range(at, 0, -1):
        left = sentence.places[n].left
        if left.startswith("、") or things.search(left) or sentence.places[n - 1].opening < statement:
            return None
        here = [limit for limit in sentence.limits if limit.holds == "clause" and not limit.campaigns]
        if limit := in_clause(sentence, n - 1, (one for one in here if one.start < sentence.places[n - 1].closing)):
            return limit
    return None


def _last(near: Sequence[Limit], text: str, floor: int, place: Place) -> Limit | None:
    """The last of them, unless words of the whole area (全市 …) follow it."""
    last = max(near, key=lambda limit: limit.start, default=None)
    if not last:
        return None
    whole = lexicon.patterns("area")["whole"].search(text, max(floor, last.start + 1), max(place.opening, floor))
    return None if whole else last


def held_after(held: Limit | None, text: str, named: Sequence[Limit]) -> Limit | None:
    """What limits the sentences after a text: the town or office that is its subject, until the whole area is named."""
    subjects = [limit for limit in named if limit.holds == "paragraph"]
    last = subjects[-1] if subjects else held
    floor = last.end if subjects and last else 0
    return None if lexicon.patterns("area")["whole"].search(text, floor) else last

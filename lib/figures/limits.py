"""What limits a figure to a part of the area's work: one institution, town, campaign, kind of case (contexts.yml: limits)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .. import lexicon
from ..project import CityStatsError

if TYPE_CHECKING:
    from .sentences import Sentence

WINDOW = 240  # code points before a number in which it is limited
BEHIND = 8  # code points behind it


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit named at text[start:end] of a sentence: its name in contexts.yml and how far it holds."""

    start: int
    end: int
    name: str
    holds: str
    words: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """The limits that hold alike, as one pattern with a group for each name."""

    holds: str
    campaigns: bool
    pattern: re.Pattern[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    """The limits by how far they hold; an entry that is none is a CityStatsError naming it."""
    alike: dict[tuple[str, bool], list[str]] = {}
    for name, entry in lexicon.load_yaml("contexts.yml")["limits"].items():
        try:
            words = re.sub(r"\|\s+", "|", entry["words"])
            re.compile(words)
            alike.setdefault((entry["holds"], bool(entry.get("campaigns"))), []).append(f"(?P<{name}>{words})")
        except (re.error, KeyError) as error:
            raise CityStatsError(f"lib/lexicon/contexts.yml: limits: {name}: {error}; mend it there") from None
    return tuple(_Kind(*key, re.compile("|".join(patterns))) for key, patterns in alike.items())


def find(text: str) -> tuple[Limit, ...]:
    """The limits that a sentence names, in order."""
    found = [
        Limit(*match.span(), match.lastgroup or "", "campaign" if kind.campaigns else kind.holds, match[0])
        for kind in _kinds()
        for match in kind.pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda limit: limit.start))


def reaching(sentence: Sentence, at: int, indicator: str) -> Limit | None:
    """The limit that holds for the number `at`, a value of `indicator`; None where it is of the whole area."""
    if not sentence.limits:
        return None
    place, text = sentence.places[at], sentence.text
    floor = max(place.opening - WINDOW, sentence.clauses.statement(place.opening))
    reach = place.closing + len(place.right[:BEHIND])
    near = [limit for limit in sentence.limits if limit.start >= floor and limit.start < reach]
    clause = max(0, sentence.clauses.clause(place.opening) - 1)
    for limit in near:
        if limit.holds == "clause" and limit.start >= clause:
            return limit
    if lexicon.indicators()[indicator].campaign:
        campaigns = [limit for limit in near if limit.holds == "campaign"]
        again = lexicon.patterns("area")["all_campaigns"]
        if campaigns and not again.search(text, campaigns[-1].end, place.opening):
            return campaigns[-1]
    return _last([limit for limit in near if limit.holds not in ("clause", "campaign")], text, floor, place.opening)


def _last(near: Iterable[Limit], text: str, floor: int, opening: int) -> Limit | None:
    """The last of them, unless words of the whole area (全市 …) follow it."""
    last = max(near, key=lambda limit: limit.start, default=None)
    if not last:
        return None
    whole = lexicon.patterns("area")["whole"].search(text, max(floor, last.start + 1), max(opening, floor))
    return None if whole else last

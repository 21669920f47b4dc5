"""Who acts in a paragraph or a list, where what he does is his service and no work of the area (contexts.yml: actors)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .. import lexicon
from ..project import CityStatsError
from .indicator_rules import Match

if TYPE_CHECKING:
    from ..quantities import Quantity
    from .outline import Heading

_MARK = re.compile("[,，;；、]")
PATTERNS = ("named", "ends", "acts", "total", "asked")


@dataclass(frozen=True)
class Actor:
    """One entry of `actors`, compiled: the words that name it and end it, the services it renders, their indicators."""

    name: str
    named: re.Pattern[str]
    ends: re.Pattern[str]
    acts: re.Pattern[str]
    total: re.Pattern[str]
    asked: re.Pattern[str]
    units: frozenset[str]
    indicator: str
    consultations: str

    @property
    def theme(self) -> str:
        """The theme of its services."""
        return lexicon.indicators()[self.indicator].theme


@cache
def actors() -> tuple[Actor, ...]:
    """The actors of contexts.yml; an entry that is none is a CityStatsError naming it."""
    found = []
    for name, entry in lexicon.load_yaml("contexts.yml")["actors"].items():
        try:
            named, ends, acts, total, asked = (re.compile(entry[part]) for part in PATTERNS)
            units = frozenset(entry["units"].split())
            found.append(
                Actor(name, named, ends, acts, total, asked, units, entry["indicator"], entry["consultations"])
            )
        except (re.error, KeyError) as error:
            raise CityStatsError(f"lib/lexicon/contexts.yml: actors: {name}: {error}; mend it there") from None
    return tuple(found)


def acting(held: Actor | None, text: str, path: list[Heading]) -> Actor | None:
    """Who acts at the end of `text`: the last one named in it and not ended, else `held`, else the one that the heading names."""
    for actor in actors():
        named = max((match.end() for match in actor.named.finditer(text)), default=-1)
        ended = max((match.start() for match in actor.ends.finditer(text)), default=-1)
        if named > ended:
            return actor
        if held is actor and ended < 0:
            return held
        if ended < 0 and path and actor.named.search(path[-1].name):
            return actor
    return None


def concern(held: Actor | None, text: str, path: list[Heading]) -> bool:
    """Whether any actor can matter in a sentence: one is held, or named in it or in its heading."""
    return held is not None or any(
        actor.named.search(text) or (path and actor.named.search(path[-1].name)) for actor in actors()
    )


def service(actor: Actor, quantity: Quantity, local: str) -> Match | None:
    """The indicator of a number that counts what `actor` did; None where it counts something else."""
    if quantity.measure != "count" or quantity.unit not in actor.units:
        return None
    left, _, right = local.partition("#")
    clause = _MARK.split(left)[-1]
    if (asked := actor.asked.search(clause)) or (asked := actor.asked.match(right)):
        return Match(actor.consultations, actor.theme, 0, 0, asked[0])
    words = actor.acts.search(clause) or actor.acts.search(right)
    return Match(actor.indicator, actor.theme, 0, 0, words[0]) if words else None


def is_total(actor: Actor, local: str) -> bool:
    """Whether the words speak of all services of `actor` together, not of one kind."""
    clause = _MARK.split(local.partition("#")[0])[-1]
    return bool(actor.total.search(clause))

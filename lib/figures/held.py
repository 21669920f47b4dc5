"""What a text has said so far that holds for the sentences to come: its last figures, its last whole figure, its years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .. import lexicon
from ..quantities import Quantity
from . import actors, area_mentions, clauses, indicator_rules, limits, time_expressions
from .actors import Actor
from .clauses import Clauses
from .context import Frame
from .limits import Limit
from .record import Record
from .sentences import Sentence
from .time_expressions import Mention

LOOK_BACK = 600  # code points before a sentence that are looked at for what its paragraph has said
KEPT = 16  # whole figures that a section keeps in mind
_ORDER = re.compile(r"[\d一二三四五六七八九十\s　]+")
_OPENS = 6  # code points between the beginning of a clause and the period that opens it


@dataclass(frozen=True)
class Window:
    """Several years that a paragraph speaks of, and the words that said so."""

    value: str
    words: str


class Held(NamedTuple):
    """What holds when a sentence begins.

    last    the last figure of the sentence before, in the same paragraph
    first   the first figure of the sentence before, in the same paragraph
    wholes  the last whole figures of the section with their quantities, the latest at the end
    window  the several years or months that opened a sentence of the paragraph (五年来,…), until another period is named
    limit   the town or office that the paragraph tells of, until the whole area is named
    area    the area below that the paragraph is about, until the whole or another is named; empty where none
    actor   who acts in the paragraph, until another does or a sentence counts nothing of what he does
    intro   what the introduction of a list said: it holds again for each of its items
    """

    last: Record | None = None
    first: Record | None = None
    wholes: tuple[tuple[Record, Quantity], ...] = ()
    window: Window | None = None
    limit: Limit | None = None
    area: str = ""
    actor: Actor | None = None
    intro: Held | None = None

    @property
    def main(self) -> tuple[Record, Quantity] | None:
        """The last whole figure of the section."""
        return self.wholes[-1] if self.wholes else None

    def whole(self, quantity: Quantity) -> tuple[Record, Quantity] | None:
        """The last whole figure of the section counted in the unit of `quantity`; 人 and 名 are one."""
        person = quantity.unit_measure == "person"
        alike = [
            pair
            for pair in self.wholes
            if pair[1].unit == quantity.unit or (person and pair[1].unit_measure == "person")
        ]
        return next((pair for pair in reversed(alike) if pair[1].unit == quantity.unit), alike[-1] if alike else None)


def entering(held: Held, frame: Frame, before: Sentence | None, sentence: Sentence) -> Held:
    """What of `held` still holds for `sentence`, with what the text between the two has said.

    A section of the first level ends `last` and `wholes` (but those of the title's theme); a paragraph ends `last`, and `window` unless it is an item of a list.
    """
    start = max(before.start + len(before.text) if before else 0, sentence.start - LOOK_BACK)
    gap = frame.text[start : sentence.start]
    line = frame.text.rfind("\n", 0, sentence.start) + 1
    new = "\n" in gap or before is None
    if new:
        held = _next_line(held, frame.text, line)
    if before is None or sentence.path[:1] != before.path[:1]:
        lasting = tuple(pair for pair in held.wholes if pair[0].theme in frame.themes)
        held = held._replace(last=None, first=None, wholes=lasting)
    if new and not held.intro:
        gap = gap[gap.rfind("\n") + 1 :]
    if len(gap) > 1:
        named = time_expressions.periods(gap, frame.now)
        window = _window(held.window, frame, gap, named, clauses.cut(gap))
        limit = limits.held_after(held.limit, gap, limits.find(gap))
        area = _area(held.area, gap, area_mentions.areas(gap, frame.ref_area), new)
        held = held._replace(window=window, limit=limit, area=area)
    held = held._replace(actor=actors.acting(held.actor, gap, sentence.path))
    opened = held._replace(wholes=(), last=None, first=None, intro=None)
    return held._replace(intro=opened) if held.intro and _introduced(frame.text, line) else held


def _next_line(held: Held, text: str, line: int) -> Held:
    """What holds at the beginning of a line: an item of a list keeps what its introduction said, not what the item before did."""
    if not continues(text, line):
        return Held(wholes=held.wholes)
    said = held if _introduced(text, line) else held.intro or Held()
    return said._replace(wholes=held.wholes, last=None, first=None, intro=held.intro or Held())


def _former_line(text: str, line: int) -> str:
    before = text[max(0, line - LOOK_BACK) : line].rstrip()
    return before[before.rfind("\n") + 1 :]


def _introduced(text: str, line: int) -> bool:
    """Whether the line before the one at `line` introduces a list."""
    return _former_line(text, line)[-1:] in (":", "：")


def continues(text: str, line: int) -> bool:
    """Whether the line at `line` is an item of a list: its introduction or an item with the same kind of mark stands before it."""
    item = lexicon.patterns("clauses")["item"]
    here = item.match(text[line : line + 12])
    if not here:
        return False
    before = item.match(_former_line(text, line)[:12])
    return _introduced(text, line) or bool(before and _ORDER.sub("", before[0]) == _ORDER.sub("", here[0]))


def leaving(held: Held, frame: Frame, sentence: Sentence, records: Sequence[Record]) -> Held:
    """What holds after `sentence`."""
    line = frame.text.rfind("\n", max(0, sentence.start - LOOK_BACK), sentence.start) + 1
    wholes = list(held.wholes)
    dated: dict[tuple[str, str], str] = {}  # 327件,较去年204件: the first is the whole
    for record, quantity in zip(records, sentence.quantities, strict=True):
        whole = record.scope == "area" and not record.sub and quantity.measure == "count"
        first = dated.setdefault((record.indicator, record.ref_area), record.time_period)
        if whole and record.indicator not in indicator_rules.rates() and first == record.time_period:
            wholes = [pair for pair in wholes if (pair[0].indicator, pair[1].unit) != (record.indicator, quantity.unit)]
            wholes.append((record, quantity))
    serving = held.actor and any(record.theme == held.actor.theme for record in records)
    return Held(
        last=records[-1] if records else held.last,
        first=next((record for record in records if record.indicator), None),
        wholes=tuple(wholes[-KEPT:]),
        window=_window(held.window, frame, sentence.text, sentence.periods, sentence.clauses),
        limit=limits.held_after(held.limit, sentence.text, sentence.limits),
        area=_area(held.area, sentence.text, sentence.areas, not frame.text[line : sentence.start].strip()),
        actor=actors.acting(held.actor if serving else None, sentence.text, sentence.path),
        intro=held.intro,
    )


def _area(area: str, text: str, mentions: Iterable[Mention], opens: bool) -> str:
    """The area below that holds after a text: one that begins the paragraph as its subject, until another area is named."""
    for mention in mentions:
        if opens and mention.kind == "area" and not text[: mention.start].strip():
            area = mention.value
        else:
            area = "" if mention.kind != "area" or mention.value != area else area
    return area


def _window(
    window: Window | None, frame: Frame, text: str, mentions: Iterable[Mention], parts: Clauses
) -> Window | None:
    """The years that hold after a text: those that open its last clause with a period; none once another period is named."""
    named = list(mentions)
    _, by = time_expressions.resolve_period(text, named, parts, len(text), False, "")
    if by is None:
        return window
    kinds = time_expressions.HELD if frame.bulletin else time_expressions.WINDOWS
    if by.kind in kinds and by.start - parts.clause(max(by.start, 0)) <= _OPENS:
        return Window(by.value, text[by.start : by.end])
    return None

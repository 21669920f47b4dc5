"""What a text has said so far that holds for the sentences to come: its last figures, its last whole figure, its years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .. import lexicon
from ..quantities import Quantity
from . import clauses, indicator_rules, time_expressions
from .clauses import Clauses
from .context import Frame
from .record import Record
from .sentences import Sentence
from .time_expressions import Mention

LOOK_BACK = 600  # code points before a sentence that are looked at for what its paragraph has said
_OPENS = 6  # code points between the beginning of a clause and the period that opens it


@dataclass(frozen=True)
class Window:
    """Several years that a paragraph speaks of, and the words that said so."""

    value: str
    words: str


@dataclass(frozen=True)
class Held:
    """What holds when a sentence begins.

    last    the last figure of the sentence before, in the same paragraph
    main    the last whole figure of the section with its quantity, which 按类型分,… divides
    window  the several years of the paragraph (五年来,…), until another period is named
    """

    last: Record | None = None
    main: tuple[Record, Quantity] | None = None
    window: Window | None = None


def entering(held: Held, frame: Frame, before: Sentence | None, sentence: Sentence) -> Held:
    """What of `held` still holds for `sentence`, with what the text between the two has said.

    A section of the first level ends `last` and `main`; a paragraph ends `last`, and `window` unless it is an item of a list.
    """
    start = max(before.start + len(before.text) if before else 0, sentence.start - LOOK_BACK)
    gap = frame.text[start : sentence.start]
    line = frame.text.rfind("\n", 0, sentence.start) + 1
    new = "\n" in gap or before is None
    listed = new and continues(frame.text, line)
    if new:
        held = replace(held, last=None, window=held.window if listed else None)
    if before is None or sentence.path[:1] != before.path[:1]:
        held = replace(held, last=None, main=None)
    if new and not listed:
        gap = gap[gap.rfind("\n") + 1 :]
    if len(gap) > 1:
        named = time_expressions.periods(gap, frame.now)
        held = replace(held, window=_window(held.window, gap, named, clauses.cut(gap)))
    return held


def continues(text: str, line: int) -> bool:
    """Whether the line at `line` is an item of a list whose introduction or former item stands right before it."""
    item = lexicon.patterns("clauses")["item"]
    before = text[max(0, line - LOOK_BACK) : line].rstrip()
    former = before[before.rfind("\n") + 1 :]
    return bool(item.match(text[line : line + 12])) and (before[-1:] in (":", "：") or bool(item.match(former)))


def leaving(held: Held, sentence: Sentence, records: Sequence[Record]) -> Held:
    """What holds after `sentence`."""
    main = held.main
    for record, quantity in zip(records, sentence.quantities, strict=True):
        whole = record.scope == "area" and not record.sub and quantity.measure == "count"
        if whole and record.indicator not in indicator_rules.rates():
            main = (record, quantity)
    window = _window(held.window, sentence.text, sentence.periods, sentence.clauses)
    return replace(held, last=records[-1] if records else held.last, main=main, window=window)


def _window(window: Window | None, text: str, mentions: Iterable[Mention], parts: Clauses) -> Window | None:
    """The years that hold after a text: those that open its last clause with a period; none once another period is named."""
    named = list(mentions)
    _, by = time_expressions.resolve_period(text, named, parts, len(text), False, "")
    if by is None:
        return window
    if by.kind in time_expressions.WINDOWS and by.start - parts.clause(max(by.start, 0)) <= _OPENS:
        return Window(by.value, text[by.start : by.end])
    return None

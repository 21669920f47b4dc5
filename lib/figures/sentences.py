"""A sentence with its numbers: the words that belong to each, and which numbers stand in one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..quantities import Quantity
from . import area_mentions, context, indicator_rules, outline, time_expressions
from .context import Frame
from .indicator_rules import Match
from .outline import Heading
from .time_expressions import Mention

_PLACES = re.compile(r"\((?:社区|居|居委会|街道|镇|乡|市|区|所|站)\)")  # 村(社区) is one word
_JOINS = re.compile(r"[、和与及]|上升|下降|增长|减少|增加")


@dataclass(slots=True)
class Record:
    """What was decided of one number. `local` are the words around it (words before # words after); `listed` that they come from a
    respectively-list; `sub` that it is a part of the figure before it; `rule` what recognised the indicator, None where inherited."""

    local: str
    time_period: str
    ref_area: str
    status: str
    listed: bool = False
    indicator: str = ""
    theme: str = ""
    scope: str = ""
    sub: bool = False
    rule: Match | None = None

    def take(self, match: Match, **more: str | bool) -> None:
        """The indicator of a rule."""
        self.indicator, self.theme, self.rule = match.indicator, match.theme, match
        for name, value in more.items():
            setattr(self, name, value)

    def inherit(self, other: Record, **more: str | bool) -> None:
        """The indicator and scope of another figure."""
        self.indicator, self.theme, self.scope, self.rule = other.indicator, other.theme, other.scope, None
        for name, value in more.items():
            setattr(self, name, value)


@dataclass
class Sentence:
    """One sentence with what is named in it; `contexts` are the themes of its paragraph and of its headings.

    `carried` is the last figure of the sentence before in the same paragraph, `main` the last whole figure of the section, which a
    sentence such as 按类型分,… divides."""

    start: int
    text: str
    periods: list[Mention]
    areas: list[Mention]
    path: list[Heading]
    default: str
    contexts: tuple[frozenset[str], ...]
    quantities: list[Quantity] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    groups: list[tuple[int, int]] = field(default_factory=list)
    carried: Record | None = None
    main: tuple[Record, Quantity] | None = None

    def opening(self, at: int) -> int:
        """Where the words before the number `at` end, as an offset into `text`."""
        return self.quantities[at].open - self.start

    def closing(self, at: int) -> int:
        return self.quantities[at].close - self.start

    def between(self, at: int) -> str:
        """The text between the number before `at` and `at`; before the first, all of it."""
        return self.text[self.closing(at - 1) if at else 0 : self.opening(at)]

    def left(self, at: int) -> str:
        return self.between(at)[-indicator_rules.LEFT :]

    def right(self, at: int) -> str:
        """The words behind the number, up to a punctuation mark or the next number."""
        close = self.closing(at)
        following = self.opening(at + 1) if at + 1 < len(self.quantities) else len(self.text)
        words = _PLACES.sub("", self.text[close : min(following, close + indicator_rules.RIGHT)])
        return re.split(r"[,，。;；、(（:：\n]", words, maxsplit=1)[0]


def split(frame: Frame, quantities: Iterable[Quantity]) -> Iterator[Sentence]:
    """The sentences that hold quantities, each with them."""
    current: Sentence | None = None
    end = -1
    for quantity in quantities:
        if current is None or quantity.start >= end:
            if current:
                yield _grouped(current)
            start, end = outline.sentence(frame.text, quantity.start, quantity.close)
            current = _sentence(frame, start, frame.text[start:end])
        current.quantities.append(quantity)
    if current:
        yield _grouped(current)


def _sentence(frame: Frame, start: int, text: str) -> Sentence:
    path = context.section(frame, start)
    lead = frame.text[max(0, start - 160) : start]
    paragraph = lead[lead.rfind("\n") + 1 :]
    headings = " ".join(heading.name for heading in path)
    return Sentence(
        start,
        text,
        time_expressions.line_period(frame.text, frame.year, start, len(text))
        + time_expressions.periods(text, frame.year),
        area_mentions.areas(text, frame.ref_area),
        path,
        context.default_period(frame, path),
        (frozenset(indicator_rules.themes_in(paragraph)), frozenset(indicator_rules.themes_in(headings))),
    )


def _grouped(sentence: Sentence) -> Sentence:
    """Fills `groups`: for each number the first index and the length of the run with nothing but 、和 between its members."""
    first, size = 0, len(sentence.quantities)
    for at in range(1, size + 1):
        if at == size or re.search(r"[一-鿿;；]", _JOINS.sub("", sentence.between(at))):
            sentence.groups += [(first, at - first)] * (at - first)
            first = at
    return sentence


def respectively(sentence: Sentence, at: int) -> str:
    """民事、刑事案件分别为123件、45件: the words that belong to the n-th number; empty where it is no such list."""
    first, size = sentence.groups[at]
    words = sentence.left(first)
    if size < 2 or sentence.quantities[at].measure == "growth" or not ("分别" in words or "各" in words):
        return ""
    lead = re.search(r"([^,，。;；:：(（#]+)(?:分别|各)([^,，。;；、]{0,12})$", words)
    if not lead:
        return ""
    items = re.split(r"[、和与及]", lead[1])
    if len(items) != size:
        return ""
    width = len(items[1]) if size > 2 else len(items[0])
    shared = items[-1][-2:] if items[0][:1] == items[-1][:1] else items[-1][width:]
    head = items[0][:-width] if size > 2 and len(items[0]) > width else ""
    tail = shared if at - first < size - 1 and len(items[-1]) >= 4 and width < len(items[-1]) else ""
    return f"{head if at > first else ''}{items[at - first]}{tail}{lead[2].rstrip('为是达')}#{sentence.right(at)}"

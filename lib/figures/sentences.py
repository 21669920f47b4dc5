"""A sentence with its numbers: the words that belong to each, and which numbers stand in one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .. import lexicon
from ..quantities import Quantity
from . import area_mentions, clauses, context, indicator_rules, limits, outline, time_expressions
from .clauses import Clauses
from .context import Frame
from .limits import Limit
from .outline import Heading
from .time_expressions import Mention

_PLACES = re.compile(r"\((?:社区|居|居委会|街道|镇|乡|市|区|所|站)\)")  # 村(社区) is one word
_RIGHT_END = re.compile(r"[,，。;；、(（:：\n]")
_WORD = re.compile(r"[一-鿿;；]")
_ITEMS = re.compile(r"[、和与及]")
_RESPECTIVELY = re.compile(r"([^,，。;；:：(（#]+)(?:分别|各)([^,，。;；、]{0,12})$")
PARAGRAPH = 160  # code points before a sentence in which its paragraph speaks of a theme


@dataclass(frozen=True, slots=True)
class Place:
    """Where one number stands: offsets of its first and last word into the sentence, and the words around it.

    between  all text since the number before (or the sentence's beginning)
    left     the last of it that rules see
    right    the words behind the number, up to a punctuation mark or the next number
    """

    opening: int
    closing: int
    between: str
    left: str
    right: str


@dataclass(frozen=True)
class Sentence:
    """One sentence that holds numbers, with what is named in it; nothing of it changes once it is read.

    places    one per quantity
    groups    for each number the first index and the length of the list it stands in (nothing but 、和 between its members)
    plan      the headings with the words that open its paragraph where these tell what comes next (下一步, …)
    default   the period of a number that names none
    contexts  the themes of its paragraph, of its headings and of the document's title
    """

    start: int
    text: str
    clauses: Clauses
    periods: tuple[Mention, ...]
    areas: tuple[Mention, ...]
    limits: tuple[Limit, ...]
    path: list[Heading]
    plan: list[Heading]
    default: str
    contexts: tuple[frozenset[str], ...]
    quantities: tuple[Quantity, ...]
    places: tuple[Place, ...]
    groups: tuple[tuple[int, int], ...]


def split(frame: Frame, quantities: Iterable[Quantity]) -> Iterator[Sentence]:
    """The sentences that hold quantities, each with them."""
    inside: list[Quantity] = []
    start = end = -1
    for quantity in quantities:
        if quantity.start >= end:
            if inside:
                yield _sentence(frame, start, end, inside)
            start, end = outline.sentence(frame.text, quantity.start, quantity.close)
            inside = []
        inside.append(quantity)
    if inside:
        yield _sentence(frame, start, end, inside)


def _sentence(frame: Frame, start: int, end: int, quantities: Sequence[Quantity]) -> Sentence:
    text = frame.text[start:end]
    path = context.section(frame, start)
    plan = context.planning(frame, start, path)
    lead = frame.text[max(0, start - PARAGRAPH) : start]
    paragraph = lead[lead.rfind("\n") + 1 :]
    headings = " ".join(heading.name for heading in path)
    places = tuple(_places(text, start, quantities))
    named = time_expressions.line_period(frame.text, frame.now, start, len(text))
    return Sentence(
        start=start,
        text=text,
        clauses=clauses.cut(text),
        periods=(*named, *time_expressions.periods(text, frame.now)),
        areas=tuple(area_mentions.areas(text, frame.ref_area)),
        limits=limits.find(text),
        path=path,
        plan=plan,
        default=context.default_period(frame, plan),
        contexts=(
            frozenset(indicator_rules.themes_in(paragraph)),
            frozenset(indicator_rules.themes_in(headings)),
            frame.themes,
        ),
        quantities=tuple(quantities),
        places=places,
        groups=_groups(places),
    )


def _places(text: str, start: int, quantities: Sequence[Quantity]) -> Iterator[Place]:
    before = 0
    for at, quantity in enumerate(quantities):
        opening, closing = quantity.open - start, quantity.close - start
        following = quantities[at + 1].open - start if at + 1 < len(quantities) else len(text)
        between = text[before:opening]
        words = _PLACES.sub("", text[closing : min(following, closing + indicator_rules.RIGHT)])
        yield Place(opening, closing, between, between[-indicator_rules.LEFT :], _RIGHT_END.split(words, maxsplit=1)[0])
        before = closing


def _groups(places: Sequence[Place]) -> tuple[tuple[int, int], ...]:
    joins = lexicon.patterns("clauses")["joins"]
    found: list[tuple[int, int]] = []
    first, size = 0, len(places)
    for at in range(1, size + 1):
        if at == size or _WORD.search(joins.sub("", places[at].between)):
            found += [(first, at - first)] * (at - first)
            first = at
    return tuple(found)


def respectively(sentence: Sentence, at: int) -> str:
    """民事、刑事案件分别为123件、45件: the words that belong to the n-th number; empty where it is no such list."""
    first, size = sentence.groups[at]
    words = sentence.places[first].left
    if size < 2 or sentence.quantities[at].measure == "growth" or not ("分别" in words or "各" in words):
        return ""
    lead = _RESPECTIVELY.search(words)
    items = _ITEMS.split(lead[1]) if lead else []
    if not lead or len(items) != size:
        return ""
    width = len(items[1]) if size > 2 else len(items[0])
    shared = items[-1][-2:] if items[0][:1] == items[-1][:1] else items[-1][width:]
    head = items[0][:-width] if size > 2 and len(items[0]) > width else ""
    tail = shared if at - first < size - 1 and len(items[-1]) >= 4 and width < len(items[-1]) else ""
    own = f"{head if at > first else ''}{items[at - first]}{tail}"
    return f"{own}{lead[2].rstrip('为是达')}#{sentence.places[at].right}"

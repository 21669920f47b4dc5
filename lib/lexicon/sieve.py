"""Long patterns tried only where one of their first characters stands.

Python's `re` looks for the first characters of a pattern by itself only where it begins with plain letters; one that begins with groups
or looks behind itself is tried in full at every place of a text. The characters are worked out from the pattern's own parse tree, so
whoever writes a pattern in the lexicon need not think of it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_WIDE = (ops.ASSERT, ops.ASSERT_NOT, ops.AT)  # of no width: what may follow them is still what comes first
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_CATEGORIES = {ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_WORD: r"\w"}


def sifted(pattern: str) -> re.Pattern[str]:
    """The pattern compiled; it matches what `re.compile(pattern)` matches, and sooner says no."""
    first = first_characters(pattern)
    return re.compile(f"(?=[{first}])(?:{pattern})" if first else pattern)


class Sieve:
    """Several patterns as one alternative, in their order, of which only those are tried that can begin with the character at hand."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = [(pattern, first_characters(pattern)) for pattern in patterns]
        self._by: dict[str, re.Pattern[str] | None] = {}

    def match(self, text: str, at: int, stop: int = sys.maxsize) -> re.Match[str] | None:
        """The match of the first pattern that fits at text[at:stop]."""
        char = text[at]
        if char not in self._by:
            self._by[char] = self._beginning(char)
        pattern = self._by[char]
        return pattern.match(text, at, stop) if pattern else None

    def _beginning(self, char: str) -> re.Pattern[str] | None:
        fitting = [pattern for pattern, first in self._patterns if not first or re.match(f"[{first}]", char)]
        return re.compile("|".join(f"(?:{pattern})" for pattern in fitting)) if fitting else None


def first_characters(pattern: str) -> str:
    """What a match can begin with, as the inside of a character class; '' where it may be empty or begin with anything."""
    found, empty = _first(parser.parse(pattern))
    return "".join(sorted(found)) if found and not empty else ""


def needed_characters(pattern: str) -> frozenset[str]:
    """Characters of which every match holds at least one: a text without any of them needs no search; empty where nothing is needed."""
    return _needed(parser.parse(pattern)) or frozenset()


def _needed(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """The smallest such set of a sequence of parsed items; None where it may match without any character known."""
    sets = [one for what, value in items if (one := _needed_of(what, value))]
    return min(sets, key=lambda one: (len(one), sorted(one))) if sets else None


def _needed_of(what: Any, value: Any) -> frozenset[str] | None:
    if what is ops.LITERAL:
        return frozenset(chr(value))
    if what is ops.IN:
        return frozenset(chr(item) for _, item in value) if all(kind is ops.LITERAL for kind, _ in value) else None
    if what is ops.BRANCH:
        parts = [_needed(branch) for branch in value[1]]
        return None if any(part is None for part in parts) else frozenset().union(*(part for part in parts if part))
    if what is ops.SUBPATTERN:
        return _needed(value[3])
    if what in _REPEATS and value[0] > 0:
        return _needed(value[2])
    if what is ops.ASSERT and value[0] > 0:
        return _needed(value[1])
    return None


def _first(items: Sequence[tuple[Any, Any]]) -> tuple[set[str] | None, bool]:
    """(pieces of a character class or None for anything, whether it can match nothing) of a sequence of parsed items."""
    found: set[str] = set()
    for what, value in items:
        begins, empty = _item(what, value)
        if begins is None:
            return None, False
        found |= begins
        if not empty:
            return found, False
    return found, True


def _item(what: Any, value: Any) -> tuple[set[str] | None, bool]:
    if what is ops.LITERAL:
        return {re.escape(chr(value))}, False
    if what is ops.IN:
        return _set(value), False
    if what is ops.BRANCH:
        parts = [_first(branch) for branch in value[1]]
        if any(begins is None for begins, _ in parts):
            return None, False
        return set().union(*(begins for begins, _ in parts if begins)), any(empty for _, empty in parts)
    if what is ops.SUBPATTERN:
        return _first(value[3]) if not (value[1] or value[2]) else (None, False)
    if what in _REPEATS:
        begins, empty = _first(value[2])
        return begins, empty or value[0] == 0
    if what in _WIDE:
        return set(), True
    return None, False


def _set(items: Sequence[tuple[Any, Any]]) -> set[str] | None:
    found = set()
    for what, value in items:
        if what is ops.LITERAL:
            found.add(re.escape(chr(value)))
        elif what is ops.RANGE:
            found.add(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif what is ops.CATEGORY and value in _CATEGORIES:
            found.add(_CATEGORIES[value])
        else:
            return None
    return found

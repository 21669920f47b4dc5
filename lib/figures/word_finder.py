"""Every word of a vocabulary that stands in a text, found in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from operator import add

GAP = 8  # code points that may stand between the parts of a word written with …
STOPS = ",;#。，；"  # … and none of these

Found = tuple[int, int, str]  # start, end, word: a word at text[start:end]


class Finder:
    """Finds all words of a vocabulary, overlapping ones too. `村…法律顾问` stands for its two parts in this order within GAP code points
    of one clause."""

    def __init__(self, words: Iterable[str]) -> None:
        plain: set[str] = set()
        self._joined: dict[str, list[tuple[str, str]]] = {}  # last part → (first part, word)
        for word in words:
            first, gap, last = word.partition("…")
            plain |= {first, last} if gap else {word}
            if gap:
                self._joined.setdefault(last, []).append((first, word))
        self._single = frozenset(word for word in plain if len(word) == 1)
        pairs: dict[str, list[str]] = {}
        for word in sorted(plain, key=lambda word: (-len(word), word)):
            if len(word) > 1:
                pairs.setdefault(word[:2], []).append(word)
        self._pairs = {pair: tuple((word, len(word)) for word in words) for pair, words in pairs.items()}

    def find(self, text: str) -> list[Found]:
        """The words in `text`, the parts of joined words too, in no order."""
        found: list[Found] = []
        pairs = self._pairs
        for at, pair in enumerate(map(add, text, text[1:])):
            if pair in pairs:
                for word, length in pairs[pair]:
                    if length == 2 or text.startswith(word, at):
                        found.append((at, at + length, word))
        for char in self._single.intersection(text):
            at = text.find(char)
            while at >= 0:
                found.append((at, at + 1, char))
                at = text.find(char, at + 1)
        return found + self._together(text, found) if self._joined else found

    def _together(self, text: str, found: list[Found]) -> list[Found]:
        """The words of two parts."""
        joined, more = self._joined, []
        for start, end, last in found:
            if last in joined:
                for first, word in joined[last]:
                    at = text.rfind(first, max(0, start - GAP - len(first)), start)
                    if at >= 0 and not any(mark in text[at:start] for mark in STOPS):
                        more.append((at, end, word))
        return more

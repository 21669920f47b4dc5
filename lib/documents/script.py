"""Simplified or Traditional: which script a text is in, and its Simplified form at the same offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

UNIHAN = range(0x4E00, 0xA000)


@dataclass(frozen=True)
class Scripts:
    """The converter, and the characters that occur in one script only (as OpenCC's own tables have it)."""

    convert: Any
    hant_only: frozenset[str]
    hans_only: frozenset[str]


@cache
def scripts() -> Scripts:
    """Loaded once per process (about 80 ms); OpenCC is imported here so that a program that reads nothing does not wait."""
    from opencc import OpenCC

    to_simplified, to_traditional = OpenCC("t2s").convert, OpenCC("s2t").convert
    plain = [chr(code) for code in UNIHAN]
    lines = "\n".join(plain)  # one character a line, so that no phrase rule can join two of them
    hant = {a for a, b in zip(plain, to_simplified(lines).split("\n"), strict=True) if a != b}
    hans = {a for a, b in zip(plain, to_traditional(lines).split("\n"), strict=True) if a != b}
    return Scripts(to_simplified, frozenset(hant - hans), frozenset(hans - hant))


def detect(text: str) -> str:
    """`hant` where more characters are Traditional only than Simplified only, else `hans`."""
    known = scripts()
    return "hant" if _is_traditional(text, known) else "hans"


def simplify(text: str) -> str:
    """`text` in Simplified characters, every character at the offset it had.

    Lines that are Simplified already stay as they are: 乾县 and 瞭望 are right there, and only a Traditional line makes 乾 into 干.
    """
    known = scripts()
    if known.hant_only.isdisjoint(text):
        return text
    pieces = re.split(r"([\r\n]+)", text)
    return "".join(_simplify_line(piece, known) if _is_traditional(piece, known) else piece for piece in pieces)


def _is_traditional(text: str, known: Scripts) -> bool:
    if known.hant_only.isdisjoint(text):
        return False
    hant = sum(char in known.hant_only for char in text)
    return hant > sum(char in known.hans_only for char in text)


def _simplify_line(line: str, known: Scripts) -> str:
    """One line converted; phrase by phrase where that keeps the length, else character by character."""
    whole = known.convert(line)
    if len(whole) == len(line):
        return whole
    single = known.convert("\n".join(line)).split("\n")
    return "".join(new if len(new) == 1 else old for old, new in zip(line, single, strict=True))

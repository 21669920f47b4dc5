"""The outline of a text: its headings and where its sentences begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

SENTENCE = 600  # code points of a sentence that are looked at on either side of a number


_END = re.compile(r"[。!！?？\n\r]")


_HEADING = re.compile(
    r"^[^\S\n]*(?:(?P<one>[一二三四五六七八九十]{1,3}、)|(?P<two>[(（][一二三四五六七八九十]{1,3}[)）])|(?P<three>\d{1,2}[.、．](?!\d)))(?P<name>[^。\n]{2,60})",
    re.M,
)


_BULLET = re.compile(r"^[^\S\n]*[■◆●▲★□※☆▍►◎]+[^\S\n]*(?P<name>[^。，,;；\n]{2,40}?)(?:[:：。]|[^\S\n]*$)", re.M)


_BARE = re.compile(
    r"^[^\S\n]*(?P<name>[^。，,;；:：\n\t]{4,40}(?:计划|总结|打算|安排|思路|展望|情况|要点|成效|问题|不足|举措))[^\S\n]*$",
    re.M,
)


@dataclass(frozen=True)
class Heading:
    start: int
    level: int
    name: str


def numbered(line: str) -> bool:
    """Whether a line begins like a numbered heading: 一、, (二), 3."""
    return bool(_HEADING.match(line))


def _headings(text: str) -> list[Heading]:
    found = [
        Heading(match.start(), 1 if match["one"] else 2 if match["two"] else 3, match["name"].strip())
        for match in _HEADING.finditer(text)
    ]
    for pattern in (_BARE, _BULLET):
        found += [Heading(match.start(), 1, match["name"].strip()) for match in pattern.finditer(text)]
    return sorted(found, key=lambda heading: heading.start)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around text[start:end]: up to 。！？ or a line end, at most SENTENCE code points each way."""
    low = max(0, start - SENTENCE)
    begin = max((text.rfind(mark, low, start) for mark in "。！!？?\n\r"), default=-1) + 1 or low
    stop = _END.search(text, end, min(len(text), end + SENTENCE))
    close = (
        stop.end()
        if stop and text[stop.start()] not in "\n\r"
        else stop.start()
        if stop
        else min(len(text), end + SENTENCE)
    )
    while begin < start and text[begin] in " \t　\n\r":
        begin += 1
    return begin, close

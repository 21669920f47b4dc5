"""The numbers of a list's items, glued to what follows: `1.56场` under `2.98%的案件` is item 1 with 56 sessions."""

from __future__ import annotations

import re
from itertools import pairwise

_ITEM = re.compile(r"^[ \u3000\t]*(?P<number>\d{1,2})[.．](?P<glued>\d)?(?: (?P<parted>\d{1,2})(?!\d))?", re.MULTILINE)
_GLUED = re.compile(r"^[ \u3000\t]*\d{1,2}\. ?\d", re.MULTILINE)


def list_numbers(text: str) -> tuple[dict[int, int], frozenset[int]]:
    """Place of every item's number that is glued to a digit → where the item begins; and the places where `1.5` may be both.

    A run 1., 2., 3. of three lines or more, or one with an item that is not glued, is a list. Two lines alone that begin with
    1.2 and 2.3 may as well begin with decimals, and so may one line alone that begins with `1. 2`.
    """
    if not _GLUED.search(text):
        return {}, frozenset()
    items: dict[int, int] = {}
    doubtful: set[int] = set()
    for run in _runs(list(_ITEM.finditer(text))):
        glued = [item for item in run if item["glued"]]
        if len(run) == 1:
            doubtful |= {item.start("parted") for item in run if item["parted"]}
            continue
        if len(run) >= 3 or len(glued) < len(run):
            items |= {item.start("number"): item.end("number") + 1 for item in glued}
        else:
            doubtful |= {item.start("number") for item in glued}
    return items, frozenset(doubtful)


def _runs(lines: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Lines whose numbers count up one by one, together."""
    runs = [lines[:1]]
    for above, below in pairwise(lines):
        if int(below["number"]) == int(above["number"]) + 1:
            runs[-1].append(below)
        else:
            runs.append([below])
    return runs

"""The unit of a number in a table's cell: printed in a heading, in a column of units, or in the note above the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..documents import WIDE
from .grammar import grammar
from .numerals import parse_number

_NOTE = re.compile(r"单\s*位\s*[:：]\s*(?P<units>[^。;；)）]+)")
_SPLIT = re.compile(r"[、,，/\s和]+")
_BRACKETED = re.compile(r"[(（:：/、,，]\s*([^()（）:：\s]{1,12})\s*(?=[)）/、,，]|$)")
_SCALED = re.compile(r"(?P<scale>万亿|百万|千万|十万|万|亿|千|百)?(?P<unit>.+)")
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_CHANGE = re.compile(r"同比|环比|增长|增减|比上年|较上年|比去年")


@dataclass(frozen=True)
class Unit:
    """A row of units.csv and what a number in it is multiplied by; `row` None where a number is counted in nothing that is printed."""

    row: dict[str, str] | None = None
    scale: float = 1.0

    @property
    def measure(self) -> str:
        return self.row["measure"] if self.row else "count"


NONE = Unit()


def unit_of(heads: Sequence[str], title: str) -> Unit | None:
    """The unit that the headings (row, then column, each from the outside in) or the table's note give a number.

    NONE where none is printed or it does not fit; None where the note names several units with scale words and none of them
    surely is this column's: the size of the number is not known then.
    """
    for words in reversed(heads):
        printed = _in_heading(words.strip())
        if printed:
            return printed[0] if len(printed) == 1 else _one_of(printed, heads)
    noted = _in_note(title)
    if not noted:
        return NONE
    if len(noted) > 1:
        return _one_of(noted, heads)
    return _alone(noted[0], heads)


@cache
def parse_unit(words: str) -> Unit | None:
    """万元 → 元 by 10000; None for what is no unit."""
    units = grammar().unit_rows
    words = words.translate(WIDE).strip()
    if words in units:
        return Unit(units[words])
    match = _SCALED.fullmatch(words)
    if not match or not match["scale"] or match["unit"] not in units:
        return None
    return Unit(units[match["unit"]], float(parse_number("一" + match["scale"])))


@cache
def _counted() -> dict[str, re.Pattern[str]]:
    """Class of units.csv → what headings of such columns end in."""
    known = lexicon.load_yaml("contexts.yml")["quantities"]["counted"]
    return {name: re.compile(pattern) for name, pattern in known.items()}


@cache
def _class_of(head: str) -> str:
    """The class of what a heading counts, by its last word that says one; empty where none does."""
    bare = _BRACKETS.sub("", head)
    unit = parse_unit(bare[-2:]) or parse_unit(bare[-1:])
    if unit and unit.row and unit.row["hanzi"] != "no":
        return unit.row["unit_measure"]
    ends = [
        (match.end(), match.end() - match.start(), name)
        for name, words in _counted().items()
        for match in words.finditer(bare)
    ]
    return max(ends)[2] if ends else ""


def _class(heads: Sequence[str]) -> str:
    """The class of what the innermost heading that says one counts."""
    return next((found for head in reversed(heads) if (found := _class_of(head))), "")


def _in_heading(words: str) -> list[Unit]:
    """The units a heading prints: its whole text in a column of units, else what stands in brackets or behind a mark."""
    whole = parse_unit(words)
    if whole and not (whole.row and whole.row["hanzi"] == "no" and whole.measure == "count"):
        return [whole]
    for printed in reversed(_BRACKETED.findall(words.translate(WIDE))):
        units = [unit for part in _SPLIT.split(printed) if (unit := parse_unit(part))]
        if units:
            return units
    return []


def _in_note(title: str) -> list[Unit]:
    note = _NOTE.search(title)
    if not note:
        return _in_heading(title)[:1]
    return [unit for part in _SPLIT.split(note["units"]) if (unit := parse_unit(part))]


def _one_of(units: list[Unit], heads: Sequence[str]) -> Unit | None:
    named = _class(heads)
    fitting = [unit for unit in units if unit.row and unit.row["unit_measure"] == named]
    if len(fitting) == 1:
        return fitting[0]
    return NONE if all(unit.scale == 1 for unit in units) else None


def _alone(unit: Unit, heads: Sequence[str]) -> Unit | None:
    """The only unit of the note, unless the headings speak of something else: 执行率 or 人数 in a table of 万元."""
    named = _class(heads)
    if not named or unit.row is None or named == unit.row["unit_measure"]:
        return unit
    if unit.scale != 1 and any(_CHANGE.search(head) for head in heads):
        return None  # 比上年增减 of a table in 万元: an amount, or a percentage
    return NONE


def changes(heads: Sequence[str]) -> Iterator[str]:
    """The headings that call a number a change against an earlier period."""
    return (head for head in heads[-2:] if _CHANGE.search(head) or re.search("增幅|增速|涨幅|降幅", head))

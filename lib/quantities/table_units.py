"""The unit of a number in a table's cell: printed in a heading, in a column of units, or in the note above the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..documents import WIDE
from .grammar import grammar
from .numerals import parse_number

_NOTE = re.compile(r"单\s*位\s*[:：]\s*(?P<units>[^。;；)）]+)")
_SPLIT = re.compile(r"[、,，/\s和]+")
_BRACKETED = re.compile(r"[(（:：/、,，]\s*([^()（）:：\s]{1,12})\s*(?=[)）/、,，]|$)")
_SCALED = re.compile(r"(?P<scale>万亿|百万|千万|十万|万|亿|千|百)?(?P<unit>.+)")
_RATE = re.compile(r"率|占比|比重|百分比|百分数|增幅|增速|涨幅|降幅|%")
_CHANGE = re.compile(r"同比|环比|增长|增减|比上年|较上年|比去年")
_COUNTED = re.compile(r"(?P<unit>人次|件次|场次|人|件|户|家|宗|起|场|次|份|个|所|名|项|条)(?:数量?|总数)?$")


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
    fitting = [unit for unit in units if any(_names(head, unit) for head in heads)]
    if len(fitting) == 1:
        return fitting[0]
    return NONE if all(unit.scale == 1 for unit in units) else None


def _alone(unit: Unit, heads: Sequence[str]) -> Unit | None:
    """The only unit of the note, unless the headings speak of something else: 执行率 or 人数 in a table of 万元."""
    rate = any(_RATE.search(head) for head in heads)
    counted = [match["unit"] for head in heads if (match := _COUNTED.search(_bare(head)))]
    other = [
        word for word in counted if grammar().unit_rows[word]["unit_measure"] != (unit.row or {}).get("unit_measure")
    ]
    if (rate and unit.measure != "percent") or (other and not any(_names(head, unit) for head in heads)):
        return NONE
    if unit.scale != 1 and any(_CHANGE.search(head) for head in heads):
        return None  # 比上年增减 of a table in 万元: an amount, or a percentage
    return unit


def _names(head: str, unit: Unit) -> bool:
    """A heading speaks of what the unit measures: 受理案件 of 件, 挽回损失 of 元, 办结率 of %."""
    if unit.row is None:
        return False
    if unit.measure == "amount":
        return bool(grammar().words["money"].search(head))
    if unit.measure == "percent":
        return bool(_RATE.search(head) or _CHANGE.search(head))
    counted = _COUNTED.search(_bare(head))
    return bool(counted) and counted["unit"] == unit.row["unit"] if counted else False


def _bare(head: str) -> str:
    return re.sub(r"[(（][^)）]*[)）]", "", head).strip()


def changes(heads: Sequence[str]) -> Iterator[str]:
    """The headings that call a number a change against an earlier period."""
    return (head for head in heads[-2:] if _CHANGE.search(head) or re.search("增幅|增速|涨幅|降幅", head))

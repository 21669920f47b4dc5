"""Numbers that stand alone in a table's cell: unit and meaning come from the headings of their row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..documents import Cell, even, simplify
from .grammar import Grammar, grammar
from .numerals import parse_number
from .qualifiers import combine
from .quantity import Quantity, Unread
from .spacing import Closed
from .table_units import Unit, changes, parse_unit, unit_of

_NUMBER = r"[-+]?\d+(?:[,\u200b ]\d{3})*(?:\.\d+)?|[-+]?\d[\d,]*(?:\.\d+)?|\.\d+"
_CELL = re.compile(
    rf"\s*(?P<before>[^\d\s(+-]{{0,3}}?)\s?(?P<number>(?:{_NUMBER})(?P<scale>万亿|万|亿)?(?P<percent>\s?[%‰])?)(?P<after>[余多]|以上|以下|左右)?"
    rf"\s*(?:\((?P<words>[^\d()]{{0,12}}?)(?P<part>{_NUMBER})(?P<part_percent>\s?%)?(?P<rest>[^\d()]{{0,3}})\))?\s*"
)
_WELL = re.compile(r"[-+]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_ORDER = re.compile(r"序号|编号|年份|年度(?!目标|任务|计划|指标|完成)|代码|电话|邮编|日期|时间|号码|文号|页码|备注")


@dataclass(frozen=True)
class _Found:
    """A number in a cell: its place, its value, and the words of the cell that belong to it."""

    start: int
    end: int
    value: float
    unit: Unit
    qualifier: str
    words: str = ""


def quantities(text: str, cells: Sequence[Cell], source: Closed, unread: list[Unread]) -> list[Quantity]:
    """One Quantity per cell that holds a number alone, two where it holds a part of it as well (1234(其中女性300)).

    `text` is the document's plain text, in which the cells lie; the quantities lie in `source`, the same text closed. `words` are
    the headings (row, then column). The unit is printed in the cell, in a heading (案件数(件)), in a column of units or in the
    table's title (单位:万元); without one it stays empty. Numbers under 序号, 年份, 代码 and the like count nothing.
    """
    rules = grammar()
    found = []
    for cell in cells:
        heads = [_plain_words(head) for head in (*cell.row_heads, *cell.column_heads)]
        match = _CELL.fullmatch(text, cell.start, cell.end) if heads else None
        if not match or _ORDER.search("".join(cell.column_heads)):
            continue
        if match["before"] and match["before"] not in rules.qualifiers:
            continue
        unit = unit_of(heads, cell.title)
        problem = "unit" if unit is None else "" if _WELL.fullmatch(_plain(match["number"])) else "misprint"
        if unit is None or problem:
            unread.append(Unread(source.at(match.start("number")), source.at(match.end("number")), problem))
            continue
        names = _names(heads)
        growth = any(changes(heads))
        for one in _numbers(match, unit, rules):
            quantity = _quantity(one, f"{names} {one.words}".strip(), growth, source)
            quantity.heads, quantity.title = tuple(heads), _plain_words(cell.title)
            found.append(quantity)
    return found


@lru_cache(maxsize=4096)
def _plain_words(head: str) -> str:
    """A heading as rules read it: in simplified characters of even width."""
    return even(simplify(head))


def _plain(number: str) -> str:
    return re.sub(r"[万亿%‰\s\u200b]+$", "", number.replace("\u200b", ""))


def _numbers(match: re.Match[str], unit: Unit, rules: Grammar) -> Iterator[_Found]:
    words = [rules.qualifiers[word] for word in (match["before"], match["after"]) if word]
    own = Unit(rules.unit_rows[match["percent"].strip()]) if match["percent"] else unit
    scale = float(parse_number("一" + match["scale"])) if match["scale"] else 1.0 if match["percent"] else unit.scale
    value = _value(_plain(match["number"])) * scale
    yield _Found(match.start("number"), match.end("number"), value, own, combine(words))
    if match["part"] and match["words"] not in ("", "注"):
        share = Unit(rules.unit_rows["%"]) if match["part_percent"] else unit
        part = _value(match["part"]) * (1.0 if match["part_percent"] else unit.scale)
        yield _Found(match.start("part"), match.end("part"), part, share, "exact", match["words"])


def _value(number: str) -> float:
    return float(parse_number(re.sub(r"[ \u200b]", "", number).lstrip("+")))


def _quantity(one: _Found, words: str, growth: bool, source: Closed) -> Quantity:
    row = one.unit.row or {"unit": "", "unit_measure": "", "measure": "count"}
    change = growth and row["measure"] in ("percent", "count")
    start, end = source.at(one.start), source.at(one.end)
    quantity = Quantity(
        start,
        end,
        one.value,
        one.qualifier,
        row["unit"],
        row["unit_measure"],
        "growth" if change else row["measure"],
        start,
        end,
    )
    quantity.words = words
    return quantity.bound()


def _names(heads: Sequence[str]) -> str:
    return " ".join(re.sub(r"[(（][^)）]{1,6}[)）]", "", head) for head in heads if parse_unit(head) is None)

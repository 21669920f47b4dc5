"""Numbers that stand alone in a table's cell: unit and meaning come from the headings of their row and column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..documents import WIDE, Cell
from .grammar import grammar
from .numerals import parse_number
from .quantity import Quantity, Unread
from .spacing import Closed

_NUMBER = re.compile(r"\s*(?P<number>[-+]?\d[\d,]*(?:\.\d+)?(?P<scale>万|亿)?(?P<percent>\s?%)?)\s*")
_ORDER = re.compile(r"序号|编号|年份|年度|代码|电话|邮编|日期|时间|号码|文号|页码|备注")
_CHANGE = re.compile(r"同比|增长|增幅|增速|增减|涨幅|比上年|较上年|环比")


def quantities(text: str, cells: Sequence[Cell], source: Closed, unread: list[Unread]) -> list[Quantity]:
    """One Quantity per cell that holds a number and nothing else, `words` its headings (row, then column).

    The unit is printed in a heading (案件数(件)) or in the table's title (单位:万元); without one the unit stays empty. Numbers
    under 序号, 年份, 代码 and the like count nothing and are left out.
    """
    found = []
    for cell in cells:
        match = _NUMBER.fullmatch(text[cell.start : cell.end].translate(WIDE))
        heads = [*cell.row_heads, *cell.column_heads]
        if not match or not heads or _ORDER.search("".join(cell.column_heads)):
            continue
        start, end = (source.at(cell.start + place) for place in match.span("number"))
        found.append(_quantity(match, heads, cell.title, start, end))
    return found


def _quantity(match: re.Match[str], heads: list[str], title: str, start: int, end: int) -> Quantity:
    unit, scale = _unit(heads, title)
    value = float(parse_number(match["number"].replace("%", "").strip().lstrip("+")))
    row = grammar().unit_rows.get(
        "%" if match["percent"] else unit, {"unit": "", "unit_measure": "", "measure": "count"}
    )
    change = row["measure"] in ("percent", "count") and bool(_CHANGE.search("".join(heads[-2:])))
    quantity = Quantity(
        start,
        end,
        value if match["percent"] else value * scale,
        "exact",
        row["unit"],
        row["unit_measure"],
        "growth" if change else row["measure"],
        start,
        end,
    )
    quantity.words = " ".join(
        re.sub(r"[(（][^)）]{1,6}[)）]", "", head) for head in heads if head.strip() not in grammar().unit_rows
    )
    return quantity.bound()


def _unit(heads: list[str], title: str) -> tuple[str, float]:
    """(unit, scale) from the innermost heading that prints one: (件), 单位:万元, %."""
    units = grammar().unit_rows
    for words in (*reversed(heads), title):
        if words.strip() in units:  # a column of its own: 单位
            return words.strip(), 1.0
        for printed in reversed(
            re.findall(r"[(（:：/、,，]\s*([^()（）:：/、,，\s]{1,6})\s*(?=[)）/、,，]|$)", words.translate(WIDE))
        ):
            scaled = re.fullmatch(r"(万|亿|千|百万)?(.*)", printed)
            if printed in units:
                return printed, 1.0
            if scaled and scaled[1] and scaled[2] in units:
                return scaled[2], float(parse_number("一" + scaled[1]))
    return "", 1.0

"""Outputs of notebooks that know nothing of this suite: HTML of DataFrames and Stylers, pictures, plain text → blocks."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

from .prose import Node, clean, safe_href

_NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d+)?\s*[%％‰]?")
_REPR = re.compile(r"\[?<[^>]*(?:\bat 0x[0-9a-f]+|object|Axes|Figure|Styler)\b.*>\]?", re.DOTALL)
_EMPTY = {"", "nan", "none", "nat", "<na>", "-", "–", "—", "…", "n/a"}
_INVISIBLE = ["script", "style", "template", "noscript"]


def parse_number(text: str) -> float | None:
    """The number that a printed cell holds (`4,936`, `98.3%`, `-1.5`), the sign of percent left off; None if it is not one."""
    stripped = text.strip()
    if not stripped or not _NUMBER.fullmatch(stripped) or not any(char.isdigit() for char in stripped):
        return None
    return float(stripped.rstrip("%％‰ ").replace(",", "").replace("−", "-"))


def is_repr(text: str) -> bool:
    """Whether `text` is only Python's name of an object (`<Axes: …>`), which tells a reader nothing and changes every run."""
    return bool(_REPR.fullmatch(text.strip()))


def from_html(html: str) -> list[Node]:
    """Tables as table payloads (type "table"), then the other text as paragraphs; scripts and styles are dropped."""
    soup = BeautifulSoup(html, "lxml")
    for tag in soup(_INVISIBLE):
        tag.decompose()
    found: list[Node] = []
    for table in soup.find_all("table"):
        if table.find_parent("table") is None:
            payload = _table(table)
            found += [payload] if payload["columns"] else []
    for table in soup.find_all("table"):
        table.decompose()
    lines = [line.strip() for line in soup.get_text("\n").splitlines()]
    # pandas prints "3 rows × 4 columns" under a table that it cut
    found += [{"type": "paragraph", "inline": [{"type": "text", "text": clean(line)}]} for line in lines if line]
    return found


def _table(table: Tag) -> Node:
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    grid = _grid(rows)
    heads = sum(1 for row in rows if row.find_parent("thead") or not row.find("td"))
    if heads == 0:  # a table without any head still needs column names
        heads = 1 if rows and len(rows) > 1 else 0
    labels = [_label(column) for column in zip(*([_text(cell) for cell in row] for row in grid[:heads]), strict=True)]
    body = [[_cell(cell) for cell in row] for row in grid[heads:]]
    caption = table.find("caption")
    return {
        "type": "table",
        "caption": _text(caption) if isinstance(caption, Tag) else "",
        "columns": [_column(index, label, [row[index] for row in body]) for index, label in enumerate(labels)],
        "rows": [{"cells": row} for row in body],
    }


def _grid(rows: list[Tag]) -> list[list[Tag | None]]:
    """The cells of each row, spans repeated into every place they cover, all rows equally long."""
    grid: list[dict[int, Tag]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        place = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while place in grid[number]:
                place += 1
            for down in range(min(_span(cell, "rowspan"), len(rows) - number)):
                for right in range(_span(cell, "colspan")):
                    grid[number + down][place + right] = cell
    width = max((max(row) + 1 for row in grid if row), default=0)
    return [[row.get(place) for place in range(width)] for row in grid]


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(max(int(value), 1), 1000) if value.isdigit() else 1


def _text(cell: Tag | None) -> str:
    return clean(re.sub(r"\s+", " ", cell.get_text(" ")).strip()) if cell is not None else ""


def _label(parts: tuple[str, ...]) -> str:
    """One label from the head's lines: `2022 · 东莞市`; a repeated or empty line counts once."""
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _cell(cell: Tag | None) -> Node:
    text = _text(cell)
    link = cell.find("a", href=True) if cell is not None else None
    href = safe_href(link["href"]) if isinstance(link, Tag) else ""
    title = str(link.get("title", "")) if isinstance(link, Tag) else ""
    return {"text": text, "value": parse_number(text), "href": href, "title": title}


def _column(index: int, label: str, cells: list[Node]) -> Node:
    printed = [cell for cell in cells if cell["text"].lower() not in _EMPTY]
    numeric = bool(printed) and all(cell["value"] is not None for cell in printed) and not (index == 0 and not label)
    return {"key": str(index), "label": label, "unit": "", "kind": "number" if numeric else "text"}


def joined(value: Any) -> str:
    """A notebook's text, which nbformat allows to be a list of lines."""
    return "".join(value) if isinstance(value, list) else str(value)

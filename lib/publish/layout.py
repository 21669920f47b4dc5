"""How much room a table needs on paper, in ems of its own type: the same estimate for page and PDF."""

from __future__ import annotations

import re
from math import ceil

from lib.publish.prose import Node, width

PADDING = 1.1  # ems on the left and right of a cell together
WRAP = 9.0  # a text column can be set as narrow as this; longer text wraps
LONGEST_WORD = 24.0  # ems; a longer word (an address) has to be cut
PORTRAIT, LANDSCAPE = 50.0, 78.0  # ems of 9 pt type between the margins of an A4 page


def longest(table: Node, index: int) -> float:
    """The widest cell of a column, its head left out, in ems, with its raised marks."""
    return max((cell_width(row["cells"][index]) for row in table["rows"]), default=0)


def cell_width(cell: Node) -> float:
    """One cell in ems: its text, its note marks and (on paper) the number of its source note, both raised and small."""
    return width(cell["text"]) + marks_width(cell)


def marks_width(cell: Node) -> float:
    """The raised marks of a cell in ems: letters, and the bracketed number of a source note."""
    source = f"[{cell['source']}]" if cell.get("source") else ""
    return 0.44 * len("".join(cell["notes"])) + 0.36 * len(source)


def needed(table: Node, columns: list[int] | None = None) -> float:
    """The least width in ems at which no cell of these columns (default: all) is cut; text wraps, numbers and words do not."""
    return sum(column_width(table, index) for index in (range(len(table["columns"])) if columns is None else columns))


def column_width(table: Node, index: int) -> float:
    """The least width of one column, padding included."""
    column, body = table["columns"][index], longest(table, index)
    head = max(_word(column["label"]), width(column["unit"]))
    if column["kind"] != "number":
        body = max(min(body, WRAP), max((_word(row["cells"][index]["text"]) for row in table["rows"]), default=0))
    return max(head, body) + PADDING


def natural_width(table: Node, index: int) -> float:
    """The width of one column whose cells do not wrap."""
    column = table["columns"][index]
    return max(longest(table, index), width(column["label"]), width(column["unit"])) + PADDING


def lines(table: Node, room: float) -> int:
    """About how many lines of type the body of a table takes if `room` ems are shared out by need."""
    natural = [natural_width(table, index) for index in range(len(table["columns"]))]
    share = [
        wide if sum(natural) <= room else max(column_width(table, i), wide * room / sum(natural))
        for i, wide in enumerate(natural)
    ]
    return sum(
        max((ceil(cell_width(cell) / wide) for cell, wide in zip(row["cells"], share, strict=True)), default=1)
        for row in table["rows"]
    )


def _word(text: str) -> float:
    """The longest piece that no line end may cut: words of ASCII; between Chinese characters a line may end."""
    return min(max((width(word) for word in re.findall(r"[!-~]+", text)), default=min(width(text), 2.0)), LONGEST_WORD)


def parts(table: Node, room: float) -> list[list[int]]:
    """The columns in as few parts as fit `room` ems, the first column repeated in each; one part if all fit."""
    if needed(table) <= room or len(table["columns"]) < 3:
        return [list(range(len(table["columns"])))]
    found: list[list[int]] = [[0]]
    for index in range(1, len(table["columns"])):
        if len(found[-1]) > 1 and needed(table, [*found[-1], index]) > room:
            found.append([0])
        found[-1].append(index)
    return found

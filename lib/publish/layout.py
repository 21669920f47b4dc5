"""How much room a table needs on paper, in ems of its own type: the same estimate for page and PDF."""

from __future__ import annotations

from lib.publish.prose import Node, width

PADDING = 1.1  # ems on the left and right of a cell together
WRAP = 9.0  # a text column can be set as narrow as this; longer text wraps
PORTRAIT, LANDSCAPE = 50.0, 78.0  # ems of 9 pt type between the margins of an A4 page


def longest(table: Node, index: int) -> float:
    """The widest cell of a column, its head left out, in ems; a note mark counts a third of an em."""
    return max((width(row["cells"][index]["text"]) + 0.35 * len(row["cells"][index]["notes"]) for row in table["rows"]), default=0)


def needed(table: Node, columns: list[int] | None = None) -> float:
    """The least width in ems at which no cell of these columns (default: all) is cut; text wraps, numbers do not."""
    return sum(column_width(table, index) for index in (range(len(table["columns"])) if columns is None else columns))


def column_width(table: Node, index: int) -> float:
    """The least width of one column, padding included."""
    column, body = table["columns"][index], longest(table, index)
    head = max(min(width(column["label"]), 4.0), min(width(column["unit"]) + 2 if column["unit"] else 0, 6.0))
    return max(head, body if column["kind"] == "number" else min(body, WRAP)) + PADDING


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

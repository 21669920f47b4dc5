"""How much room a table needs on paper, in ems of its own type: the same estimate for page and PDF."""

from __future__ import annotations

import re
from math import ceil

from .prose import Node, width

PADDING = 1.1  # ems on the left and right of a cell together
WRAP = 9.0  # a text column can be set as narrow as this; longer text wraps
SENTENCE, ROOMY = 30.0, 15.0  # a column with cells as long as the first is given at least the second
LABEL = 9.0  # ems; a piece of a column head as short as this never wraps
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
    return 0.44 * len(",".join(cell["notes"])) + 0.36 * len(source)


def needed(table: Node, columns: list[int] | None = None) -> float:
    """The least width in ems at which no cell of these columns (default: all) is cut; text wraps, numbers and words do not."""
    return sum(column_width(table, index) for index in (range(len(table["columns"])) if columns is None else columns))


def column_width(table: Node, index: int) -> float:
    """The least width of one column, padding included: a number may wrap only before a bracket, other text between characters."""
    column, marks = table["columns"][index], 0.0
    cells = [row["cells"][index] for row in table["rows"]]
    if column["kind"] == "number":
        marks = max(map(marks_width, cells), default=0)
        body = max((width(piece) for cell in cells for piece in number_pieces(cell["text"])), default=0) + marks
    else:
        wide = longest(table, index)
        body = max(
            min(wide, ROOMY if wide > SENTENCE else WRAP), max((_word(cell["text"]) for cell in cells), default=0)
        )
    return max(max(map(width, label_pieces(column["label"]))) + marks, width(column["unit"]) + marks, body) + PADDING


def natural_width(table: Node, index: int) -> float:
    """The width of one column whose cells do not wrap."""
    column, marks, body = table["columns"][index], 0.0, longest(table, index)
    if column["kind"] == "number":  # the marks of all cells share one lane
        marks = max((marks_width(row["cells"][index]) for row in table["rows"]), default=0)
        body = max((width(row["cells"][index]["text"]) for row in table["rows"]), default=0) + marks
    return max(body, width(column["label"]) + marks, width(column["unit"]) + marks) + PADDING


def label_pieces(label: str) -> list[str]:
    """A column head in pieces that never wrap: cut at its spaces, and anywhere where a piece is longer than LABEL."""
    found: list[str] = []
    for piece in label.split(" "):
        found += [piece] if width(piece) <= LABEL else re.findall(r"[!-~]+|.", piece)
        found[-1] += " "
    return [*found[:-1], found[-1].rstrip(" ")]


def number_pieces(text: str) -> list[str]:
    """A number and the bracket after it (`65,000` and `（2022年8月）`): between them, and only there, a line may end."""
    return [piece for piece in re.split("(?=[（(])", text) if piece]


def shares(table: Node, room: float) -> list[float]:
    """Widths of the columns that fill `room` ems: none wraps if all fit, else what is left after the least widths is shared out by need."""
    natural = [natural_width(table, index) for index in range(len(table["columns"]))]
    if sum(natural) <= room:
        return natural
    least = [column_width(table, index) for index in range(len(table["columns"]))]
    slack = max(room - sum(least), 0) / (sum(natural) - sum(least) or 1)
    return [low + (high - low) * slack for low, high in zip(least, natural, strict=True)]


def lines(table: Node, room: float) -> int:
    """About how many lines of type the body of a table takes within `room` ems."""
    widths = [share - PADDING for share in shares(table, room)]
    return sum(
        max((ceil(cell_width(cell) / wide) for cell, wide in zip(row["cells"], widths, strict=True)), default=1)
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

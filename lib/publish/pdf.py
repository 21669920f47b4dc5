"""A `Report` as a typeset PDF: Typst, the fonts of this package, tagged (PDF/UA-1) and archivable (PDF/A-2a), the same bytes every time.

The report goes to the template as JSON, never as Typst markup, so that no text of a source can run as code.
"""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal

import typst

from .. import ids
from ..project import FONTS, CityStatsError
from . import layout, provenance
from .blocks import Report
from .citation import bibtex, citation, edition
from .glyphs import Glyphs
from .html import TEMPLATES, rooted
from .labels import labels
from .pictures import size_in_points
from .prose import Node, plain

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
# (type size in points, landscape), in the order in which they are tried; the last one is split into parts
SETTINGS = ((9.0, False), (8.0, False), (7.0, False), (9.0, True), (8.0, True), (7.0, True))
MANY_NOTES = 6
LONG = 14  # lines; a longer table may break across pages, its head repeated


def render(report: Report, *, root: str = "../", name: str = "") -> bytes:
    """The PDF of `report`; `root` and `name` as for the page. CityStatsError if a glyph, an alternative text or the like is missing."""
    data = json.dumps(_document(report, root, name), ensure_ascii=False, allow_nan=False)
    compiler = typst.Compiler(TEMPLATES / "report.typ", root=TEMPLATES, font_paths=_fonts(), sys_inputs={"data": data})
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=_timestamp(report))
    except typst.TypstError as error:
        raise CityStatsError(f"PDF of {report.head.title!r}: {error.message}{_where(error.message, data)}") from None
    assert isinstance(pdf, bytes)
    return pdf


def _where(message: str, data: str) -> str:
    """Where the character that Typst's message quotes stands in the report, for whoever has to mend its source."""
    quoted = re.search(r'`"(.+?)"`', message)
    if not quoted:
        return ""
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), quoted[1])
    place = data.find(text)
    return f"; it stands in: …{data[max(place - 20, 0) : place + 20]}…" if place >= 0 else ""


@cache
def _fonts() -> typst.Fonts:
    """The fonts of this package and those inside Typst (for code); never the system's, which differ from machine to machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def _timestamp(report: Report) -> int:
    """SOURCE_DATE_EPOCH, else the date of the report's data, else a fixed day."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(epoch)
    try:
        return int(datetime.fromisoformat(report.head.published).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return int(EARLIEST.timestamp())


def _document(report: Report, root: str, name: str) -> dict[str, Any]:
    """Everything the template prints, as plain JSON."""
    head, words = report.head, labels(report.head.lang)
    glyphs = Glyphs()
    notes = _SourceNotes(root, report.blocks, glyphs)
    blocks = [notes.mark(block) for block in report.blocks]
    for block, following in itertools.pairwise(blocks):
        block["leads"] = block["type"] == "paragraph" and following["type"] in ("table", "figure")
    return {
        "head": asdict(head),
        "words": words,
        "facts": [
            [words[key], value]
            for key, value in (
                ("areas", words["list_comma"].join(head.areas)),
                ("years", head.years),
                ("edition", edition(head)),
                ("data_version", head.data_version),
            )
            if value
        ],
        "key_figures": [figure for block in blocks if block["type"] == "keyfigures" for figure in block["figures"]],
        "headings": sum(block["type"] == "heading" and block["level"] < 4 for block in blocks),
        "blocks": [part for block in blocks if block["type"] != "keyfigures" for part in _settled(block, words)],
        "sources": notes.entries(),
        "replaced": glyphs.replaced(words["list_comma"]),
        "citation": citation(head, report.name or name),
        "bibtex": bibtex(head, report.name or name),
    }


class _SourceNotes:
    """Numbers the sentences that links lead to, in the order in which they are met: paper has no clicks."""

    def __init__(self, root: str, blocks: list[Node], glyphs: Glyphs) -> None:
        self.root, self.glyphs = root, glyphs
        # a link without a sentence takes the one that another link to the same figure gives
        self.sentences: dict[str, str] = {}
        for href, sentence in provenance.links(blocks):
            if sentence:
                self.sentences.setdefault(href, sentence)
        self.found: dict[tuple[str, str], Node] = {}

    def mark(self, block: Node) -> Node:
        """`block` with `source`, the number of its note, on every cell and inline link to a sentence."""
        marked = dict(block)
        for key in ("blocks", "inline", "children"):
            if key in block:
                marked[key] = [self.mark(child) for child in block[key]]
        if "items" in block:
            marked["items"] = [[self.mark(child) for child in item] for item in block["items"]]
        if block["type"] == "link":
            marked["source"] = self.number(block["href"], block["title"])
            marked["href"] = rooted(block["href"], self.root)
        if block["type"] == "keyfigures":
            marked["figures"] = [{**f, "source": self.number(f["href"], f["title"])} for f in block["figures"]]
        if block["type"] == "table":
            marked["rows"] = [
                {"group": self.glyphs.printable(row["group"]), "cells": [self._cell(cell) for cell in row["cells"]]}
                for row in block["rows"]
            ]
        return marked

    def _cell(self, cell: Node) -> Node:
        text, source = self.glyphs.printable(cell["text"]), self.number(cell["href"], cell["title"])
        return {**cell, "text": text, "source": source, "href": rooted(cell["href"], self.root)}

    def number(self, href: str, sentence: str) -> int | None:
        """The number of the note for this sentence; figures of one sentence share it. None if `href` leads elsewhere."""
        figure = ids.linked(href)
        if not figure:
            return None
        doc_id, start = ids.parts(figure)
        sentence = sentence or self.sentences.get(href, "")
        key = (doc_id, sentence or ids.anchor(start))
        entry = self.found.setdefault(
            key,
            {
                "number": len(self.found) + 1,
                "doc": doc_id,
                "sentence": self.glyphs.printable(sentence),
                "anchors": {},
            },
        )
        entry["anchors"][ids.anchor(start)] = rooted(href, self.root)
        answer: int | None = entry["number"]
        return answer

    def entries(self) -> list[Node]:
        return [
            {**entry, "anchors": [[anchor, href] for anchor, href in entry["anchors"].items()]}
            for entry in self.found.values()
        ]


def _settled(block: Node, words: dict[str, Any]) -> Iterator[Node]:
    """`block` as the template sets it: tables with type size, page and column widths chosen (and split where nothing fits)."""
    if block["type"] == "table":
        yield from _settled_table(block, words)
    elif block["type"] == "figure":
        yield {key: block[key] for key in ("type", "id", "number", "title", "alt", "source")} | _picture(block)
    elif block["type"] == "heading":
        yield {**block, "text": plain(block["inline"])}
    else:
        yield block


def _settled_table(table: Node, words: dict[str, Any]) -> Iterator[Node]:
    size, landscape = next((s for s in SETTINGS if layout.needed(table) <= _room(*s)), SETTINGS[-1])
    room = _room(size, landscape)
    parts = layout.parts(table, room)
    for count, columns in enumerate(parts, 1):
        part = _part(table, columns)
        tail = words["part"].format(n=count, total=len(parts)) if len(parts) > 1 else ""
        last = count == len(parts)
        yield {
            **part,
            "size": size,
            "landscape": landscape,
            "caption": table["caption"] + tail,
            "widths": layout.shares(part, room),
            "breakable": layout.lines(part, room) > LONG,
            "groups": _groups(part["rows"]),
            "notes": _notes(table["notes"]) if last else [],
            "source": table["source"] if last else "",
        }


def _notes(notes: list[Node]) -> list[list[list[Node]]]:
    """Notes in rows of lists that stand side by side: many short ones in two columns, those marked by a word below them."""
    letters = [note for note in notes if note["mark"].isascii()]
    words = [note for note in notes if not note["mark"].isascii()]
    half = (len(letters) + 1) // 2
    lists = [letters[:half], letters[half:]] if len(letters) > MANY_NOTES else [letters]
    return [row for row in (lists, [words]) if row[0]]


def _room(size: float, landscape: bool) -> float:
    """Ems of `size` pt type between the margins."""
    return (layout.LANDSCAPE if landscape else layout.PORTRAIT) * 9.0 / size


def _part(table: Node, columns: list[int]) -> Node:
    numeric = {index for index in columns if table["columns"][index]["kind"] == "number"}
    rows = [
        {**row, "cells": [_printed(row["cells"][index], index in numeric) for index in columns]}
        for row in table["rows"]
    ]
    part = {**table, "columns": [table["columns"][index] for index in columns], "rows": rows}
    heads = [
        {**column, "pieces": layout.label_pieces(column["label"]), "marks": _marks_room(part, index)}
        for index, column in enumerate(part["columns"])
    ]
    return {**part, "columns": heads}


def _printed(cell: Node, numeric: bool) -> Node:
    """`cell` with the pieces of it that do not wrap; a word in the place of a number (`未列`) is set quietly."""
    pieces = layout.number_pieces(cell["text"]) if numeric else []
    return {**cell, "pieces": pieces, "quiet": numeric and cell["value"] is None}


def _marks_room(table: Node, index: int) -> float:
    """Ems that the raised marks of a number column take at most; 0 for other columns and where there are none."""
    if table["columns"][index]["kind"] != "number":
        return 0.0
    return max((layout.marks_width(row["cells"][index]) for row in table["rows"]), default=0.0)


def _groups(rows: list[Node]) -> list[Node]:
    found: list[Node] = []
    for row in rows:
        if not found or found[-1]["name"] != row["group"]:
            found.append({"name": row["group"], "rows": []})
        found[-1]["rows"].append(row["cells"])
    return found


def _picture(block: Node) -> Node:
    """The picture as SVG (a PNG inside one: Typst takes files or SVG text, and there are no files here), its width in points, its height by width."""
    width, height = size_in_points(block)
    svg = block["svg"]
    if not svg:
        box = f'width="{width}" height="{height}"'
        image = f'<image {box} href="data:image/png;base64,{block["png"]}"/>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box} viewBox="0 0 {width} {height}">{image}</svg>'
    return {"svg": svg, "width": width, "ratio": height / width}

"""Source pages: a document's text as published, every figure marked in place, with what was understood of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

from ... import ids
from ...documents import Cell, Document
from ...lexicon import codelists
from .. import prose
from . import content, frame, listings
from .content import Material, Row
from .voice import Voice, plain, voice

Node = dict[str, Any]
CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；：:;]{2,50}")
SHORT_CELL, LONG_CELL = 4, 40  # characters; a longer cell is given room
FULL_CARDS, LEAN_CARDS = 300, 600  # figures of a page whose cards hold everything, and that have a card at all
LISTED, SHOWN = 300, 12  # rows of the table of figures; uses and values that a card names
SECTION = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）][^。]{2,60}")


def path(document: Document) -> str:
    """The document's file, from reports/."""
    return f"sources/{document.doc_id}.html"


def page(document: Document, stuff: Material, v: Voice) -> str:
    """sources/<doc_id>.html."""
    made = view(document, stuff, v)
    return frame.render("source.html.j2", path(document), v, scripts=("source.js",), view=made)


def view(document: Document, stuff: Material, v: Voice) -> Node:
    """What the template needs of one document: facts, contents, blocks of the text, and the list of its figures."""
    rows = stuff.by_document.get(document.doc_id, [])
    marks = [_mark(row, document, stuff, v, full=len(rows) <= FULL_CARDS) for row in rows]
    for mark in marks[LEAN_CARDS:]:
        mark["card"] = False
    text = _Text(document, marks)
    blocks = list(text.blocks())
    return {
        "id": document.doc_id,
        "title": v.title(document),
        "original": document.title if document.title != v.title(document) else "",
        "lang": "zh-Hant" if document.script == "hant" else "zh-Hans",
        "facts": _facts(document, stuff, len(marks), v),
        "citation": v.words["source"]["citation"].format(
            publisher=document.publisher or v.area(document.ref_area),
            title=document.title or voice("zh").title(document),
            published=document.published or document.year,
            sentence="{sentence}",
        ),
        "blocks": blocks,
        "contents": [{"id": line["id"], "text": line["text"]} for line in lines(blocks) if line["kind"] == "h2"],
        "tabular": any(block["kind"] == "table" for block in blocks),
        "marks": marks,
        "listed": marks[:LISTED],
    }


def lines(blocks: list[Node]) -> Iterator[Node]:
    """Every line of text in `blocks`, those inside tables too: {id, text, begin (its offset in the document)}."""
    for block in blocks:
        if block["kind"] == "table":
            yield from (line for row in block["rows"] for cell in row["cells"] for line in cell["lines"])
        else:
            yield block


def _facts(document: Document, stuff: Material, count: int, v: Voice) -> list[Row]:
    values = {
        "publisher": (document.publisher, ""),
        "area": (v.area(document.ref_area), f"areas/{document.ref_area}.html"),
        "year": (document.year, ""),
        "type": (v.words["doc_types"].get(document.doc_type, document.doc_type), ""),
        "published": (document.published, ""),
        "figures": (f"{count:,}", ""),
    }
    names = v.words["source"]["facts"]
    found = [
        {"name": names[key], "value": value, "href": href, "elsewhere": False}
        for key, (value, href) in values.items()
        if value
    ]
    url = stuff.urls.get(document.doc_id, "")
    return found + (
        [{"name": names["url"], "value": url, "href": prose.safe_href(url), "elsewhere": True}] if url else []
    )


def _mark(row: Row, document: Document, stuff: Material, v: Voice, full: bool) -> Node:
    """One figure with everything its card says, in words; `full` with definition and sentence."""
    w, identity = v.words, ids.figure_id(row["doc_id"], row["start"])
    entry = codelists.indicators().get(row["indicator"])
    kinds = [w["figure_statuses"].get(row["status"], ""), w["measures"].get(row["measure"], "")]
    facts = {
        "unit": "" if row["measure"] == "growth" else v.unit(row["unit_measure"]) or row["unit"],
        "subject": row["subject"],
        "area": v.area(row["ref_area"]),
        "period": v.period(row["time_period"]),
        "status": v.listed(kinds),
        "scope": w["scopes"].get(row["scope"], ""),
        "breakdown": v.breakdown(row["breakdown"]),
        "definition": listings.definition(entry, v) if entry and full else "",
    }
    return {
        "start": int(row["start"]),
        "end": int(row["end"]),
        "id": f"f{row['start']}",
        "text": row["text"],
        "amount": v.amount(row),
        "value": row["value"],
        "bounds": bounds(row, v),
        "indicator": v.indicator(row["indicator"]) if row["indicator"] else "",
        "href": content.indicator_page(row["indicator"]) if entry else "",
        "facts": [(w["source"][key], value, key == "subject") for key, value in facts.items() if value],
        "area": facts["area"],
        "period": facts["period"],
        "sentence": row["sentence"],
        "quoted": row["sentence"].strip() if full else "",
        "document": v.title(document),
        "placed": False,
        "card": True,
        "data": [_observed(observation, v) for observation in stuff.by_figure.get(identity, [])[:SHOWN]],
        "used": [_user(report, v) for report in content.in_language(stuff.users.get(identity, []), v.lang)[:SHOWN]],
    }


def _user(report: Row, v: Voice) -> Row:
    title = str(report["head"].get("title") or report["name"])
    return {"title": title, "href": f"{report['name']}.html", "lang": content.language(report)}


def _observed(row: Row, v: Voice) -> Row:
    """What was made of the figure, in words, with the address of its row."""
    origin = v.words["origins"].get(row["origin"], "") if row["origin"] != "reported" else ""
    named = [v.area(row["ref_area"]), v.period(row["time_period"]), v.series(row)]
    text = ("" if v.lang == "zh" else ", ").join(part for part in named if part)
    return {
        "text": v.listed([text + v.labels["colon"] + v.observed(row), origin]),
        "href": f"{content.indicator_page(row['indicator'])}#values",
    }


def bounds(row: Row, v: Voice) -> str:
    """The interval a qualifier implies, in words; empty for an exact figure."""
    w, lower, upper = v.words["source"], row["lower"], row["upper"]
    if row["qualifier"] == "exact" or (lower is None and upper is None):
        return ""
    form = "between" if lower is not None and upper is not None else _one_sided(row["qualifier"], lower is not None)
    return str(w[form].format(lower=plain(lower), upper=plain(upper), unit=row["unit"]))


def _one_sided(qualifier: str, has_lower: bool) -> str:
    if has_lower:
        return "more_than" if qualifier == "over" else "at_least"
    return "less_than" if qualifier == "under" else "at_most"


class _Text:
    """The text of one document as blocks of parts: plain text, figures, and sentences that hold both."""

    def __init__(self, document: Document, marks: list[Node]):
        self.text, self.cells = document.text, sorted(document.cells, key=lambda cell: cell.start)
        self.marks = marks
        self.starts = [mark["start"] for mark in marks]
        self.sentences = sorted({span for mark in marks if (span := self._sentence(mark))})
        self.count = 0

    def blocks(self) -> Iterator[Node]:
        position = 0
        for cells in _tables(self.cells):
            yield from self._lines(
                position, cells[0].start, skip={head for cell in cells for head in cell.column_heads}
            )
            yield from self._between(cells)
            yield self._table(cells)
            position = cells[-1].end
        yield from self._lines(position, len(self.text))

    def _lines(self, start: int, end: int, skip: set[str] | frozenset[str] = frozenset()) -> Iterator[Node]:
        for found in re.finditer(r"[^\r\n]+", self.text[start:end]):
            line = found[0].strip()
            if line and line not in skip:
                begin = start + found.start() + found[0].index(line)
                yield self._line(line, begin)

    def _line(self, line: str, begin: int) -> Node:
        self.count += 1
        kind = "h2" if CHAPTER.fullmatch(line) else "h3" if SECTION.fullmatch(line) else "p"
        return {
            "kind": kind,
            "id": f"p{self.count}",
            "text": line,
            "begin": begin,
            "parts": self._parts(begin, begin + len(line)),
        }

    def _between(self, cells: list[Cell]) -> Iterator[Node]:
        """Text that stands between the cells of a table but in none: nothing of a document may be lost."""
        for before, after in pairwise(cells):
            yield from self._lines(before.end, after.start)

    def _table(self, cells: list[Cell]) -> Node:
        filled = [cell for cell in cells if self.text[cell.start : cell.end].strip()]
        columns = sorted({cell.column for cell in filled})
        heads: dict[int, str] = defaultdict(str)
        for cell in filled:
            heads[cell.column] = heads[cell.column] or " ".join(cell.column_heads)
        rows = [self._row(list(row), columns) for _, row in groupby(filled, key=lambda cell: cell.row)]
        self.count += 1
        return {
            "kind": "table",
            "id": f"p{self.count}",
            "heads": [heads[column] for column in columns],
            "rows": rows,
            "title": cells[0].title,
        }

    def _row(self, cells: list[Cell], columns: list[int]) -> Node:
        at: dict[int, list[Node]] = {cell.column: list(self._lines(cell.start, cell.end)) for cell in cells}
        group = len(cells) == 1 and cells[0].column == columns[0] and len(columns) > 1
        return {"group": group, "cells": [_cell(at.get(column, [])) for column in (columns[:1] if group else columns)]}

    def _parts(self, start: int, end: int) -> list[Node]:
        """text[start:end] as nodes; a sentence that holds figures is a node with parts of its own."""
        parts: list[Node] = []
        position = start
        for begin, stop in self.sentences:
            if begin >= position and stop <= end:
                parts += self._marked(position, begin)
                parts.append({"sentence": f"s{begin}", "parts": self._marked(begin, stop)})
                position = stop
        return parts + self._marked(position, end)

    def _marked(self, start: int, end: int) -> list[Node]:
        parts: list[Node] = []
        position = start
        for mark in self.marks[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            if mark["start"] >= position and mark["end"] <= end:
                parts += [{"text": self.text[position : mark["start"]]}, {"mark": mark}]
                position = mark["end"]
                mark["placed"] = True
        return [part for part in [*parts, {"text": self.text[position:end]}] if part.get("mark") or part["text"]]

    def _sentence(self, mark: Node) -> tuple[int, int] | None:
        """Where the figure's sentence stands in the text, if it does so word for word and in one line."""
        sentence = mark["sentence"].strip()
        begin = (
            self.text.find(sentence, max(0, mark["end"] - len(sentence)), mark["start"] + len(sentence))
            if sentence
            else -1
        )
        stop = begin + len(sentence)
        whole = begin >= 0 and begin <= mark["start"] and mark["end"] <= stop and "\n" not in sentence
        return (begin, stop) if whole else None


def _cell(found: list[Node]) -> Node:
    length = sum(len(line["text"]) for line in found)
    return {"lines": found, "width": "long" if length > LONG_CELL else "middling" if length > SHORT_CELL else ""}


def _tables(cells: list[Cell]) -> Iterator[list[Cell]]:
    """The cells of one table after the other: a new one begins where the rows start again."""
    table: list[Cell] = []
    for cell in cells:
        if table and (cell.row < table[-1].row or cell.title != table[-1].title):
            yield table
            table = []
        table.append(cell)
    if table:
        yield table

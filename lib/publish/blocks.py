"""Executed notebook → `Report`: its head and a list of blocks, plain JSON, the same for page and PDF.

Blocks: the prose blocks of `prose`, headings with `id`, and
- {"type": "table", "id", "number", "caption", "columns": [{"key", "label", "unit", "kind"}],
  "rows": [{"cells": [{"text", "value", "href", "title", "notes", "facts"}], "group"}], "notes": [{"mark", "text"}], "source"}
- {"type": "figure", "id", "number", "title", "alt", "source", "file", "svg" | "png", "narrow", "width", "height", "table": a table without
  number, or None}
- {"type": "keyfigures", "title", "figures": [{"label", "value", "period", "change", "caveat", "href", "title"}]}
- {"type": "error", "name", "text"} for a cell that failed.
Code, parameters and standard error are left out. Every key is there, so that templates need no defaults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar

from .. import lexicon
from ..payloads import CHART, KEY_FIGURES, REPORT, TABLE, FactsPayload, KeyFigurePayload, KeyFiguresPayload
from ..project import CityStatsError
from . import other_outputs, pictures, prose
from .labels import labels
from .prose import Node, clean

HIDDEN_TAGS = {"remove_cell", "remove-cell", "remove_output", "remove-output", "hide-output", "injected-parameters"}
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Head:
    """What a notebook says of itself once, in its first output."""

    title: str = ""
    subtitle: str = ""
    lang: str = "zh-CN"
    keywords: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    year: str = ""
    years: str = ""
    themes: tuple[str, ...] = ()
    version: str = ""
    data_version: str = ""
    edition: str = ""
    published: str = ""

    TEXTS: ClassVar = ("title", "subtitle", "lang", "year", "years", "version", "data_version", "edition", "published")
    LISTS: ClassVar = ("keywords", "areas", "themes")

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Head:
        """The head from a report payload; unknown keys are ignored, lists become tuples, all else strings."""
        texts = {name: clean(payload[name]) for name in cls.TEXTS if payload.get(name) is not None}
        lists = {name: _strings(payload[name]) for name in cls.LISTS if payload.get(name) is not None}
        return cls(**texts, **lists)._named()  # type: ignore[arg-type]

    def _named(self) -> Head:
        """Names in place of the codes of areas and themes."""
        zh = self.lang.lower().startswith("zh")
        areas, themes = lexicon.areas(), lexicon.themes()
        places = tuple(
            (areas[code].name_zh if zh else areas[code].name_en) if code in areas else code for code in self.areas
        )
        topics = tuple(themes[name]["zh" if zh else "en"] if name in themes else name for name in self.themes)
        return replace(self, areas=places, themes=topics)


@dataclass(frozen=True)
class Report:
    """One executed notebook as data: `head` and `blocks`, in the order in which they were displayed.

    `name` is `<notebook>/<run>` where the workflow wrote it into the notebook's metadata, else empty.
    """

    head: Head
    blocks: list[Node] = field(default_factory=list)
    name: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {"head": asdict(self.head), "blocks": self.blocks, "name": self.name}

    def of_type(self, kind: str) -> list[Node]:
        """The blocks of one type: heading, table, figure, error …"""
        return [block for block in self.blocks if block["type"] == kind]


def from_notebook(nb: Mapping[str, Any]) -> Report:
    """The report of an executed notebook (nbformat 4, as a NotebookNode or plain JSON)."""
    payload, raw = _raw_blocks(nb)
    title = clean(payload.get("title")) or _first_title(raw) or clean(nb.get("metadata", {}).get("title"))
    payload = {**payload, "lang": payload.get("lang") or _guess_lang(title, raw)}
    head = Head.from_payload({**payload, "title": title or labels(payload["lang"])["untitled"]})
    run = nb.get("metadata", {}).get("citystats", {})
    return Report(head, _Numbering(head).run(raw), "/".join(filter(None, (run.get("notebook"), run.get("run")))))


def _raw_blocks(nb: Mapping[str, Any]) -> tuple[dict[str, Any], list[Node]]:
    """The head's payload (empty if none) and the blocks, not yet numbered."""
    head: dict[str, Any] = {}
    found: list[Node] = []
    for cell in nb["cells"]:
        if HIDDEN_TAGS & set(cell.get("metadata", {}).get("tags", [])):
            continue
        if cell["cell_type"] == "markdown":
            found += prose.blocks(other_outputs.joined(cell["source"]))
        for output in cell.get("outputs", []):
            if REPORT in output.get("data", {}):
                head = head or dict(output["data"][REPORT])
            else:
                found += _output_blocks(output)
    return head, found


def _output_blocks(output: Mapping[str, Any]) -> list[Node]:
    kind = output["output_type"]
    if kind == "error":
        text = f"{output.get('ename', '')}: {output.get('evalue', '')}"
        return [{"type": "error", "name": clean(output.get("ename")), "text": clean(text)}]
    if kind == "stream":
        return _plain(other_outputs.joined(output["text"])) if output.get("name") == "stdout" else []
    data = output.get("data", {})
    for mime, read in _READERS.items():
        if mime in data and (blocks := read(data, output.get("metadata", {}))) is not None:
            return blocks
    return []


def _key_figures(payload: KeyFiguresPayload) -> Node:
    """The numbers that open a report, without those that have no value."""
    return {
        "type": "keyfigures",
        "title": clean(payload.get("title")),
        "figures": [_key_figure(figure) for figure in payload["figures"] if figure.get("value")],
    }


def _key_figure(figure: KeyFigurePayload) -> Node:
    texts = {key: clean(figure.get(key)) for key in ("label", "value", "period", "change", "caveat", "title")}
    return {**texts, "href": prose.safe_href(figure.get("href") or "")}


def _plain(text: str) -> list[Node]:
    text = re.sub(r"\x1b\[[0-9;]*m", "", text).rstrip()
    return [] if not text.strip() or other_outputs.is_repr(text) else [{"type": "code", "text": clean(text)}]


def _picture(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> list[Node]:
    """A chart of this suite or any other picture; SVG wins over PNG."""
    payload = dict(data.get(CHART, {}))
    named = {key: metadata.get(key) for key in ("title", "alt") if metadata.get(key)}
    spoken = other_outputs.joined(data.get("text/plain", ""))
    block = {"alt": "" if other_outputs.is_repr(spoken) else spoken.strip("'\""), **named, **payload, "type": "figure"}
    if "image/svg+xml" in data:
        narrow = pictures.clean_svg(payload["narrow"]) if payload.get("narrow") else ""
        return [{**block, "svg": pictures.clean_svg(other_outputs.joined(data["image/svg+xml"])), "narrow": narrow}]
    if "image/png" in data:
        png = re.sub(r"\s", "", other_outputs.joined(data["image/png"]))
        width, height = pictures.png_size(png)
        return [{**block, "png": png, "width": width, "height": height}]
    return [{**block, "type": "missing_picture"}]


# the richest form of an output that we know how to set, best first
_READERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], list[Node] | None]] = {
    TABLE: lambda data, _: [{**data[TABLE], "type": "table"}],
    CHART: _picture,
    KEY_FIGURES: lambda data, _: [_key_figures(data[KEY_FIGURES])],
    "image/svg+xml": _picture,
    "image/png": _picture,
    "text/markdown": lambda data, _: prose.blocks(other_outputs.joined(data["text/markdown"])),
    "text/html": lambda data, _: other_outputs.from_html(other_outputs.joined(data["text/html"])) or None,
    "text/plain": lambda data, _: _plain(other_outputs.joined(data["text/plain"])),
}


def _first_title(blocks: list[Node]) -> str:
    return next((prose.plain(b["inline"]) for b in blocks if b["type"] == "heading" and b["level"] == 1), "")


def _guess_lang(title: str, blocks: list[Node]) -> str:
    text = title + "".join(prose.plain(block.get("inline", [])) for block in blocks)
    return "zh-CN" if HAN.search(text) or not text else "en"


class _Numbering:
    """Gives tables, figures and headings their numbers, ids and missing names, in the order of the report."""

    def __init__(self, head: Head) -> None:
        self.title, self.words = head.title, labels(head.lang)
        self.tables = self.figures = self.headings = 0
        self.level, self.heading = 1, ""
        self.ids: set[str] = set()

    def run(self, blocks: list[Node]) -> list[Node]:
        return [done for block in blocks if (done := self._one(block))]

    def _one(self, block: Node) -> Node | None:
        kind = block["type"]
        if kind == "heading":
            return self._heading(block)
        if kind == "table":
            self.tables += 1
            return self._table(block, self.tables)
        if kind == "figure":
            return self._figure(block)
        if kind == "keyfigures":
            return block if block["figures"] else None
        if kind == "missing_picture":
            raise CityStatsError(
                f"Chart {block.get('id') or block.get('title')!r}: the notebook holds neither image/svg+xml nor image/png of it; run it again."
            )
        return block

    def _heading(self, block: Node) -> Node | None:
        """The title is shown once, at the top; other headings start at level 2 and never skip one."""
        text = prose.plain(block["inline"])
        if not text or (block["level"] == 1 and text == self.title):
            return None
        self.headings += 1
        self.level, self.heading = max(2, min(block["level"], self.level + 1)), text
        return {**block, "level": self.level, "id": self._id(f"s{self.headings}")}

    def _table(self, payload: Node, number: int | None) -> Node:
        caption = clean(payload.get("caption") or payload.get("title")) or self.heading or self.words["untitled_table"]
        columns = [_column(index, column) for index, column in enumerate(payload["columns"])]
        name = payload.get("id") or f"table-{number}"
        notes = [{"mark": clean(note["mark"]), "text": clean(note["text"])} for note in payload.get("notes") or []]
        return {
            "type": "table",
            "id": self._id(name),
            "number": number,
            "caption": caption,
            "columns": columns,
            "rows": [_row(row, len(columns), str(name)) for row in payload["rows"]],
            "notes": notes,
            "source": self._source(payload),
        }

    def _source(self, payload: Node) -> str:
        """Where the numbers are from, without the word "source" that every output puts before it."""
        return re.sub(rf"^{self.words['source']}\s*[:：]\s*", "", clean(payload.get("source")))

    def _figure(self, payload: Node) -> Node:
        self.figures += 1
        title = clean(payload.get("title")) or self.heading or self.words["untitled_figure"]
        name = self._id(payload.get("id") or f"figure-{self.figures}")
        table = payload.get("table")
        return {
            "type": "figure",
            "id": name,
            "number": self.figures,
            "title": title,
            "alt": clean(payload.get("alt")).strip() or title,
            "source": self._source(payload),
            "file": clean(payload.get("file")) or name,
            "svg": payload.get("svg", ""),
            "narrow": payload.get("narrow", ""),
            "png": payload.get("png", ""),
            "width": payload.get("width", 0),
            "height": payload.get("height", 0),
            "table": self._table({**table, "id": f"{name}-data", "caption": table.get("caption") or title}, None)
            if table
            else None,
        }

    def _id(self, name: Any) -> str:
        """`name` as an anchor that no other block has."""
        base = re.sub(r"[^\w-]+", "-", clean(name)).strip("-") or "block"
        base = base if not base[0].isdigit() else f"b-{base}"
        found, count = base, 2
        while found in self.ids:
            found, count = f"{base}-{count}", count + 1
        self.ids.add(found)
        return found


def _column(index: int, column: Mapping[str, Any]) -> Node:
    kind = column.get("kind") if column.get("kind") in ("number", "flag") else "text"
    key = clean(column.get("key", index))
    return {"key": key, "label": clean(column.get("label")), "unit": clean(column.get("unit")), "kind": kind}


def _row(row: Mapping[str, Any], width: int, name: str) -> Node:
    cells = [_cell(cell) for cell in row["cells"]]
    if len(cells) != width:
        raise CityStatsError(
            f"Table {name!r}: a row has {len(cells)} cells for {width} columns: {[cell['text'] for cell in cells]}"
        )
    return {"cells": cells, "group": clean(row.get("group"))}


def _cell(cell: Any) -> Node:
    cell = cell if isinstance(cell, Mapping) else {"text": cell}
    value = cell.get("value")
    return {
        "text": clean(cell.get("text")),
        "value": value
        if isinstance(value, int | float | str) and not isinstance(value, bool) and value == value
        else None,
        "href": prose.safe_href(cell.get("href") or ""),
        "title": clean(cell.get("title")),
        "notes": list(_strings(cell.get("notes") or ())),
        "facts": _facts(cell.get("facts") or {}),
    }


def _facts(facts: FactsPayload | Mapping[str, Any]) -> dict[str, str]:
    """What workbook and CSV put into columns of their own; {} for a cell that is no observation."""
    return {key: clean(facts.get(key)) for key in FactsPayload.__annotations__} if facts else {}


def _strings(values: Any) -> tuple[str, ...]:
    values = [values] if isinstance(values, str) or not isinstance(values, Iterable) else values
    return tuple(clean(value) for value in values)

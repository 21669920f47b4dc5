"""The search index: every sentence of every document, every figure, indicator and page, as a script a page can load from a folder."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

from ...documents import script
from ...lexicon import codelists
from . import source_pages
from .content import Material

SENTENCE = re.compile(r"[^。；;！？!?]+[。；;！？!?]*")


def index(stuff: Material, views: list[source_pages.Node], pages: list[tuple[str, str]]) -> dict[str, Any]:
    """Small arrays instead of objects, because every name would be repeated thousands of times:

    documents [id, title] · indicators [name, theme, id] · sentences [document, anchor, text]
    · figures [sentence, anchor, amount, indicator or -1, area, period] · pages [title, href] · fold {Traditional: Simplified}.
    """
    names = list(codelists.indicators())
    sentences: list[list[Any]] = []
    figures: list[list[Any]] = []
    for number, page in enumerate(views):
        place = _sentences(page, number, sentences)
        indicators = {row["start"]: row["indicator"] for row in stuff.by_document.get(page["id"], [])}
        for mark in page["marks"]:
            known = indicators[str(mark["start"])]
            figures.append(
                [
                    place(mark["start"]),
                    mark["id"],
                    mark["amount"],
                    names.index(known) if known in names else -1,
                    mark["area"],
                    mark["period"],
                ]
            )
    return {
        "documents": [[page["id"], page["title"]] for page in views],
        "indicators": [[entry.name_zh, entry.theme, name] for name, entry in codelists.indicators().items()],
        "sentences": sentences,
        "figures": figures,
        "pages": [list(page) for page in pages],
        "fold": fold("".join(text for _, _, text in sentences)),
    }


def _sentences(page: source_pages.Node, number: int, found: list[list[Any]]) -> Any:
    """Append the sentences of a page to `found`; returns offset → place in `found`."""
    starts, first = [], len(found)
    marks = page["marks"]
    for line in source_pages.lines(page["blocks"]):
        for sentence in SENTENCE.finditer(line["text"]):
            begin, end = line["begin"] + sentence.start(), line["begin"] + sentence.end()
            anchor = next((mark["id"] for mark in marks if begin <= mark["start"] < end), line["id"])
            starts.append(begin)
            found.append([number, anchor, sentence[0].strip()])
    return lambda offset: first + max(0, bisect_right(starts, offset) - 1)


def fold(text: str) -> dict[str, str]:
    """Traditional character → Simplified, for every Traditional one a reader may type to find `text`, or that stands in it."""
    known = script.scripts()
    single = {char: known.convert(char) for char in sorted(known.hant_only)}
    present = set(text) | {single[char] for char in text if char in single}
    return {char: plain for char, plain in single.items() if plain in present and len(plain) == 1}


def as_script(content: dict[str, Any]) -> str:
    """The index as a script with one global: a page opened from a folder may load scripts, not fetch files."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return "window.CITYSTATS_INDEX=" + text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + ";\n"

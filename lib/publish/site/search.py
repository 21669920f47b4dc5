"""The search index, in parts that a page loads when a query needs them: names first, then pairs of characters, then sentences.

parts/search/core.js       documents, areas, indicators with definitions, pages, how the rest is divided
parts/search/pairs-N.js    pair of characters → the sentences that hold it, as differences
parts/search/text-N.js     sentences: anchor and text
parts/values/<indicator>.js  the numbers (explorer.py)
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ... import lexicon
from ...documents import Document, script
from ...lexicon import codelists
from . import content, listings, parts, source_pages
from .content import Material
from .voice import themes, voice

SENTENCE = re.compile(r"[^。；;！？!?]+[。；;！？!?]*")
TEXT_CHARS = 120_000  # of one part with sentences
PAIRS = 60_000  # entries of one part with pairs
SUFFIX = re.compile(r"(?<=..)(?:特别行政区|自治[区州县]|[省市区县州盟])$")
FIXED = (("explore.html", "explorer"), ("indicators/index.html", "indicators_page"), ("sources/index.html", "sources_page"), ("methods.html", "methods_page"), ("flags.html", "flags_page"), ("revisions.html", "revisions_page"))  # fmt: skip

Sentence = tuple[str, str]  # anchor, text


def files(stuff: Material, views: dict[str, source_pages.Node]) -> dict[str, str]:
    """Path → script of every part but those of numbers. `views` are the source pages by doc_id."""
    sentences: list[Sentence] = []
    firsts = []
    for document in stuff.documents:
        firsts.append(len(sentences))
        sentences += _sentences(views[document.doc_id])
    known = fold("".join(text for _, text in sentences))
    texts, starts = _divided(sentences)
    pairs = _pairs(sentences, known)
    count = max(1, -(-sum(map(len, pairs.values())) // PAIRS))
    core = {
        "documents": [_document(document, first) for document, first in zip(stuff.documents, firsts, strict=True)],
        "areas": [_area(code) for code in sorted({*stuff.by_area, *stuff.documents_of} & set(lexicon.areas()))],
        "indicators": [_indicator(entry, stuff) for entry in codelists.indicators().values()],
        "pages": pages(stuff),
        "sentences": len(sentences),
        "starts": starts,
        "pairs": count,
        "fold": known,
    }
    found = {"search/core": core, **{f"search/text-{at}": part for at, part in enumerate(texts)}}
    found |= {f"search/pairs-{at}": part for at, part in enumerate(_buckets(pairs, count))}
    return {parts.path(name): parts.script(name, part) for name, part in found.items()}


def _document(document: Document, first: int) -> list[Any]:
    zh, en = (voice(lang).title(document) for lang in ("zh", "en"))
    return [document.doc_id, zh, en, document.ref_area, document.year, first]


def _area(code: str) -> list[Any]:
    area = lexicon.areas()[code]
    return [
        code,
        area.name_zh,
        area.name_en,
        sorted({area.name_zh, SUFFIX.sub("", area.name_zh), area.name_en}, key=len, reverse=True),
    ]


def _indicator(entry: lexicon.Indicator, stuff: Material) -> list[Any]:
    texts = [listings.definition(entry, voice(lang)) for lang in ("zh", "en")]
    return [entry.indicator, entry.name_zh, entry.name_en, *texts, len(stuff.by_indicator.get(entry.indicator, ()))]


def pages(stuff: Material) -> list[list[str]]:
    """[title in Chinese, in English, address, language or "" for a page with a twin] of every page found by its title."""
    spoken = [voice(lang) for lang in ("zh", "en")]
    found = [[*(v.words[name]["title"] for v in spoken), path, ""] for path, name in FIXED]
    found.append([*(v.words["sources_page"]["references_title"] for v in spoken), "sources/references.html", ""])
    found += [
        [*(v.theme(theme) for v in spoken), f"themes/{theme}.html", ""] for theme in themes() if theme in stuff.by_theme
    ]
    found += [
        [title := content.report_title(report), title, f"{report['name']}.html", content.language(report)]
        for report in stuff.published
    ]
    return found


def _sentences(page: source_pages.Node) -> Iterator[Sentence]:
    """The sentences of a page, each with the anchor of its first figure, else of its paragraph."""
    marks = page["marks"]
    starts = [mark["start"] for mark in marks]
    for line in source_pages.lines(page["blocks"]):
        for sentence in SENTENCE.finditer(line["text"]):
            begin, end = line["begin"] + sentence.start(), line["begin"] + sentence.end()
            at = bisect_right(starts, begin - 1)
            inside = at < len(starts) and starts[at] < end
            yield (marks[at]["id"] if inside else line["id"]), sentence[0].strip()


def _divided(sentences: list[Sentence]) -> tuple[list[list[Sentence]], list[int]]:
    """Sentences in parts of about TEXT_CHARS characters, and the number of the first sentence of each."""
    found: list[list[Sentence]] = [[]]
    starts, size = [0], 0
    for number, sentence in enumerate(sentences):
        if size > TEXT_CHARS:
            found.append([])
            starts.append(number)
            size = 0
        found[-1].append(sentence)
        size += len(sentence[1])
    return found, starts


def _pairs(sentences: list[Sentence], known: dict[str, str]) -> dict[str, list[int]]:
    """Pair of neighbouring characters → the sentences that hold it, ascending."""
    found: dict[str, list[int]] = defaultdict(list)
    table = str.maketrans(known)
    for number, (_, text) in enumerate(sentences):
        for pair in sorted({a + b for a, b in pairwise(folded(text, table))}):
            found[pair].append(number)
    return found


def folded(text: str, table: dict[int, str]) -> str:
    """`text` as it is searched: widths made one, small letters, Simplified; the script folds a query the same way."""
    return unicodedata.normalize("NFKC", text).lower().translate(table)


def bucket(pair: str, count: int) -> int:
    """The part that holds a pair; the script computes the same."""
    return (ord(pair[0]) * 31 + ord(pair[1])) % count


def _buckets(pairs: dict[str, list[int]], count: int) -> list[dict[str, list[int]]]:
    found: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for pair in sorted(pairs):
        numbers = pairs[pair]
        found[bucket(pair, count)][pair] = [numbers[0], *(b - a for a, b in pairwise(numbers))]
    return found


def fold(text: str) -> dict[str, str]:
    """Traditional character → Simplified, for every Traditional one a reader may type to find `text`, or that stands in it,
    or in a name or definition."""
    known = script.scripts()
    single = {char: known.convert(char) for char in sorted(known.hant_only)}
    present = set(text) | set("".join(_names())) | {single[char] for char in text if char in single}
    return {char: plain for char, plain in single.items() if plain in present and len(plain) == 1}


def _names() -> Iterator[str]:
    for entry in codelists.indicators().values():
        yield entry.name_zh
        yield listings.definition(entry, voice("zh"))
    yield from (area.name_zh for area in lexicon.areas().values())

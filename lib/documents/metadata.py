"""What a document says of itself: title, publisher, area, year, kind and date, from text, format and file name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import PurePath

from . import gazetteer, script
from .clues import TYPES, WIDTHS, YEAR, arabic_years, clues, iso_date
from .dating import year_of
from .evidence import Verdict
from .locating import area_of
from .masthead import page, published_of, publisher_of, title_of

UNASKED = Verdict()

__all__ = ["TYPES", "Assessment", "Doubt", "Metadata", "assess", "guess", "normalise"]


@dataclass(frozen=True)
class Metadata:
    """What could be told; strings, empty where nothing could. Fields as the columns of sources.csv."""

    title: str = ""
    publisher: str = ""
    ref_area: str = ""
    year: str = ""
    doc_type: str = ""
    published: str = ""
    script: str = ""

    def as_dict(self) -> dict[str, str]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class Doubt:
    """A field left empty though asked for: the best guess and its rival (both may be empty), how sure it is, and why not surer."""

    field: str
    leading: str = ""
    rival: str = ""
    confidence: float = 0.0
    why: str = ""


@dataclass(frozen=True)
class Assessment:
    """Metadata with the verdicts on area and year: what speaks for them, how sure they are. Given fields have an empty verdict."""

    metadata: Metadata
    ref_area: Verdict = UNASKED
    year: Verdict = UNASKED

    def doubts(self) -> tuple[Doubt, ...]:
        """Area and year where they were not given and the text does not tell them surely enough."""
        verdicts = {"ref_area": self.ref_area, "year": self.year}
        return tuple(
            Doubt(name, found.leading, found.rival, found.confidence, found.why_not or _said(found))
            for name, found in verdicts.items()
            if not getattr(self.metadata, name)
        )


def _said(found: Verdict) -> str:
    """The words that speak for the best guess."""
    quotes = (" ".join(one.quote.split()) for one in found.because())
    return " · ".join(dict.fromkeys(quote for quote in quotes if quote))


def guess(
    text: str,
    file_name: str = "",
    *,
    simplified: str = "",
    title: str = "",
    known: Mapping[str, str] | None = None,
    hints: Mapping[str, str] | None = None,
) -> Metadata:
    """What `text` says of itself, the file's name helping out. `known` fields are taken as given and guide the rest.

    Never raises, whatever the text; `simplified` spares a conversion, `title` and `hints` (publisher, published, site) are
    what the format itself says. Area and year are empty where the text does not tell them surely enough.
    """
    return assess(text, file_name, simplified=simplified, title=title, known=known, hints=hints).metadata


def assess(
    text: str,
    file_name: str = "",
    *,
    simplified: str = "",
    title: str = "",
    known: Mapping[str, str] | None = None,
    hints: Mapping[str, str] | None = None,
) -> Assessment:
    """As `guess`, with what speaks for area and year."""
    given, said = normalise(known or {}), dict(hints or {})
    plain = arabic_years((simplified or script.simplify(text)).translate(WIDTHS))
    title = given.get("title") or title_of(text, plain, title)
    parts = page(plain, arabic_years(script.simplify(title).translate(WIDTHS)), _stem(file_name), said)
    publisher = given.get("publisher") or publisher_of(plain, parts.title, parts.hints.get("publisher", ""))
    published = given.get("published") or published_of(plain, said.get("published", ""))
    doc_type = given.get("doc_type") or _doc_type(plain, parts.title, parts.file_name)
    area = UNASKED if "ref_area" in given else area_of(parts, script.simplify(publisher).translate(WIDTHS))
    year = UNASKED if "year" in given else year_of(parts, doc_type, published)
    found = Metadata(
        title=title,
        publisher=publisher,
        ref_area=given.get("ref_area") or area.value,
        year=given.get("year") or year.value,
        doc_type=doc_type,
        published=published,
        script=given.get("script") or script.detect(text),
    )
    return Assessment(found, area, year)


def _stem(file_name: str) -> str:
    return unicodedata.normalize("NFKC", PurePath(file_name).stem)


def normalise(given: Mapping[str, str]) -> dict[str, str]:
    """Metadata as people write them in a table, in our form: 2022年 → 2022, 东莞市 → 441900, 2023/2/6 → 2023-02-06.

    Empty values are left out; a value that cannot be put in our form stays as it is.
    """
    found = {key: str(value).strip() for key, value in given.items() if value is not None and str(value).strip()}
    if match := YEAR.search(arabic_years(found.get("year", ""))):
        found["year"] = match[1]
    if "ref_area" in found:
        found["ref_area"] = found["ref_area"].removesuffix(".0")  # a code that went through a spreadsheet
    if "ref_area" in found and not found["ref_area"].isdigit():
        found["ref_area"] = gazetteer.code_of(script.simplify(found["ref_area"])) or found["ref_area"]
    if date := iso_date(found.get("published", "")):
        found["published"] = date
    for key in ("doc_type", "script"):
        if key in found:
            found[key] = found[key].lower()
    if "doc_type" in found and found["doc_type"] not in TYPES:
        kinds = (kind for kind, known in clues().types.items() if known["title"].search(found["doc_type"]))
        found["doc_type"] = next(kinds, found["doc_type"])
    return found


def _doc_type(plain: str, title: str, name: str) -> str:
    """By title, file name, then the sound of the body; report where nothing speaks and the text is long, else news."""
    known = clues()
    if known.report_first.search(title):
        return "report"
    if known.news_first.search(title):
        return "news"
    for where, said in (("title", title), ("file", name.lower())):
        for kind, patterns in known.types.items():
            if patterns[where].search(said):
                return kind
    sample = plain[:20_000]
    counts = {kind: len(pattern.findall(sample)) for kind, pattern in known.body.items()}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else ("report" if len(re.sub(r"\s", "", plain)) > 1500 else "news")

"""A document: a published file as text with what is known of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from .. import ids, periods
from ..project import CityStatsError
from . import metadata, readers, script
from .readers.tables import Cell, Reading

DESCRIBING = ("doc_id", "title", "publisher", "ref_area", "year", "doc_type", "published", "script")


PLAIN = (".txt", ".text", ".md")


@dataclass(frozen=True)
class Document:
    """One document. Offsets everywhere are code points of `text`; `simplified` is the text that rules read: Simplified
    characters, half-width digits and signs, plain spaces (script.even), code point by code point.

    Metadata are strings, empty where neither sources.csv nor the text says: ref_area a GB/T 2260 code, year `2022`,
    doc_type report, plan, news or statistics, published an ISO date, script hans or hant.
    """

    doc_id: str
    text: str
    simplified: str
    title: str = ""
    publisher: str = ""
    ref_area: str = ""
    year: str = ""
    doc_type: str = ""
    published: str = ""
    script: str = ""
    path: Path | None = None
    cells: tuple[Cell, ...] = ()
    warnings: tuple[str, ...] = ()  # what of the file is not in the text, each with file and place
    doubts: tuple[
        metadata.Doubt, ...
    ] = ()  # area or year, where they are empty because the text does not tell them surely


def read(path_or_text: Path | str | bytes, **given: str) -> Document:
    """One document from a file, or from a text itself; `given` metadata override what the text says of itself.

    A str is a path if such a file exists or it looks like a file name (`x.docx`), else it is the text.
    Raises CityStatsError for a missing or unreadable file and for an unknown metadata name.
    """
    if unknown := sorted(set(given) - set(DESCRIBING)):
        raise CityStatsError(f"unknown metadata {', '.join(unknown)}; known are {', '.join(DESCRIBING)}")
    if isinstance(path_or_text, bytes):
        return _document(readers.read_plain(path_or_text, "standard input"), None, given)
    path = _as_path(path_or_text)
    if path is None:
        return _document(_text_reading(str(path_or_text)), None, given)
    return _document(readers.read_bytes(_bytes_of(path), str(path)), path, given)


def processed_text(document: Document) -> tuple[str, str] | None:
    """(file name under data/processed/texts, text) of a document that is not plain text already, else None."""
    if document.path is None or document.path.suffix.lower() in PLAIN:
        return None
    return f"{document.doc_id}.txt", document.text


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CityStatsError(f"{path}: cannot be read: {error.strerror or error}") from None


def _as_path(value: Path | str) -> Path | None:
    """`value` as a path, or None where it is a text."""
    if isinstance(value, Path):
        return value
    if "\n" in value or len(value) > 500:
        return None
    try:
        is_file = Path(value).is_file()
    except (OSError, ValueError):
        return None
    named = re.fullmatch(r"[^,。;:,;!?\n]+\.(?:txt|html?|docx|pdf|xlsx|csv|tsv)", value.strip(), re.IGNORECASE)
    looks_so = named or re.fullmatch(r"(?=.*[/\\])(?=.*[A-Za-z])[\x21-\x7e]+", value)
    return Path(value) if is_file or looks_so else None


def _text_reading(text: str) -> Reading:
    from .readers.plain import read_text

    return read_text(re.sub("[\ud800-\udfff]", "\ufffd", text))  # half a character: no file can hold it


def _document(reading: Reading, path: Path | None, given: dict[str, str]) -> Document:
    """Metadata given, else guessed; a guess never fails."""
    given = {key: str(value).strip() for key, value in given.items() if value is not None and str(value).strip()}
    simplified = script.even(script.simplify(reading.text))
    assessed = metadata.assess(
        reading.text,
        path.name if path else "",
        simplified=simplified.replace(script.ZERO, " "),
        title=reading.title,
        known=given,
        hints=reading.hints,
    )
    known = {**assessed.metadata.as_dict(), **metadata.normalise(given)}
    if known["year"] and not re.fullmatch(r"\d{4}", known["year"]):
        raise CityStatsError(
            f"{path or 'text'}: year {known['year']!r} is none; give a year such as 2023, or leave it empty"
        )
    if "published" not in given and not periods.is_day(known["published"]):
        known["published"] = ""
    if known["published"] and not periods.is_day(known["published"]):
        raise CityStatsError(
            f"{path or 'text'}: published {known['published']!r} is no date; give one such as 2023-02-06, or leave it empty"
        )
    known.setdefault("doc_id", ids.doc_id_of(path.stem) if path else "text")
    if not ids.is_doc_id(known["doc_id"]):
        raise CityStatsError(f"{path or 'text'}: doc_id {known['doc_id']!r} is none; it may hold {ids.DOC_ID_RULE}")
    return Document(
        text=reading.text,
        simplified=simplified,
        path=path,
        cells=reading.cells,
        warnings=_named(reading, path),
        doubts=assessed.doubts(),
        **known,
    )


def _named(reading: Reading, path: Path | None) -> tuple[str, ...]:
    return tuple(f"{path.name if path else 'text'}: {warning}" for warning in reading.warnings)

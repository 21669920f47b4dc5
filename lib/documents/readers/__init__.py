"""Files to text: one reader per format, chosen by the file's suffix. A reader takes bytes and gives a `Reading`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from ...project import CityStatsError
from .tables import Cell, Reading

__all__ = ["FORMATS", "Cell", "Reading", "read_bytes", "read_plain"]

# suffix → module of this package; imported when first needed, since each brings its own library
FORMATS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".html": "html",
    ".htm": "html",
    ".docx": "word",
    ".pdf": "pdf",
    ".xlsx": "sheets",
    ".xlsm": "sheets",
    ".csv": "sheets",
    ".tsv": "sheets",
}


def read_bytes(data: bytes, name: str) -> Reading:
    """The text and table cells of a file's bytes; `name` tells the format and is what an error names.

    Raises CityStatsError for an unknown format, an empty file, a damaged file, and text in no known encoding.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        kind = f"cannot read a {suffix} file" if suffix else "its name has no suffix that tells the format"
        raise CityStatsError(f"{name}: {kind}; save it as one of {known}")
    return _read(import_module(f".{FORMATS[suffix]}", __name__).read, data, name)


def read_plain(data: bytes, name: str) -> Reading:
    """Bytes of a plain text that has no file name, as from standard input."""
    return _read(import_module(".plain", __name__).read, data, name)


def _read(reader: Callable[[bytes, str], Reading], data: bytes, name: str) -> Reading:
    if not data:
        raise CityStatsError(f"{name}: the file is empty; fetch the document again or remove it")
    reading = reader(data, name)
    if not reading.text.strip():
        raise CityStatsError(
            f"{name}: no text in this file (a scan?); add it as a .txt with the text typed or recognised"
        )
    return reading

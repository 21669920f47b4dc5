"""Files to text: one reader per format, chosen by the file's suffix. A reader takes bytes and gives a `Reading`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from lib.project import CityStatsError
from lib.readers.grid import Cell, Reading

__all__ = ["FORMATS", "Cell", "Reading", "read_bytes"]

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
        raise CityStatsError(f"{name}: cannot read a {suffix or 'nameless'} file; save it as one of {known}")
    if not data:
        raise CityStatsError(f"{name}: the file is empty; fetch the document again or remove it")
    reader: Callable[[bytes, str], Reading] = import_module(f"lib.readers.{FORMATS[suffix]}").read
    reading = reader(data, name)
    if not reading.text.strip():
        raise CityStatsError(
            f"{name}: no text in this file (a scan?); add it as a .txt with the text typed or recognised"
        )
    return reading

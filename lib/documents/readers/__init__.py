"""Files to text: one reader per format, chosen by the file's suffix. A reader takes bytes and gives a `Reading`."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import PurePath

from ...project import CityStatsError
from .. import budgets, isolation
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
PLAIN, SMALL = ("plain",), 2**17  # plain texts up to this many bytes are read here, all else in a process apart
PACKAGES = (".docx", ".xlsx", ".xlsm")
# what people have that is not read, and what to do with it
OTHERS = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".dot", ".odt"), "open it in Word or WPS and save it as .docx"),
    **dict.fromkeys((".xls", ".et", ".ods"), "open it in Excel or WPS and save it as .xlsx"),
    **dict.fromkeys((".ofd", ".ceb", ".ppt", ".pptx", ".dps"), "open it and print or export it as .pdf"),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif"),
        "have the text recognised and save it as .txt or .docx",
    ),
    **dict.fromkeys((".mht", ".mhtml", ".shtml", ".jsp", ".aspx"), "save the page from a browser as .html"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "unpack it and add the documents in it"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how Word and Excel files before 2007 begin, and locked ones
NOISY = ("pdfminer", "pdfplumber", "openpyxl", "docx", "charset_normalizer", "PIL", "fontTools", "bs4")


def read_bytes(data: bytes, name: str) -> Reading:
    """The text and table cells of a file's bytes; `name` tells the format and is what an error names.

    Raises CityStatsError for an unknown format, an empty file, a damaged file, and text in no known encoding.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in OTHERS:
        raise CityStatsError(f"{name}: cannot read a {suffix} file; {OTHERS[suffix]}")
    if suffix not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        kind = f"cannot read a {suffix} file" if suffix else "its name has no suffix that tells the format"
        raise CityStatsError(f"{name}: {kind}; save it as one of {known}")
    if data.startswith(OLE):
        remedy = OTHERS[".xls" if FORMATS[suffix] == "sheets" else ".doc"]
        raise CityStatsError(f"{name}: a file of Office before 2007, or one locked by a password; {remedy}, unlocked")
    work = partial(_read, import_module(f".{FORMATS[suffix]}", __name__).read, data, name)
    return work() if FORMATS[suffix] in PLAIN and len(data) <= SMALL else isolation.run(work, name)


def read_plain(data: bytes, name: str) -> Reading:
    """Bytes of a plain text that has no file name, as from standard input."""
    return _read(import_module(".plain", __name__).read, data, name)


def _read(reader: Callable[[bytes, str], Reading], data: bytes, name: str) -> Reading:
    """What `reader` makes of the bytes. Whatever goes wrong in it or in its library is a CityStatsError that names the file."""
    if not data:
        raise CityStatsError(f"{name}: the file is empty; fetch the document again or remove it")
    try:
        budgets.hold_bytes(data)
        if PurePath(name).suffix.lower() in PACKAGES:
            budgets.hold_package(data)
        with _quiet():
            reading = reader(data, name)
    except (budgets.OverBudgetError, RecursionError, MemoryError) as error:
        raise CityStatsError(f"{name}: {budgets.over(error)}") from None
    except CityStatsError:
        raise
    except Exception as error:
        raise CityStatsError(
            f"{name}: cannot be read ({type(error).__name__}: {str(error)[:120]}); "
            "open it in the program it was made with and save it again, or add its text as .txt"
        ) from error
    if not reading.text.strip():
        raise CityStatsError(
            f"{name}: no text in this file (a scan?); have it recognised (OCR) and add the text as .txt or .docx"
        )
    return reading


@contextmanager
def _quiet() -> Iterator[None]:
    """What the libraries say of a file is for their developers: what matters of it is in Reading.warnings."""
    levels = {name: logging.getLogger(name).level for name in NOISY}
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)

"""Published files as texts with what is known of them.

`read(file_or_text)` gives one Document, `load(folder)` all of a folder or of its register sources.csv.
"""

from .document import DESCRIBING, PLAIN, Document, processed_text, read, sha256
from .gazetteer import base_name, below, printed_names
from .metadata import Doubt
from .readers import FORMATS
from .readers.tables import Cell
from .register import (
    COLUMNS,
    distinct,
    doc_ids,
    find,
    is_document,
    listing,
    load,
    of_bytes,
    rows_of,
    sources,
    table,
    urls,
)
from .script import WIDE, ZERO, even, simplify

__all__ = [
    "COLUMNS",
    "DESCRIBING",
    "FORMATS",
    "PLAIN",
    "WIDE",
    "ZERO",
    "Cell",
    "Document",
    "Doubt",
    "base_name",
    "below",
    "distinct",
    "doc_ids",
    "even",
    "find",
    "is_document",
    "listing",
    "load",
    "of_bytes",
    "printed_names",
    "processed_text",
    "read",
    "rows_of",
    "sha256",
    "simplify",
    "sources",
    "table",
    "urls",
]  # fmt: skip

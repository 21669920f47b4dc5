"""Published files as texts with what is known of them.

`read(file_or_text)` gives one Document, `load(folder)` all of a folder or of its register sources.csv.
"""

from .document import DESCRIBING, PLAIN, Document, processed_text, read, sha256
from .readers.tables import Cell
from .register import COLUMNS, distinct, load, sources, table, urls
from .script import WIDE, even, simplify

__all__ = [
    "COLUMNS", "DESCRIBING", "PLAIN", "WIDE", "Cell", "Document", "distinct", "even", "load", "processed_text", "read", "sha256", "simplify", "sources",
    "table", "urls",
]  # fmt: skip

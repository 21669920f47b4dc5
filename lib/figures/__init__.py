"""Figures: a document's quantities, each with what it counts, where, when and how exactly (docs/figures.md).

`extraction.extract(document)` gives the rows, `extraction.analyse` also what was decided on which words.
"""

from .record import Record

__all__ = ["Record"]

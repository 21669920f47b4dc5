"""documents."""

from .register import Cell, Document
from .script import simplify

__all__ = ["Cell", "Document", "simplify"]

"""Publication tables: each function takes data and a language and gives a Table that notebooks display and lib/publish reads."""

from lib.tables.table import Cell, Column, Row, Table
from lib.tables.yearly import missing, overview, theme

__all__ = ["Cell", "Column", "Row", "Table", "missing", "overview", "theme"]

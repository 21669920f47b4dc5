"""Publication tables: each function takes data and a language and gives a Table that notebooks display and lib/publish reads."""

from lib.tables.evidence import checks, sources
from lib.tables.table import Cell, Column, Row, Table
from lib.tables.trend import trend
from lib.tables.yearly import missing, overview, per_head, theme

__all__ = ["Cell", "Column", "Row", "Table", "checks", "missing", "overview", "per_head", "sources", "theme", "trend"]

"""Publication tables: each function takes data and a language and gives a Table that notebooks display and lib/publish reads."""

from lib.tables.area import profile, standing, targets
from lib.tables.evidence import checks, sources
from lib.tables.plan import tasks, units
from lib.tables.quality import coverage, evaluation, unmapped
from lib.tables.table import Cell, Column, Row, Table
from lib.tables.trend import trend
from lib.tables.yearly import missing, overview, per_head, theme

__all__ = [
    "Cell",
    "Column",
    "Row",
    "Table",
    "checks",
    "coverage",
    "evaluation",
    "missing",
    "overview",
    "per_head",
    "profile",
    "sources",
    "standing",
    "targets",
    "tasks",
    "theme",
    "trend",
    "units",
    "unmapped",
]

"""Publication tables: each function takes data and a language and gives a Table that notebooks display and lib/publish reads."""

from .area import profile, standing, targets
from .evidence import checks, sources
from .model import Cell, Column, NoTable, Row, Table, from_frame
from .over_time import trend
from .plan import tasks, units
from .quality import coverage, evaluation, unmapped
from .yearly import missing, overview, per_head, theme

__all__ = [
    "Cell",
    "Column",
    "NoTable",
    "Row",
    "Table",
    "checks",
    "coverage",
    "evaluation",
    "from_frame",
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

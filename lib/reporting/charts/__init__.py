"""Charts for notebooks: each function takes data and a language and gives a Chart (or says why there is none)."""

from .model import Chart, NoChart
from .over_time import trend
from .per_capita import per_head
from .quality import coverage, schedule
from .yearly import theme

__all__ = ["Chart", "NoChart", "coverage", "per_head", "schedule", "theme", "trend"]

"""Charts for notebooks: each function takes data and a language and gives a Chart (or says why there is none)."""

from .model import Chart, NoChart, use_chinese_font
from .over_time import trend
from .quality import coverage, schedule
from .yearly import per_head, theme

__all__ = ["Chart", "NoChart", "coverage", "per_head", "schedule", "theme", "trend", "use_chinese_font"]

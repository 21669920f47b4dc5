"""Charts for notebooks: each function takes data and a language and gives a Chart (or says why there is none)."""

from lib.charts.chart import Chart, NoChart
from lib.charts.per_head import per_head
from lib.charts.quality import coverage, schedule
from lib.charts.trend import trend
from lib.charts.yearly import theme

__all__ = ["Chart", "NoChart", "coverage", "per_head", "schedule", "theme", "trend"]

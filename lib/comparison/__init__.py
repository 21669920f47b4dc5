"""The panel side by side: `views` (one year's areas, trends, profiles, coverage), ranks, per-head values, targets and results."""

from .ranking import rank

__all__ = ["rank"]

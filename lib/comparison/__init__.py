"""comparison."""

from .ranking import rank

__all__ = ["rank"]

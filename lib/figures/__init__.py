"""figures."""

from .sentences import Record

__all__ = ["Record"]

"""dataset."""

from .build import Built

__all__ = ["Built"]

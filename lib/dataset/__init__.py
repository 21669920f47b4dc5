"""data/raw → data/processed: `build.run` makes the tables, `build.read` reads them, `changes.diff` tells two states apart."""

from .build import Built

__all__ = ["Built"]

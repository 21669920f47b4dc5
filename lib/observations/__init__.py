"""Observations: one value for every key of the panel, reported, looked up (`reference`) or derived from what is printed (`derive`)."""

from .derived import derive
from .labels import label
from .preference import best, dated
from .reason_codes import code
from .reported import candidates, with_ids

__all__ = ["best", "candidates", "code", "dated", "derive", "label", "with_ids"]

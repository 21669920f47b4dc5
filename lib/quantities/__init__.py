"""quantities."""

from .finding import WIDE, Quantity, find
from .numerals import NumeralError, parse_number

__all__ = ["WIDE", "NumeralError", "Quantity", "find", "parse_number"]

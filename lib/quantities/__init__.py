"""Numbers of a text: `find(text)` gives every number that measures something, `parse_number(text)` reads one numeral."""

from .finding import WIDE, Quantity, find
from .numerals import NumeralError, parse_number

__all__ = ["WIDE", "NumeralError", "Quantity", "find", "parse_number"]

"""Numbers in a plain text: where they stand, what they count, how exactly; and the places where a number could not be read."""

from ..documents import WIDE
from .finding import find
from .numerals import NumeralError, parse_number
from .quantity import Quantity, Unread
from .spacing import Closed, closed

__all__ = ["WIDE", "Closed", "NumeralError", "Quantity", "Unread", "closed", "find", "parse_number"]

"""The published address of `parse_number`: programs outside this repository import it from here; it lives in `lib.quantities`."""

from .quantities import NumeralError, parse_number

__all__ = ["NumeralError", "parse_number"]

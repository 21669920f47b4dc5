"""The published address of parse_number: programs outside this repository import it from here."""

from __future__ import annotations

import pytest

from lib import quantities
from lib.numerals import NumeralError, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("4,936", 4936), ("一百二十", 120), ("３．５万", 35000), ("1.1亿", 110_000_000), ("两千零三", 2003)],
)
def test_numbers_are_read(text: str, value: float) -> None:
    assert float(parse_number(text)) == value


def test_what_is_no_number_is_an_error_of_that_name() -> None:
    with pytest.raises(NumeralError):
        parse_number("若干")
    assert NumeralError is quantities.NumeralError

"""Bounds that a qualifier implies; what stands before a numeral."""

import pytest

from lib.quantities.quantity import LEFT, Numeral, Quantity


@pytest.mark.parametrize(
    ("qualifier", "lower", "upper"),
    [
        ("exact", 7, 7),
        ("over", 7, None),
        ("at_least", 7, None),
        ("under", None, 7),
        ("at_most", None, 7),
        ("about", None, None),
    ],
)
def test_bounds(qualifier, lower, upper):
    quantity = Quantity(0, 1, 7, qualifier, "件", "case", "count", 0, 2).bound()
    assert (quantity.lower, quantity.upper) == (lower, upper)


def test_a_numeral_knows_its_words():
    text = "办" * 30 + "案12件"
    numeral = Numeral(text, 31, 33, "arabic")
    assert numeral.token == "12"
    assert numeral.left == text[31 - LEFT : 31]

"""Pictures in fewer characters are the same pictures."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.publish import pictures

POINT = st.tuples(st.integers(-9999, 9999), st.integers(-9999, 9999)).map(lambda pair: (pair[0] / 10, pair[1] / 10))
SEGMENT = st.one_of(
    st.tuples(st.just("L"), st.lists(POINT, min_size=1, max_size=1)),
    st.tuples(st.just("Q"), st.lists(POINT, min_size=2, max_size=2)),
    st.tuples(st.just("C"), st.lists(POINT, min_size=3, max_size=3)),
    st.tuples(st.just("M"), st.lists(POINT, min_size=1, max_size=1)),
    st.tuples(st.just("z"), st.just([])),
)


def absolute(path):
    """(letter, points) of a path with relative commands, the letter of a repeated one left out."""
    found, here, first, letter = [], (0.0, 0.0), (0.0, 0.0), ""
    numbers: list[float] = []
    for token in re.findall(r"[A-Za-z]|-?(?:\d+\.\d+|\d+)", path):
        if token.isalpha():
            letter, numbers = token, []
            if token == "z":
                found.append(("z", []))
                here = first
            continue
        numbers.append(float(token))
        if len(numbers) == {"m": 2, "l": 2, "q": 4, "c": 6}[letter.lower()]:
            base = (0.0, 0.0) if letter.isupper() else here
            points = [
                (round(base[0] + a, 1), round(base[1] + b, 1)) for a, b in zip(numbers[::2], numbers[1::2], strict=True)
            ]
            found.append((letter.upper(), points))
            here, numbers = points[-1], []
            first = here if letter in "Mm" else first
    return found


@given(POINT, st.lists(SEGMENT, max_size=12))
def test_an_outline_told_from_point_to_point_is_the_same(start, segments):
    drawn = [("M", [start]), *segments]
    path = " ".join(f"{letter} {' '.join(f'{a} {b}' for a, b in points)}" for letter, points in drawn)
    assert absolute(pictures.shorter(path)) == drawn


@pytest.mark.parametrize("path", ["M 0 0 A 1 1 0 0 1 5 5", "M 0", "m 1 1 l 2 2", "M 1e-5 0"])
def test_what_is_not_understood_stays_as_it_is(path):
    assert pictures.shorter(path) == path

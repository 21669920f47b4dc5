"""Evidence weighed: sums by hand, and what no weighing may ever do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.documents.evidence import Evidence, confidence, judge, scores

PIECES = st.lists(st.builds(Evidence, st.sampled_from("abc"), st.sampled_from(["title", "clause"]), st.floats(0.1, 9)))


def test_repeating_is_no_proof() -> None:
    """4 + 4/2 + 2/4 of one kind, 3 of another."""
    found = [
        Evidence("a", "clause", 4),
        Evidence("a", "clause", 2),
        Evidence("a", "clause", 4),
        Evidence("a", "title", 3),
    ]
    assert scores(found) == {"a": 4 + 2 + 0.5 + 3}


@pytest.mark.parametrize(
    ("weights", "value"),
    [
        ({"a": 6, "b": 1}, "a"),
        ({"a": 3, "b": 3}, ""),
        ({"a": 2}, ""),
        ({"a": 2.5}, "a"),
        ({"a": 1, "b": 8, "c": 2}, "b"),
        ({}, ""),
    ],
)
def test_a_value_stands_with_enough_before_its_rival(weights: dict[str, float], value: str) -> None:
    assert judge([], weights, doubt=2, sure=0.55).value == value


def test_what_is_related_is_no_rival_and_a_veto_leaves_the_best_guess() -> None:
    weights = {"town": 4.0, "county": 3.9}
    assert judge([], weights, 2, 0.55).value == ""
    assert judge([], weights, 2, 0.55, related=lambda one, other: True).value == "town"
    vetoed = judge([], weights, 2, 0.3, why_not="a zone")
    assert (vetoed.value, vetoed.leading, vetoed.rival, vetoed.why_not) == ("", "town", "county", "a zone")


@given(PIECES, PIECES)
def test_more_evidence_never_weighs_less(some: list[Evidence], more: list[Evidence]) -> None:
    before, after = scores(some), scores(some + more)
    assert all(after[value] >= weight - 1e-9 for value, weight in before.items())


@given(st.floats(0.1, 50), st.floats(0, 50), st.floats(0.1, 5))
def test_confidence_is_a_share(best: float, rival: float, doubt: float) -> None:
    assert 0 < confidence(best, rival, doubt) < 1
    assert confidence(best, rival + 1, doubt) < confidence(best, rival, doubt) < confidence(best + 1, rival, doubt)

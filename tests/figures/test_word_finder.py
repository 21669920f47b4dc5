"""Words found in one pass are those that a search for each of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lib.figures.word_finder import GAP, Finder, Found

ALPHABET = "调解案件纠纷#,的"


def slowly(words: list[str], text: str) -> set[Found]:
    """Every occurrence of every word, one word and one position after the other."""
    return {
        (at, at + len(word), word) for word in words for at in range(len(text)) if text[at : at + len(word)] == word
    }


@given(st.lists(st.text(ALPHABET, min_size=1, max_size=4), unique=True, max_size=12), st.text(ALPHABET, max_size=60))
def test_all_words_are_found_and_nothing_else(words: list[str], text: str) -> None:
    found = Finder(words).find(text)
    assert set(found) == slowly(words, text) and len(found) == len(set(found))


def test_the_parts_of_a_joined_word_stand_in_order_and_near() -> None:
    finder = Finder(["村…法律顾问", "村"])
    assert {one[2] for one in finder.find("每村都有法律顾问")} == {"村", "法律顾问", "村…法律顾问"}
    for text in ("法律顾问进村", "村,法律顾问", "村" + "的" * (GAP + 1) + "法律顾问"):
        assert {one[2] for one in finder.find(text)} <= {"村", "法律顾问"}
    assert finder.find("行政村法律顾问")[-1] == (2, 7, "村…法律顾问")

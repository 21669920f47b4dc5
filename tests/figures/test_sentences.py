"""Sentences, the words around their numbers, the lists they stand in."""

from hypothesis import given
from hypothesis import strategies as st
from reading import sentence

from lib.figures.sentences import respectively


def test_the_words_of_each_number() -> None:
    found = sentence("全市现有律师事务所373家、执业律师4936人，增长5%。")
    assert [place.left for place in found.places] == ["全市现有律师事务所", "、执业律师", ",增长"]
    assert [place.right for place in found.places] == ["", "", ""]


@given(st.lists(st.sampled_from(["办理公证{}件", "律师{}人", "增长{}%", "举办讲座{}场"]), min_size=1, max_size=5))
def test_between_numbers_and_numbers_make_the_sentence_again(pieces: list[str]) -> None:
    text = ",".join(piece.format(10 + at) for at, piece in enumerate(pieces))
    found = sentence(text)
    again, before = "", 0
    for place in found.places:
        again += place.between + found.text[place.opening : place.closing]
        before = place.closing
    assert again + found.text[before:] == text


def test_lists() -> None:
    assert sentence("民事、刑事案件分别为12件、34件和5件，办理公证7件。").groups == ((0, 3), (0, 3), (0, 3), (3, 1))


def test_respectively() -> None:
    found = sentence("民事、刑事案件分别为12件、34件。")
    assert [respectively(found, at) for at in range(2)] == ["民事案件#", "刑事案件#"]
    assert respectively(sentence("办理公证12件、仲裁34件。"), 0) == ""

"""Clauses, statements and what is enclosed, counted another way: by cutting the text at its marks."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lib.figures import clauses

TEXTS = st.text(alphabet="全市办件,，;；()“”《》", max_size=40)


@given(TEXTS)
def test_every_clause_and_statement_begins_behind_its_mark(text: str) -> None:
    found = clauses.cut(text)
    assert list(found.clauses) == [0, *(match.end() for match in re.finditer("[,，;；]", text))]
    assert list(found.statements) == [0, *(match.end() for match in re.finditer("[;；]", text))]


@given(TEXTS)
def test_the_clause_of_a_place_holds_it_and_no_mark_before_it(text: str) -> None:
    found = clauses.cut(text)
    for at in range(len(text)):
        assert not re.search("[,，;；]", text[found.clause(at) : at])
        assert not re.search("[;；]", text[found.statement(at) : at])
        assert found.statement(at) <= found.clause(at) <= at < found.clause_end(at, len(text)) <= len(text)


def test_what_is_closed_before_a_number() -> None:
    text = "办理公证(2022年)100件,审查《规定(2021年)》2件"
    found = clauses.cut(text)
    first, second = text.index("2022"), text.index("2021")
    assert found.closed_before(first, text.index("100")) and not found.closed_before(first, first + 2)
    assert found.closed_before(second, text.index("2件"))
    assert not found.closed_before(text.index("审查"), len(text))


def test_a_bracket_that_never_closes_encloses_nothing() -> None:
    assert clauses.cut("办理(公证100件").enclosed == ()

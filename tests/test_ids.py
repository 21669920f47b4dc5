"""Ids of figures and links to their sentences: what is made is read back."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import ids

names = st.text(st.sampled_from("ab-_.09东莞f#"), min_size=1, max_size=12).filter(lambda name: "#" not in name)


@given(names, st.integers(0, 10**7))
def test_ids_and_links_lead_back(doc_id, start):
    figure = ids.figure_id(doc_id, start)
    assert ids.parts(figure) == (doc_id, start)
    for root in ("", "../", "../../reports/", "file:///a/b/reports/", ids.REPORTS):
        assert ids.linked(root + ids.sentence_href(figure)) == figure


def test_a_table_gives_the_ids_of_its_rows():
    rows = pd.DataFrame({"doc_id": ["a", "b"], "start": [1, 20]})
    assert list(ids.figure_ids(rows)) == [ids.figure_id("a", 1), ids.figure_id("b", 20)]
    assert list(ids.figure_ids(rows.iloc[:0])) == []


@pytest.mark.parametrize("text", ["", "a", "a#f", "#f3", "a#g3", "a#f-1", "a#f１"])
def test_what_is_no_id(text):
    with pytest.raises(ValueError, match="no id of a figure"):
        ids.parts(text)


def test_links_that_lead_elsewhere():
    assert ids.linked("../sources/a.html") == ids.linked("https://example.org/x.html#f3") == ids.linked("") == ""


def test_all_links_of_a_page_once():
    page = '<a href="../sources/a.html#f3">3</a> <a href="../sources/%E4%B8%9C.html#f4">4</a> <a href="../sources/a.html#f3">3</a>'
    assert ids.all_linked(page) == ["a#f3", "东#f4"]


@pytest.mark.parametrize(
    ("cell", "figure"), [("a#f1 b#f2", "a#f1"), ("a#f1", "a#f1"), ("", ""), (None, ""), (float("nan"), "")]
)
def test_the_first_of_several(cell, figure):
    assert ids.first(cell) == figure


@pytest.mark.parametrize(
    ("href", "below"),
    [
        ("reports/sources/a.html#f1", "sources/a.html#f1"),
        ("../reports/sources/a.html#f1", "sources/a.html#f1"),
        ("../sources/a.html#f1", "sources/a.html#f1"),
        ("https://example.org/reports/sources/a.html", None),
        ("#reports/", None),
        ("../2022.pdf", None),
    ],
)
def test_links_of_notebooks_wherever_they_lay(href, below):
    assert ids.below_reports(href) == below


def test_a_notebook_put_into_reports_leads_to_the_pages_beside_it():
    text = '{"href": "reports/sources/a.html#f1", "html": "<a href=\\"reports/sources/a.html#f1\\">", "md": "[1](reports/sources/a.html#f1)"}'
    assert ids.from_run(text) == text.replace("reports/sources", "../sources")
    assert ids.from_run("https://example.org/reports/sources/") == "https://example.org/reports/sources/"

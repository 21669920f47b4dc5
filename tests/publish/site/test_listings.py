"""Theme and area pages: every observation listed or in the CSV, nothing a spreadsheet would run."""

import pytest

from lib.project import Project
from lib.publish.site import listings
from lib.publish.site.content import Material
from lib.publish.site.voice import voice


@pytest.fixture(scope="module")
def stuff() -> Material:
    return Material.read(Project.find(), [])


def test_every_area_with_a_document_or_a_value_has_a_page(stuff: Material) -> None:
    pages = listings.area_pages(stuff, voice("zh"))
    assert {"areas/441900.html", "areas/440310.html"} <= set(pages)
    assert "4,936" in pages["areas/441900.html"]


def test_every_theme_that_has_values_has_a_page_in_both_languages(stuff: Material) -> None:
    zh, en = (listings.theme_pages(stuff, voice(lang)) for lang in ("zh", "en"))
    assert set(zh) == set(en)
    assert "themes/lawyers.html" in zh


@pytest.mark.parametrize(
    ("cell", "inert"), [("=1+1", "'=1+1"), ("-3", "'-3"), (-3.0, "-3"), ("@x", "'@x"), ("律师", "律师"), (None, "")]
)
def test_cells_are_inert(cell: object, inert: str) -> None:
    assert listings._plain(cell) == inert

"""The explorer: a part for every indicator that has values, and one to begin with."""

import re

import pytest

from lib.project import Project
from lib.publish.site import explorer
from lib.publish.site.content import Material
from lib.publish.site.voice import voice


@pytest.fixture(scope="module")
def stuff() -> Material:
    return Material.read(Project.find(), [])


def test_a_part_for_every_indicator_that_has_values(stuff: Material) -> None:
    parts = explorer.values(stuff)
    assert stuff.panel is not None
    assert "parts/values/lawyers.js" in parts
    assert explorer.first(stuff) in set(stuff.panel["indicator"])
    assert all("</script" not in part for part in parts.values())


def test_nothing_without_a_panel() -> None:
    empty = Material([], [], [])
    assert explorer.values(empty) == {}
    assert explorer.first(empty) == ""


def test_the_page_asks_nobody_else(stuff: Material) -> None:
    page = explorer.page(stuff, voice("en"))
    assert not re.search(r"(?:src|href)=.https?://", page.replace("https://github.com", ""))

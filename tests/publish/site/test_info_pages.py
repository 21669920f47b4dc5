"""Methods, flags and revisions: all of them, in both languages."""

import re

import pytest

from lib import lexicon
from lib.dataset import editions
from lib.project import Project
from lib.publish.site import info_pages
from lib.publish.site.content import Material
from lib.publish.site.settings import Settings
from lib.publish.site.voice import voice


@pytest.fixture(scope="module")
def stuff() -> Material:
    return Material.read(Project.find(), [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_three_pages(stuff: Material, lang: str) -> None:
    pages = info_pages.pages(stuff, Settings(), voice(lang))
    assert set(pages) == {"methods.html", "flags.html", "revisions.html"}
    assert all(re.search(rf"<html[^>]*lang=.{lang}", page) for page in pages.values())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_for_caution_is_explained(lang: str) -> None:
    text = re.sub(r"<[^>]*>", "", info_pages.flags(voice(lang)))
    told = [entry[lang].split("{p}")[0] for entry in lexicon.comparability()["reasons"].values()]
    assert sum(words[:6] in text for words in told) > 0.8 * len(told)


def test_the_same_state_has_no_changes(stuff: Material) -> None:
    assert editions.changes(info_pages.current(stuff), info_pages.current(stuff)) == []

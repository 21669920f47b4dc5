"""A page for every indicator: its definition, the words of its rules, what limits comparing it."""

import pytest

from lib.lexicon import codelists
from lib.project import Project
from lib.publish.site import indicator_pages
from lib.publish.site.content import Material
from lib.publish.site.voice import voice


@pytest.fixture(scope="module")
def stuff() -> Material:
    return Material.read(Project.find(), [])


def test_every_indicator_has_a_page(stuff: Material) -> None:
    pages = indicator_pages.pages(stuff, voice("en"))
    assert {f"indicators/{name}.html" for name in codelists.indicators()} <= set(pages)
    assert codelists.indicators()["lawyers"].name_en in pages["indicators/lawyers.html"]


def test_words_of_rules_wanted_and_barred() -> None:
    wanted, barred = indicator_pages.rule_words(codelists.indicators()["lawyers"])
    assert "律师" in " ".join(wanted)
    assert not set(wanted) & set(barred)


def test_values_as_csv_have_a_row_each(stuff: Material) -> None:
    text = indicator_pages.value_files(stuff)["data/indicators/lawyers.csv"]
    assert text.count("\n") == len(stuff.by_indicator["lawyers"]) + 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_break_is_told(stuff: Material, lang: str) -> None:
    name = "reconsideration_applications"
    told = indicator_pages.limits(codelists.indicators()[name], stuff.by_indicator[name], voice(lang))
    assert any("2024" in line for line in told)

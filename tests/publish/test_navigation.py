"""Addresses within reports/ in both languages, and the bar that leads to them."""

from __future__ import annotations

import pytest

from lib.publish import navigation


@pytest.mark.parametrize(
    ("path", "english"),
    [
        ("index.html", "en/index.html"),
        ("themes/lawyers.html#lawyers", "en/themes/lawyers.html#lawyers"),
        ("areas/441900.html", "en/areas/441900.html"),
        ("data/figures.csv", "data/figures.csv"),
        ("yearly_comparison/2024.html", "yearly_comparison/2024.html"),
    ],
)
def test_pages_of_the_site_have_a_twin_and_files_have_none(path: str, english: str) -> None:
    assert navigation.localised(path, "en") == english
    assert navigation.localised(path, "zh-CN") == path


@pytest.mark.parametrize(("run", "twin"), [("2024", "2024-en"), ("2024-en", "2024"), ("en", "en-en")])
def test_the_twin_of_a_twin_is_the_run(run: str, twin: str) -> None:
    assert navigation.twin_of_run(run) == twin
    assert navigation.twin_of_run(twin) == run


@pytest.mark.parametrize(("lang", "other"), [("zh", "en"), ("en", "zh-CN")])
def test_the_bar_stays_in_its_language_but_for_one_link(lang: str, other: str) -> None:
    bar = navigation.bar("../", lang)
    prefix = "../en/" if lang == "en" else "../"
    assert bar["home"] == f"{prefix}index.html"
    assert [link["href"] for link in bar["links"]] == [prefix + path for path in navigation.PAGES]
    assert len({link["text"] for link in bar["links"]}) == len(navigation.PAGES)
    assert bar["switch"]["lang"] == other
    assert navigation.bar("../", lang, "x/2024.html")["switch"]["href"] == "../x/2024.html"

"""What the site is made of: tables read as they are, reports in one language, where a number is proved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lib.publish.site import content
from lib.publish.site.content import Material


def report(name: str, lang: str = "zh-CN", uses: tuple[str, ...] = (), **head: Any) -> dict[str, Any]:
    return {"name": name, "head": {"lang": lang, **head}, "uses": list(uses), "formats": [".html"], "failed": False}


@pytest.mark.parametrize(
    ("published", "lang", "names"),
    [
        ([report("a/1"), report("a/1-en", "en")], "zh", ["a/1"]),
        ([report("a/1"), report("a/1-en", "en")], "en", ["a/1-en"]),
        ([report("a/1"), report("b/2")], "en", ["a/1", "b/2"]),
        ([report("a/1"), report("b/2-en", "en")], "zh", ["a/1", "b/2-en"]),
    ],
)
def test_a_report_in_the_reader_s_language_stands_for_its_twin(
    published: list[dict[str, Any]], lang: str, names: list[str]
) -> None:
    assert [one["name"] for one in content.in_language(published, lang)] == names


def test_a_table_is_read_with_numbers_as_such(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('doc_id,value,lower,sentence\na,12.5,,"甲,乙"\n', "utf-8")
    assert content.table(path) == [{"doc_id": "a", "value": 12.5, "lower": None, "sentence": "甲,乙"}]
    assert content.table(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("row", "href"),
    [
        ({"figure_ids": "d-1#f12 d-1#f99", "origin": "reported"}, "sources/d-1.html#f12"),
        ({"figure_ids": "", "origin": "derived"}, ""),
        (
            {"figure_ids": "", "origin": "reference", "indicator": "lawyers", "ref_area": "441900", "time_period": "2022-01-01/P6M"},
            "sources/references.html#r-lawyers-441900-2022-01-01-P6M",
        ),
    ],
)  # fmt: skip
def test_a_number_leads_to_what_it_rests_on(row: dict[str, str], href: str) -> None:
    assert content.proof(row) == href


@pytest.mark.parametrize(
    ("one", "title"),
    [
        (report("a/1", title="比较", subtitle="四地"), "比较：四地"),
        (report("a/1", "en", title="Compared", subtitle="four"), "Compared: four"),
        (report("a/1", title="比较"), "比较"),
        (report("a/1"), "a/1"),
    ],
)
def test_titles_of_reports(one: dict[str, Any], title: str) -> None:
    assert content.report_title(one) == title


def test_figures_know_their_observations_and_the_reports_that_use_them() -> None:
    figures = [{"doc_id": "d", "start": "5"}, {"doc_id": "d", "start": "9"}, {"doc_id": "e", "start": "1"}]
    kept = {"figure_ids": "d#f5 e#f1", "origin": "reported", "indicator": "lawyers", "ref_area": "441900"}
    scaled = {**kept, "figure_ids": "d#f9", "origin": "extrapolated"}
    published = [report("a/1-en", "en", ("d#f5",)), report("a/1", uses=("d#f5", "e#f1"))]
    stuff = Material([], figures, [kept, scaled], published)
    assert {key: len(rows) for key, rows in stuff.by_document.items()} == {"d": 2, "e": 1}
    assert stuff.by_figure["d#f5"] == stuff.by_figure["e#f1"] == [kept]
    assert not stuff.by_figure["d#f9"], "what is scaled up from part of a year is not shown"
    assert [one["name"] for one in stuff.users["d#f5"]] == ["a/1", "a/1-en"], "Chinese first"
    assert set(stuff.figure) == {"d#f5", "d#f9", "e#f1"}

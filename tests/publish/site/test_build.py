"""Index, theme and area pages, search index and what is new, for the small project."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
import small_project

from lib.project import Project
from lib.publish import html
from lib.publish.site import build, search, whats_new
from lib.publish.site.content import Material

PUBLISHED = [
    {"name": "yearly_comparison/2024", "head": {"title": "2024年比较", "subtitle": "四地", "year": "2024", "published": "2024-03-01", "data_version": "abc"}, "uses": [], "formats": [".html", ".ipynb", ".pdf", ".xlsx"], "failed": False},
    {"name": "yearly_comparison/2023", "head": {"title": "2023年<b>比较", "year": "2023"}, "uses": [], "formats": [".html", ".pdf"], "failed": True},
    {"name": "own/x", "head": {}, "uses": [], "formats": [".html"], "failed": False},
]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return small_project.make(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def pages(project):
    return build.build(project, PUBLISHED)


def tree(pages, name):
    return lxml.html.fromstring(pages[name])


def test_every_kind_of_page_is_there(pages):
    expected = {
        "index.html",
        "search-index.js",
        "sources/pingshan-2023-report.html",
        "sources/jiangmen-2024-report.html",
        "themes/mediation.html",
        "areas/440310.html",
        "data/figures.csv",
    }
    assert expected <= pages.keys()


def test_every_link_between_pages_leads_somewhere(pages, project):
    """Reports are made elsewhere; every other target has to exist, its anchor too."""
    reports = {f"{entry['name']}{kind}" for entry in PUBLISHED for kind in entry["formats"]}
    ids = {name: set(tree(pages, name).xpath("//@id")) for name in pages if name.endswith(".html")}
    seen = 0
    for name in ids:
        for href in tree(pages, name).xpath("//a/@href"):
            if re.match(r"https?:", href):
                continue
            path, _, anchor = unquote(href).partition("#")
            target = (Path("/") / Path(name).parent / path).resolve().relative_to("/").as_posix() if path else name
            seen += 1
            assert target in pages or target in reports, f"{name}: {href}"
            assert not anchor or target in reports or anchor in ids[target], f"{name}: {href}"
    assert seen > 50


def test_nothing_is_loaded_from_elsewhere(pages):
    for name in (name for name in pages if name.endswith(".html")):
        loaded = tree(pages, name).xpath("//script/@src | //img/@src | //link/@href | //iframe/@src | //@srcset")
        assert [address for address in loaded if not address.startswith("data:")] == [], name
        assert "@import" not in pages[name]
        assert [
            url
            for url in re.findall(r"url\(['\"]?([^)'\"]+)", pages[name])
            if re.match(r"[a-z]+:(?!image|font)|//", url)
        ] == []
        (policy,) = tree(pages, name).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
        for script in tree(pages, name).xpath("//script[not(@src)]/text()"):
            assert html.content_policy("", script).split("script-src ")[1].split(";")[0] in policy, name


def test_titles_are_escaped_and_failures_said(pages):
    text = pages["index.html"]
    assert "2023年<b>比较" not in text and "2023年&lt;b&gt;比较" in text
    assert text.count("最近一次更新没有成功") == 1


def test_the_index_leads_by_notebook_year_theme_area_and_document(pages):
    page = tree(pages, "index.html")
    assert page.xpath("//ul[@class='reports']//a[@class='main']/@href") == [
        "yearly_comparison/2024.html",
        "yearly_comparison/2023.html",
        "own/x.html",
    ]
    assert page.xpath("//dl[@class='years']//dt/text()") == ["2024", "2023"]
    assert "themes/mediation.html" in page.xpath("//ul[@class='tiles']//@href")
    rows = page.xpath("//table[@id='document-table']/tbody/tr")
    assert {row.xpath("string(td[6])"): row.xpath("string(th)").strip() for row in rows} == {
        "4": "坪山区司法局2023年工作总结",
        "1": "江門市司法局2024年年度報告",
    }


def test_the_same_data_gives_the_same_bytes(pages, project, tmp_path):
    other = small_project.make(tmp_path / "elsewhere")
    assert build.build(project, PUBLISHED) == pages == build.build(other, PUBLISHED)


def change(project, old, new):
    path = project.processed / "observations.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_what_is_new_is_told_once_and_stays_until_the_data_change(tmp_path):
    project = small_project.make(tmp_path)
    assert "这是第一次发布：2 份文件，5 个数字，4 条观测值" in build.build(project, [])["index.html"]
    change(project, "3302,3302,3302", "3310,3310,3310")
    first = build.build(project, [])
    (row,) = tree(first, "index.html").xpath("//table[@id='news-table']/tbody/tr")
    assert [cell.text_content() for cell in row] == ["调解案件数", "改动", "坪山区", "2023年", "3,302", "3,310"]
    assert build.build(project, []) == first, "made again, it compares with the same state as before"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({}, {"k": 1.0}, {"added": [("k", None, 1.0)]}),
        ({"k": 1.0}, {}, {"removed": [("k", 1.0, None)]}),
        ({"k": 1.0, "m": 2.0}, {"k": 3.0, "m": 2.0}, {"changed": [("k", 1.0, 3.0)]}),
    ],
)
def test_changes(before, now, expected):
    def state(observations):
        return {"documents": {"d": "2024"}, "figures": 1, "observations": observations}

    found = whats_new.changes(state(before), state(now))
    assert {key: value for key, value in found.items() if value} == expected


def test_a_torn_note_of_the_last_publication_counts_as_none(tmp_path):
    project = Project(tmp_path)
    project.state.mkdir()
    (project.state / "published.json").write_text("{")
    assert whats_new.turn(project, {"documents": {}, "figures": 0, "observations": {}}) is None


def index(pages):
    return json.loads(pages["search-index.js"].removeprefix("window.CITYSTATS_INDEX=").rstrip().removesuffix(";"))


def test_the_search_index_holds_every_sentence_and_figure(pages):
    found = index(pages)
    texts = [text for _, _, text in found["sentences"]]
    assert "受理调解案件3302宗,调解成功率98%;" in texts
    assert "今年截至11月底,調解成功率98%。" in texts
    by_anchor = {
        (found["documents"][found["sentences"][at][0]][0], anchor): (
            amount,
            found["indicators"][which][2] if which >= 0 else "",
            found["sentences"][at][2],
        )
        for at, anchor, amount, which, *_ in found["figures"]
    }
    for row in small_project.figures():
        amount, indicator, sentence = by_anchor[(row["doc_id"], f"f{row['start']}")]
        assert (indicator, row["text"] in sentence) == (row["indicator"], True)
        assert amount.endswith(row["unit"])


def test_traditional_characters_find_simplified_ones(pages):
    fold = index(pages)["fold"]
    assert "".join(fold.get(char, char) for char in "調解成功率") == "调解成功率"
    assert all(len(char) == len(plain) == 1 for char, plain in fold.items())


def test_the_index_cannot_break_out_of_its_script():
    assert "\u2028" not in search.as_script({"sentences": ["a\u2028b"]})


def test_without_any_data_the_site_is_still_made(tmp_path):
    project = small_project.make(tmp_path)
    for path in project.processed.iterdir():
        path.unlink()
    pages = build.build(project, [])
    assert "这份文件里没有认出数字" in pages["sources/pingshan-2023-report.html"]
    assert Material.read(project, []).figures == []

"""The site as a whole, for the small project: every page in both languages, links that lead somewhere, nothing from elsewhere, sizes."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import lxml.html
import pytest
import small_project

from lib.dataset import editions
from lib.publish import html, navigation
from lib.publish.site import build, frame, info_pages, settings
from lib.publish.site.content import Material
from lib.publish.site.voice import voice

PUBLISHED = [
    {"name": "yearly_comparison/2024", "head": {"title": "2024年比较", "subtitle": "四地", "year": "2024", "lang": "zh-CN", "areas": ["坪山区"], "published": "2024-03-01", "data_version": "abc"}, "uses": [], "formats": [".html", ".ipynb", ".pdf", ".xlsx"], "failed": False},
    {"name": "yearly_comparison/2024-en", "head": {"title": "Comparison 2024", "year": "2024", "lang": "en", "areas": ["Pingshan"]}, "uses": [], "formats": [".html", ".pdf"], "failed": False},
    {"name": "yearly_comparison/2023", "head": {"title": "2023年<b>比较", "year": "2023", "themes": ["律师"]}, "uses": [], "formats": [".html", ".pdf"], "failed": True},
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


def html_pages(pages):
    return [name for name in pages if name.endswith(".html")]


def test_every_kind_of_page_is_there(pages):
    kinds = {
        "index.html",
        "explore.html",
        "sources/pingshan-2023-report.html",
        "sources/index.html",
        "sources/references.html",
        "themes/mediation.html",
        "areas/440310.html",
        "indicators/index.html",
        "indicators/lawyers.html",
        "methods.html",
        "flags.html",
        "revisions.html",
    }
    data = {"data/figures.csv", "data/indicators/lawyers.csv", "parts/search/core.js", "parts/values/lawyers.js"}
    assert kinds | {f"en/{name}" for name in kinds} | data <= pages.keys()


def test_every_page_leads_to_its_twin_in_the_other_language(pages):
    for name in html_pages(pages):
        (switch,) = tree(pages, name).xpath("//a[@class='switch']")
        twin = name.removeprefix("en/") if name.startswith("en/") else f"en/{name}"
        assert target_of(name, switch.get("href")) == twin and twin in pages
        assert switch.get("lang") == ("zh-CN" if name.startswith("en/") else "en")
        assert tree(pages, name).get("lang") == ("en" if name.startswith("en/") else "zh-CN")


def test_english_pages_speak_english(pages):
    """Outside what is marked as Chinese (documents, their words and names of other offices) no Chinese is left in the frame of a page."""
    for name in (name for name in html_pages(pages) if name.startswith("en/")):
        page = tree(pages, name)
        for own in page.xpath(
            "//*[starts-with(@lang, 'zh')] | //script | //style | //td | //li | //*[@class='how'] | //option"
        ):
            own.drop_tree()
        for heading in page.xpath("//h1 | //h2 | //nav | //dt | //th[@scope='col']"):
            found = re.findall(r"[\u4e00-\u9fff]+", heading.text_content())
            assert not found, f"{name}: {found}"


def target_of(name, href):
    path = unquote(urldefrag(href)[0])
    return (Path("/") / Path(name).parent / path).resolve().relative_to("/").as_posix() if path else name


def test_every_link_between_pages_leads_somewhere(pages):
    """Reports are made elsewhere; every other target has to exist, its anchor too."""
    reports = {f"{entry['name']}{kind}" for entry in PUBLISHED for kind in entry["formats"]}
    ids = {name: set(tree(pages, name).xpath("//@id")) for name in html_pages(pages)}
    seen = 0
    for name in ids:
        for href in tree(pages, name).xpath("//a/@href"):
            if re.match(r"https?:|mailto:", href):
                continue
            anchor = unquote(urldefrag(href)[1])
            target = target_of(name, href)
            seen += 1
            assert target in pages or target in reports, f"{name}: {href}"
            known = target in reports or not anchor or target.endswith("explore.html") or anchor in ids.get(target, ())
            assert known, f"{name}: {href}"
    assert seen > 1000


def test_nothing_is_loaded_from_elsewhere(pages):
    for name in html_pages(pages):
        loaded = tree(pages, name).xpath("//script/@src | //img/@src | //link/@href | //iframe/@src | //@srcset")
        assert [address for address in loaded if not address.startswith("data:")] == [], name
        assert "@import" not in pages[name]
        addresses = re.findall(r"url\(['\"]?([^)'\"]+)", pages[name])
        assert [url for url in addresses if re.match(r"[a-z]+:(?!image|font)|//", url)] == []
        (policy,) = tree(pages, name).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
        for script in tree(pages, name).xpath("//script[not(@src)]/text()"):
            assert html.content_policy("", script).split("script-src ")[1].split(";")[0] in policy, name


def test_no_page_is_too_large(pages):
    assert {
        name: len(pages[name].encode()) for name in html_pages(pages) if len(pages[name].encode()) > frame.LIMIT
    } == {}


def test_titles_are_escaped_and_failures_said(pages):
    text = pages["index.html"]
    assert "2023年<b>比较" not in text and "2023年&lt;b&gt;比较" in text
    assert text.count("最近一次更新没有成功") == 1


def test_the_index_leads_by_notebook_year_theme_area_and_document(pages):
    page = tree(pages, "index.html")
    first = "//ul[@class='reports']//a[@class='main']/@href"
    own = ["yearly_comparison/2024.html", "yearly_comparison/2023.html", "own/x.html"]
    assert page.xpath(first) == own, "what has a Chinese twin is not listed in English too"
    assert tree(pages, "en/index.html").xpath(first)[0] == "../yearly_comparison/2024-en.html"
    assert page.xpath("//dl[@class='years']//dt/text()") == ["2024", "2023"]
    assert "themes/mediation.html" in page.xpath("//ul[@class='tiles']//@href")
    rows = page.xpath("//table[@id='document-table']/tbody/tr")
    assert {row.xpath("string(td[last()])"): row.xpath("string(th)").strip() for row in rows} == {
        "4": "坪山区司法局2023年工作总结",
        "1": "江門市司法局2024年年度報告",
    }


def test_the_index_opens_with_key_figures_each_with_its_own_year(project, tmp_path):
    other = small_project.make(tmp_path)
    (other.params / "site.yml").write_text("key_indicators: [lawyers, mediation_success_rate]\n", "utf-8")
    page = tree(build.build(other, []), "index.html")
    told = {
        box.xpath("string(h3)"): [re.sub(r"\s+", " ", row.text_content()) for row in box.xpath("dl/div")]
        for box in page.xpath("//*[@class='keyfigure']")
    }
    assert told["执业律师人数"] == ["坪山区165人 2023年"]
    assert told["调解成功率"] == ["坪山区98% 2023年", "江门市98% 2024年1—11月"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key_indicators: [lawyer]", "no indicator lawyer"),
        ("contact_href: javascript:alert(1)", "contact_href"),
        ("colour: red", "colour"),
        ("[", "not valid YAML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, text, said):
    project = small_project.make(tmp_path)
    (project.params / "site.yml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=said):
        settings.read(project)


def test_the_same_data_gives_the_same_bytes_and_leaves_nothing_behind(pages, project, tmp_path):
    other = small_project.make(tmp_path / "elsewhere")
    assert build.build(project, PUBLISHED) == pages == build.build(other, PUBLISHED)
    assert not project.state.exists()


def test_what_changed_since_the_last_edition_is_told(tmp_path):
    project = small_project.make(tmp_path)
    assert "这是第一版：2 份文件，5 个数字，4 条观测值" in build.build(project, [])["index.html"]
    editions.freeze(project, "2024-1", "2024-03-01", "试用", "trial")
    assert "与2024-1版的数据相同" in build.build(project, [])["index.html"]
    path = project.processed / "observations.csv"
    path.write_text(path.read_text("utf-8").replace("3302,3302,3302", "3310,3310,3310"), "utf-8")
    made = build.build(project, [])
    (row,) = tree(made, "index.html").xpath("//table[@id='news-table']/tbody/tr")
    assert [cell.text_content().strip() for cell in row] == ["调解案件数", "改动", "坪山区", "2023年", "3,302", "3,310"]
    log = tree(made, "en/revisions.html")
    assert "1 values changed, 0 added, 0 removed" in log.text_content() and "trial" in log.text_content()
    assert made["data/editions/2024-1.csv"] == (project.root / "data/editions/2024-1.csv").read_bytes()


def test_a_change_of_unknown_value_is_shown_as_none():
    key = ("lawyers", "440310", "2023", "_T", "actual", "")
    change = editions.Change("added", key, None, editions.Value("", "A", "d"))
    table = info_pages.change_table("t", [change], voice("en"))
    assert [cell["text"] for cell in table["rows"][0]["cells"]] == [
        "Practising lawyers",
        "added",
        "Pingshan",
        "2023",
        "—",
        "—",
    ]


def test_addresses_of_english_pages():
    assert navigation.localised("sources/x.html#f1", "en") == "en/sources/x.html#f1"
    assert navigation.localised("yearly_comparison/2024.html", "en") == "yearly_comparison/2024.html"
    assert [navigation.twin_of_run(run) for run in ("2024", "2024-en")] == ["2024-en", "2024"]


def test_without_any_data_the_site_is_still_made(tmp_path):
    project = small_project.make(tmp_path)
    for path in project.processed.iterdir():
        path.unlink()
    pages = build.build(project, [])
    assert "这份文件里没有认出数字" in pages["sources/pingshan-2023-report.html"]
    assert Material.read(project, []).figures == []


def test_a_part_is_a_script_that_enters_itself(pages):
    text = pages["parts/search/core.js"]
    head, _, body = text.partition("=")[2].partition("]=")
    assert json.loads(body.rstrip().removesuffix(";"))["sentences"] > 3 and head


def test_what_is_only_scaled_up_stands_in_no_table(tmp_path):
    project = small_project.make(tmp_path)
    path = project.processed / "observations.csv"
    path.write_text(path.read_text("utf-8").replace(",reported,", ",extrapolated,"), "utf-8")
    pages = build.build(project, [])
    assert "themes/lawyers.html" not in pages and "目前没有数值" in pages["indicators/lawyers.html"]
    assert b",extrapolated," in pages["data/observations.csv"]

"""lib.publish.html: one page that stands alone, is accessible, and lets no text of a source become markup."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from functools import cache
from itertools import pairwise
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from fixtures import notebooks

from lib.project import FONTS
from lib.publish import blocks, html

PAGES = ["comparison", "english", "foreign", "hostile"]


@cache
def page(name: str) -> str:
    return html.render(blocks.from_notebook(getattr(notebooks, name)()), name="2022")


@cache
def soup(name: str) -> BeautifulSoup:
    return BeautifulSoup(page(name), "lxml")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched(name):
    for tag in soup(name).find_all(
        ["img", "script", "link", "iframe", "object", "embed", "video", "audio", "source", "base", "form"]
    ):
        assert tag.name in ("img", "script"), tag
        assert tag.get("src", "data:image/").startswith("data:image/")
    style = soup(name).style.string
    assert "@import" not in style
    assert set(re.findall(r"url\((.*?)\)", style)) == {
        '"../fonts/NotoSansSC-Regular.ttf"',
        '"../fonts/NotoSansSC-Bold.ttf"',
    }
    svgs = [unquote(img["src"].partition(",")[2]) for img in soup(name)("img") if "svg" in img["src"][:20]]
    assert not any(re.search(r"href=[\"'](?!#)|<script", svg) for svg in svgs)


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_this_style_and_script_and_nothing_else(name):
    policy = soup(name).find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
    for tag in ("style", "script"):
        (inline,) = soup(name)(tag)
        digest = base64.b64encode(hashlib.sha256(inline.string.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not soup(name).find_all(style=True) and not re.search(
        r"<[a-z][^>]*\son\w+=", re.sub(r'"[^"]*"', "", page(name))
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_table_has_caption_and_scoped_heads(name):
    tables = soup(name)("table")
    assert tables
    for table in tables:
        assert table.caption and table.caption.get_text(strip=True)
        assert all(th.get("scope") in ("col", "row", "rowgroup") for th in table("th"))
        assert all(th.get_text(strip=True) for th in table.thead("th"))
        width = len(table.thead("th"))
        assert all(len(row(["th", "td"])) == width for row in table("tr") if "group" not in row.get("class", []))


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_every_link_within_the_page_arrives(name):
    ids = [tag["id"] for tag in soup(name).find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in soup(name)("a", href=re.compile("^#"))} <= set(ids)
    assert {tag["aria-labelledby"] for tag in soup(name).find_all(attrs={"aria-labelledby": True})} <= set(ids)


@pytest.mark.parametrize(("name", "lang"), [("comparison", "zh-CN"), ("english", "en"), ("foreign", "zh-CN")])
def test_language_landmarks_title_and_contents(name, lang):
    tree = soup(name)
    assert tree.html["lang"] == lang
    assert tree.main and tree.nav["aria-label"] and tree.footer and len(tree("h1")) == 1
    assert tree.find("a", class_="skip")["href"] == "#main"
    assert tree.title.string.startswith(tree.h1.get_text())
    assert all(img["alt"].strip() for img in tree("img"))
    levels = [int(tag.name[1]) for tag in tree.main.find_all(re.compile("^h[1-6]$"))]
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_links_to_sentences_lead_to_the_figures_they_show():
    """Against the gold figures: each link's address and number belong together."""
    figures = {f"../sources/{row.doc_id}.html#f{row.start}": row.text for row in notebooks.gold().itertuples()}
    links = soup("comparison").find_all("a", href=re.compile("sources/.*#f"))
    assert len(links) > 120
    for link in links:
        assert figures[link["href"]] == link.get_text().replace(",", "")
        assert link["title"]


def test_root_moves_every_link():
    other = html.render(blocks.from_notebook(notebooks.comparison()), root="../../r/")
    assert "../reports/" not in other and 'href="../../r/index.html"' in other
    assert other.count('href="../../r/sources/') == page("comparison").count('href="../sources/') > 120


def test_flags_lead_to_their_note_and_back():
    notes = soup("comparison").select("ol.notes li")
    assert len(notes) == 1
    back = notes[0].find("a", class_="back")["href"]
    assert soup("comparison").find(id=back[1:])["href"] == "#" + notes[0]["id"]
    marks = [row for row in notebooks.matrix()["rows"] for cell in row["cells"] if cell.get("notes")]
    assert len(soup("comparison").select(f'a.ref[href="#{notes[0]["id"]}"]')) == len(marks) > 5


def test_every_number_of_a_payload_stands_in_its_table():
    table = soup("comparison").find("table", id="overview")
    shown = [
        [cell.get_text().rstrip("P") for cell in row(["th", "td"])] for row in table.select("tbody tr:not(.group)")
    ]
    assert shown == [[cell["text"] for cell in row["cells"]] for row in notebooks.matrix()["rows"]]
    values = [cell["data-value"] for cell in table.find_all(attrs={"data-value": True})]
    assert values == [
        f"{cell['value']:.15g}" for row in notebooks.matrix()["rows"] for cell in row["cells"] if "value" in cell
    ]


def test_charts_carry_their_data_beneath():
    figures = soup("comparison")("figure")
    assert len(figures) == 3
    assert all(figure.details.table.tbody("tr") and figure.figcaption for figure in figures)


def test_siblings_citation_version():
    tree = soup("comparison")
    assert [a["href"] for a in tree.select(".downloads a")] == ["2022.pdf", "2022.xlsx", "2022.ipynb"]
    assert "2025.03" in tree.find(class_="cite").get_text() and "@techreport{citystats-2022," in page("comparison")
    assert "引用日期" in tree.find(class_="cite").get_text() and "2022.html" in tree.find(class_="cite").get_text()
    assert html.render(blocks.from_notebook(notebooks.english())).count("downloads") == html.template_text(
        "style.css"
    ).count("downloads")


def test_no_code_in_the_page():
    assert "secret_code" not in page("comparison") and "year = 2022" not in page("comparison")


def test_hostile_text_stays_text():
    tree = soup("hostile")
    assert len(tree("script")) == 1 and len(tree("img")) == 1 and not tree.find_all(src=re.compile("^http|^x"))
    assert not tree.find_all(href=re.compile("javascript:", re.IGNORECASE))
    cells = [row.th.get_text() for row in tree.find("table").select("tbody tr:not(.group)")]
    assert cells == notebooks.HOSTILE
    assert tree.h1.get_text() == notebooks.HOSTILE[0] + notebooks.HOSTILE[2]
    assert "49" not in tree.find(class_="title").get_text()


@pytest.mark.parametrize("name", PAGES)
def test_the_same_report_is_the_same_page(name):
    assert html.render(blocks.from_notebook(getattr(notebooks, name)()), name="2022") == page(name)


def test_a_table_without_rows_says_so():
    empty = {**notebooks.matrix(), "rows": []}
    nb = notebooks.notebook(notebooks.displayed({notebooks.TABLE: empty}))
    assert "没有记录。" in BeautifulSoup(html.render(blocks.from_notebook(nb)), "lxml").table.tbody.get_text()


def test_dark_phone_and_print_have_their_styles():
    css = html.template_text("style.css")
    assert all(media in css for media in ("prefers-color-scheme: dark", "@media print", "@media (max-width", "@page"))


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page as it lies in the site and fails on any request but for the site's fonts, and on any line on the console."""
    seen: list[str] = []
    fonts = tmp_path / "fonts"
    fonts.symlink_to(FONTS)
    contexts = []

    def open_page(name: str, **options):
        path = tmp_path / "demo" / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(name), "utf-8")
        own = ("data:", "blob:", path.as_uri(), fonts.as_uri())
        contexts.append(browser.new_context(**options))
        tab = contexts[-1].new_page()
        tab.on("console", lambda message: seen.append(message.text))
        tab.on("request", lambda request: seen.append(request.url) if not request.url.startswith(own) else None)
        tab.goto(path.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert seen == []


@pytest.mark.browser
def test_sorting_a_column_in_both_directions(opened):
    tab = opened("comparison")
    read = "rows => rows.map(row => row.cells[1].dataset.value)"
    rows, head = "#figures tbody tr", tab.locator("#figures thead th").nth(1)
    expected = [row["cells"][1]["value"] for row in notebooks.long_table()["rows"]]
    head.locator("button").click()
    assert [float(v) for v in tab.eval_on_selector_all(rows, read)] == sorted(expected)
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert [float(v) for v in tab.eval_on_selector_all(rows, read)] == sorted(expected, reverse=True)


@pytest.mark.browser
def test_filtering_and_csv(opened, tmp_path):
    tab = opened("comparison", accept_downloads=True)
    box = tab.locator('.tablebox[data-name="overview"]')
    box.locator("input").fill("调解成功率")
    visible = "rows => rows.filter(row => !row.hidden && !row.classList.contains('group')).map(row => row.cells[0].textContent)"
    assert tab.eval_on_selector_all("#overview tbody tr", visible) == ["调解成功率", "行政复议调解成功率"]
    with tab.expect_download() as download:
        box.locator(".tools button").first.click()
    download.value.save_as(tmp_path / "out.csv")
    data = (tmp_path / "out.csv").read_bytes()
    lines = data.decode("utf-8-sig").splitlines()
    assert data.startswith(b"\xef\xbb\xbf") and len(lines) == 3
    assert lines[0] == ",指标,单位,东莞市,江门市,坪山区,广东省" and lines[1].startswith("人民调解,调解成功率,%,98.3,")


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = opened(name, color_scheme=scheme)
    found = axe.Axe().run(tab).response["violations"]
    assert not found, json.dumps([(v["id"], v["nodes"][0]["html"][:200]) for v in found], ensure_ascii=False)


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_a_phone_never_scrolls_sideways(opened, name):
    tab = opened(name, viewport={"width": 390, "height": 844}, is_mobile=True)
    assert tab.evaluate("document.documentElement.scrollWidth") == 390


VALUE = {
    "text": "近30,000（2024年1—5月）", "value": 30000, "href": "../reports/sources/d.html#f1", "title": "近3万件",
    "facts": {"unit": "件", "period": "2024年1—5月", "qualifier": "近", "flag": "P", "origin": "报告", "source": "某报告", "remarks": "只含5个月"},
}  # fmt: skip


def observed():
    columns = [notebooks.column("a", "指标"), notebooks.column("b", "广东省 2025年", "number")]
    table = {
        "id": "t",
        "caption": "一览",
        "columns": columns,
        "rows": [{"group": "复议", "cells": [{"text": "申请数"}, VALUE]}],
    }
    chart = {
        "id": "c",
        "title": "申请数：近30,000件（2024年1—5月）",
        "alt": "图",
        "source": "某报告",
        "file": "复议-2025",
        "narrow": SVG,
        "table": table,
    }
    bundle = {blocks.CHART: chart, "image/svg+xml": SVG}
    figure = {
        "label": "申请数",
        "value": "近30,000件",
        "period": "2024年1—5月",
        "change": "",
        "caveat": "非全年数",
        "href": VALUE["href"],
        "title": "近3万件",
    }
    key = {blocks.KEY_FIGURES: {"title": "主要数字", "figures": [figure]}}
    return notebooks.notebook(
        notebooks.displayed(key), notebooks.displayed({blocks.TABLE: table}), notebooks.displayed(bundle)
    )


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="500pt" height="60pt" viewBox="0 0 500 60">'
    '<path d="M 0 0 L 500 60" style="stroke: #222222"/></svg>'
)


def test_key_figures_stand_at_the_top_with_period_and_caveat():
    tree = BeautifulSoup(html.render(blocks.from_notebook(observed())), "lxml")
    (figure,) = tree.select(".keyfigures > div")
    assert [part.get_text() for part in figure("p")] == ["申请数", "近30,000件", "2024年1—5月", "非全年数"]
    assert figure.a["href"] == "../sources/d.html#f1"
    assert [img["class"] for img in tree("img")] == [["broad"], ["narrow"]]
    assert "prefers-color-scheme: dark" in unquote(tree.img["src"])


@pytest.mark.browser
def test_downloads_tell_what_they_are(browser, tmp_path):
    (tmp_path / "r.html").write_text(html.render(blocks.from_notebook(observed()), name="r"), "utf-8")
    tab = browser.new_page(accept_downloads=True)
    tab.goto((tmp_path / "r.html").as_uri())
    for n, suffix in enumerate(("svg", "png", "csv")):
        with tab.expect_download() as download:
            tab.locator("figure > .tools button").nth(n).click()
        assert download.value.suggested_filename == f"复议-2025.{suffix}"
        download.value.save_as(tmp_path / suffix)
    svg = (tmp_path / "svg").read_text("utf-8")
    assert "申请数：近30,000件" in svg.replace("</text>", "") and "某报告" in svg and "prefers-color-scheme" not in svg
    assert (tmp_path / "png").read_bytes().startswith(b"\x89PNG")
    head, line = csv.reader((tmp_path / "csv").read_text("utf-8-sig").splitlines())
    row = dict(zip(head, line, strict=True))
    assert (row["数值"], row["时期"], row["约数词"], row["标记"], row["来源"]) == (
        "30000",
        "2024年1—5月",
        "近",
        "P",
        "某报告",
    )
    assert row["链接"].endswith("sources/d.html#f1") and row["原句"] == "近3万件"
    tab.close()


@pytest.mark.parametrize(
    ("lang", "text", "page"),
    [
        ("zh-CN", "执业律师人数（人）", "../indicators/lawyers.html"),
        ("zh-CN", "村(社区)法律顾问服务数", "../indicators/village_counsel_services.html"),
        ("en", "Practising lawyers (people)", "../en/indicators/lawyers.html"),
        ("zh-CN", "东莞市", ""),
    ],
)
def test_names_of_indicators_lead_to_their_definitions(lang, text, page):
    cell = html.view(table_of(text), html.defined(lang))["groups"][0]["rows"][0]["cells"][0]
    assert html.rooted(cell["href"], "../", lang) == page


def table_of(text):
    cells = [{"text": text, "value": None, "href": "", "title": "", "notes": []}]
    columns = [{"key": "name", "label": "", "unit": "", "kind": "text"}]
    return {"type": "table", "id": "t", "columns": columns, "rows": [{"cells": cells, "group": ""}], "notes": []}

"""Source pages: the text as published, every figure marked at its place, what its note says."""

import re
from pathlib import Path

import lxml.html
import pytest
import small_project

from lib import documents
from lib.documents import Cell, Document
from lib.figures import extraction
from lib.lexicon import codelists
from lib.publish.site import source_pages
from lib.publish.site.content import Material
from lib.publish.site.voice import voice

RAW = Path(__file__).parents[3] / "data" / "raw"


@pytest.fixture(scope="module")
def stuff(tmp_path_factory):
    uses = [f"pingshan-2023-report#f{small_project.TEXT.index('165')}"]
    report = {"name": "demo/2023", "head": {"title": "2023年小结"}, "uses": uses, "formats": [".html"], "failed": False}
    return Material.read(small_project.make(tmp_path_factory.mktemp("sources")), [report])


def page(document, stuff):
    return lxml.html.fromstring(source_pages.page(document, stuff, voice("zh")))


def by_id(stuff, doc_id):
    return next(document for document in stuff.documents if document.doc_id == doc_id)


def text_of(article):
    """The document's text as a reader sees it: notes and table heads are ours, not the document's."""
    for own in article.xpath(".//span[@class='note'] | .//thead"):
        tail = own.tail or ""
        previous = own.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            own.getparent().text = (own.getparent().text or "") + tail
        own.getparent().remove(own)
    return re.sub(r"\s", "", article.text_content())


@pytest.mark.parametrize("document", documents.load(RAW), ids=lambda document: document.doc_id)
def test_no_character_of_a_published_document_is_lost(document):
    stuff = material(document, *extraction.extract(document))
    (article,) = page(document, stuff).xpath("//article")
    heads = {head for cell in document.cells for head in cell.column_heads}
    expected = re.sub(
        r"\s",
        "",
        "".join(line for line in document.text.splitlines() if line.strip() not in heads or not document.cells),
    )
    assert sorted(text_of(article)) == sorted(expected), "every character, in whatever order a table puts them"
    if not document.cells:
        assert text_of(page(document, stuff).xpath("//article")[0]) == expected


def test_every_figure_is_marked_at_its_place(stuff):
    for row in small_project.figures():
        document = by_id(stuff, row["doc_id"])
        (mark,) = page(document, stuff).xpath(f"//mark[@id='f{row['start']}']")
        assert mark.text_content() == row["text"] == document.text[row["start"] : row["end"]]
        assert mark.xpath("string(a/@href)") == f"#f{row['start']}"
        (sentence,) = mark.xpath("ancestor::span[@class='s']")
        assert text_of(sentence) == re.sub(r"\s", "", row["sentence"])


def note(stuff, doc_id, number):
    text = by_id(stuff, doc_id).text
    start = text.index(f"不少于{number}") + 3 if f"不少于{number}" in text else text.index(number)
    (found,) = page(by_id(stuff, doc_id), stuff).xpath(f"//mark[@id='f{start}']/following-sibling::span[1]")
    lines = {
        line.xpath("string(span[1])"): line.xpath("string(*[2])").strip()
        for line in found.xpath(".//span[@class='line']")
    }
    return found, lines


def test_the_note_says_what_was_understood_and_where_it_is_used(stuff):
    found, lines = note(stuff, "pingshan-2023-report", "165")
    assert found.xpath("string(.//b)") == "165人"
    expected = {
        "指标": "执业律师人数",
        "单位": "人",
        "定义": codelists.definition("lawyers") + "。",
        "文件": "坪山区司法局2023年工作总结",
        "原句": "现有律师165人。",
        "地区": "坪山区",
        "时期": "2023年",
        "性质": "结果，计数",
        "范围": "全地区",
        "用于": "2023年小结",
        "数据": "坪山区2023年执业律师人数：165人",
    }
    assert lines == expected
    assert found.xpath(".//a/@href") == [
        "../indicators/lawyers.html",
        "../indicators/lawyers.html#values",
        "../demo/2023.html",
        found.getprevious().xpath("string(a/@href)"),
        "#main",
    ]


def test_a_target_without_indicator(stuff):
    found, lines = note(stuff, "pingshan-2023-report", "5")
    assert found.xpath("string(.//span[@class='bounds'])") == "5个以上"
    assert lines["指标"] == "未归入指标" and lines["性质"].startswith("目标") and lines["用于"] == "尚未用于报告"


def test_traditional_text_stays_and_part_of_a_year_is_said(stuff):
    document = by_id(stuff, "jiangmen-2024-report")
    (article,) = page(document, stuff).xpath("//article")
    assert article.get("lang") == "zh-Hant"
    assert "調解成功率" in article.text_content() and "调解成功率98" not in text_of(article)
    assert note(stuff, "jiangmen-2024-report", "98%")[1]["时期"] == "2024年1—11月"


@pytest.mark.parametrize(
    ("qualifier", "lower", "upper", "words"),
    [
        ("exact", 5.0, 5.0, ""),
        ("at_least", 5.0, None, "5宗以上"),
        ("over", 110000000.0, None, "大于 110,000,000宗"),
        ("under", None, 59000.0, "小于 59,000宗"),
        ("at_most", None, 3.5, "3.5宗以下"),
        ("about", 95.0, 105.0, "95 至 105宗"),
        ("about", None, None, ""),
    ],
)
def test_bounds_in_words(qualifier, lower, upper, words):
    assert (
        source_pages.bounds({"qualifier": qualifier, "lower": lower, "upper": upper, "unit": "宗"}, voice("zh"))
        == words
    )


def material(document, *rows):
    return Material([document], [dict(row) for row in rows], [])


def test_source_text_is_never_markup():
    text = "一、<script>alert(1)</script>\n办理<u>12</u>件&lt;。\n"
    document = Document("evil", text, text, title="<i>题</i>")
    stuff = material(
        document,
        small_project.figure("evil", text, "12", value=12.0, lower=12.0, upper=12.0, unit="件", time_period="2023"),
    )
    found = source_pages.page(document, stuff, voice("zh"))
    assert "<script>alert" not in found and "<u>12" not in found and "<i>题" not in found
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert text_of(lxml.html.fromstring(found).xpath("//article")[0]) == re.sub(r"\s", "", text)


def test_cells_become_a_table_that_keeps_its_figures():
    text = "标题\n\t任务\n\t目标\n\t普法\n\t不少于3场\n\t培训\n\t60学时\n"
    cells = []
    for number, value in enumerate(("普法", "不少于3场", "培训", "60学时")):
        start = text.index(value)
        cells.append(Cell(start, start + len(value), number // 2 + 1, number % 2, (), (("任务", "目标")[number % 2],)))
    document = Document("plan", text, text, cells=tuple(cells))
    row = {"value": 3.0, "lower": 3.0, "upper": None, "unit": "场", "qualifier": "at_least"}
    found = page(
        document, material(document, small_project.figure("plan", text + "。", "3", **row) | {"sentence": "不少于3场"})
    )
    table = found.xpath("//article//table")[0]
    assert [head.text_content() for head in table.xpath(".//th")] == ["任务", "目标"]
    assert table.xpath("string(.//tr[2]/td[1])") == "培训"
    assert table.xpath(".//tr[1]/td[2]//mark/a/text()") == ["3"]


def test_figures_that_overlap_or_lie_wrong_break_nothing():
    text = "办理12件,34件。\n"
    document = Document("odd", text, text)
    rows = [
        small_project.figure("odd", text, number, value=1.0, lower=None, upper=None, unit="件")
        for number in ("12", "2", "34")
    ]
    (article,) = page(document, material(document, *rows)).xpath("//article")
    assert article.xpath(".//mark//text()") == ["12", "34"]
    assert text_of(article) == text.strip()

"""lib.publish.pdf: pages that hold every row, in embedded fonts, with tags and bookmarks, the same bytes every time."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from fixtures import notebooks
from fixtures.notebooks import displayed, new_markdown_cell, notebook
from pdfminer.pdftypes import resolve1

from lib.project import CityStatsError
from lib.publish import blocks, pdf
from lib.publish.blocks import REPORT, TABLE

INTRO = "正文与表中方括号内的小号数字指向下列原文"


REPORTS = ["comparison", "english", "foreign", "hostile"]


@cache
def made(name: str) -> bytes:
    return pdf.render(blocks.from_notebook(getattr(notebooks, name)()), name="2022")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages_of(data: bytes) -> list[str]:
    return [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data)]


@cache
def text_of(name: str) -> str:
    return "".join(pages_of(made(name)))


def fonts_of(data: bytes) -> list[dict[str, Any]]:
    """Descriptors of all fonts used on all pages."""
    found = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for font in (resolve1(page.page_obj.resources.get("Font")) or {}).values():
                for descendant in resolve1(resolve1(font)["DescendantFonts"]):
                    found.append(resolve1(resolve1(descendant)["FontDescriptor"]))
    return found


@pytest.mark.parametrize("name", REPORTS)
def test_fonts_are_ours_embedded_and_subset(name):
    fonts = fonts_of(made(name))
    assert fonts
    for font in fonts:
        assert any(resolve1(font.get(key)) for key in ("FontFile2", "FontFile3"))
        assert re.fullmatch(r"[A-Z]{6}\+(NotoSansSC|DejaVuSansMono)\S*", font["FontName"].name)


@pytest.mark.parametrize(("name", "lang"), [("comparison", "zh-CN"), ("english", "en")])
def test_title_language_tags_and_claims(name, lang):
    with pdfplumber.open(io.BytesIO(made(name))) as document:
        catalog = document.doc.catalog
        assert resolve1(catalog["Lang"]).decode().lower() == lang.lower()
        assert resolve1(resolve1(catalog["MarkInfo"])["Marked"]) is True
        assert resolve1(catalog["StructTreeRoot"])
        xmp = resolve1(catalog["Metadata"]).get_data().decode()
    report = blocks.from_notebook(getattr(notebooks, name)())
    assert report.head.title in xmp
    assert "<pdfuaid:part>1<" in xmp and "<pdfaid:part>2<" in xmp and "<pdfaid:conformance>A<" in xmp


def test_bookmarks_follow_the_headings():
    toc = [(item.level, item.get_title()) for item in pypdfium2.PdfDocument(made("comparison")).get_toc()]
    assert toc[:5] == [(0, "要点"), (0, "总览"), (0, "律师"), (1, "执业律师"), (0, "法律援助")]
    assert [title for level, title in toc if level == 0][-4:] == ["怎样读表中标记", "引用本报告", "许可", "来源句"]


def test_every_row_and_number_of_every_table_is_there():
    text = text_of("comparison")
    for sentence in (row["cells"][4]["text"] for row in notebooks.long_table()["rows"]):
        assert squeezed(sentence) in text
    for row in notebooks.wide_table()["rows"]:
        assert "".join(cell["text"] for cell in row["cells"]) in text
    for row in notebooks.matrix()["rows"]:
        name, unit, *values = (cell["text"] for cell in row["cells"])
        # between the values stand their raised marks: the flag and the number of the source note
        pattern = re.escape(name + unit) + "".join(re.escape(squeezed(value)) + r"P?(\[\d+\])?" for value in values)
        assert re.search(pattern, text), name


def test_numbers_pages_heads_and_contents():
    pages = pages_of(made("comparison"))
    assert all(f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages[1:], 2))
    assert all("四地司法行政主要指标比较" in page for page in pages)
    assert "目录" in pages[0] and "执业律师" in pages[0] and "要点" in pages[1], "findings stand on page 2"


def test_long_tables_repeat_their_head():
    pages = pages_of(made("comparison"))
    own = [page for page in pages if "dongguan-2022-report" in page and "序号数值单位文件原句" in page]
    assert len(own) >= 4
    first, last = pages.index(own[0]), pages.index(own[-1])
    assert pages[first : last + 1] == own


def test_each_linked_number_has_a_source_note_with_its_sentence():
    text = text_of("comparison")
    notes = text[text.index(INTRO) :]
    linked = {
        (cell["title"], re.search(r"f\d+$", cell["href"])[0])
        for row in notebooks.matrix()["rows"]
        for cell in row["cells"]
        if cell.get("href")
    }
    assert len(linked) > 50
    for sentence, anchor in linked:
        assert squeezed(sentence) in notes and f"#{anchor}" in notes


def test_notes_are_numbered_without_gaps_from_one():
    text = text_of("comparison")
    body, _, notes = text.partition(INTRO)
    numbers = [int(n) for n in re.findall(r"\[(\d+)\]", notes.split("@techreport")[0])]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {int(n) for n in re.findall(r"\[(\d+)\]", body)} == set(numbers)


@pytest.mark.parametrize("columns", [10, 18, 60])
def test_wide_tables_are_never_cut(columns):
    data = pdf.render(blocks.from_notebook(notebook(displayed({TABLE: notebooks.wide_table(columns)}))))
    text = "".join(pages_of(data))
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            assert all(char["x0"] >= 20 and char["x1"] <= page.width - 20 for char in page.chars)
            assert all(char["top"] >= 20 and char["bottom"] <= page.height - 20 for char in page.chars)
    for row in notebooks.wide_table(columns)["rows"]:
        assert all(cell["text"] in text for cell in row["cells"])
    assert ("第1部分" in text) is (columns == 60)


@pytest.mark.parametrize(
    ("text", "shown"), [("共有 𓀀 名律师", "𓀀"), ("工作\ue000要点", r"u\{e000\}"), ("办好😀实事", "😀")]
)
def test_a_character_that_cannot_be_set_is_an_error_that_names_it_and_its_place(text, shown):
    with pytest.raises(CityStatsError, match=f"{shown}.*it stands in: .*{text}"):
        pdf.render(blocks.from_notebook(notebook(new_markdown_cell(f"# 题\n\n{text}"))))


def test_rare_characters_of_names_are_there():
    text = "".join(
        pages_of(
            pdf.render(blocks.from_notebook(notebook(new_markdown_cell("# 题\n\n李堃、王喆、张䶮，℃ ① Ⅱ − ≥ 億"))))
        )
    )
    assert "李堃、王喆、张䶮，℃①Ⅱ−≥億" in text


def test_hostile_text_stays_text():
    text = text_of("hostile")
    for hostile in notebooks.HOSTILE:
        assert squeezed(hostile) in text
    with pdfplumber.open(io.BytesIO(made("hostile"))) as document:
        uris = [link["uri"] or "" for page in document.pages for link in page.hyperlinks]
    assert not [uri for uri in uris if "javascript" in uri]


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_is_the_same_bytes_anywhere(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert pdf.render(blocks.from_notebook(getattr(notebooks, name)()), name="2022") == made(name)
    assert list(tmp_path.iterdir()) == []


def test_the_date_comes_from_the_data_or_the_environment(monkeypatch):
    report = blocks.from_notebook(notebook(displayed({REPORT: notebooks.HEAD}), new_markdown_cell("字")))
    assert b"D:20250301" in pdf.render(report)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert b"D:20231114" in pdf.render(report)


def test_a_report_of_nothing_still_has_a_cover():
    pages = pages_of(pdf.render(blocks.from_notebook(notebook())))
    assert "报告" in pages[0] and len(pages) >= 2


def elements_of(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """(type, attributes) of every structure element, in reading order."""
    found: list[tuple[str, dict[str, Any]]] = []

    def walk(node: Any) -> None:
        node = resolve1(node)
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "S" in node:
                found.append((node["S"].name, node))
            if "K" in node:
                walk(node["K"])

    with pdfplumber.open(io.BytesIO(data)) as document:
        walk(resolve1(document.doc.catalog["StructTreeRoot"])["K"])
    return found


def test_the_structure_names_tables_heads_captions_and_pictures():
    kinds = [kind for kind, _ in elements_of(made("comparison"))]
    report = blocks.from_notebook(notebooks.comparison())
    tables, figures = report.of_type("table"), report.of_type("figure")
    assert kinds.count("Table") == len(tables)
    assert kinds.count("Caption") == len(tables) + len(figures)
    heads = sum(len(table["columns"]) + len({row["group"] for row in table["rows"]} - {""}) for table in tables)
    assert kinds.count("TH") == heads
    noted = sum(bool(table["notes"] or table["source"]) for table in tables)
    assert kinds.count("TD") == noted + sum(len(row["cells"]) for table in tables for row in table["rows"])
    alts = {
        resolve1(attributes["Alt"]).decode("utf-16")
        for kind, attributes in elements_of(made("comparison"))
        if kind == "Figure" and "Alt" in attributes
    }
    assert alts == {figure["alt"] for figure in figures}


def test_source_notes_link_to_the_pages_of_the_sources():
    with pdfplumber.open(io.BytesIO(made("comparison"))) as document:
        uris = {link["uri"] for page in document.pages for link in page.hyperlinks if link.get("uri")}
    linked = {
        cell["href"].replace("../reports/", "../")
        for row in notebooks.matrix()["rows"]
        for cell in row["cells"]
        if cell.get("href")
    }
    assert linked <= uris and all(re.fullmatch(r"\.\./sources/[\w-]+\.html#f\d+", uri) for uri in uris)


def overlapping(page: Any) -> list[str]:
    """Pairs of characters of which one covers a third of the other: marks printed over digits, lines over lines."""
    # punctuation is left out: typesetters squeeze it into its neighbour
    chars = sorted((char for char in page.chars if char["text"].isalnum()), key=lambda char: char["x0"])
    found = []
    for place, one in enumerate(chars):
        for other in chars[place + 1 :]:
            if other["x0"] >= one["x1"]:
                break
            wide = min(one["x1"], other["x1"]) - other["x0"]
            high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            smaller = min(char["width"] * char["height"] for char in (one, other))
            if wide > 0 and high > 0 and wide * high > 0.34 * smaller:
                found.append(one["text"] + other["text"])
    return found


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_printed_over_anything(name):
    with pdfplumber.open(io.BytesIO(made(name))) as document:
        assert {page.page_number: pairs for page in document.pages if (pairs := overlapping(page))} == {}


def test_a_link_without_a_sentence_shares_the_note_of_its_figure():
    bare = "[4,936](../reports/sources/dongguan-2022-report.html#f3304)"
    report = blocks.from_notebook(notebook(new_markdown_cell(f"# 题\n\n{bare} 与 {notebooks.LAWYERS}")))
    text = "".join(pages_of(pdf.render(report)))
    assert "4,936[1]与4,936[1]" in text and text.count("#f3304") == 1


def test_characters_of_a_source_without_a_glyph_are_replaced_and_listed_at_the_end():
    sentence = "\uf0b7执业律师165人，👍\ufe0f同比增长"
    cells = [
        {"text": "坪山\ue000区", "value": None},
        {"text": "165", "value": 165, "href": "../reports/sources/x.html#f1", "title": sentence},
    ]
    table = {
        "id": "t",
        "caption": "律师",
        "columns": [{"key": "a", "label": "地区"}, {"key": "v", "label": "数值", "kind": "number"}],
        "rows": [{"cells": cells, "group": "\uf0b7甲"}],
    }
    text = squeezed("".join(pages_of(pdf.render(blocks.from_notebook(notebook(displayed({TABLE: table})))))))
    assert all(part in text for part in ("坪山〓区", "〓甲", "〓执业律师165人，〓同比增长"))
    assert "U+1F44Dthumbsupsign" in text and "U+E000" in text and "U+F0B7" in text
    assert "U+FE0F" not in text
    assert "以〓代替" not in text_of("comparison")

"""PDF pages as they are set: letter-spacing, columns, tables without rules, turned pages, glyphs that stick out of their cell."""

from __future__ import annotations

import typst

from lib.documents.readers import Reading, read_bytes

SETUP = '#set page(width: 16cm, height: 24cm, margin: 2cm)\n#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")\n'


def pdf(body: str) -> Reading:
    from lib.project import FONTS

    return read_bytes(typst.compile((SETUP + body).encode(), font_paths=[str(FONTS)]), "x.pdf")


def test_letter_spacing_parts_no_number() -> None:
    body = "#set text(tracking: 5pt)\n全县现有律师事务所38家、执业律师412人，办理案件1206件，满意率98.5%，同比增长12.3%，矛盾纠纷化解工作成效明显。"
    assert "38家、执业律师412人，办理案件1206件，满意率98.5%，同比增长12.3%" in pdf(body).text


def test_marks_of_notes_are_no_part_of_a_number() -> None:
    assert "律师事务所38家、执业律师412人" in pdf("全县现有律师事务所38#super[1]家、执业律师412#super[[2]]人。").text


def test_a_page_that_is_a_picture_is_told() -> None:
    picture = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>\"))"
    reading = pdf(f"正文12件。\n#pagebreak()\n{picture}")
    assert reading.text == "正文12件。\n"

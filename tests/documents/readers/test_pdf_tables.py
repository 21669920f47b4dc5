"""Tables of a PDF's page, with rules, with three of them, without any, turned, and with glyphs that stick out of their cell."""

from __future__ import annotations

import typst

from lib.documents.readers import Reading, read_bytes

SETUP = '#set page(width: 16cm, height: 24cm, margin: 2cm)\n#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")\n'


def pdf(body: str) -> Reading:
    from lib.project import FONTS

    return read_bytes(typst.compile((SETUP + body).encode(), font_paths=[str(FONTS)]), "x.pdf")


def cells(reading: Reading) -> list[tuple[str, str, str]]:
    """Row heading, column heading and text of the cells that are no row headings."""
    found = ((c.row_heads[-1:], "".join(c.column_heads), reading.text[c.start : c.end]) for c in reading.cells)
    return [(*row, column, text) for row, column, text in found if row and row[0] != text]


TABLE = """#table(columns: (auto,) * 4, stroke: {stroke}, inset: {inset},
  [区县], [受理案件（件）], [受援人（人）], [办结率（%）],
  [东区], [1,234], [1300], [99.1], [西区], [321], [330], [98.7], [合计], [1,555], [1630], [99.0])"""


WANTED = [
    ("东区", "受理案件（件）", "1,234"), ("东区", "受援人（人）", "1300"), ("东区", "办结率（%）", "99.1"),
    ("西区", "受理案件（件）", "321"), ("西区", "受援人（人）", "330"), ("西区", "办结率（%）", "98.7"),
    ("合计", "受理案件（件）", "1,555"), ("合计", "受援人（人）", "1630"), ("合计", "办结率（%）", "99.0"),
]  # fmt: skip


PROSE = "全县司法行政系统认真履行职责，各项工作平稳有序推进，群众满意度继续保持在较高的水平上，有关情况报告如下。"


def table(stroke: str = "0.5pt", inset: str = "5pt") -> str:
    return TABLE.format(stroke=stroke, inset=inset)


def test_a_table_with_rules() -> None:
    assert cells(pdf(table())) == WANTED


def test_a_table_without_rules() -> None:
    reading = pdf(f"{PROSE}\n\n{table('none', '8pt')}\n\n以上数据截至年底。")
    assert cells(reading) == WANTED
    assert reading.text.startswith(PROSE) and reading.text.endswith("以上数据截至年底。\n")


def test_a_table_of_three_rules() -> None:
    rules = "(x, y) => (top: if y <= 1 { 1pt } else { 0pt }, bottom: if y == 3 { 1pt } else { 0pt })"
    assert cells(pdf(f"{PROSE}\n\n{table(rules, '7pt')}\n\n{PROSE}")) == WANTED


def test_glyphs_that_stick_out_of_their_cell() -> None:
    assert cells(pdf(f"#set text(top-edge: 0.4em, bottom-edge: 0.15em)\n{table(inset='0.6pt')}")) == WANTED


def test_a_table_turned_on_its_page() -> None:
    assert cells(pdf(f"#rotate(-90deg, reflow: true)[{table()}]")) == WANTED
    assert cells(pdf(f"#rotate(90deg, reflow: true)[{table()}]")) == WANTED


def test_two_numbers_in_one_cell_stay_two() -> None:
    reading = pdf(
        "#table(columns: (4cm, 4cm, 4cm), [区县], [案件], [备注], [东区], [12 \\\n 34], [无], [西区], [56], [无])"
    )
    assert "1234" not in reading.text

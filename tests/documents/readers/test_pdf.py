"""A PDF as lines: paragraphs joined over lines and pages, tables over pages, no page furniture."""

from __future__ import annotations

from pathlib import Path

import typst

from lib.documents.readers import read_bytes

ROOT = Path(__file__).parents[3]


PDF = """#set page(paper: "a4", header: [某市司法局年度报告], numbering: "— 1 —", margin: 2.5cm)
#set text(font: "Noto Sans SC", size: 12pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
#align(center)[#text(size: 18pt)[某市司法局2023年工作总结]]
%s

表1 律师情况

#table(columns: 4, table.header(table.cell(rowspan: 2)[地区], table.cell(colspan: 2)[2023年], table.cell(rowspan: 2)[律师数(人)],
[案件数], [咨询数]), %s)

全文完。
"""


def test_pdf_joins_lines_and_tables_over_pages_and_drops_page_furniture() -> None:
    paragraph = "第%d项工作:全年共办理法律援助案件%d件,同比增长5.6%%,其中民事案件3,456件,为受援人挽回损失1.23亿元,满意率98.5%%以上,接待咨询12.3万人次。"
    paragraphs = [paragraph % (at, 1000 + at) for at in range(1, 31)]
    rows = ", ".join(f"[区{at}], [{at * 10}], [{at * 100}], [{at}]" for at in range(1, 60))
    data = typst.compile((PDF % ("\n\n".join(paragraphs), rows)).encode(), font_paths=[str(ROOT / "lib/fonts")])
    reading = read_bytes(data, "x.pdf")
    lines = reading.text.splitlines()
    assert lines[0] == "某市司法局2023年工作总结"
    assert lines[1:31] == paragraphs
    assert lines[31] == "表1 律师情况"
    assert lines[32] == "区1;2023年案件数:10;2023年咨询数:100;律师数(人):1"
    assert lines[-2:] == ["区59;2023年案件数:590;2023年咨询数:5900;律师数(人):59", "全文完。"]
    assert len(lines) == 1 + 30 + 1 + 59 + 1
    last = reading.cells[-1]
    assert (reading.text[last.start : last.end], last.row_heads, last.column_heads) == (
        "59",
        ("区59",),
        ("律师数(人)",),
    )

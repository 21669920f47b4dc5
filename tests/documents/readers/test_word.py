"""Word documents: paragraphs and tables in their order, frames as text."""

from __future__ import annotations

import docx
from files import cells, word


def test_word_keeps_the_order_of_paragraphs_and_tables() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("某市2024年工作计划", 0)
        document.add_paragraph("以下为任务表。")
        table = document.add_table(4, 4)
        for at, text in enumerate(("序号", "任务内容", "完成时限", "责任单位")):
            table.cell(0, at).text = text
        table.cell(1, 0).merge(table.cell(1, 3)).text = "一、法治政府建设"
        for row in (2, 3):
            for at, text in enumerate((str(row - 1), "组织执法人员培训,每人全年不少于60学时", "6月底前", "法规科")):
                table.cell(row, at).text = text
        table.cell(2, 3).merge(table.cell(3, 3)).text = "法规科、人事科"
        document.add_paragraph("完。")

    reading = word(build)
    lines = reading.text.splitlines()
    assert lines[:3] == ["某市2024年工作计划", "以下为任务表。", "一、法治政府建设"]
    assert lines[3] == "1.任务内容:组织执法人员培训,每人全年不少于60学时;完成时限:6月底前;责任单位:法规科、人事科"
    assert lines[4] == "2.任务内容:组织执法人员培训,每人全年不少于60学时;完成时限:6月底前"
    assert lines[5:] == ["完。"]
    assert cells(reading)[3, 2] == ("6月底前", ("一、法治政府建设",), ("完成时限",))
    assert reading.title == "某市2024年工作计划"


def test_word_frame_of_one_cell_is_text() -> None:
    reading = word(lambda document: setattr(document.add_table(1, 1).cell(0, 0), "text", "框内文字12件"))
    assert (reading.text, reading.cells) == ("框内文字12件\n", ())


def test_word_reads_inserted_text_and_frames_with_tables_inside() -> None:
    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("办理案件")
        run = paragraph.add_run("12件")._r
        inserted = docx.oxml.parse_xml(f'<w:ins xmlns:w="{run.nsmap["w"]}" w:id="1" w:author="x"/>')
        run.addprevious(inserted)
        inserted.append(run)
        frame = document.add_table(1, 2)
        frame.cell(0, 0).text = "左栏3件"
        inner = frame.cell(0, 1).add_table(2, 2)
        for at, text in enumerate(("名称", "人数", "甲所", "5")):
            inner.cell(at // 2, at % 2).text = text

    assert word(build).text == "办理案件12件\n左栏3件\n甲所;人数:5\n"

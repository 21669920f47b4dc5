"""What a reader sees of a Word document is what is read: all changes accepted, nothing hidden, struck or raised."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lib.documents.readers import Reading, read_bytes


def word(*paragraphs: str, tail: str = "") -> Reading:
    """A Word document of paragraphs given as the XML of their runs."""
    document = docx.Document()
    body = document.element.body
    for runs in paragraphs:
        body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
    if tail:
        body.insert(len(body) - 1, parse_xml(tail))
    out = io.BytesIO()
    document.save(out)
    return read_bytes(out.getvalue(), "x.docx")


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("受理") + run("99", "<w:strike/>") + run("12件"), "受理12件\n"),
        (run("受理") + run("99", "<w:dstrike/>") + run("12件"), "受理12件\n"),
        (run("受理") + run("99", "<w:vanish/>") + run("12件"), "受理12件\n"),
        (run("受理12") + run("3", "<w:vertAlign w:val='superscript'/>") + run("件"), "受理12件\n"),
        (run("面积12m") + run("2", "<w:vertAlign w:val='superscript'/>"), "面积12m²\n"),
        (run("受理") + run("12", "<w:strike w:val='0'/>") + run("件"), "受理12件\n"),
        (f"<w:del>{run('9')}</w:del><w:ins>{run('12件')}</w:ins>", "12件\n"),
        (f"<w:moveFrom>{run('35件')}</w:moveFrom><w:moveTo>{run('12件')}</w:moveTo>", "12件\n"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>10月</w:t></w:r>", "1-10月\n"),
        ("<w:r><w:t>12</w:t><w:softHyphen/><w:t>34件</w:t></w:r>", "1234件\n"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('12件')}</w:sdtContent></w:sdt>", "12件\n"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入')}</w:sdtContent></w:sdt>{run('12件')}",
            "12件\n",
        ),
    ],
)
def test_runs_of_word(runs: str, text: str) -> None:
    assert word(runs).text == text


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    first = f"<w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>{run('共办理12')}"
    assert word(first, run("34件。")).text == "共办理1234件。\n"


def test_content_controls_around_paragraphs_and_tables() -> None:
    row = "<w:tr>{}</w:tr>".format("".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("项目", "数量(件)")))
    filled = "<w:sdt><w:sdtContent><w:tr>{}</w:tr></w:sdtContent></w:sdt>".format(
        "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("法律援助", "77"))
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{row}{filled}</w:tbl>"
    tail = f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:p>{run('现有66家')}</w:p>{table}</w:sdtContent></w:sdt>"
    assert word(run("甲"), tail=tail).text == "甲\n现有66家\n法律援助;数量(件):77\n"


def test_the_table_of_contents_is_left_out() -> None:
    gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    tail = f"<w:sdt {nsdecls('w')}>{gallery}<w:sdtContent><w:p>{run('一、概况12')}</w:p></w:sdtContent></w:sdt>"
    assert word(run("正文"), tail=tail).text == "正文\n"


def test_text_boxes_are_paragraphs_of_their_own() -> None:
    box = f"<w:txbxContent><w:p>{run('附：律师35人')}</w:p></w:txbxContent>"
    runs = (
        run("正文12件")
        + f"<w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>{box}</v:textbox></w:pict></w:r>"
    )
    assert word(runs).text == "正文12件\n附：律师35人\n"


def test_headers_with_numbers_are_told_and_not_read() -> None:
    document = docx.Document()
    document.add_paragraph("正文12件")
    document.sections[0].header.paragraphs[0].text = "全县律师99人"
    out = io.BytesIO()
    document.save(out)
    reading = read_bytes(out.getvalue(), "x.docx")
    assert reading.text == "正文12件\n"
    assert reading.warnings == ("headers are not read; they hold numbers: 全县律师99人",)

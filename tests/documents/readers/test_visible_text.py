"""What a reader sees of a web page or a Word document is what is read: nothing hidden, struck or raised, and nothing lost."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lib.documents.readers import Reading, read_bytes

FRAME = "<p>全县司法行政工作平稳推进，各项任务按时完成，群众满意度不断提高。</p>"


def page(body: str) -> str:
    return read_bytes(f"<html><body>{FRAME}{body}{FRAME}</body></html>".encode(), "x.html").text


@pytest.mark.parametrize(
    "body",
    [
        "<p style='visibility:hidden'>办理77件</p>",
        "<p style='display: none'>办理77件</p>",
        "<p>甲<span style='font-size:0'>办理77件</span></p>",
        "<p>甲<span style='color:#fff; font-size: 0px;'>办理77件</span></p>",
        "<p aria-hidden='true'>办理77件</p>",
        "<div hidden>办理77件</div>",
        "<p style='opacity:0'>办理77件</p>",
        "<style>.ht,#x .y{display:none} .b{color:red}</style><p class='ht'>办理77件</p>",
        "<p><del>办理77件</del></p>",
        "<p><s>办理77件</s><strike>77</strike></p>",
        "<p style='text-decoration: line-through'>办理77件</p>",
        "<ruby>甲<rt>77</rt></ruby>",
    ],
)
def test_hidden_and_struck_text_of_a_page_is_not_read(body: str) -> None:
    assert "77" not in page(body)


@pytest.mark.parametrize(
    "body",
    [
        "<p style='font-size:0.9em'>办理77件</p>",
        "<p style='opacity:0.8'>办理77件</p>",
        "<p style='font-size:06px'>办理77件</p>",
        "<p><ins>办理77件</ins></p>",
        "<form><p>办理77件，调解88件，均已按期办结，群众评价良好，无一投诉。</p></form>",
    ],
)
def test_shown_text_of_a_page_is_read(body: str) -> None:
    assert "77件" in page(body)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("现有58<sup>1</sup>家", "现有58家"),
        ("现有58<sup>[2]</sup>家", "现有58家"),
        ("现有58<sup>①</sup>家", "现有58家"),
        ("现有58<sup>注1</sup>家", "现有58家"),
        ("大厅120m<sup>2</sup>", "大厅120m²"),
        ("约3×10<sup>4</sup>件", "约3×10⁴件"),
    ],
)
def test_superscripts_of_a_page(body: str, text: str) -> None:
    assert text in page(f"<p>{body}</p>")


@pytest.mark.parametrize(
    "shape",
    [
        "<html><body><div>首页</div></body></html>{}",
        "<html><body><div>首页</div></body>{}</html>",
        "<html><head></head><body>{}</body></html></body></html>",
        "<html><body><p>首页</p></html><html><body>{}</body></html>",
    ],
)
def test_a_page_that_ends_early_or_twice_is_read_to_its_end(shape: str) -> None:
    article = f"<div><h1>某县司法局工作总结</h1>{FRAME}<p>现有律师66人，办理案件77件。</p></div>"
    assert "律师66人，办理案件77件" in read_bytes(shape.format(article).encode(), "x.html").text


@pytest.mark.parametrize(
    "holder",
    [
        "<div class='TRS_Editor'><style>.TRS_Editor P{{margin:0}}</style><div class='Custom_UnionStyle'>{}</div></div>",
        "<div id='zoom'><!--<$[信息内容]>begin-->{}<!--<$[信息内容]>end--></div>",
        "<td class='bt_content'><div id='barrierfree_container'>{}</div></td>",
    ],
)
def test_pages_of_the_usual_systems(holder: str) -> None:
    menu = "<ul class='nav'><li><a>首页</a></li><li><a>公开</a></li><li><a>办事</a></li></ul>"
    html = f"<html><body>{menu}{holder.format(FRAME + '<p>调解纠纷345件。</p>')}<div class='footer'>您是第99999位访客</div></body></html>"
    text = read_bytes(html.encode(), "x.html").text
    assert "345件" in text and "99999" not in text and "首页" not in text


def test_a_page_of_frames_says_so() -> None:
    reading = read_bytes(
        b"<html><body><p>\xe6\xad\xa3\xe6\x96\x87</p><iframe src='a.html'></iframe></body></html>", "x.html"
    )
    assert any("frame" in warning for warning in reading.warnings)


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

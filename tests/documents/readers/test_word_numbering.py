"""The numbers that Word prints before a paragraph stand apart from numbers in it."""

from __future__ import annotations

import copy
import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from files import word

from lib.documents.readers import read_bytes
from lib.documents.readers.word_numbering import labelled


def numbered(form: str, pattern: str, texts: list[str], override: str = "") -> list[str]:
    """The lines of a document whose paragraphs are numbered so."""
    document = docx.Document()
    root = document.part.numbering_part.element
    level = f"<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{pattern}'/></w:lvl>"
    root.insert(0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'>{level}</w:abstractNum>"))
    root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/>{override}</w:num>"))
    for text in texts:
        number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='77'/></w:numPr></w:pPr>"
        paragraph = parse_xml(f"<w:p {nsdecls('w')}>{number}<w:r><w:t>{text}</w:t></w:r></w:p>")
        document.element.body.insert(len(document.element.body) - 1, paragraph)
    out = io.BytesIO()
    document.save(out)
    return read_bytes(out.getvalue(), "x.docx").text.splitlines()


@pytest.mark.parametrize(
    ("form", "pattern", "lines"),
    [
        ("decimal", "%1.", ["1.\u300045场培训", "2.全部办结"]),
        ("decimal", "%1", ["1\u300045场培训", "2\u3000全部办结"]),
        ("decimal", "1.%1", ["1.1\u300045场培训", "1.2\u3000全部办结"]),
        ("decimal", "（%1）", ["（1）45场培训", "（2）全部办结"]),
        ("decimalEnclosedCircle", "%1", ["①\u300045场培训", "②\u3000全部办结"]),
        ("chineseCounting", "%1、", ["一、45场培训", "二、全部办结"]),
        ("lowerLetter", "%1)", ["a)45场培训", "b)全部办结"]),
        ("upperRoman", "%1.", ["I.\u300045场培训", "II.全部办结"]),
    ],
)
def test_labels(form: str, pattern: str, lines: list[str]) -> None:
    assert numbered(form, pattern, ["45场培训", "全部办结"]) == lines


def test_a_list_that_starts_anew_counts_from_its_own_start() -> None:
    override = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    assert numbered("decimal", "%1.", ["甲", "乙"], override) == ["5.甲", "6.乙"]


def test_a_label_that_cannot_be_misread_stays_where_it_is() -> None:
    assert labelled("一、", "3家") == "一、3家"
    assert labelled("", "3家") == "3家"
    assert labelled("2.", "第3家") == "2.第3家"


LIST = """<w:abstractNum xmlns:w="{0}" w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>"""


def test_word_s_automatic_numbers_are_read() -> None:
    def build(document: docx.document.Document) -> None:
        numbering = document.part.numbering_part.element
        space = numbering.nsmap["w"]
        numbering.insert(0, docx.oxml.parse_xml(LIST.format(space)))
        number = docx.oxml.parse_xml(f'<w:num xmlns:w="{space}" w:numId="91"><w:abstractNumId w:val="90"/></w:num>')
        numbering.append(number)
        for level, text in ((0, "甲"), (1, "乙"), (2, "丙"), (3, "圆点"), (1, "丁"), (2, "戊"), (0, "己"), (1, "庚")):
            properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = 91
        for _ in range(10):
            document.paragraphs[-2]._p.addnext(copy.deepcopy(document.paragraphs[-2]._p))
        document.add_paragraph("无编号")

    lines = word(build).text.splitlines()
    assert lines[:7] == ["一、甲", "（一）乙", "1.丙", "圆点", "（二）丁", "1.戊", "二、己"]
    assert lines[-4:] == ["十一、己", "十二、己", "（一）庚", "无编号"]

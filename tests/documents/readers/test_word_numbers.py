"""The numbers that Word prints before a paragraph stand apart from numbers in it."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

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

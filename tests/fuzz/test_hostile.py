"""Documents made to break readers: each is read, or refused with a message that names it, within its budget.

The list is made by code; `pytest --collect-only -q tests/fuzz/test_hostile.py` counts it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import partial

import made_files
import pytest
from made_files import pdf_file, pdf_of, stream_of, with_part

from lib.documents import readers
from lib.project import CityStatsError

BODY, SHEET, STYLES = "word/document.xml", "xl/worksheets/sheet1.xml", "word/styles.xml"
Change = Callable[[bytes], bytes | None]


def read(name: str, data: bytes) -> str:
    """`read`, or the message it was refused with; anything else is an error of ours."""
    try:
        reading = readers.read_bytes(data, name)
    except CityStatsError as error:
        assert name in str(error) and "\n" not in str(error)
        return str(error)
    assert reading.text.strip()
    return "read"


BROKEN: dict[str, Change] = {
    "cut": lambda part: part[: len(part) // 3],
    "empty": lambda part: b"",
    "gone": lambda part: None,
    "other root": lambda part: b"<a/>",
    "open tag": lambda part: b"<x",
    "no xml": lambda part: b"\x00\xff" * 40,
    "entity": lambda part: b'<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "doubled": lambda part: part + part,
    "utf-16": lambda part: part.decode("utf-8", "replace").encode("utf-16"),
    "no numbers": lambda part: re.sub(rb'"\d+"', b'"x"', part),
    "large numbers": lambda part: re.sub(rb'"\d+"', b'"99999999999999999999"', part),
    "negative numbers": lambda part: re.sub(rb'"\d+"', b'"-7"', part),
    "no closing tags": lambda part: re.sub(rb"</[^>]+>", b"", part),
    "no attributes": lambda part: re.sub(rb"(<[\w:]+) [^>]*?(/?>)", rb"\1\2", part),
}


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize(
    ("name", "part"),
    [
        (name, part)
        for name in ("a.docx", "a.xlsx")
        for part in made_files.parts(made_files.WHOLE[name]())
        if part.endswith((".xml", ".rels"))
    ],
)
def test_a_broken_part_of_a_package(name, part, how):
    read(name, with_part(made_files.WHOLE[name](), part, BROKEN[how]))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.3, 0.5, 0.8, 0.95, 0.999])
@pytest.mark.parametrize("name", made_files.WHOLE)
def test_a_document_that_ends_early(name, share):
    data = made_files.WHOLE[name]()
    read(name, data[: int(len(data) * share)])


@pytest.mark.parametrize("content", made_files.WHOLE)
@pytest.mark.parametrize("name", made_files.WHOLE)
def test_a_document_under_the_name_of_another_format(name, content):
    read(name, made_files.WHOLE[content]())


def deep(before: bytes, after: bytes, count: int) -> Change:
    return lambda part: part.replace(b"<w:sectPr", before * count + b"<w:p/>" + after * count + b"<w:sectPr", 1)


TABLE = (b"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>")
CELL = b"<w:tcPr>"
WORD: dict[str, tuple[str, Change]] = {
    **{f"tables {n} deep": (BODY, deep(*TABLE, n)) for n in (20, 200, 2000)},
    **{f"controls {n} deep": (BODY, deep(b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>", n)) for n in (50, 3000)},
    **{f"insertions {n} deep": (BODY, deep(b"<w:ins>", b"</w:ins>", n)) for n in (50, 3000)},
    **{
        f"gridSpan {n}": (BODY, lambda part, n=n: part.replace(CELL, b'<w:tcPr><w:gridSpan w:val="%s"/>' % n, 1))
        for n in (b"0", b"-3", b"abc", b"1000", b"30000000", b"1" * 40)
    },
    **{
        f"gridBefore {n}": (BODY, lambda part, n=n: part.replace(b"<w:tr>", b'<w:tr><w:trPr><w:gridBefore w:val="%s"/></w:trPr>' % n, 1))
        for n in (b"-1", b"x", b"1000000000")
    },
    "all merged": (BODY, lambda part: part.replace(CELL, b"<w:tcPr><w:vMerge/>")),
    "an empty row": (BODY, lambda part: part.replace(b"</w:tbl>", b"<w:tr/></w:tbl>")),
    "empty cells": (BODY, lambda part: part.replace(b"</w:tbl>", b"<w:tr><w:tc/><w:tc/></w:tr></w:tbl>")),
    "a style based on itself": (STYLES, lambda part: part.replace(b"</w:styles>", b'<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Title"/></w:style></w:styles>')),
    "styles in a circle": (STYLES, lambda part: part.replace(b'<w:basedOn w:val="Normal"/>', b'<w:basedOn w:val="Title"/>')),
    "a text of 50 MB": (BODY, lambda part: part.replace("全市".encode(), b"a" * (50 << 20))),
    "a part of 80 MB": (BODY, lambda part: part.replace("全市".encode(), b" " * (80 << 20))),
    "20,000 paragraphs": (BODY, lambda part: part.replace(b"<w:sectPr", "<w:p><w:r><w:t>律师18人。</w:t></w:r></w:p>".encode() * 20000 + b"<w:sectPr", 1)),
}  # fmt: skip


@pytest.mark.parametrize("what", WORD)
def test_word(what):
    part, change = WORD[what]
    said = read("a.docx", with_part(made_files.docx_file(), part, change))
    if what in ("gridSpan 30000000", "a part of 80 MB"):
        assert "CITYSTATS_MAX_" in said


def cells(xml: bytes) -> Change:
    return lambda part: part.replace(b"</sheetData>", xml + b"</sheetData>")


def merged(place: bytes) -> Change:
    return lambda part: re.sub(rb'<mergeCell ref="[^"]*"/>', b'<mergeCell ref="%s"/>' % place, part)


SHEETS: dict[str, Change] = {
    **{
        f"a cell at {place}": cells(b'<row r="%d"><c r="%s"><v>1</v></c></row>' % (row, place.encode()))
        for place, row in (("XFD1048576", 1048576), ("A1048576", 1048576), ("XFD9", 9), ("IV60000", 60000), ("ZZZZ9", 9), ("@@", 9), ("A0", 0))
    },
    **{f"merged {place.decode()}": merged(place) for place in (b"A5:XFD1048576", b"A5:CV10004", b"B2:A1", b"A1:B2", b"A5:A5", b"x", b"A:A", b"")},
    **{
        f"value {value.decode()[:12]}": lambda part, value=value: part.replace(b"<v>2764</v>", b"<v>%s</v>" % value)
        for value in (b"abc", b"1e400", b"nan", b"-inf", b"9" * 5000, b"", b"1,234", b"0x10")
    },
    **{
        f"kind {kind.decode()}": lambda part, kind=kind: part.replace(b't="n"', b't="%s"' % kind)
        for kind in (b"s", b"e", b"b", b"d", b"str", b"inlineStr", b"x")
    },
    "1,000,000 styled cells": cells(b"".join(b'<row r="%d">%s</row>' % (row, b'<c s="0"/>' * 1000) for row in range(9, 1009))),
    "100,000 rows": cells(b"".join(b'<row r="%d"><c><v>%d</v></c><c><v>2</v></c></row>' % (row, row) for row in range(9, 100009))),
    "style beyond the list": lambda part: part.replace(b'r="B2"', b'r="B2" s="999"'),
}  # fmt: skip


@pytest.mark.parametrize("what", SHEETS)
def test_workbooks(what):
    read("a.xlsx", with_part(made_files.xlsx_file(), SHEET, SHEETS[what]))


def zip_with(package: bytes, size: int, name: str = "word/media/image9.png") -> bytes:
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target, target.open(name, "w", force_zip64=True) as part:
        for _ in range(size >> 20):
            part.write(bytes(1 << 20))
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@pytest.mark.parametrize("megabytes", [70, 300])
def test_zeros_in_a_zip(name, megabytes):
    assert "CITYSTATS_MAX_" in read(name, zip_with(made_files.WHOLE[name](), megabytes << 20))


def flag(data: bytes, mark: bytes, at: int, value: int) -> bytes:
    """Every header of a zip that begins with `mark`, with one byte changed."""
    found = bytearray(data)
    for match in re.finditer(re.escape(mark), data):
        found[match.start() + at] = value
    return bytes(found)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@pytest.mark.parametrize(
    ("local", "central", "value"), [(6, 8, 1), (8, 10, 99), (8, 10, 12), (14, 16, 0), (22, 24, 255)]
)
def test_headers_of_a_zip(name, local, central, value):
    data = made_files.WHOLE[name]()
    read(name, flag(flag(data, b"PK\x03\x04", local, value), b"PK\x01\x02", central, value))


T = made_files.TEXT
FLATE = b"/Filter/FlateDecode"
BOXES = (b"", b"/MediaBox[0 0 0 0]", b"/MediaBox[a b c]", b"/MediaBox[-1e30 -1e30 1e30 1e30]", b"/MediaBox[595 842 0 0]", b"/MediaBox(x)",
         b"/MediaBox[0 0 5]", b"/MediaBox null", b"/MediaBox[0 0 595 842]/CropBox[900 900 901 901]", b"/MediaBox[0 0 1 1]", b"/MediaBox 3 0 R",
         b"/MediaBox[0 0 595 842]/Rotate 45", b"/MediaBox[0 0 595 842]/Rotate/x", b"/MediaBox[0 0 595 842]/Rotate -90", b"/MediaBox[0 0 595 842]/Rotate 1e9",
         b"/MediaBox[0 0 595 842]/UserUnit 1e9", b"/MediaBox[0 0 nan 842]")  # fmt: skip
CONTENTS = {
    "nothing": b"", "dangling": b"9 0 R", "itself": b"[4 0 R]", "length of itself": b"<</Length 4 0 R>>stream\n" + T + b"\nendstream",
    "no flate": stream_of(b"x", FLATE), "no such filter": stream_of(T, b"/Filter/Nope"), "flate bomb": stream_of(zlib.compress(bytes(400 << 20), 9), FLATE),
    "a million characters": stream_of(zlib.compress(T * 30_000, 9), FLATE), "deep q": stream_of(b"q " * 100_000 + T), "deep array": stream_of(b"[" * 100_000 + T),
    "deep dictionary": stream_of(b"<<" * 50_000 + T), "far lines": stream_of(T + b" 1 0 0 1 9000 9000 cm 0 0 m 9e9 9e9 l S 0 0 1e39 1e39 re S"),
    "no matrix": stream_of(b"1 0 0 0 0 0 cm " + T), "no size": stream_of(T.replace(b"12 Tf", b"0 Tf")), "odd size": stream_of(T.replace(b"12 Tf", b"(x) Tf")),
    "endless size": stream_of(T.replace(b"12 Tf", b"1e300 Tf")), "no font": stream_of(T.replace(b"/F1", b"/F9")), "no operands": stream_of(b"Tf Td Tj cm re l m TJ ' Do gs"),
    "a grid": stream_of(zlib.compress(b"".join(b"%d 0 m %d 800 l S 0 %d m 800 %d l S\n" % (at, at, at, at) for at in range(0, 800, 2)) + T), FLATE),
    "rectangles": stream_of(b"".join(b"%d %d 90 18 re S " % (x, y) for x in range(0, 600, 100) for y in range(0, 840, 20)) + T),
    "picture inline": stream_of(b"BI /W 9999999 /H 9999999 /BPC 8 /CS /G ID x EI " + T),
}  # fmt: skip
PAGES = {
    "in a circle": b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", "none": b"<</Type/Pages/Kids[]/Count 0>>", "no list": b"<</Type/Pages/Kids 7/Count 1>>", "null": b"null",
    "itself": b"2 0 R", "5,000": b"<</Type/Pages/Kids[" + b"3 0 R " * 5000 + b"]/Count 5000>>", "wrong count": b"<</Type/Pages/Kids[3 0 R]/Count -5>>",
    "its own parent": b"<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>", "dangling": b"<</Type/Pages/Kids[99 0 R]/Count 1>>",
}  # fmt: skip


@pytest.mark.parametrize("box", BOXES)
def test_boxes_of_a_page(box):
    read("a.pdf", pdf_file(page=box))


@pytest.mark.parametrize("what", CONTENTS)
def test_contents_of_a_page(what):
    read("a.pdf", pdf_file(CONTENTS[what]))


@pytest.mark.parametrize("what", PAGES)
def test_pages_of_a_pdf(what):
    read("a.pdf", pdf_file(pages=PAGES[what]))


@pytest.mark.parametrize("trailer", [b"/Prev 9", b"/Info 5 0 R", b"/Encrypt 5 0 R", b"/Encrypt<</Filter/Nope/V 9/R 9>>/ID[(a)(a)]", b"/Root 99 0 R", b"/Size -1", b"/XRefStm 9"])  # fmt: skip
def test_trailers_of_a_pdf(trailer):
    read("a.pdf", pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"], trailer))


def page(body: str) -> bytes:
    return f"<html><head><title>x</title></head><body>{body}<p>全市执业律师2764人。</p></body></html>".encode()


HTML: dict[str, Callable[[], bytes]] = {
    **{f"{tag} {n} deep": partial(page, f"<{tag}>" * n) for tag in ("div", "b", "ul><li", "table><tr><td", "span", "blockquote") for n in (100, 2000, 30000)},
    **{f"rowspan {down} colspan {across}": partial(page, f"<table><tr><th rowspan={down} colspan={across}>律师<td>1<tr><td>2<td>3<td>4</table>")
       for down in ("99999", "-1", "abc", "²", "") for across in ("99999", "0", "1e9")},
    "spans of a thousand": partial(page, "<table><tr>" + "<td colspan=1000 rowspan=1000>a" * 300 + "<tr><td>1<td>2" * 300 + "</table>"),
    "100,000 attributes": lambda: ("<html><body " + " ".join(f"a{at}=1" for at in range(100_000)) + "><p>律师2764人。").encode(),
    "entities": lambda: '<!DOCTYPE html [<!ENTITY a "律"><!ENTITY b "&a;&a;">]><body>&b;<p>律师2764人。'.encode(),
    "script": partial(page, "<script>alert(1)</script><svg onload=alert(1)><iframe src=file:///etc/passwd></iframe><img src=x onerror=alert(1)>"),
    "a charset that lies": lambda: page("").decode().replace("<head>", "<head><meta charset=utf-8>").encode("gbk"),
    "no charset there is": lambda: page("").replace(b"<head>", b"<head><meta charset=klingon>"),
    **{f"{word!r} 50,000 times": partial(page, word * 50_000) for word in ("<!--", "<p", "<", "&", "&#", "]]>", "<br>", "<?x?>")},
    "60,000 paragraphs": partial(page, "<p>律师18人。</p>" * 60_000), "20,000 links": partial(page, "<a href=x>律师18人</a>" * 20_000),
    "a table of 50,000 rows": partial(page, "<table>" + "<tr><td>2022<td>18" * 50_000 + "</table>"),
}  # fmt: skip


@pytest.mark.parametrize("what", HTML)
def test_pages_of_the_web(what):
    read("a.html", HTML[what]())


CSV = {
    "a field of 200 KB": "a,b\n" + "x" * 200_000 + ",2764\n", "an open quote": '指标,2022年\n"律师,2764\n' * 1000, "a long open quote": '指标,2022年\n"' + "律师,2764\n" * 50_000,
    "nul": "指标,2022年\n律师\0,2764\n", "20,000 columns": ",".join(["律师"] * 20_000) + "\n" + ",".join(["1"] * 20_000), "ragged": "a\n" + "\n".join("," * at + "1" for at in range(2000)),
    "200,000 rows": "年,律师\n" + "\n".join(f"2022,{at}" for at in range(200_000)), "old line ends": "指标,2022年\r律师,2764\r", "a million commas": "," * 1_000_000,
    "one wide row over many": "," * 16_000 + "x\n" + "1\n" * 16_000, "formulas": "指标,2022年\n=1+1,5\n@x,6\n+cmd|x,7\n", "blank": "\n\n ,\n", "semicolons": "指标;2022年\n律师;2764\n",
}  # fmt: skip


@pytest.mark.parametrize("what", CSV)
def test_csv(what):
    read("a.csv", CSV[what].encode())


TEXT = "全市现有律师事务所218家、执业律师2764人。\n"
ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7", "hz", "big5", "shift_jis", "latin-1", "euc-kr")  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_encodings(encoding, cut):
    data = (TEXT * 8).encode(encoding, "ignore")
    said = read("a.txt", data[: len(data) - cut])
    if not cut and encoding in ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        assert said == "read"


LONG = {
    **{f"{name}, half a million": piece * (500_000 // len(piece)) for name, piece in
       {"lines": "\n", "spaces": " ", "tabs": "\t", "bars": "|", "brackets": "(", "numerals": "一", "digits": "1", "hanzi": "律", "words": "律师18人,", "rows": "律师\t18\n"}.items()},
    "too many characters": "律师18人。" * 200_000, "too many lines": "律\n" * 120_000,
}  # fmt: skip


@pytest.mark.parametrize("what", LONG)
def test_long_texts(what):
    said = read("a.txt", (LONG[what] + TEXT).encode())
    if what.startswith("too many"):
        assert "CITYSTATS_MAX_" in said

"""Documents of every format made by code, to be damaged by the tests of readers: small, whole, and with known figures."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

import docx
import openpyxl

TITLE = "江门市司法局2022年工作总结"
BODY = "全市现有律师事务所218家、执业律师2764人,办理法律援助案件5283件,同比增长12.5%。"
ROWS = (("指标", "2021年", "2022年"), ("律师(人)", 2610, 2764), ("公证处(家)", 6, 7))


def docx_file() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(BODY)
    document.add_paragraph("第一项", style="List Number")
    table = document.add_table(3, 3)
    for at, row in enumerate(ROWS):
        for column, value in enumerate(row):
            table.cell(at, column).text = str(value)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_file() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2022年统计"
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("A5:C5")
    sheet["A5"] = BODY
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def stream_of(content: bytes, more: bytes = b"") -> bytes:
    """A PDF stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def pdf_of(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + head + table + tail


TEXT = b"BT /F1 12 Tf 72 700 Td (Lawyers 2764 in 218 firms, 12.5% more) Tj ET 72 600 m 500 600 l S 72 500 m 500 500 l S"


def pdf_file(content: bytes | None = None, page: bytes = b"/MediaBox[0 0 595 842]", pages: bytes = b"") -> bytes:
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            pages or b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R" + page + b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            content if content is not None else stream_of(TEXT),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def html_file() -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{value}" for value in row) for row in ROWS)
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{BODY}</p><table>{cells}</table></body></html>".encode()


def csv_file() -> bytes:
    return "\n".join(",".join(map(str, row)) for row in ROWS).encode()


def txt_file() -> bytes:
    return f"{TITLE}\n一、基本情况\n{BODY}\n".encode()


WHOLE: dict[str, Callable[[], bytes]] = {
    "a.docx": docx_file, "a.xlsx": xlsx_file, "a.pdf": pdf_file, "a.html": html_file, "a.csv": csv_file, "a.txt": txt_file,
}  # fmt: skip


def with_part(package: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """A zip with one of its parts changed, or left out where `change` gives None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            changed = change(content) if part == name else content
            if changed is not None:
                target.writestr(part, changed)
    return out.getvalue()


def parts(package: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return source.namelist()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` with one to eight of: bytes changed, stretches cut, doubled or moved, numbers made odd, tags broken."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not found:
            break
        at = chance.randrange(len(found))
        length = chance.choice((1, 2, 8, 64, 512))
        how = chance.randrange(7)
        if how == 0:
            found[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del found[at : at + length]
        elif how == 2:
            found[at:at] = found[at : at + length] * chance.choice((1, 3, 50))
        elif how == 3:
            found[at : at + 1] = chance.choice((b"\0", b"<", b">", b'"', b"&", b"\xff", b"]", b"%", b"(", b"\n"))
        elif how == 4:
            found[at : at + length] = chance.randbytes(length)
        else:
            odd = (b"-1", b"0", b"999999999999", b"1e400", b"nan", b"", b"\xef\xbc\x91", b"0x10", b"1.5")
            digits = [place for place in range(at, min(len(found), at + 400)) if 48 <= found[place] <= 57]
            if digits:
                found[digits[0] : digits[0] + 1] = chance.choice(odd)
    return bytes(found)


def attacks(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of damaged documents without end, every format in turn; of packages a part, or the zip itself."""
    whole = {name: make() for name, make in WHOLE.items()}
    while True:
        for name, data in whole.items():
            if name.endswith(("docx", "xlsx")) and chance.random() < 0.85:
                part = chance.choice(parts(data))
                yield name, with_part(data, part, lambda content: damaged(content, chance))
            else:
                yield name, damaged(data, chance)

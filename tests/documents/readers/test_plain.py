"""One broken byte is replaced and told; a file that cannot be read says what to do."""

from __future__ import annotations

import pytest

from lib.documents.readers import read_bytes
from lib.project import CityStatsError

TEXT = "全县现有律师事务所38家，执业律师412人。\n全年办理法律援助案件1206件，调解纠纷5310件。\n" * 20


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_broken_byte_is_replaced_and_told(encoding: str) -> None:
    text = (
        TEXT if encoding != "big5" else "全縣現有律師事務所38家，執業律師412人。\n調解糾紛5310件，辦理公證案件。\n" * 20
    )
    data = text.encode(encoding)
    at = data.index("\n".encode(encoding)) + 1
    reading = read_bytes(data[:at] + b"\xff" + data[at:], "x.txt")
    assert reading.text.count("\ufffd") == 1
    assert reading.text.replace("\ufffd", "") == text
    assert len(reading.warnings) == 1 and "line 2" in reading.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "big5", "gb18030", "utf-8-sig", "utf-16"])
def test_encodings_without_a_word_about_them(encoding: str) -> None:
    text = "全縣現有律師事務所，執業律師與調解員合計，辦理公證案件。\n" * 5
    reading = read_bytes(text.encode(encoding), "x.txt")
    assert (reading.text, reading.warnings) == (text, ())


@pytest.mark.parametrize("page", [False, True])
def test_a_page_in_gbk_with_a_broken_byte(page: bool) -> None:
    html = f"<html><body><p>{TEXT}</p></body></html>".encode("gbk")
    at = html.index(b"412")
    reading = read_bytes(html[:at] + b"\xff" + html[at:], "x.html")
    assert "1206件" in reading.text and len(reading.warnings) == 1


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("a.doc", ".docx"), ("a.wps", ".docx"), ("a.xls", ".xlsx"), ("a.et", ".xlsx"), ("a.ofd", ".pdf"), ("a.jpg", "recognised"), ("a.zip", "unpack")],
)  # fmt: skip
def test_files_of_other_programs_say_what_to_do(name: str, remedy: str) -> None:
    with pytest.raises(CityStatsError, match=f"(?s){name}.*{remedy}"):
        read_bytes(b"x", name)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_old_or_locked_file_with_a_new_name(name: str) -> None:
    with pytest.raises(CityStatsError, match=r"before 2007|locked"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name)


def test_whatever_a_library_raises_names_the_file() -> None:
    with pytest.raises(CityStatsError, match=r"^broken\.pdf: "):
        read_bytes(
            b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 9 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n", "broken.pdf"
        )

"""What cannot be read is named, with what to do about it."""

from __future__ import annotations

import pytest

from lib.documents.readers import read_bytes
from lib.project import CityStatsError


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.doc", b"x", "cannot read a .doc file"),
        ("a", b"x", "a: its name has no suffix"),
        ("a.docx", b"not a zip", "a.docx: not a .docx"),
        ("a.xlsx", b"not a zip", "a.xlsx: not a workbook"),
        ("a.pdf", b"not a pdf", "a.pdf: not a PDF"),
        ("a.html", b"<html><body></body></html>", "a.html: no text"),
        ("a.txt", b"", "a.txt: the file is empty"),
        ("a.csv", b",,\n", "a.csv: no text"),
    ],
)
def test_files_that_cannot_be_read_are_named(name: str, data: bytes, message: str) -> None:
    with pytest.raises(CityStatsError, match=message.replace(".", r"\.")):
        read_bytes(data, name)

"""Documents from an address: file names, formats, refusals (a real server stands in tests/test_scaffold.py)."""

import pytest

from lib.documents import fetching
from lib.project import CityStatsError


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://a.gov.cn/x.html", True), ("HTTP://a/b", True), ("ftp://a/b", False), ("a.txt", False), ("", False)],
)
def test_what_an_address_is(text, is_one):
    assert fetching.is_url(text) is is_one


@pytest.mark.parametrize(
    ("final", "kind", "name"),
    [
        ("https://a.cn/t2023/content_12.html", "text/html", "content_12.html"),
        ("https://a.cn/", "text/html", "page.html"),
        ("https://a.cn/get?id=3", "application/pdf", "get.pdf"),
        ("https://a.cn/%E6%8A%A5%E5%91%8A.docx", "application/octet-stream", "报告.docx"),
        ("https://a.cn/notes.csv", "text/plain", "notes.csv"),
    ],
)
def test_a_file_name(final, kind, name):
    assert fetching._file_name(final, kind, final) == name


def test_what_no_reader_knows_is_refused():
    with pytest.raises(CityStatsError, match="video/mp4, which no reader knows"):
        fetching._file_name("https://a.cn/film.mp4", "video/mp4", "https://a.cn/film.mp4")

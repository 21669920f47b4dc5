"""A document from a file, bytes or a text: what is a path, what its metadata are, what is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lib.documents import Document, document
from lib.project import CityStatsError

TEXT = "坪山区司法局２０２３年工作總結\n全區現有律師１６５人。\n"


def test_rules_read_simplified_half_width_characters_at_the_same_offsets() -> None:
    made = document.read(TEXT)
    assert made.text == TEXT
    assert made.simplified == "坪山区司法局2023年工作总结\n全区现有律师165人。\n"
    assert len(made.simplified) == len(made.text)
    assert made.text[made.simplified.index("165") :][:3] == "１６５"


@pytest.mark.parametrize(
    "text",
    [
        "现有律师165人",
        "受理案件12件。详见附件1.txt",
        "同比增长5.6%",
        "2023/2024年度",
        "完成率3/4",
        "一行\n二行.txt",
        "长" * 600 + ".txt",
    ],
)
def test_a_sentence_is_a_text(text: str) -> None:
    assert document.read(text, year="2023").text == text


@pytest.mark.parametrize("name", ["report.txt", "年度 报告.docx", "raw/report-2023", "C:\\data\\report", "x.PDF"])
def test_what_looks_like_a_file_is_one_and_is_missed(name: str) -> None:
    with pytest.raises(CityStatsError):
        document.read(name)


def test_a_file_without_a_telling_name_is_read_where_it_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "总结.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    for given in ("总结.txt", Path("总结.txt"), tmp_path / "总结.txt"):
        assert document.read(given).text == TEXT
    assert document.read(TEXT.encode("gb18030")).text == TEXT, "bytes are what stands in a file"


def test_given_metadata_override_what_the_text_says() -> None:
    told = document.read(TEXT)
    assert (told.ref_area, told.year, told.doc_id) == ("440310", "2023", "text")
    given = document.read(TEXT, ref_area="441900", year=" 2021 ", doc_id="own-1", publisher="")
    assert (given.ref_area, given.year, given.doc_id) == ("441900", "2021", "own-1")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"yaer": "2023"}, "unknown metadata yaer; known are .*year"),
        ({"year": "23"}, "year '23' is none"),
        ({"doc_id": "a b"}, "doc_id 'a b' is none"),
    ],
)
def test_metadata_that_cannot_be_are_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(CityStatsError, match=message):
        document.read(TEXT, **given)


@pytest.mark.parametrize(
    ("path", "kept"),
    [(None, None), (Path("a.txt"), None), (Path("a.MD"), None), (Path("a.docx"), "d1.txt"), (Path("a.csv"), "d1.txt")],
)
def test_only_what_was_no_plain_text_is_kept_as_one(path: Path | None, kept: str | None) -> None:
    made = document.processed_text(Document("d1", "文", "文", path=path))
    assert made == (None if kept is None else (kept, "文"))


def test_the_hash_of_a_file() -> None:
    assert document.sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert document.sha256(TEXT.encode()) == hashlib.new("sha256", TEXT.encode()).hexdigest()

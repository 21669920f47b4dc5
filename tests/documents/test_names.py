"""doc_ids and file names of sources.csv: neither reads nor writes outside the project, none breaks a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import documents, ids
from lib.project import CityStatsError

TEXT = "东莞市司法局2022年工作报告\n全市现有执业律师4936人。\n"
BAD_IDS = [
    "../x", "../../../x", "/x", "a/b", "a\\b", "..", ".", ".x", "x.", "a..b", "a b", "a#f1", '"><script>', "a?b", "a%2fb", "a'b",
    "a\tb", "a:b", "-\u202ex", "{{7}}", "$x", "x" * 181, "司" * 61, "a\u0301", "é",
]  # fmt: skip
BAD_FILES = ["../x.txt", "/etc/passwd", "a/../../x.txt", "..\\x.txt", "C:\\x.txt", "\\\\host\\x.txt", "C:/x.txt"]


def folder(tmp_path, doc_id="a", file="a.txt"):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    cells = ['"' + cell.replace('"', '""') + '"' for cell in (doc_id, file)]
    (raw / "sources.csv").write_text(f"doc_id,file\nother,a.txt\n{','.join(cells)}\n", "utf-8")
    return raw


@pytest.mark.parametrize("doc_id", BAD_IDS)
def test_a_doc_id_that_is_no_name_is_refused_with_file_and_row(tmp_path, doc_id):
    with pytest.raises(CityStatsError, match=r"sources\.csv, row 2: doc_id .* is none"):
        documents.load(folder(tmp_path, doc_id))
    with pytest.raises(CityStatsError, match=r"doc_id .* is none"):
        documents.read(TEXT, doc_id=doc_id)


@pytest.mark.parametrize("file", BAD_FILES)
def test_a_file_outside_the_folder_is_refused_with_file_and_row(tmp_path, file):
    with pytest.raises(CityStatsError, match=r"sources\.csv, row 2: file .* leads out of the folder"):
        documents.load(folder(tmp_path, "a", file))


@pytest.mark.parametrize("doc_id", ["dongguan-2022-report", "东莞2022", "a", "A_1", "v1.2", "𠀀1", "x" * 180])
def test_names_that_are_good(doc_id):
    assert documents.read(TEXT, doc_id=doc_id).doc_id == doc_id
    assert ids.doc_id_of(doc_id) == doc_id


@given(st.text(max_size=300))
def test_every_file_name_gives_a_good_doc_id_and_the_same_each_time(stem):
    found = ids.doc_id_of(stem)
    assert ids.is_doc_id(found)
    assert ids.doc_id_of(found) == found == ids.doc_id_of(stem)


def test_files_of_odd_names_are_read_and_get_ids_of_their_own(tmp_path):
    names = [
        "-rf.txt",
        "a\nb.txt",
        "q\"'`$(id).txt",
        "x;y&z.txt",
        "{{7*7}}.txt",
        "<img src=x>.txt",
        "律师 .txt",
        "..foo.txt",
    ]
    for name in names:
        (tmp_path / name).write_text(TEXT, "utf-8")
    loaded = documents.load(tmp_path)
    assert len(loaded) == len(names) - 1  # hidden ones are left out
    assert all(ids.is_doc_id(document.doc_id) for document in loaded)
    assert len({document.doc_id for document in loaded}) == len(loaded)


def test_one_bad_document_is_named_and_the_others_are_there(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 no package")
    (tmp_path / "c.txt").write_text(TEXT, "utf-8")
    unread: list[CityStatsError] = []
    assert [document.doc_id for document in documents.load(tmp_path, unread=unread)] == ["a", "c"]
    assert len(unread) == 1 and "b.docx" in str(unread[0])
    with pytest.raises(CityStatsError, match=r"b\.docx"):
        documents.load(tmp_path)

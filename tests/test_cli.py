"""The command line: what it reads, what it writes, and what it says where a user has to mend something."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document as WordFile
from made import ROOT
from openpyxl import Workbook

from lib.cli import main

TEXT = "东莞市司法局2022年工作总结\n全市现有律师事务所373家、执业律师4936人。\n"
HEAD = "doc_id,file,title,publisher,ref_area,year,doc_type,published,script,sha256,url\n"
REPORT = ROOT / "data" / "raw" / "dongguan-2022-report.txt"


def run(*words: object, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=given)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def extracted(*words: object, given: bytes = b"") -> list[dict[str, str]]:
    result = run("extract", *words, given=given)
    assert result.exit_code == 0, result.output
    return rows(result.stdout)


def file(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda text: text.encode(), id="as it is"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="byte order mark"),
        pytest.param(lambda text: text.encode("gb18030"), id="GB18030"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="Windows"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="old Mac"),
        pytest.param(lambda text: text.replace("\n", "\u2028").encode(), id="line separators"),
        pytest.param(lambda text: text.replace("，", "，\u200b").encode(), id="zero width"),
        pytest.param(lambda text: text.replace("人", "\u00a0人").encode(), id="no-break space before a unit"),
        pytest.param(lambda text: "𠀀😀" + text.replace("，", "，😀"), id="beyond the basic plane"),
    ],
)
def test_offsets_are_those_of_the_decoded_file(encode, tmp_path: Path) -> None:
    """And the values are the same, however the file was saved."""
    plain = REPORT.read_text("utf-8-sig").replace("\r\n", "\n")
    expected = [row["value"] for row in extracted(file(tmp_path / "plain.txt", plain))]
    data = encode(plain)
    found = extracted(file(tmp_path / "saved.txt", data))
    text = data if isinstance(data, str) else data.decode(_encoding(data)).removeprefix("\ufeff")
    assert [row["value"] for row in found] == expected
    assert all(text[int(row["start"]) : int(row["end"])] == row["text"] for row in found)


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_what_sources_says_is_used_as_it_stands(encoding: str, tmp_path: Path) -> None:
    file(tmp_path / "a.txt")
    row = "doc-a,a.txt,标题,江门市司法局,012345,2022,report,,,,\n"
    file(tmp_path / "sources.csv", (HEAD + row).encode(encoding))
    found = extracted(tmp_path)
    assert [(row["doc_id"], row["ref_area"], row["time_period"], row["text"]) for row in found] == [
        ("doc-a", "012345", "2022", "373"),
        ("doc-a", "012345", "2022", "4936"),
    ]


@pytest.mark.parametrize(
    "register",
    [
        "doc_id,file,ref_area\ndoc-a,a.txt,440310\n",
        "DOC_ID, File ,ref_area,year\r\ndoc-a,a.txt,440310,2022年\r\n",
        "doc_id,file,ref_area,year\ndoc-a,raw/a.txt,440310.0,2022.0\n",
        "doc_id,file,ref_area,year\ndoc-a,a.txt,深圳市坪山区,二〇二二年\ndoc-b,elsewhere.txt,,\n",
    ],
    ids=["few columns", "headings loosely written", "through a spreadsheet", "in words, and of more than there is"],
)
def test_register_from_elsewhere(register: str, tmp_path: Path) -> None:
    file(tmp_path / "texts" / "a.txt")
    known = file(tmp_path / "known" / "sources.csv", register)
    for place in (tmp_path / "texts", tmp_path / "texts" / "a.txt"):
        assert {
            (row["doc_id"], row["ref_area"], row["time_period"]) for row in extracted(place, "--sources", known)
        } == {("doc-a", "440310", "2022")}


def test_one_register_for_two_folders(tmp_path: Path) -> None:
    file(tmp_path / "one" / "a.txt"), file(tmp_path / "two" / "b.txt")
    known = file(tmp_path / "known.csv", "doc_id,file\nfirst,a.txt\nsecond,b.txt\n")
    found = extracted(tmp_path / "one", tmp_path / "two", "--sources", known)
    assert [row["doc_id"] for row in found] == ["first", "first", "second", "second"]


def test_folder_of_many_formats(tmp_path: Path) -> None:
    file(tmp_path / "plain.txt")
    file(tmp_path / "page.html", f"<html><body><p>{TEXT}</p></body></html>")
    word, book = WordFile(), Workbook()
    word.add_paragraph(TEXT)
    word.save(str(tmp_path / "letter.docx"))
    for line in (["东莞市律师", "2022年"], ["律师事务所(家)", 373], ["执业律师(人)", 4936]):
        book.active.append(line)
    book.save(tmp_path / "book.xlsx")
    found = extracted(tmp_path)
    for name in ("plain", "page", "letter", "book"):
        values = {row["value"] for row in found if row["doc_id"] == name}
        assert {"373", "4936"} <= values, name


def test_standard_input_in_another_encoding() -> None:
    assert [row["text"] for row in extracted("-", given=TEXT.encode("gb18030"))] == ["373", "4936"]


def test_out_makes_its_folder_and_holds_the_same(tmp_path: Path) -> None:
    out = tmp_path / "not" / "yet" / "figures.csv"
    result = run("extract", file(tmp_path / "a.txt"), "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 figures of 1 documents" in result.stderr
    assert rows(out.read_text("utf-8")) == extracted(tmp_path / "a.txt")


def test_the_same_file_named_twice_counts_once(tmp_path: Path) -> None:
    path = file(tmp_path / "a.txt")
    assert len(extracted(tmp_path, path, path)) == 2


def test_only_digits_give_no_figures(tmp_path: Path) -> None:
    assert extracted(file(tmp_path / "a.txt", "123456 7890\n22")) == []


ERRORS = {
    "empty": ("a.txt", b"", "a.txt: the file is empty"),
    "blank": ("a.txt", b" \n", "a.txt: no text"),
    "binary": ("a.txt", bytes(range(128, 256)) * 20, "a.txt: no known encoding"),
    "nulls": ("a.txt", bytes(500), "a.txt: no text but binary"),
    "no suffix": ("report", b"x", "report: its name has no suffix"),
    "old Word": ("a.doc", b"x", "a.doc: cannot read a .doc file"),
    "no Word file": ("a.docx", b"x", "a.docx: not a .docx"),
    "no PDF": ("a.pdf", b"x", "a.pdf: not a PDF"),
    "no workbook": ("a.xlsx", b"x", "a.xlsx: not a workbook"),
}


@pytest.mark.parametrize(("name", "data", "message"), ERRORS.values(), ids=ERRORS)
def test_file_that_cannot_be_read(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    result = run("extract", file(tmp_path / "in" / name, data), "--out", tmp_path / "out" / "o.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not (tmp_path / "out").exists()


REGISTERS = {
    "missing file": (HEAD + "x,missing.txt,,,,,,,,,\n", "lists missing.txt"),
    "the same id": (HEAD + "x,a.txt,,,,,,,,,\nx,b.txt,,,,,,,,,\n", "doc_id x stands there twice"),
    "no commas": ("doc_id;file\nx;a.txt\n", "first line names neither doc_id nor file"),
    "empty": ("", "first line names neither doc_id nor file"),
    "changed file": (HEAD + "x,a.txt,,,,,,,,abc,\n", "a.txt: its bytes differ from the sha256"),
    "no year": (HEAD + "x,a.txt,,,,20x2,,,,,\n", "year '20x2'"),
}


@pytest.mark.parametrize(("register", "message"), REGISTERS.values(), ids=REGISTERS)
def test_register_to_mend(register: str, message: str, tmp_path: Path) -> None:
    file(tmp_path / "a.txt"), file(tmp_path / "sources.csv", register)
    result = run("extract", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(tmp_path) in result.stderr and message in result.stderr


def test_two_documents_of_one_name_are_both_named(tmp_path: Path) -> None:
    one, two = file(tmp_path / "one" / "a.txt"), file(tmp_path / "two" / "a.txt")
    result = run("extract", tmp_path / "one", tmp_path / "two")
    assert result.exit_code == 2
    assert str(one) in result.stderr and str(two) in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("extract", "{}/nowhere"),
        ("extract", "{}/nothing"),
        ("extract", "{}/a.txt", "--out", "{}/a.txt/o.csv"),
        ("extract", "{}/a.txt", "--sources", "{}/nowhere.csv"),
        ("evaluate", "{}/nowhere.csv"),
        ("evaluate", "{}/binary.csv"),
        ("diff", "{}/nothing", "{}/nothing"),
        ("add", "{}/nowhere.txt"),
    ],
)
def test_errors_name_the_file(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    file(tmp_path / "a.txt"), file(tmp_path / "binary.csv", bytes(range(256)))
    result = run(*(word.format(tmp_path) for word in words))
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(tmp_path) in result.stderr and "Traceback" not in result.stderr


def test_diff_of_damaged_tables(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    for folder in (good, bad):
        shutil.copytree(ROOT / "data" / "processed", folder)
    assert run("diff", "--lang", "en", good, good).stdout == "# Data changes\n\nThe two states hold the same data.\n"
    whole = (good / "figures.csv").read_bytes()
    for damage in (b"", b"\xff\xfe", whole[: whole.index(b'"') + 9]):
        (bad / "figures.csv").write_bytes(damage)
        result = run("diff", good, bad)
        assert result.exit_code == 2, result.output
        assert str(bad / "figures.csv") in result.stderr


def test_evaluate_the_labelled_file() -> None:
    """Counted by hand in tests/gold: 190 core figures."""
    result = run("evaluate", ROOT / "tests" / "gold" / "figures.csv")
    assert result.exit_code == 0
    assert result.stdout.startswith("core figures 190, ")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda text: text.replace("breakdown: '", "breakdown: '(", 1),
            "mediators_rated.breakdown: not a regular expression",
        ),
        (lambda text: text + "x: [1", "lib/lexicon/indicators.yml: not valid YAML"),
    ],
    ids=["pattern", "YAML"],
)
def test_broken_lexicon_is_named(change, message: str, tmp_path: Path) -> None:
    """In a copy of the library, since the lexicon lies within it."""
    shutil.copytree(ROOT / "lib", tmp_path / "lib", ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    known = tmp_path / "lib" / "lexicon" / "indicators.yml"
    known.write_text(change(known.read_text("utf-8")), "utf-8")
    words = [sys.executable, "-m", "lib.cli", "extract", str(REPORT)]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert message in done.stderr and "Traceback" not in done.stderr


def test_what_a_reader_could_not_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes("全县律师35人，办理案件120件，调解纠纷640件。\n".encode("gbk") * 20 + b"\xff\n")
    result = run("extract", file)
    assert result.exit_code == 0
    assert "warning: x.txt: not valid GB18030 in one place in line 21" in result.stderr

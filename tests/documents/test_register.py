"""Documents: decoding, scripts, the register of sources, and errors a user can mend."""

from __future__ import annotations

import codecs
import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import documents
from lib.documents import script
from lib.project import CityStatsError

RAW = Path(__file__).parents[2] / "data" / "raw"
HANS = "东莞市司法局2023年工作总结\r\n\r\n全市共办理法律援助案件1,234件。\n乾县、瞭望哨、著名品牌各1个。\r\n"
HANT = "臺山市司法局2023年工作總結\n全市辦理法律援助案件1,234件,著力為群眾辦實事。\n"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        (HANS, HANS.encode("utf-8")),
        (HANS, codecs.BOM_UTF8 + HANS.encode("utf-8")),
        (HANS, HANS.encode("gb18030")),
        (HANS, codecs.BOM_UTF16_LE + HANS.encode("utf-16-le")),
        (HANS, codecs.BOM_UTF16_BE + HANS.encode("utf-16-be")),
        (HANS, HANS.encode("utf-16-le")),
        (HANS, HANS.encode("utf-16-be")),
        (HANT, HANT.encode("utf-8")),
        (HANT, HANT.encode("gb18030")),
        (HANT, HANT.encode("big5hkscs")),
        ("第一季度工作" * 50, ("第一季度工作" * 50).encode("utf-16-le")),
    ],
    ids=[
        "utf8",
        "utf8-bom",
        "gb",
        "utf16le-bom",
        "utf16be-bom",
        "utf16le",
        "utf16be",
        "hant",
        "hant-gb",
        "hant-big5",
        "hanzi-only",
    ],
)
def test_text_is_the_file_decoded_with_its_line_ends(tmp_path: Path, text: str, data: bytes) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    document = documents.read(file)
    assert document.text == text
    assert document.doc_id == "report"


@pytest.mark.parametrize(
    ("printed", "simplified"),
    [
        ("江門市辦理法律援助案件", "江门市办理法律援助案件"),
        ("萬餘宗、週、於是", "万余宗、周、于是"),
        ("乾县设瞭望哨", "乾县设瞭望哨"),  # Simplified already: stays
        ("关于“萬”字的说明:本文为简体,仅此一字", "关于“萬”字的说明:本文为简体,仅此一字"),
    ],
)
def test_simplified_line_by_line(printed: str, simplified: str) -> None:
    assert script.simplify(printed) == simplified


def test_mixed_document_converts_only_its_traditional_lines() -> None:
    assert script.simplify("乾县司法局\r\n辦理法律援助案件\n瞭望") == "乾县司法局\r\n办理法律援助案件\n瞭望"


@given(st.text(st.characters(codec="utf-8")) | st.text("臺灣幹乾著麼於瞭甚麼藉覆裡製髮髒鬱\r\n发后里𠮷🀄"))
def test_simplifying_never_moves_an_offset(text: str) -> None:
    assert len(script.simplify(text)) == len(text)


@pytest.mark.parametrize(("text", "expected"), [(HANS, "hans"), (HANT, "hant"), ("", "hans"), ("123", "hans")])
def test_script_is_detected(text: str, expected: str) -> None:
    assert script.detect(text) == expected


def test_the_project_s_own_documents_keep_offsets_and_metadata() -> None:
    loaded = {document.doc_id: document for document in documents.load(RAW)}
    assert next(iter(loaded)) == "dongguan-2022-report"
    assert len(loaded) == 5
    for document in loaded.values():
        assert document.path is not None
        assert document.text == document.path.read_bytes().decode("utf-8")
        assert len(document.simplified) == len(document.text)
    jiangmen = loaded["jiangmen-2024-report"]
    assert (jiangmen.script, jiangmen.ref_area, jiangmen.year, jiangmen.publisher) == (
        "hant",
        "440700",
        "2024",
        "江门市司法局",
    )
    assert jiangmen.simplified.startswith("2024年,江门市司法局全面贯彻落实习近平新时代")


def folder(tmp_path: Path, listed: str | None, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / name.replace("__", ".")).write_bytes(text.encode("utf-8"))
    if listed is not None:
        (tmp_path / "sources.csv").write_text(listed, encoding="utf-8", newline="")
    return tmp_path


def test_folder_without_register_is_guessed_throughout(tmp_path: Path) -> None:
    place = folder(tmp_path, None, b__txt=HANT, a__txt=HANS, README__md="# 说明", data__csv="a,b\n1,2\n")
    assert [(d.doc_id, d.ref_area, d.year, d.doc_type, d.script) for d in documents.load(place)] == [
        ("a", "441900", "2023", "report", "hans"),
        ("b", "440781", "2023", "report", "hant"),
    ]


def test_register_wins_over_the_text_and_any_column_may_be_missing(tmp_path: Path) -> None:
    place = folder(tmp_path, "\ufefffile,ref_area,year,note\r\na.txt,440000,,x\r\n,,,\r\n", a__txt=HANS, b__txt=HANS)
    first, second = documents.load(place)
    assert (first.doc_id, first.ref_area, first.year) == ("a", "440000", "2023")
    assert (second.doc_id, second.ref_area) == ("b", "441900")


@pytest.mark.parametrize(
    ("row", "field", "expected"),
    [
        ("x,a.txt,东莞市,2022年,2023/2/6,PLAN", "ref_area", "441900"),
        ("x,a.txt,东莞市,2022年,2023/2/6,PLAN", "year", "2022"),
        ("x,a.txt,东莞市,2022年,2023/2/6,PLAN", "published", "2023-02-06"),
        ("x,a.txt,东莞市,2022年,2023/2/6,PLAN", "doc_type", "plan"),
        ("x,,,,,", "doc_id", "x"),
    ],
)
def test_register_is_understood_as_people_write_it(tmp_path: Path, row: str, field: str, expected: str) -> None:
    name = "x.txt" if row == "x,,,,," else "a.txt"
    place = folder(
        tmp_path, f"doc_id,file,ref_area,year,published,doc_type\n{row}\n", **{name.replace(".", "__"): HANS}
    )
    assert getattr(documents.load(place)[0], field) == expected


def test_register_elsewhere_and_single_files(tmp_path: Path) -> None:
    texts = folder(tmp_path, None, a__txt=HANS)
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_bytes("doc_id,file,title\nmine,a.txt,标题\n".encode("gb18030"))
    assert [d.doc_id for d in documents.load(texts, elsewhere)] == ["mine"]
    assert documents.load(texts / "a.txt", elsewhere)[0].title == "标题"
    assert documents.load(RAW / "sources.csv")[0].doc_id == "dongguan-2022-report"
    assert documents.load(RAW / "guangdong-2021-plan.txt")[0].published == "2021-05-20"


def test_same_stem_in_two_formats_gives_two_ids(tmp_path: Path) -> None:
    place = folder(tmp_path, None, a__txt=HANS, a__html=f"<p>{HANS}</p>")
    assert [document.doc_id for document in documents.load(place)] == ["a-html", "a-txt"]


@pytest.mark.parametrize(
    ("listed", "files", "message"),
    [
        ("doc_id,file\nx,gone.txt\n", {"a__txt": HANS}, "gone.txt"),
        ("doc_id,file\nx,a.txt\nx,b.txt\n", {"a__txt": HANS, "b__txt": HANS}, "x stands there twice"),
        ("doc_id,file,sha256\nx,a.txt,00ff\n", {"a__txt": HANS}, "differ from the sha256"),
        ("doc_id,file\nx,a.xyz\n", {"a__xyz": HANS}, r"cannot read a \.xyz file"),
        ("doc_id,file\nx,a.txt\n", {"a__txt": ""}, "empty"),
        (None, {"a__csv": "x"}, "no documents"),
        (None, {"a__txt": " \n\t\r\n "}, "no text"),
    ],
)
def test_what_a_user_must_mend_is_named(
    tmp_path: Path, listed: str | None, files: dict[str, str], message: str
) -> None:
    with pytest.raises(CityStatsError, match=message):
        documents.load(folder(tmp_path, listed, **files))


def test_undecodable_bytes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(1, 32)) * 7 + b"\xff\xfe\x81\x00"[::-1])
    with pytest.raises(CityStatsError, match=r"a\.txt"):
        documents.load(tmp_path)


def test_missing_file_and_unknown_metadata_are_refused() -> None:
    with pytest.raises(CityStatsError, match="no such file"):
        documents.load("nowhere")
    with pytest.raises(CityStatsError, match=r"nowhere\.docx"):
        documents.read("nowhere.docx")
    with pytest.raises(CityStatsError, match="colour"):
        documents.read("文本", colour="red")


def test_text_and_bytes_are_read_as_they_are() -> None:
    assert documents.read(HANS).text == HANS
    assert documents.read("2023年办理案件12件").doc_id == "text"
    assert documents.read(HANS.encode("gb18030")).text == HANS
    given_by_hand = documents.read("今年办理12件。", ref_area="441900", year="2023", doc_id="mine", script=None)
    assert (given_by_hand.ref_area, given_by_hand.year, given_by_hand.doc_id) == ("441900", "2023", "mine")


def test_matching_sha256_passes_and_tells_a_changed_file(tmp_path: Path) -> None:
    digest = hashlib.sha256(HANS.encode()).hexdigest()
    place = folder(tmp_path, f"file,sha256\na.txt,{digest.upper()}\n", a__txt=HANS)
    assert documents.load(place)[0].text == HANS


def test_only_documents_that_are_not_plain_text_have_a_processed_text(tmp_path: Path) -> None:
    place = folder(tmp_path, None, a__txt=HANS, b__html="<p>全市共办理案件12件。</p>")
    plain, page = documents.load(place)
    assert documents.processed_text(plain) is None
    assert documents.processed_text(page) == ("b.txt", "全市共办理案件12件。\n")


def test_loading_twice_gives_the_same(tmp_path: Path) -> None:
    shutil.copytree(RAW, tmp_path / "raw")
    again = documents.load(tmp_path / "raw")
    assert [(d.doc_id, d.text, d.cells) for d in again] == [(d.doc_id, d.text, d.cells) for d in documents.load(RAW)]

"""Figures of a corpus in parts: the same as in one table, resumed where they stopped, a changed document costs its chunk."""

import io
from pathlib import Path

import fsspec
import pandas as pd
import pytest

from lib import documents, parallel
from lib.dataset import parts
from lib.figures import extraction
from lib.project import CityStatsError


@pytest.fixture
def corpus(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(parts, "CHUNK", 4)
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(30):
        text = f"东莞市司法局2022年工作总结\n全市共有律师事务所{300 + number}家,执业律师{4000 + number}人。"
        (folder / f"d{number:02d}.txt").write_text(text, "utf-8")
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def frame(out) -> pd.DataFrame:
    return parts.read(str(out)).to_pandas().sort_values(["doc_id", "start"], ignore_index=True)


def test_parts_hold_what_one_table_holds(corpus, tmp_path):
    total = parts.extract(parts.listing(str(corpus)), str(tmp_path / "out"))
    whole = extraction.frame_of(row for document in documents.load(corpus) for row in extraction.extract(document))
    found = frame(tmp_path / "out")
    assert list(found.columns) == list(whole.columns)
    pd.testing.assert_frame_equal(found.astype(str), whole.astype({"lower": float, "upper": float}).astype(str))
    assert (total.sum("documents"), total.sum("figures"), total.failed) == (30, len(whole), [])
    assert total.sum("characters") == sum(len(document.text) for document in documents.load(corpus))


def test_two_processes_make_the_same_bytes(corpus, tmp_path):
    items = parts.listing(str(corpus))
    parts.extract(items, str(tmp_path / "one"))
    parts.extract(items, str(tmp_path / "two"), jobs=2)
    assert names(tmp_path / "one") == names(tmp_path / "two")
    assert all(
        (tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
        for name in names(tmp_path / "one")
    )


def test_a_run_that_stopped_goes_on(corpus, tmp_path):
    out, items = tmp_path / "out", parts.listing(str(corpus))
    whole = parts.extract(items, str(out))
    lost = sorted(names(out))[::3]
    for name in lost:
        (out / name).unlink()
    (out / "part-00001-0000000000000000.parquet.tmp").write_bytes(b"half")
    again = parts.extract(items, str(out))
    assert {part.name for part in again.parts if part.made} == set(lost)
    assert [(part.name, part.figures, part.characters) for part in again.parts] == [
        (part.name, part.figures, part.characters) for part in whole.parts
    ]


def test_a_changed_document_costs_its_chunk_and_drops_the_old_part(corpus, tmp_path):
    out = tmp_path / "out"
    parts.extract(parts.listing(str(corpus)), str(out))
    (corpus / "d07.txt").write_text("东莞市司法局2022年工作总结\n办理法律援助案件77件。", "utf-8")
    total = parts.extract(parts.listing(str(corpus)), str(out))
    assert [part.made for part in total.parts].count(True) == 1
    assert len(names(out)) == len(total.parts)
    assert 77 in set(frame(out).query("doc_id == 'd07'")["value"])


def test_other_code_or_another_row_is_another_part(corpus):
    item = parts.Item(str(corpus / "d01.txt"), "d01")
    made = {
        parts._name(parts.Chunk(0, (one,), "", code, extended))
        for one in (item, parts.Item(item.location, "d01", (("year", "2020"),)))
        for code in ("a", "b")
        for extended in (True, False)
    }
    assert len(made) == 8


def test_a_bad_document_is_named_and_the_others_come_out(corpus, tmp_path):
    (corpus / "bad.docx").write_bytes(b"no archive")
    (corpus / "empty.txt").write_bytes(b"")
    out = tmp_path / "out"
    total = parts.extract(parts.listing(str(corpus)), str(out))
    assert total.sum("documents") == 30
    assert [reason.partition(":")[0] for reason in total.failed] == [
        str(corpus / "bad.docx"),
        str(corpus / "empty.txt"),
    ]
    assert parts.extract(parts.listing(str(corpus)), str(out)).failed == total.failed  # told again from the part


def test_a_chunk_whose_worker_died_is_named_whole(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(
        parallel, "distribute", lambda work, jobs, **_: ((job, parallel.LostError("died")) for job in jobs)
    )
    total = parts.extract(parts.listing(str(corpus)), str(tmp_path / "out"), jobs=2)
    assert len(total.failed) == 30
    assert "died" in total.failed[0]


def test_one_more_document_is_felt_in_one_chunk(corpus):
    before = {chunk.number: chunk.items for chunk in parts.chunks(parts.listing(str(corpus)), "")}
    (corpus / "new.txt").write_text("东莞市共有律师事务所3家。", "utf-8")
    after = {chunk.number: chunk.items for chunk in parts.chunks(parts.listing(str(corpus)), "")}
    assert sum(before.get(number) != items for number, items in after.items()) == 1


def test_listing_asks_the_folder_once_however_many_files(corpus, monkeypatch):
    asked = []
    real = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda self: asked.append(self) or real(self))
    assert len(parts.listing(str(corpus))) == 30
    assert len(asked) == 1


def test_two_files_of_one_id_are_refused(tmp_path):
    (tmp_path / "sources.csv").write_text("doc_id,file\na,b.txt\n", "utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("全市共有律师3人。", "utf-8")
    with pytest.raises(CityStatsError, match="both have the doc_id a"):
        parts.listing(str(tmp_path))


def test_places_that_only_fsspec_reaches(corpus, tmp_path):
    files = fsspec.filesystem("memory")
    for path in corpus.iterdir():
        files.pipe_file(f"/reports/{path.name}", path.read_bytes())
    register = io.StringIO()
    pd.DataFrame({"file": ["d03.txt"], "doc_id": ["third"], "year": ["2019"]}).to_csv(register, index=False)
    files.pipe_file("/reports/sources.csv", register.getvalue().encode())
    total = parts.extract(parts.listing("memory://reports"), "memory://figures")
    found = frame("memory://figures")
    assert total.sum("documents") == 30
    assert set(found.query("doc_id == 'third'")["time_period"]) == {"2019"}
    files.rm("/reports", recursive=True)
    files.rm("/figures", recursive=True)


@pytest.mark.parametrize("place", ["memory://nothing/here", "nowhere"])
def test_nothing_there(place):
    with pytest.raises(CityStatsError):
        parts.listing(place)

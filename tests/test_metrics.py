"""The face of the library, as a researcher calls it from anywhere."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made import ROOT

from lib import documents, metrics

TEXT = "全市现有律师事务所373家、执业律师4936人。"
REPORT = ROOT / "data" / "raw" / "dongguan-2022-report.txt"
TABLES = ("data/raw/sources.csv", "data/processed/figures.csv")
PRINTED = [("373", 373.0, "家", "law_firms"), ("4936", 4936.0, "人", "lawyers")]


def printed(table) -> list[tuple]:
    return list(table[["text", "value", "unit", "indicator"]].itertuples(index=False, name=None))


def test_text_bytes_and_document_give_the_same() -> None:
    for given in (TEXT, TEXT.encode(), TEXT.encode("gb18030"), documents.read(TEXT)):
        assert printed(metrics.extract(given)) == PRINTED


@pytest.mark.parametrize("kind", [str, Path])
def test_file(kind: type, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    assert printed(metrics.extract(kind(path))) == PRINTED


def test_folder_and_register(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "sources.csv").write_text("doc_id,file,ref_area,year\ndoc-a,a.txt,440310,2021\n", "utf-8")
    for place in (tmp_path, str(tmp_path), tmp_path / "sources.csv"):
        table = metrics.extract(place)
        assert printed(table) == PRINTED
        assert set(table[["doc_id", "ref_area", "time_period"]].itertuples(index=False, name=None)) == {
            ("doc-a", "440310", "2021")
        }


def test_what_is_given_overrides_what_the_text_says() -> None:
    table = metrics.extract("江门市2020年总结\n" + TEXT, ref_area="441900", year=2022, doc_id="mine")
    assert set(table[["doc_id", "ref_area", "time_period"]].itertuples(index=False, name=None)) == {
        ("mine", "441900", "2022")
    }


@pytest.mark.parametrize("text", ["", " ", "2022", "没有数字。", "24/7", "一" * 5000])
def test_texts_without_figures(text: str) -> None:
    table = metrics.extract(text)
    assert table.empty and list(table)[:3] == ["doc_id", "start", "end"]


ERRORS = {
    "no such file": (lambda: metrics.extract("nowhere.txt"), "nowhere.txt: cannot be read"),
    "no such folder": (lambda: metrics.extract("/nowhere/reports"), "/nowhere/reports: cannot be read"),
    "unknown metadata": (lambda: metrics.extract(TEXT, yeer="2022"), "unknown metadata yeer"),
    "no year": (lambda: metrics.extract(TEXT, year="abc"), "year 'abc'"),
    "metadata of a folder": (lambda: metrics.extract(ROOT / "data" / "raw", year="2022"), "one document only"),
    "no document": (lambda: metrics.explain("nowhere#f1"), "no document nowhere; there are dongguan-2022-report"),
    "no figure": (lambda: metrics.explain("dongguan-2022-report#f1"), "no figure begins there"),
    "compare: year": (lambda: metrics.compare("last"), "year 'last'"),
    "compare: area": (lambda: metrics.compare(2023, areas=["441901"]), "'441901' is no area"),
    "compare: no area": (lambda: metrics.compare(2023, areas=[]), "areas is empty"),
    "area of a text": (lambda: metrics.extract(TEXT, ref_area="东完市"), "did you mean"),
    "compare: indicator": (lambda: metrics.compare(2023, indicators=["lawyer"]), "indicators: unknown lawyer"),
    "compare: theme": (lambda: metrics.compare(2023, themes=["lawyer"]), "themes: unknown lawyer"),
    "compare: match": (lambda: metrics.compare(2023, match="near"), "match: unknown near"),
    "compare: per": (lambda: metrics.compare(2023, per="head"), "per: unknown head"),
    "trend": (lambda: metrics.trend("lawyer"), "indicators: unknown lawyer"),
    "profile": (lambda: metrics.profile("Dongwan"), "'Dongwan' is no area"),
    "targets": (lambda: metrics.targets("松山湖"), "part of 东莞市"),
}


@pytest.mark.parametrize(("call", "message"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_to_mend(call, message: str) -> None:
    with pytest.raises(metrics.CityStatsError) as error:
        call()
    assert message in str(error.value)


def test_explain_names_rule_and_words() -> None:
    text = REPORT.read_bytes().decode("utf-8-sig")
    start = text.index("4936")
    found = metrics.explain(f"dongguan-2022-report#f{start}")
    assert (found["text"], found["indicator"], found["ref_area"], found["time_period"]) == (
        "4936", "lawyers", "441900", "2022",
    )  # fmt: skip
    assert found["rule"].startswith("lawyers, rule ") and "执业律师#" in found["rule"]
    assert "4936" in found["sentence"]


def test_compare_shows_what_was_printed_and_why_nothing_is_there() -> None:
    table = metrics.compare(2022, areas=["441900", "440700"], indicators=["lawyers"]).set_index("ref_area")
    assert table.loc["441900", "obs_value"] == 4936
    assert table.loc["440700", "obs_value"] != table.loc["440700", "obs_value"]
    assert table.loc["440700", "reason_zh"]


def test_tables_are_copies() -> None:
    observations, figures = metrics.observations(), metrics.figures()
    observations["obs_value"], figures["value"] = 0, 0
    assert metrics.observations()["obs_value"].ne(0).any() and metrics.figures()["value"].ne(0).any()


@pytest.mark.parametrize("folder", ["/", str(ROOT / "notebooks")])
def test_found_from_any_folder(folder: str) -> None:
    program = "from lib import metrics; print(len(metrics.sources()), len(metrics.figures()))"
    environment = {name: value for name, value in os.environ.items() if name != "CITYSTATS_ROOT"} | {
        "PYTHONPATH": str(ROOT)
    }
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True)
    held = [list(csv.DictReader((ROOT / name).open(encoding="utf-8", newline=""))) for name in TABLES]
    assert done.stdout.split() == [str(len(rows)) for rows in held], done.stderr


def test_tables_that_were_never_built_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "sources.csv").write_text("doc_id,file\n", "utf-8")
    monkeypatch.setenv("CITYSTATS_ROOT", str(tmp_path))
    with pytest.raises(metrics.CityStatsError, match="run `citystats build`") as error:
        metrics.figures()
    assert str(tmp_path) in str(error.value)

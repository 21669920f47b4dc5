"""Hashes, reasons, records and the lock."""

import hashlib

import pytest

from lib.project import Project
from lib.workflow import records
from lib.workflow.records import Record, State


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ({"a/b.py": "1"}, {"a/b.py": "1"}, []),
        ({"a/b.py": "1"}, {"a/b.py": "2"}, ["a/b.py changed"]),
        ({}, {"a/b.py": "2"}, ["a/b.py is new"]),
        ({"a/b.py": "1"}, {}, ["a/b.py is gone"]),
        ({"pandas": "3.0.1"}, {"pandas": "3.1.0"}, ["pandas 3.0.1 → 3.1.0"]),
        ({}, {f"a/{n}": "1" for n in range(5)}, ["a/0 is new", "a/1 is new", "a/2 is new", "and 2 more"]),
    ],
)
def test_differences_are_said_in_words(before, now, words):
    assert records.describe(before, now) == words


def test_hashes_are_of_content_and_names_relative(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.csv").write_bytes(b"1\n")
    for junk in (".x.csv.abc.tmp", "x.pyc", "x.csv~"):
        (tmp_path / "b" / junk).write_text("junk")
    assert records.hash_files(tmp_path, records.files_under(tmp_path)) == {
        "b/x.csv": hashlib.sha256(b"1\n").hexdigest()
    }


def test_a_record_survives_writing_and_a_torn_one_counts_as_none(tmp_path):
    kept = State(Project(tmp_path))
    kept.write("report/a/2022", Record({"x": "1"}, {"reports/y": "2"}, {"uses": ["d#f1"]}))
    assert kept.read("report/a/2022") == Record({"x": "1"}, {"reports/y": "2"}, {"uses": ["d#f1"]})
    assert kept.steps("report") == ["report/a/2022"]
    path = tmp_path / ".citystats/steps/report/a/2022.json"
    path.write_text(path.read_text()[:20])
    assert kept.read("report/a/2022") is None


def test_damaged_outputs_are_named(tmp_path):
    kept = State(Project(tmp_path))
    (tmp_path / "a.html").write_text("good")
    record = Record({}, {"a.html": records.file_hash(tmp_path / "a.html"), "b.pdf": "0"})
    (tmp_path / "a.html").write_text("hand-made")
    assert kept.damaged(record) == ["a.html was changed since", "b.pdf is missing"]


def test_sweep_removes_half_written_files_only(tmp_path):
    project = Project(tmp_path)
    left = [
        project.reports / "a" / ".2022.html.xyz.tmp",
        project.state / "matplotlib" / "fontlist.json.matplotlib-lock",
    ]
    good = [project.reports / "a" / "2022.html", project.state / "steps" / "build.json"]
    for path in left + good:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert State(project).sweep() == 2
    assert [path.exists() for path in left + good] == [False, False, True, True]


def test_versions_leave_out_what_is_not_installed():
    found = records.versions(["pandas", "no-such-package"])
    assert found["python"].startswith("3.")
    assert "pandas" in found and "no-such-package" not in found

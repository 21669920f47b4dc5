"""Full disks, folders that cannot be written, damaged and forged state, odd places: the last good state stays, the next run completes."""

import errno
import json
import os
import stat
import sys
from pathlib import Path

import nbformat
import pytest
import small_project
from nbformat.v4 import new_code_cell, new_notebook, new_output
from small_project import run

from lib.dataset import build
from lib.project import CityStatsError, Project
from lib.publish.exporters import CityStatsHTMLExporter, CityStatsPDFExporter
from lib.workflow import execute, kernel_server, published_files, records, steps, suite, workers
from lib.workflow.records import Record, State


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "run", small_project.as_it_is)
    monkeypatch.setattr(workers, "make", small_project.pretend)
    return small_project.make(tmp_path / "project")


def tree(project):
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in sorted(project.reports.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


def code(project):
    return json.loads((project.reports / "run.json").read_text("utf-8"))["run"]["exit_code"]


class Full:
    """os.fsync on a disk that is full from the n-th file on."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, number: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("after", range(0, 24, 2))
def test_a_disk_that_fills_at_any_file_is_told_and_the_next_run_completes(
    project, monkeypatch, capsys, tmp_path, after
):
    other = small_project.make(tmp_path / "undisturbed")
    assert run(other) == suite.OK
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", Full(after))
        ended = run(project)
    said = capsys.readouterr().err
    assert ended == suite.OK or (ended == suite.FAILED and "No space left on device" in said)
    assert not list(project.root.rglob("*.tmp"))
    assert run(project) == suite.OK
    assert tree(project) == tree(other)


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (CityStatsError("data/raw/x.txt: bad"), suite.BAD_INPUT),
        (OSError(errno.EACCES, "Permission denied", "x"), suite.FAILED),
        (KeyboardInterrupt(), suite.INTERRUPTED),
    ],
)
def test_run_json_holds_the_code_the_process_ends_with(project, monkeypatch, raised, expected):
    def fail(*_):
        raise raised

    monkeypatch.setattr(build, "run", fail)
    assert run(project) == expected == code(project)


def test_an_error_of_our_own_is_no_interruption_in_run_json(project, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(build, "run", fail)
    with pytest.raises(ZeroDivisionError):
        run(project)
    assert code(project) == suite.FAILED


@pytest.mark.parametrize("where", ["reports", "data/processed", ".citystats"])
def test_a_file_where_a_folder_is_due_is_told(project, capsys, where):
    place = project.root / where
    if place.is_dir():
        place.rename(project.root / "away")
    place.write_text("in the way")
    assert run(project) in (suite.FAILED, suite.BAD_INPUT)
    assert "error: " in capsys.readouterr().err


SHAPES = [
    "", "{", "[]", "null", '"x"', "1", "{}", '{"inputs": {}}', '{"inputs": [], "outputs": {}, "notes": {}}',
    '{"inputs": {}, "outputs": {"reports/a": 1}, "notes": {}}', '{"inputs": {}, "outputs": {}, "notes": []}',
    '{"inputs": {}, "outputs": {}, "notes": {"uses": "x"}}', '{"inputs": {}, "outputs": {}, "notes": {"head": [1]}}',
    '{"inputs": {"a": null}, "outputs": {}, "notes": {}}', '{"inputs": {}, "outputs": {}, "notes": {}, "more": 1}', "[" * 100_000,
    '{"inputs": {}, "outputs": {"../x": "1"}, "notes": {}}', '{"inputs": {}, "outputs": {"/etc/x": "1"}, "notes": {}}',
    '{"inputs": {}, "outputs": {"reports/../../x": "1"}, "notes": {}}', '{"inputs": {}, "outputs": {"data/raw/x": "1"}, "notes": {}}', "\x00\xff",
]  # fmt: skip


@pytest.mark.parametrize("text", SHAPES)
def test_a_state_file_of_any_shape_means_that_the_step_runs_again(project, text):
    assert run(project) == suite.OK
    for name in ("build", "report/demo/2022", "site"):
        (project.state / "steps" / f"{name}.json").write_bytes(text.encode("latin-1"))
    before = tree(project)
    assert run(project) == suite.OK
    assert tree(project) == before


def test_a_record_never_removes_what_is_not_below_reports(project):
    mine = project.root.parent / "mine.txt"
    mine.write_text("mine")
    raw = project.raw / "pingshan-2023-report.txt"
    for name in ("../mine.txt", "reports/../../mine.txt", str(mine), "data/raw/pingshan-2023-report.txt"):
        published_files.remove(project, [name]) if name.startswith("reports") else None
        State(project).write("report/demo/gone", Record({}, {name: "0"}))
        run(project)
    assert mine.read_text() == "mine" and raw.is_file()


@pytest.mark.parametrize("how", ["deleted", "half", "emptied", "a folder"])
def test_an_output_damaged_from_outside_is_made_again(project, how):
    run(project)
    good = tree(project)
    page = project.reports / "demo/2022.html"
    if how == "deleted":
        page.unlink()
    elif how == "a folder":
        page.unlink()
        page.mkdir()
        assert run(project) == suite.FAILED
        page.rmdir()
    else:
        page.write_bytes(page.read_bytes()[: 5 if how == "half" else 0])
    assert run(project) == suite.OK
    assert tree(project).keys() == good.keys()
    assert page.read_text("utf-8").startswith("<p>year: 2022"), "made anew from the executed notebook"


@pytest.mark.parametrize("when", [0, 4_000_000_000])
def test_times_of_files_do_not_matter(project, when):
    run(project)
    for path in project.root.rglob("*"):
        os.utime(path, (when, when))
    assert run(project) == suite.OK
    entries = json.loads((project.reports / "run.json").read_text("utf-8"))["steps"]
    assert {entry["status"] for entry in entries} == {"skipped"}


def test_lock_files_that_a_dead_run_left_are_no_lock(project):
    project.state.mkdir()
    (project.state / "lock").write_text("")
    (project.state / "who.json").write_text('{"pid": 1, "host": "x", "since": "y", "command": "z"}')
    (project.state / "scratch").write_text("/etc/cs-x/../..")
    assert run(project) == suite.OK
    assert "/etc" not in (project.state / "scratch").read_text()


def test_params_files_that_are_not_read_are_named(project, capsys):
    (project.params / "demo/more.yaml").write_text("year: 2022\n")
    (project.params / "demo/other.YML").write_text("year: 2022\n")
    (project.params / "loose.yml").write_text("year: 2022\n")
    assert run(project) == suite.OK
    said = capsys.readouterr().out
    assert "params/demo/more.yaml is not read: rename it to more.yml" in said
    assert "params/demo/other.YML is not read: rename it to other.yml" in said
    assert "params/loose.yml is not read: it must lie in params/<notebook>/" in said


def test_scratch_is_private_short_and_in_a_place_that_is_there(project, monkeypatch, tmp_path):
    long = tmp_path / ("x" * 90)
    long.mkdir()
    for place in (str(long), "/nowhere", ""):
        monkeypatch.setenv("TMPDIR", place)
        with records.scratch(project) as folder:
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert len(os.fsencode(folder)) + len("/cs-12345678/k-5") <= 107
            assert folder.parent != long
        assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the zygote runs on Linux only")
def test_the_socket_of_the_kernel_server_is_its_owners_alone(tmp_path):
    folder = tmp_path / "z"
    folder.mkdir(mode=0o700)
    with kernel_server.Zygote(folder, [], dict(os.environ)) as zygote:
        path = Path(zygote.address)
        while not path.exists():
            assert zygote.process.poll() is None
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        arguments = Path(f"/proc/{zygote.process.pid}/cmdline").read_bytes()
        assert b"key" not in arguments.lower()


@pytest.mark.parametrize("odd", ["{x}", "a b", "律师{year}", "{{", "%s", "'quoted'", "$HOME"])
def test_a_report_is_made_wherever_the_project_lies(tmp_path, monkeypatch, odd):
    project = small_project.make(tmp_path / odd, runs=("2022",))
    cells = [("year = 2022", ["parameters"]), ("from IPython.display import HTML\nHTML(f'<p>{year}</p>')", [])]
    small_project.notebook(project, "demo", cells)
    monkeypatch.setattr(execute, "render", lambda *_: {})
    scratch = tmp_path / "s{x}"
    scratch.mkdir()
    outcome = execute.make(execute.Job(str(project.root), "demo", "2022", scratch=str(scratch)))
    assert outcome.error == ""


def failed_notebook(count):
    made = new_notebook()
    first = new_code_cell("1 / 0", execution_count=1)
    first.outputs = [new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])]
    made.cells = [first] if count else [new_code_cell("1", execution_count=1), new_code_cell("2")]
    return made


@pytest.mark.parametrize("exporter", [CityStatsHTMLExporter, CityStatsPDFExporter])
@pytest.mark.parametrize("count", [0, 1])
def test_a_failed_notebook_is_not_published_by_hand_either(exporter, count):
    notebook = nbformat.from_dict(failed_notebook(count))
    with pytest.raises(CityStatsError, match="only a notebook that ran to its end is published"):
        exporter().from_notebook_node(notebook, {"metadata": {"name": "a"}})


def test_one_unreadable_document_leaves_the_others_and_the_run_says_so(tmp_path, capsys):
    project = Project(tmp_path)
    project.raw.mkdir(parents=True)
    (project.raw / "good.txt").write_text(small_project.TEXT, "utf-8")
    (project.raw / "bad.docx").write_bytes(b"PK\x03\x04 no package")
    (project.raw / "sources.csv").write_text("doc_id,file\ngood,good.txt\nbad,bad.docx\n", "utf-8")
    assert suite.build(project) == suite.FAILED == code(project)
    assert "bad.docx" in capsys.readouterr().out
    assert "good," in (project.processed / "figures.csv").read_text("utf-8")
    assert suite.build(project) == suite.FAILED, "it is tried again and said again"
    (project.raw / "bad.docx").unlink()
    (project.raw / "sources.csv").write_text("doc_id,file\ngood,good.txt\n", "utf-8")
    assert suite.build(project) == suite.OK == code(project)


def test_planner_without_state_plans_everything(project):
    assert steps.Planner(project).build().reasons == ["made for the first time"]

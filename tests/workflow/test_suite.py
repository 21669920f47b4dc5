"""What runs and why, what a failure leaves, and what a kill leaves. Most runs here use a worker that takes no time."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
import small_project
from small_project import run

from lib.dataset import build
from lib.project import CityStatsError
from lib.workflow import suite

TESTS = Path(__file__).parents[1]


def log(project):
    return json.loads((project.reports / "run.json").read_text("utf-8"))


def status(project):
    return {entry["step"]: entry["status"] for entry in log(project)["steps"]}


def reasons(project, step="report/demo/2022"):
    return next(entry["reasons"] for entry in log(project)["steps"] if entry["step"] == step)


def test_a_first_run_makes_everything_and_a_second_nothing(project, capsys):
    assert run(project) == suite.OK
    assert set(status(project).values()) == {"done"}
    assert "demo/2022: made in 0.1 s - made for the first time" in capsys.readouterr().out
    for name in (
        "index.html",
        "demo/2022.html",
        "demo/2023.pdf",
        "demo/2022.xlsx",
        "sources/pingshan-2023-report.html",
    ):
        assert (project.reports / name).is_file(), name
    assert run(project) == suite.OK
    assert set(status(project).values()) == {"skipped"}
    assert "everything is up to date (2 reports), nothing had to run" in capsys.readouterr().out


def test_a_failure_keeps_the_last_good_report_and_the_others_are_made(project, capsys):
    run(project)
    good = (project.reports / "demo/2022.html").read_bytes()
    small_project.params(project, "demo/2022", year=2022, note="broken")
    small_project.params(project, "demo/2023", year=2023, note="fine")
    capsys.readouterr()
    assert run(project) == suite.FAILED
    out = capsys.readouterr().out
    assert (
        "demo/2022: FAILED; the last good report stays; the notebook up to there: reports/failed/demo/2022.ipynb" in out
    )
    assert "NameError: name 'x' is not defined\nin the cell:\n    x" in out
    assert (project.reports / "demo/2022.html").read_bytes() == good
    assert (project.reports / "failed/demo/2022.ipynb").read_bytes() == b"half"
    assert status(project)["report/demo/2023"] == "done"
    assert log(project)["run"]["exit_code"] == 1
    assert "最近一次更新没有成功" in (project.reports / "index.html").read_text("utf-8")
    assert run(project) == suite.FAILED, "a failure is tried again, not forgotten"
    assert reasons(project) == ["failed last time"]
    small_project.params(project, "demo/2022", year=2022)
    assert run(project) == suite.OK
    assert not (project.reports / "failed/demo/2022.ipynb").exists()


def test_bad_data_stops_before_any_report(project, monkeypatch, capsys):
    def bad(*_):
        raise CityStatsError("data/raw/x.txt: no such encoding; save it as UTF-8")

    monkeypatch.setattr(build, "run", bad)
    assert run(project) == suite.BAD_INPUT
    assert "error: data/raw/x.txt" in capsys.readouterr().err
    assert not (project.reports / "demo").exists()


def test_force_runs_all_again_and_changes_no_byte(project):
    run(project)
    before = tree(project)
    assert run(project, force=True) == suite.OK
    assert set(status(project).values()) == {"done"}
    assert tree(project) == before


def test_nothing_to_do_imports_nothing_heavy(project):
    run(project)
    code = (
        f"import sys; from pathlib import Path; from lib.workflow import suite as workflow; from lib.project import Project\n"
        f"assert workflow.run(Project(Path({str(project.root)!r}))) == 0\n"
        "print([name for name in ('pandas', 'papermill', 'matplotlib', 'nbformat', 'jupyter_client', 'jinja2', 'typst') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"
    assert "up to date" in out


def tree(project):
    """Every published file, run.json (the one with times) apart."""
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in sorted(project.reports.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


def start(project):
    return subprocess.Popen(
        [sys.executable, str(TESTS / "run_small_project.py"), str(project.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    project = small_project.make(tmp_path_factory.mktemp("undisturbed"))
    small_project.params(project, "demo/bad", year=2020, fail="1 / 0")
    process = start(project)
    out, _ = process.communicate(timeout=120)
    return project, process.returncode, out


def test_real_reports_are_made_beside_one_that_fails(undisturbed):
    project, code, out = undisturbed
    assert code == suite.FAILED
    assert "ZeroDivisionError: division by zero\nin the cell:\n    exec(fail)" in out
    assert {"demo/2022.html", "demo/2022.pdf", "demo/2022.xlsx", "demo/2022.ipynb"} <= {
        name.removeprefix("reports/") for name in tree(project)
    }
    failed = nbformat.read(str(project.reports / "failed/demo/bad.ipynb"), as_version=4)
    assert [output.ename for cell in failed.cells for output in cell.outputs if output.output_type == "error"] == [
        "ZeroDivisionError"
    ]
    assert "2022年小结" in (project.reports / "index.html").read_text("utf-8")
    text = (project.reports / "demo/2022.ipynb").read_text("utf-8")
    assert str(project.root) not in text and "papermill" not in text


def test_two_folders_give_the_same_bytes_and_a_killed_run_is_mended(undisturbed, tmp_path):
    expected = tree(undisturbed[0])
    project = small_project.make(tmp_path / "other")
    small_project.params(project, "demo/bad", year=2020, fail="1 / 0")
    moments = random.Random(20240301)
    for _ in range(3):
        process = start(project)
        time.sleep(moments.uniform(0.3, 4.0))
        process.kill()
        process.wait()
    process = start(project)
    process.communicate(timeout=120)
    assert process.returncode == suite.FAILED
    assert tree(project) == expected
    assert not list(project.root.rglob("*.tmp"))


def test_two_runs_at_once(undisturbed, tmp_path):
    project = small_project.make(tmp_path / "other")
    small_project.params(project, "demo/bad", year=2020, fail="1 / 0")
    both = [start(project), start(project)]
    outs = [process.communicate(timeout=120)[0] for process in both]
    assert sorted(process.returncode for process in both) == [suite.FAILED, suite.LOCKED], outs
    assert tree(project) == tree(undisturbed[0])

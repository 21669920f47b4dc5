"""What runs and why, what a failure leaves, and what a kill leaves. Most runs here use a worker that takes no time."""

import json
import os
import random
import signal
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
from lib.workflow import execute, progress, steps, suite, workers
from lib.workflow.imports import closure

TESTS = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "run", small_project.as_it_is)
    monkeypatch.setattr(workers, "make", small_project.pretend)
    return small_project.make(tmp_path)


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


def touch_notebook(project):
    cells = [*small_project.NOTEBOOK, ("1 + 1", [])]
    small_project.notebook(project, "demo", cells)


def open_and_save(project):
    """What JupyterLab does on save: outputs, counts, metadata, other ids."""
    path = project.notebooks / "demo.ipynb"
    notebook = nbformat.read(str(path), as_version=4)
    for number, cell in enumerate(notebook.cells):
        cell.update(execution_count=number, id=f"other-{number}")
    notebook.metadata["widgets"] = {}
    nbformat.write(notebook, str(path))


CHANGES = {
    "notebook": (touch_notebook, {"demo/2022", "demo/2023"}, "notebooks/demo.ipynb changed"),
    "saved unchanged": (open_and_save, set(), ""),
    "parameters": (
        lambda p: small_project.params(p, "demo/2022", year=2021),
        {"demo/2022"},
        "params/demo/2022.yml changed",
    ),
    "data": (
        lambda p: p.processed.joinpath("checks.csv").write_text("x\n"),
        {"demo/2022", "demo/2023"},
        "data/processed/checks.csv is new",
    ),
    "a file the parameters name": (lambda p: (p.root / "gold/a.csv").write_text("2\n"), {"demo/2023"}, ""),
    "a new run": (lambda p: small_project.params(p, "demo/2024", year=2024), {"demo/2024"}, ""),
    "a lost page": (
        lambda p: (p.reports / "demo/2022.pdf").unlink(),
        {"demo/2022"},
        "reports/demo/2022.pdf is missing",
    ),
    "a page changed by hand": (
        lambda p: (p.reports / "demo/2022.html").write_text("x"),
        {"demo/2022"},
        "reports/demo/2022.html was changed since",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_only_what_changed_runs_and_the_reason_is_said(project, name):
    change, expected, reason = CHANGES[name]
    small_project.params(project, "demo/2023", year=2023, gold="gold/a.csv")
    (project.root / "gold").mkdir()
    (project.root / "gold/a.csv").write_text("1\n")
    run(project)
    change(project)
    assert run(project) == suite.OK
    done = {
        step.removeprefix("report/")
        for step, state in status(project).items()
        if state == "done" and step.startswith("report/")
    }
    assert done == expected
    if reason:
        assert reason in reasons(project)


@pytest.mark.parametrize(
    ("changed", "made"),
    [
        ("lib/publish/templates/style.css", "rendered"),
        ("typst", "rendered"),
        ("lib/fonts/NotoSansSC-Bold.ttf", "executed"),
        ("pandas", "executed"),
    ],
)
def test_what_only_touches_pages_renders_the_executed_notebook_again(project, changed, made):
    run(project)
    kept = steps.Planner(project).state
    record = kept.read("report/demo/2022")
    record.inputs[changed] = "before"
    kept.write("report/demo/2022", record)
    run(project)
    assert made in (project.reports / "demo/2022.html").read_text()


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


def test_only_and_year_choose_and_nonsense_is_bad_input(project, capsys):
    assert run(project, only=["demo/2023"]) == suite.OK
    assert "report/demo/2022" not in status(project)
    assert run(project, year=2022) == suite.OK
    assert status(project)["report/demo/2022"] == "done"
    assert run(project, only=["demo/2032"]) == suite.BAD_INPUT
    assert "no report 'demo/2032' in params/; did you mean demo/2023 or demo/2022" in capsys.readouterr().err
    assert run(project, year=1999) == suite.BAD_INPUT
    assert log(project)["run"]["exit_code"] == 2


@pytest.mark.parametrize(("pattern", "chosen"), [("demo", 2), ("*/2022", 1), ("params/demo/2022.yml", 1), ("demo/", 2)])
def test_patterns(project, pattern, chosen):
    assert len(steps.choose(project, None, [pattern])) == chosen


def test_bad_data_stops_before_any_report(project, monkeypatch, capsys):
    def bad(*_):
        raise CityStatsError("data/raw/x.txt: no such encoding; save it as UTF-8")

    monkeypatch.setattr(build, "run", bad)
    assert run(project) == suite.BAD_INPUT
    assert "error: data/raw/x.txt" in capsys.readouterr().err
    assert not (project.reports / "demo").exists()


def test_a_removed_params_file_takes_its_report_along(project):
    run(project)
    (project.params / "demo/2022.yml").unlink()
    (project.reports / "demo/mine.html").write_text("by hand")
    run(project)
    assert sorted(path.name for path in (project.reports / "demo").iterdir()) == [
        "2023.html",
        "2023.ipynb",
        "2023.pdf",
        "2023.xlsx",
        "mine.html",
    ]
    assert "demo/2022.html" not in (project.reports / "index.html").read_text("utf-8")


def test_force_runs_all_again_and_changes_no_byte(project):
    run(project)
    before = tree(project)
    assert run(project, force=True) == suite.OK
    assert set(status(project).values()) == {"done"}
    assert tree(project) == before


def test_run_json_tells_a_program_everything(project):
    run(project)
    entry = next(entry for entry in log(project)["steps"] if entry["step"] == "report/demo/2022")
    assert len(entry["inputs"]["notebooks/demo.ipynb"]) == len(entry["outputs"]["reports/demo/2022.html"]) == 64
    assert {"data/raw/sources.csv", "lib/workflow/execute.py", "pandas", "lib/publish/html.py"} <= entry[
        "inputs"
    ].keys()
    assert not any("/site" in name or name.endswith("cli.py") for name in entry["inputs"])
    assert log(project)["run"]["versions"]["typst"]


def test_a_second_run_is_refused_while_one_is_at_work(project, capsys):
    from lib.workflow import lock

    with lock.lock(project):
        assert run(project) == suite.LOCKED
    assert f"another run is at work here: process {os.getpid()}" in capsys.readouterr().err
    assert not (project.reports / "run.json").exists()


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


def test_imports_are_followed_through_the_package(tmp_path):
    root = tmp_path / "lib"
    (root / "words").mkdir(parents=True)
    (root / "words" / "__init__.py").write_text("")
    (root / "words" / "units.csv").write_text("a\n")
    (root / "a.py").write_text("def f():\n    from lib import b\n")
    (root / "b.py").write_text("import lib.words\n")
    (root / "c.py").write_text("from lib import a\n")
    assert closure(["lib.a"], root) == {"lib/a.py", "lib/b.py", "lib/words/__init__.py", "lib/words/units.csv"}


def test_lines_in_a_log_and_a_bar_on_a_terminal(capsys):
    import io

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stream, bar in ((Terminal(), True), (io.StringIO(), False)):
        shown = progress.Progress(stream)
        shown.start(2, "reports")
        shown.step()
        shown.say("one made")
        shown.stop()
        assert "one made\n" in stream.getvalue()
        assert ("1/2" in stream.getvalue()) is bar


def test_a_dead_worker_takes_only_its_own_report(tmp_path, monkeypatch):
    """Own processes, no kernels: the job of run `9` kills its worker."""
    jobs = [execute.Job(str(tmp_path), "x", run) for run in ("1", "9", "2")]
    monkeypatch.setattr(workers, "make", die_on_nine)
    monkeypatch.setattr(workers, "PRELOAD", [])
    found = {outcome.name: outcome.error for outcome in workers.distribute(jobs, workers=2)}
    assert found == {
        "x/1": "",
        "x/2": "",
        "x/9": "x/9: the worker process died, probably killed for want of memory; try --jobs 1",
    }


def die_on_nine(job):
    if job.run == "9":
        os.kill(os.getpid(), signal.SIGKILL)
    return execute.Outcome(job.name)


# the real thing: worker processes, kernels, pages


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

"""What has to run and why."""

import json

import nbformat
import pytest
import small_project
from small_project import run

from lib.workflow import steps, suite


def log(project):
    return json.loads((project.reports / "run.json").read_text("utf-8"))


def status(project):
    return {entry["step"]: entry["status"] for entry in log(project)["steps"]}


def reasons(project, step="report/demo/2022"):
    return next(entry["reasons"] for entry in log(project)["steps"] if entry["step"] == step)


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

"""The examples of docs/scheduling.md: each is parsed by what would read it, and its command is one that exists."""

import ast
import configparser
import re
import shlex
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest
import yaml

from lib.workflow import suite

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DOCS = (ROOT / "docs" / "scheduling.md").read_text("utf-8")


def commands():
    """`citystats …` as each example calls it."""
    for path in sorted(EXAMPLES.iterdir()):
        for line in path.read_text("utf-8").splitlines():
            if not line.lstrip().startswith("#"):
                yield from (
                    (path.name, found) for found in re.findall(r"(?:bin/citystats|\{RUN\}|run: citystats) +(\w+)", line)
                )


def test_every_example_is_described_and_calls_the_suite():
    assert {name for name, _ in commands()} == {
        "airflow_dag.py",
        "citystats.cron",
        "citystats.service",
        "github-actions.yml",
    }
    for path in EXAMPLES.iterdir():
        assert f"](../examples/{path.name})" in DOCS, path.name


@pytest.mark.parametrize(("name", "command"), sorted(set(commands())))
def test_the_command_exists(name, command):
    cli = pytest.importorskip("lib.cli", reason="lib/cli.py is not there yet")
    assert command in cli.main.commands


def test_the_cron_line_runs(tmp_path):
    """The line's command as sh runs it, with an executable that writes down how it was called in place of ours."""
    lines = [
        line
        for line in (EXAMPLES / "citystats.cron").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    given = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    (entry,) = [line for line in lines if not re.match(r"[A-Z_]+=", line)]
    when, command = entry.split(None, 5)[:5], entry.split(None, 5)[5]
    assert all(re.fullmatch(r"[\d*,/-]+", field) for field in when)
    fake = tmp_path / ".venv" / "bin" / "citystats"
    fake.parent.mkdir(parents=True)
    fake.write_text('#!/bin/sh\necho "$(pwd): $*"\nexit 3\n')
    fake.chmod(0o755)
    done = subprocess.run(
        [given["SHELL"], "-c", command],
        env={"CITYSTATS_ROOT": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"{tmp_path}: report\n"
    assert done.returncode == suite.LOCKED


@pytest.mark.parametrize("name", ["citystats.service", "citystats.timer"])
def test_the_units_are_valid(name, tmp_path):
    parser = configparser.ConfigParser(strict=True, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str
    parser.read(EXAMPLES / name)
    assert "Unit" in parser
    if name.endswith("service"):
        assert shlex.split(parser["Service"]["ExecStart"])[1:] == ["report"]
        assert int(parser["Service"]["SuccessExitStatus"]) == suite.LOCKED
    if shutil.which("systemd-analyze"):
        copy = tmp_path / name
        copy.write_text(
            (EXAMPLES / name)
            .read_text()
            .replace("/srv/citystats/.venv/bin/citystats", sys.executable)
            .replace("/srv/citystats", str(tmp_path))
        )
        done = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True)
        assert "Unknown" not in done.stderr and "Invalid" not in done.stderr, done.stderr


def test_the_github_workflow_is_valid():
    made = yaml.safe_load((EXAMPLES / "github-actions.yml").read_text("utf-8"))
    triggers = made[True]  # YAML 1.1 reads the key `on` so
    assert triggers["schedule"] and "workflow_dispatch" in triggers
    steps = made["jobs"]["reports"]["steps"]
    assert all(("uses" in step) != ("run" in step) for step in steps)
    cached = next(step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/cache"))
    assert cached.split() == [".citystats", "reports"]
    python = next(step["with"]["python-version"] for step in steps if "setup-python" in step.get("uses", ""))
    assert f">={python}" in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_dag_has_a_task_per_params_file_between_data_and_publishing(monkeypatch):
    """Airflow itself is not installed here; stand-ins with its operators' signatures note what the file builds."""
    edges = []

    class Task:
        def __init__(self, task_id, **given):
            assert given.keys() <= {"bash_command", "trigger_rule", "input_nb", "output_nb", "parameters"}
            self.task_id, self.given = task_id, given

        def __rshift__(self, other):
            edges.append((self.task_id, other.task_id))
            return other

    class Dag:
        def __init__(self, dag_id, **given):
            assert {"schedule", "start_date", "catchup", "max_active_runs"} <= given.keys()

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    names = {
        "airflow": {"DAG": Dag},
        "airflow.operators.bash": {"BashOperator": Task},
        "airflow.providers.papermill.operators.papermill": {"PapermillOperator": Task},
    }
    for name, content in names.items():
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            parent = ".".join(parts[:end])
            if parent not in sys.modules:
                monkeypatch.setitem(sys.modules, parent, types.ModuleType(parent))
        sys.modules[name].__dict__.update(content)
    monkeypatch.setenv("CITYSTATS_ROOT", str(ROOT))
    source = (EXAMPLES / "airflow_dag.py").read_text("utf-8")
    exec(compile(ast.parse(source), "airflow_dag.py", "exec"), {"__name__": "dag"})
    reports = sorted(f"{path.parent.name}.{path.stem}" for path in (ROOT / "params").glob("*/*.yml"))
    assert sorted(edges) == sorted([*(("data", name) for name in reports), *((name, "publish") for name in reports)])
    assert reports


def test_every_exit_code_is_documented():
    codes = {suite.OK, suite.FAILED, suite.BAD_INPUT, suite.LOCKED, suite.INTERRUPTED}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", DOCS, re.M)} == codes

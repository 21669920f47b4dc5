"""One list of dependencies: what is imported, pyproject.toml, environment.yml and requirements.lock agree."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OURS = {"lib", "tests", *(path.stem for name in ("tests", "benchmarks") for path in (ROOT / name).iterdir())}
OPTIONAL = {"atheris"}  # benchmarks/fuzz.py runs without it
CONDA_NAMES = {
    "matplotlib": "matplotlib-base",
    "seaborn": "seaborn-base",
    "nbconvert": "nbconvert-core",
    "jupyter-client": "jupyter_client",
}


def name_and_bounds(requirement: str) -> tuple[str, str]:
    """('pandera[pandas]>=0.31') → ('pandera', '>=0.31')"""
    name, bounds = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+])?(.*)", requirement.replace(" ", "")).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), bounds


REQUIRED = dict(map(name_and_bounds, PROJECT["dependencies"]))
CLUSTER = dict(map(name_and_bounds, PROJECT["optional-dependencies"]["cluster"]))
DEVELOPMENT = dict(map(name_and_bounds, PROJECT["optional-dependencies"]["dev"]))


def imported(folder: str) -> set[str]:
    """Top-level modules imported anywhere in the Python files of a folder, the project's own and the standard library left out."""
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module.partition(".")[0])
    return found - OURS - OPTIONAL - set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [("lib", REQUIRED | CLUSTER), ("benchmarks", REQUIRED | DEVELOPMENT), ("tests", REQUIRED | DEVELOPMENT)],
)
def test_what_is_imported_is_declared(folder, allowed):
    providers = packages_distributions()
    undeclared = {
        module
        for module in imported(folder)
        if not {name_and_bounds(name)[0] for name in providers.get(module, [])} & set(allowed)
    }
    assert undeclared == set()


def test_environment_yml_has_the_same_dependencies_and_bounds():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    *conda, pip = environment["dependencies"]
    assert [channel for channel in environment["channels"] if channel != "nodefaults"] == ["conda-forge"]
    assert pip["pip"][-1] == "-e .[dev]"
    expected = REQUIRED | {"python": PROJECT["requires-python"], "pip": ""}
    listed = [*conda, *pip["pip"][:-1]]
    assert {re.split(r"[<>=]", line)[0]: line for line in listed} == {
        CONDA_NAMES.get(name, name): CONDA_NAMES.get(name, name) + bounds for name, bounds in expected.items()
    }


def test_the_lock_has_every_dependency_with_its_hashes():
    entries = re.split(r"^(?=[a-z0-9])", (ROOT / "requirements.lock").read_text("utf-8"), flags=re.MULTILINE)
    pinned = {match[1]: entry for entry in entries if (match := re.match(r"([\w.-]+)(?:\[[\w,]+])?==", entry))}
    assert set(REQUIRED | DEVELOPMENT) <= set(pinned)
    assert [name for name, entry in pinned.items() if "--hash=sha256:" not in entry] == []


def test_what_is_installed_fits_together():
    answer = subprocess.run(
        [sys.executable, "-m", "pip", "check", "--disable-pip-version-check"], capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout

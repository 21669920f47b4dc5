"""The documentation is true: its commands, options and links exist, all of them are described, and its examples print what it says."""

import doctest
import re
import shlex
from pathlib import Path

import click
import pandas as pd
import pytest

from lib.cli import main

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.zh.md"]
PAGES = sorted(
    str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("tests/**/*.md")]
)
TARGETS = set(re.findall(r"^([a-z]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
COMMANDS: dict[str, click.Command] = main.commands


def text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def fences(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)


def shell_lines(page: str) -> list[list[str]]:
    """Every command line of a page's sh fences, and every command in `code`, split into words; comments left out."""
    lines = [line for fence in fences(page, "sh") for line in fence.splitlines()]
    lines += re.findall(r"`((?:make|citystats|\.venv/bin/)[^`]*)`", text(page))
    return [shlex.split(part, comments=True) for line in lines for part in line.split("&&") if part.strip()]


@pytest.mark.parametrize("page", READMES)
def test_the_two_commands_come_first(page):
    assert [line.split()[:2] for line in fences(page, "sh")[0].splitlines()] == [["make", "report"], ["make", "test"]]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        if "://" not in target and not ((ROOT / page).parent / target.partition("#")[0]).exists():
            broken.append(target)
    assert broken == []


def test_every_command_and_option_is_described():
    chapters = dict(
        re.findall(r"^## citystats (\w+)(.*?)(?=^## |\Z)", text("docs/commands.md"), re.MULTILINE | re.DOTALL)
    )
    assert set(chapters) == set(COMMANDS)
    missing = {
        (name, option)
        for name, command in COMMANDS.items()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in [*parameter.opts, *parameter.secondary_opts]
        if not re.search(rf"{option}(?![\w-])", chapters[name])
    }
    assert missing == set()


def test_every_make_target_is_described():
    described = set(re.findall(r"`make ([a-z]+)[` ]", text("docs/commands.md")))
    assert described == TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_shown_exist(page):
    for words in shell_lines(page):
        program, *arguments = words
        if program == "make":
            assert {word for word in arguments if "=" not in word} <= TARGETS, words
        elif Path(program).name == "citystats" and arguments:
            _check_options(arguments)
        elif program.startswith(".venv/bin/"):
            assert Path(program).name in {"jupyter", "papermill", "pre-commit", "python"}, words


def _check_options(arguments: list[str]) -> None:
    name, *rest = arguments
    known = {option for parameter in COMMANDS[name].params for option in [*parameter.opts, *parameter.secondary_opts]}
    assert {word.partition("=")[0] for word in rest if word.startswith("--")} <= known, arguments


@pytest.mark.parametrize("page", [page for page in PAGES if fences(page, "python")])
def test_examples_print_what_is_shown(page, monkeypatch):
    """On the data in git, so that a change of extraction cannot leave the README behind."""
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest("\n".join(fences(page, "python")), {}, page, page, 0)
    said: list[str] = []
    with pd.option_context("display.width", 120, "display.max_columns", 20, "display.max_colwidth", 40):
        doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE).run(example, out=said.append)
    assert not said, "".join(said)


def test_the_table_of_modules_is_the_house_as_it_is():
    """`python docs/house.py` makes it anew."""
    import runpy

    from test_house import FLOORS

    house = runpy.run_path(str(ROOT / "docs" / "house.py"))
    assert house["ORDER"] == FLOORS
    assert house["page"]() == (ROOT / "docs" / "architecture.md").read_text("utf-8")

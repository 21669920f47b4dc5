"""What has to run and why: every step's inputs by hash, compared with what its last good run was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any

from ..project import CityStatsError, Project
from ..publish.navigation import twin_of_run
from .imports import LIB, closure, notebook_imports
from .records import Hashes, Record, State, describe, difference, digest, files_under, hash_files, versions

BUILD_PACKAGES = (
    "pandas",
    "pandera",
    "cn2an",
    "opencc",
    "beautifulsoup4",
    "lxml",
    "python-docx",
    "pdfplumber",
    "openpyxl",
)
EXECUTE_PACKAGES = (
    "pandas",
    "numpy",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbclient",
    "nbformat",
    "ipykernel",
    "ipython",
)
RENDER_PACKAGES = ("jinja2", "mistune", "typst", "xlsxwriter")
SITE_ONLY = ("publish/site/",)
FONTS = "lib/fonts/"
TWIN = "reports/<the other language>"


@dataclass
class Step:
    """One unit of work. `reasons` is empty where nothing has to be done; `render_only`: the executed notebook still holds."""

    name: str
    inputs: Hashes
    record: Record | None
    reasons: list[str] = field(default_factory=list)
    render_only: bool = False

    @property
    def due(self) -> bool:
        return bool(self.reasons)


@dataclass
class Planner:
    """The steps of one project. Hashes are taken once per planner, so make it anew after something was written."""

    project: Project
    force: bool = False

    @cached_property
    def state(self) -> State:
        return State(self.project)

    @cached_property
    def code(self) -> Hashes:
        """Every file of lib, as `lib/…` → hash."""
        return hash_files(LIB.parent, files_under(LIB))

    @cached_property
    def raw(self) -> Hashes:
        return hash_files(self.project.root, files_under(self.project.raw))

    @cached_property
    def processed(self) -> Hashes:
        return hash_files(self.project.root, files_under(self.project.processed))

    def build(self) -> Step:
        """data/raw, the lexicon and the code that reads them → data/processed."""
        code = self._only(closure(["lib.figures.extraction", "lib.dataset.build"]))
        return self._step("build", {**self.raw, **code, **versions(BUILD_PACKAGES)})

    def report(self, name: str) -> Step:
        """One params file and what it needs → reports/<notebook>/<run>.*"""
        notebook, run = name.split("/")
        source = self.project.notebooks / f"{notebook}.ipynb"
        code = self._only(closure(["lib.workflow.execute", *(notebook_imports([source]) if source.is_file() else ())]))
        own = {
            **({f"notebooks/{notebook}.ipynb": notebook_hash(source)} if source.is_file() else {}),
            **hash_files(self.project.root, self._given(self.project.params / f"{name}.yml")),
        }
        twin = self.project.params / notebook / f"{twin_of_run(run)}.yml"
        own[TWIN] = digest(twin.is_file())  # the page leads there
        execute = {**own, **self.raw, **self.processed, **code, **self._fonts, **versions(EXECUTE_PACKAGES)}
        render = {
            path: content
            for path, content in self.code.items()
            if path.startswith("lib/publish/") and not _is_site(path)
        }
        step = self._step(f"report/{name}", {**execute, **render, **versions(RENDER_PACKAGES)})
        step.render_only = self._renders_only(step, f"reports/{name}.ipynb")
        return step

    def _given(self, params: Path) -> list[Path]:
        """A params file and the files of the project that it names (`gold: tests/gold/figures.csv`)."""
        words = set(re.findall(r"[\w.-]+(?:/[\w.-]+)+", params.read_text("utf-8", errors="replace")))
        return [params, *(path for word in sorted(words) if (path := self.project.root / word).is_file())]

    def site(self, published: Any) -> Step:
        """The index, source pages and search index; `published` is what the pages say of the reports."""
        code = self._only(closure(["lib.publish.site.build"]))
        return self._step(
            "site",
            {
                **self.raw,
                **self.processed,
                **code,
                **self._fonts,
                **hash_files(self.project.root, self._site_files()),
                **versions(("jinja2",)),
                "reports/*": digest(published),
            },
        )

    def _site_files(self) -> list[Path]:
        """What only the site reads: its settings, the editions, the figures labelled by hand."""
        single = [self.project.params / "site.yml", self.project.root / "tests" / "gold" / "figures.csv"]
        return [*(path for path in single if path.is_file()), *files_under(self.project.root / "data" / "editions")]

    @property
    def _fonts(self) -> Hashes:
        return {path: content for path, content in self.code.items() if path.startswith(FONTS)}

    def _only(self, paths: Iterable[str]) -> Hashes:
        return {path: self.code[path] for path in paths if path in self.code}

    def _step(self, name: str, inputs: Hashes) -> Step:
        inputs = dict(sorted(inputs.items()))
        record = self.state.read(name)
        return Step(name, inputs, record, self._reasons(inputs, record))

    def _reasons(self, inputs: Hashes, record: Record | None) -> list[str]:
        if record is None:
            return ["made for the first time"]
        if record.notes.get("failed"):
            return ["failed last time"]
        reasons = describe(record.inputs, inputs) + self.state.damaged(record)
        return reasons or (["asked for by --force"] if self.force else [])

    def _renders_only(self, step: Step, executed: str) -> bool:
        if not step.due or self.force or step.record is None or step.record.notes.get("failed"):
            return False
        touched = [name for names in difference(step.record.inputs, step.inputs) for name in names]
        intact = not any(words.startswith(executed) for words in self.state.damaged(step.record))
        return intact and executed in step.record.outputs and all(_is_render_input(name) for name in touched)


def _is_site(path: str) -> bool:
    return path.removeprefix("lib/").startswith(SITE_ONLY)


def _is_render_input(name: str) -> bool:
    return name in (*RENDER_PACKAGES, TWIN) or (name.startswith("lib/publish/") and not name.startswith(FONTS))


def report_names(project: Project) -> list[str]:
    """`notebook/run` of every params file, sorted."""
    return sorted(
        f"{path.parent.name}/{path.stem}" for path in project.params.glob("*/*.yml") if not path.name.startswith(".")
    )


def unread(project: Project) -> list[str]:
    """Files beside the params files that look like some but are not read, and why."""
    names = [path for path in sorted(project.params.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    return [
        f"{path.relative_to(project.root)} is not read: "
        + (f"rename it to {path.stem}.yml" if path.suffix != ".yml" else "it must lie in params/<notebook>/")
        for path in names
        if path.suffix.lower() in (".yaml", ".yml", ".json")
        and not (path.suffix == ".yml" and path.parent.parent == project.params)
    ]


def choose(project: Project, year: int | None, only: Iterable[str]) -> list[str]:
    """The reports asked for: `only` holds names, notebooks or patterns (`*/2024`). CityStatsError if one matches nothing."""
    names = report_names(project)
    chosen = [name for name in names if year is None or _is_of_year(project, name, year)]
    if year is not None and not chosen:
        raise CityStatsError(
            f"no report is of {year}; add params/yearly_comparison/{year}.yml with the line `year: {year}`"
        )
    patterns = list(only)
    for pattern in patterns:
        if not any(_matches(name, pattern) for name in names):
            near = get_close_matches(pattern, [*names, *{name.split("/")[0] for name in names}], 3)
            raise CityStatsError(
                f"no report {pattern!r} in params/; "
                + (f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(names) or 'none'}")
            )
    return [name for name in chosen if not patterns or any(_matches(name, pattern) for pattern in patterns)]


def _matches(name: str, pattern: str) -> bool:
    pattern = pattern.removeprefix("params/").removesuffix(".yml").strip("/")
    return fnmatch(name, pattern) or name.split("/")[0] == pattern


def _is_of_year(project: Project, name: str, year: int) -> bool:
    text = (project.params / f"{name}.yml").read_text("utf-8", errors="replace")
    given = re.search(r"^year:\s*(\d{4})\b", text, re.M)
    return name.endswith(f"/{year}") or bool(given and int(given[1]) == year)


def notebook_hash(path: Path) -> str:
    """Hash of what a notebook does; outputs, counts and cell ids do not matter, so opening and saving it changes nothing."""
    import json

    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        return digest(
            [[cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])] for cell in cells]
        )
    except (ValueError, KeyError, TypeError):
        raise CityStatsError(
            f"notebooks/{path.name}: not a notebook of format 4; open and save it in JupyterLab"
        ) from None

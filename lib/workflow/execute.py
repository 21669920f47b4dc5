"""One report in one worker: run the notebook, judge whether it is complete, render it. No file of the project is written here."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .. import ids
from ..payloads import REPORT, TABLE
from ..project import CityStatsError, Project

SHOWN = ("text/html", "text/markdown", "image/svg+xml", "image/png", TABLE)


@dataclass(frozen=True)
class Job:
    """What a worker needs to know; it holds no open thing, so it can go to another machine that has the project at `root`.

    `executed`: the notebook executed before, where only its rendering is due. `scratch`: a folder of this run, else the system's.
    """

    root: str
    notebook: str
    run: str
    timeout: float = 900
    zygote: str = ""
    executed: str = ""
    scratch: str = ""

    @property
    def name(self) -> str:
        return f"{self.notebook}/{self.run}"


@dataclass
class Outcome:
    """What came of it. `files`: suffix → content; `partial`: the notebook up to its failure; `uses`: figure ids it links to."""

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)
    uses: list[str] = field(default_factory=list)
    error: str = ""
    partial: bytes = b""
    kernel: str = ""
    remark: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


class IncompleteError(CityStatsError):
    """The notebook did not run to its end; the message shows the cell and what it said."""

    def __init__(self, message: str, notebook: Any = None):
        super().__init__(message)
        self.notebook = notebook


def make(job: Job) -> Outcome:
    """The whole of one report; never raises, a failure is in the outcome. A warm kernel's failure is tried again cold."""
    outcome = _attempt(job)
    if (
        outcome.error and job.zygote and "execute" not in outcome.seconds
    ):  # a page that cannot be rendered is no kernel's fault
        again = _attempt(replace(job, zygote=""))
        if not again.error:
            again.remark = f"made with a stock kernel; with a warm one it failed: {outcome.error.splitlines()[0]}"
        return again
    return outcome


def _attempt(job: Job) -> Outcome:
    outcome = Outcome(job.name, kernel="" if job.executed else "warm" if job.zygote else "stock")
    try:
        begun = time.perf_counter()
        notebook = _read(job.executed) if job.executed else execute(job)
        outcome.seconds["execute"] = round(time.perf_counter() - begun, 3)
        text = _write(notebook)
        outcome.head, outcome.uses = head(notebook), uses(text)
        begun = time.perf_counter()
        outcome.files = {
            ".ipynb": ids.from_run(text).encode("utf-8"),
            **render(notebook, Project(Path(job.root)), job.run),
        }
        outcome.seconds["render"] = round(time.perf_counter() - begun, 3)
    except IncompleteError as error:
        outcome.error = str(error)
        outcome.partial = _write(error.notebook).encode("utf-8") if error.notebook else b""
    except CityStatsError as error:
        outcome.error = str(error)
    except Exception as error:
        import traceback

        outcome.error = f"{type(error).__name__}: {error}\n{traceback.format_exc(limit=-4)}"
    return outcome


def execute(job: Job) -> Any:
    """The executed notebook, without timestamps and paths. Raises IncompleteError, CityStatsError."""
    project = Project(Path(job.root))
    source = project.notebooks / f"{job.notebook}.ipynb"
    if not source.is_file():
        raise CityStatsError(
            f"params/{job.name}.yml: there is no notebooks/{job.notebook}.ipynb; add it or remove the params file"
        )
    values = parameters(project.params / f"{job.name}.yml")
    scratch = Path(
        tempfile.mkdtemp(prefix="cs-", dir=job.scratch if job.scratch and Path(job.scratch).is_dir() else None)
    )
    try:
        return _run(project, job, source, values, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def parameters(path: Path) -> dict[str, Any]:
    """A params file, checked against the notebook's model where there is one."""
    from ..reporting import parameters as models

    values = models.read(path)
    if path.parent.name in models.MODELS:
        models.validate(path.parent.name, values)
    return values


def _run(project: Project, job: Job, source: Path, values: dict[str, Any], scratch: Path) -> Any:
    import papermill
    from nbclient.exceptions import DeadKernelError

    from . import kernels
    from .kernels import environment

    os.environ.update(environment(project))
    output = scratch / "out.ipynb"
    with kernels.deadline(scratch, job.timeout) as passed:
        try:
            papermill.execute_notebook(
                _literal(source),
                _literal(output),
                values,
                progress_bar=False,
                request_save_on_cell_execute=False,
                record_timing=False,
                shutdown_kernel="immediate",
                resources={"metadata": {"path": str(project.notebooks)}},
                kernel_manager_class=kernels.ReportKernel,
                config=kernels.config(scratch, job.zygote),
            )
        except papermill.PapermillExecutionError:
            pass  # saved, and judged below
        except DeadKernelError:
            why = (
                f"took longer than {job.timeout:g} s and was stopped"
                if passed.is_set()
                else "its kernel died (killed, or out of memory)"
            )
            raise IncompleteError(
                f"{job.name}: {why}", _tidy(_read(output), job) if output.is_file() else None
            ) from None
    notebook = _tidy(_read(output), job)
    judge(notebook, job.name)
    return notebook


def _literal(path: Path) -> str:
    """A path that papermill, which fills in parameters at {name}, leaves as it is."""
    return str(path).replace("{", "{{").replace("}", "}}")


def judge(notebook: Any, name: str) -> None:
    """Raises IncompleteError unless every code cell ran, none failed, and something was shown. papermill's own metadata does not tell."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    for cell in cells:
        for output in cell.outputs:
            if output.output_type == "error":
                raise IncompleteError(f"{name}: {_failure(cell, output)}", notebook)
    stopped = [cell for cell in cells if cell.execution_count is None]
    if stopped:
        raise IncompleteError(
            f"{name}: stopped before its end; the first cell that did not run:\n{_quote(stopped[0].source)}", notebook
        )
    if not any(kind in output.get("data", {}) for cell in cells for output in cell.outputs for kind in SHOWN):
        raise IncompleteError(f"{name}: ran, but showed no table, chart or text", notebook)


def _failure(cell: Any, output: Any) -> str:
    return f"{output.ename}: {output.evalue}\nin the cell:\n{_quote(cell.source)}"


def _quote(source: str, lines: int = 20) -> str:
    shown = source.strip().splitlines()
    return "\n".join(f"    {line}" for line in (shown if len(shown) <= lines else [*shown[:lines], "…"]))


def _tidy(notebook: Any, job: Job) -> Any:
    """Take out what differs from run to run: times, paths, papermill's red banners, the random id of the injected cell."""
    notebook.metadata.pop("papermill", None)
    cells = [cell for cell in notebook.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    for cell in cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    notebook.cells = cells
    notebook.metadata["citystats"] = {"notebook": job.notebook, "run": job.run}
    return notebook


def render(notebook: Any, project: Project, name: str) -> dict[str, bytes]:
    """Suffix → the report in that form. `name` is the run, the stem of the files."""
    from ..publish import blocks, html, pdf, provenance, workbook

    report = blocks.from_notebook(notebook)
    return {
        ".html": html.render(report, root="../", name=name, twin=twin(project, report.name)).encode("utf-8"),
        ".pdf": pdf.render(report, root="../", name=name),
        ".xlsx": workbook.from_report(report, provenance.read(project), root="../"),
    }


def twin(project: Project, name: str) -> str:
    """The page of the same report in the other language, from reports/; "" where no params file asks for one."""
    from ..publish import navigation

    notebook, _, run = name.rpartition("/")
    other = f"{notebook}/{navigation.twin_of_run(run)}"
    return f"{other}.html" if notebook and (project.params / f"{other}.yml").is_file() else ""


def head(notebook: Any) -> dict[str, Any]:
    """The payload with which the notebook's first cell names the report, {} without one."""
    outputs = (output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
    return next((dict(output.data[REPORT]) for output in outputs if REPORT in output.get("data", {})), {})


def uses(text: str) -> list[str]:
    """Ids of the figures whose sentences the notebook links to, sorted."""
    return ids.all_linked(text)


def _read(path: str | Path) -> Any:
    import nbformat

    return nbformat.read(str(path), as_version=4)


def _write(notebook: Any) -> str:
    import nbformat

    return f"{nbformat.writes(notebook)}\n"


def start_worker(root: str) -> None:
    """Initialiser of a worker process: the environment, and an end as soon as the run that started it is gone."""
    import logging
    import multiprocessing
    import signal
    import threading

    from . import kernels
    from .kernels import environment

    os.environ.update(environment(Project(Path(root))))
    logging.getLogger("papermill").setLevel(logging.ERROR)
    parent = multiprocessing.parent_process()

    def leave(*_: object) -> None:
        kernels.kill_all()
        os._exit(1)

    def follow() -> None:
        if parent:
            parent.join()
        leave()

    signal.signal(signal.SIGTERM, leave)
    threading.Thread(target=follow, daemon=True).start()

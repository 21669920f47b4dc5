"""The whole run: data, then every report whose inputs changed, then the site. `citystats report` and `make report` are this."""

from __future__ import annotations

import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lib import state, steps
from lib.execution import Job, Outcome
from lib.progress import Progress
from lib.project import CityStatsError, Project, replace_file
from lib.state import Record
from lib.steps import Planner, Step
from lib.workers import distribute, use_warm

OK, FAILED, BAD_INPUT, LOCKED, INTERRUPTED = 0, 1, 2, 3, 130


def run(
    project: Project,
    year: int | None = None,
    only: Iterable[str] = (),
    jobs: int | None = None,
    force: bool = False,
    warm: bool | None = None,
    *,
    timeout: float = 900,
    executor: Executor | None = None,
    data_only: bool = False,
    progress: Progress | None = None,
) -> int:
    """Bring data, reports and site up to date; returns the exit code: 0 all is well, 1 a report could not be made, 2 bad
    input, 3 another run holds the lock, 130 interrupted.

    year, only: the reports wanted (default all). jobs: worker processes (default one more than there are cores).
    warm: fork kernels from one that has imported everything (default: where that works). timeout: seconds per report.
    executor: where reports are made instead of own processes, e.g. a Dask client's `get_executor()`.
    data_only: stop after data/processed.
    """
    progress = progress or Progress()
    try:
        with _stoppable(), state.lock(project):
            work = _Run(project, list(only), year, jobs, force, warm, timeout, executor, progress)
            return work.go(data_only)
    except CityStatsError as error:
        print(f"error: {error}", file=sys.stderr)
        return LOCKED if isinstance(error, state.LockedError) else BAD_INPUT
    except KeyboardInterrupt:
        print("stopped; what was finished is kept, the next run does the rest", file=sys.stderr)
        return INTERRUPTED
    finally:
        progress.stop()


def build(project: Project, force: bool = False, progress: Progress | None = None) -> int:
    """Only the first stage, data/raw → data/processed."""
    return run(project, force=force, data_only=True, progress=progress)


@dataclass
class _Run:
    """One run with the lock held. `log` becomes run.json."""

    project: Project
    only: list[str]
    year: int | None
    jobs: int | None
    force: bool
    warm: bool | None
    timeout: float
    executor: Executor | None
    progress: Progress
    log: list[dict[str, Any]] = field(default_factory=list)
    kernels: str = ""
    begun: float = field(default_factory=time.perf_counter)
    started: str = field(default_factory=state.now)

    def go(self, data_only: bool) -> int:
        code = INTERRUPTED
        try:
            _clean_up(self.project)
            chosen = steps.choose(self.project, self.year, self.only)
            self._data()
            if not data_only:
                self._reports(chosen)
                self._site()
            failed = [entry["step"] for entry in self.log if entry["status"] == "failed"]
            code = FAILED if failed else OK
            self._say_end(failed)
        except CityStatsError as error:
            code = BAD_INPUT
            self.log.append({"step": "run", "status": "failed", "error": str(error)})
            raise
        finally:
            self._write_log(code)
        return code

    def _planner(self) -> Planner:
        return Planner(self.project, self.force)

    def _data(self) -> None:
        planner = self._planner()
        step = planner.build()
        self._here(step, "data", planner, lambda: _build_data(self.project))

    def _site(self) -> None:
        planner = self._planner()
        published = _published(self.project, planner.state)
        step = planner.site(published)
        if self.force and not step.due:
            step.reasons = ["asked for by --force"]
        self._here(step, "site", planner, lambda: _build_site(self.project, published, step.record))

    def _here(self, step: Step, what: str, planner: Planner, work: Callable[[], list[Path]]) -> None:
        """Do a step in this process, unless it is up to date."""
        if not step.due:
            self._note(step, "skipped")
            return
        begun = time.perf_counter()
        outputs = state.hash_files(self.project.root, work())
        planner.state.write(step.name, Record(step.inputs, outputs))
        seconds = time.perf_counter() - begun
        self._note(step, "done", seconds, outputs=outputs)
        self.progress.say(f"{what}: made in {seconds:.1f} s - {'; '.join(step.reasons)}")

    def _reports(self, names: list[str]) -> None:
        planner = self._planner()
        _remove_orphans(self.project, planner.state, self.progress)
        plan = {name: planner.report(name) for name in names}
        due = {name: step for name, step in plan.items() if step.due}
        for name, step in plan.items():
            if name not in due:
                self._note(step, "skipped")
        if not due:
            return
        self.progress.start(len(due), "reports")
        with ExitStack() as stack:
            workers = stack.enter_context(self._workers(due))
            for outcome in workers:
                self._settle(due[outcome.name], outcome, planner.state)
                self.progress.step()
        self.progress.stop()

    @contextmanager
    def _workers(self, due: dict[str, Step]) -> Iterator[Iterator[Outcome]]:
        """The outcomes of all due reports, as they come."""
        with ExitStack() as stack:
            scratch = stack.enter_context(_scratch(self.project))
            jobs = [self._job(name, step, scratch) for name, step in due.items()]
            executing = [job for job in jobs if not job.executed]
            warm = use_warm(self.warm, len(executing)) and self.executor is None
            self.kernels = ("warm" if warm else "stock") if executing else "none"
            if warm:
                from lib.zygote import Zygote, environment, imports

                sources = {self.project.notebooks / f"{job.notebook}.ipynb" for job in executing}
                modules = imports(path for path in sorted(sources) if path.is_file())
                zygote = stack.enter_context(Zygote(scratch, modules, environment(self.project)))
                jobs = [replace(job, zygote=zygote.address) for job in jobs]
            yield distribute(jobs, self.executor, self.jobs)

    def _job(self, name: str, step: Step, scratch: Path) -> Job:
        notebook, run_name = name.split("/")
        executed = str(self.project.reports / f"{name}.ipynb") if step.render_only else ""
        return Job(str(self.project.root), notebook, run_name, self.timeout, "", executed, str(scratch))

    def _settle(self, step: Step, outcome: Outcome, kept: state.State) -> None:
        """Put a report in its place, or keep the last good one and say what went wrong."""
        partial = self.project.reports / "failed" / f"{outcome.name}.ipynb"
        seconds = sum(outcome.seconds.values())
        if outcome.error:
            if outcome.partial:
                replace_file(partial, outcome.partial)
            last = step.record or Record({}, {})
            kept.write(
                step.name, Record(last.inputs, last.outputs, {**last.notes, "failed": outcome.error.splitlines()[0]})
            )
            self._note(step, "failed", seconds, error=outcome.error)
            self._say_failure(outcome, partial, bool(last.outputs))
            return
        outputs = _put(self.project, outcome)
        for gone in set(step.record.outputs if step.record else ()) - set(outputs):
            (self.project.root / gone).unlink(missing_ok=True)
        kept.write(step.name, Record(step.inputs, outputs, {"head": outcome.head, "uses": outcome.uses}))
        partial.unlink(missing_ok=True)
        self._note(
            step, "done", seconds, outputs=outputs, kernel=outcome.kernel, parts=outcome.seconds, remark=outcome.remark
        )
        how = "rendered again" if step.render_only else "made"
        self.progress.say(
            f"{outcome.name}: {how} in {seconds:.1f} s - {'; '.join(step.reasons)}"
            + (f" ({outcome.remark})" if outcome.remark else "")
        )

    def _say_failure(self, outcome: Outcome, partial: Path, has_last: bool) -> None:
        where = f"; the notebook up to there: {partial.relative_to(self.project.root)}" if outcome.partial else ""
        stays = "; the last good report stays" if has_last else ""
        self.progress.say(f"{outcome.name}: FAILED{stays}{where}\n{outcome.error}")

    def _note(self, step: Step, status: str, seconds: float = 0.0, **more: Any) -> None:
        entry = {
            "step": step.name,
            "status": status,
            "reasons": step.reasons,
            "seconds": round(seconds, 3),
            "inputs": step.inputs,
        }
        self.log.append({**entry, **{key: value for key, value in more.items() if value}})

    def _say_end(self, failed: list[str]) -> None:
        taken = time.perf_counter() - self.begun
        done = sum(entry["status"] == "done" for entry in self.log)
        same = [entry["step"] for entry in self.log if entry["status"] == "skipped"]
        reports = sum(name.startswith("report/") for name in same)
        if not failed and not done:
            self.progress.say(f"everything is up to date ({reports} reports), nothing had to run ({taken:.1f} s)")
        else:
            tail = (
                f", {len(failed)} FAILED: {', '.join(name.removeprefix('report/') for name in failed)}"
                if failed
                else ""
            )
            self.progress.say(f"{done} made, {len(same)} up to date{tail} ({taken:.1f} s)")

    def _write_log(self, code: int) -> None:
        asked = {
            "year": self.year,
            "only": self.only,
            "jobs": self.jobs,
            "force": self.force,
            "warm": self.warm,
            "timeout": self.timeout,
        }
        packages = {*steps.BUILD_PACKAGES, *steps.EXECUTE_PACKAGES, *steps.RENDER_PACKAGES, "citystats"}
        about = {
            "started": self.started,
            "seconds": round(time.perf_counter() - self.begun, 3),
            "exit_code": code,
            "host": socket.gethostname(),
            "asked": asked,
            "kernels": self.kernels,
            "versions": state.versions(sorted(packages)),
        }
        replace_file(self.project.reports / "run.json", state.to_json({"run": about, "steps": self.log}))


def _build_data(project: Project) -> list[Path]:
    """The first stage; the files it answers for, whether they changed or not."""
    import pandas as pd

    from lib import build, documents, figures, schemas

    found = documents.load(project.raw)
    table = figures.frame_of(row for document in found for row in figures.extract(document))
    urls = {row.get("doc_id"): row.get("url", "") for row in documents.sources(project.raw / "sources.csv")}
    described = [{key: getattr(document, key) for key in documents.DESCRIBING} for document in found]
    sources = pd.DataFrame([{**row, "url": urls.get(row["doc_id"], "")} for row in described])
    build.write(project, build.build(project, table, sources))
    texts = dict(filter(None, (documents.processed_text(document) for document in found)))
    for name, text in texts.items():
        replace_file(project.processed / "texts" / name, text)
    names = [
        *(f"{name}.csv" for name in schemas.TABLES),
        "datapackage.json",
        *(f"texts/{name}" for name in sorted(texts)),
    ]
    return [project.processed / name for name in names]


def _build_site(project: Project, published: list[dict[str, Any]], last: Record | None) -> list[Path]:
    from lib.publish import site

    pages = site.build(project, published)
    for name, content in pages.items():
        replace_file(project.reports / name, content)
    paths = [project.reports / name for name in pages]
    for gone in set(last.outputs if last else ()) - {path.relative_to(project.root).as_posix() for path in paths}:
        (project.root / gone).unlink(missing_ok=True)
    return paths


def _published(project: Project, kept: state.State) -> list[dict[str, Any]]:
    """What the site says of each report that is there: name, head, figures used, formats, and whether its last run failed."""
    found = []
    for step in kept.steps("report"):
        record = kept.read(step)
        name = step.removeprefix("report/")
        if record and f"reports/{name}.html" in record.outputs:
            formats = sorted(Path(path).suffix for path in record.outputs)
            notes = {
                "head": record.notes.get("head", {}),
                "uses": record.notes.get("uses", []),
                "failed": bool(record.notes.get("failed")),
            }
            found.append({"name": name, "formats": formats, **notes})
    return found


def _put(project: Project, outcome: Outcome) -> state.Hashes:
    paths = []
    for suffix, content in outcome.files.items():
        paths.append(project.reports / f"{outcome.name}{suffix}")
        replace_file(paths[-1], content)
    return state.hash_files(project.root, paths)


def _remove_orphans(project: Project, kept: state.State, progress: Progress) -> None:
    """Reports whose params file is gone go too, but only files a run made."""
    for step in set(kept.steps("report")) - {f"report/{name}" for name in steps.report_names(project)}:
        record = kept.read(step)
        for name in record.outputs if record else ():
            (project.root / name).unlink(missing_ok=True)
        (project.reports / "failed" / f"{step.removeprefix('report/')}.ipynb").unlink(missing_ok=True)
        kept.forget(step)
        progress.say(f"{step.removeprefix('report/')}: removed, its params file is gone")


@contextmanager
def _scratch(project: Project) -> Iterator[Path]:
    """A short private folder for sockets and notebooks in the making; noted, so that the next run removes it if this one is killed."""
    folder = Path(tempfile.mkdtemp(prefix="cs-"))
    replace_file(project.state / "scratch", str(folder))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clean_up(project: Project) -> None:
    """What a killed run left behind."""
    state.State(project).sweep()
    note = project.state / "scratch"
    if note.is_file():
        folder = Path(note.read_text("utf-8"))
        if folder.name.startswith("cs-") and folder.parent == Path(tempfile.gettempdir()):
            shutil.rmtree(folder, ignore_errors=True)
        note.unlink()


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM (systemd, a container's end) ends a run like Ctrl-C does: in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)

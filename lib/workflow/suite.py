"""The whole run: data, then every report whose inputs changed, then the site. `citystats report` and `make report` are this."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from ..project import CityStatsError, Project, printable, replace_file
from . import lock, published_files, records, steps
from .execute import Job, Outcome
from .progress import Progress
from .records import Record, State
from .run_log import Journal
from .steps import Planner, Step
from .workers import distribute, use_warm

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
        with _stoppable(), lock.lock(project):
            work = _Run(project, list(only), year, jobs, force, warm, timeout, executor, progress)
            return work.go(data_only)
    except CityStatsError as error:
        print(f"error: {error}", file=sys.stderr)
        return LOCKED if isinstance(error, lock.LockedError) else BAD_INPUT
    except OSError as error:
        print(f"error: {printable(_told(error))}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("stopped; what was finished is kept, the next run does the rest", file=sys.stderr)
        return INTERRUPTED
    finally:
        progress.stop()


def _told(error: OSError) -> str:
    """A full disk, a folder that cannot be written: what and where, and that nothing is lost."""
    return (
        f"{error.filename or 'a file'}: {error.strerror or error}; mend that and start again, what was finished is kept"
    )


def build(project: Project, force: bool = False, progress: Progress | None = None) -> int:
    """Only the first stage, data/raw → data/processed."""
    return run(project, force=force, data_only=True, progress=progress)


@dataclass
class _Run:
    """One run with the lock held."""

    project: Project
    only: list[str]
    year: int | None
    jobs: int | None
    force: bool
    warm: bool | None
    timeout: float
    executor: Executor | None
    progress: Progress
    journal: Journal = field(default_factory=Journal)

    def go(self, data_only: bool) -> int:
        code = FAILED
        try:
            records.clean_up(self.project)
            for remark in steps.unread(self.project):
                self.progress.say(remark)
            chosen = steps.choose(self.project, self.year, self.only)
            self._data()
            if not data_only:
                self._reports(chosen)
                self._site()
            code = FAILED if self.journal.steps("failed") else OK
            self.progress.say(self.journal.summary())
        except CityStatsError as error:
            code = BAD_INPUT
            self.journal.stopped(str(error))
            raise
        except OSError as error:
            self.journal.stopped(_told(error))
            raise
        except KeyboardInterrupt:
            code = INTERRUPTED
            raise
        except Exception as error:
            self.journal.stopped(f"{type(error).__name__}: {error}")
            raise
        finally:
            self._write_journal(code)
        return code

    def _write_journal(self, code: int) -> None:
        """run.json; where it cannot be written (a full disk), what the run says and its exit code have to do."""
        asked = ("year", "only", "jobs", "force", "warm", "timeout")
        try:
            self.journal.write(self.project, code, {name: getattr(self, name) for name in asked})
        except OSError as error:
            print(f"reports/run.json was not written: {printable(error.strerror or str(error))}", file=sys.stderr)

    def _planner(self) -> Planner:
        return Planner(self.project, self.force)

    def _data(self) -> None:
        planner = self._planner()
        unread, unreadable = list[str](), list[CityStatsError]()
        self._here(
            planner.build(),
            "data",
            planner,
            lambda: _make_data(self.project, unread.append, unreadable),
            unread,
            unreadable,
        )

    def _site(self) -> None:
        planner = self._planner()
        published = published_files.published(planner.state)
        step = planner.site(published)
        self._here(step, "site", planner, lambda: _make_site(self.project, published, step.record))

    def _here(
        self,
        step: Step,
        what: str,
        planner: Planner,
        work: Callable[[], records.Hashes],
        told: Sequence[str] = (),
        failures: Sequence[CityStatsError] = (),
    ) -> None:
        """Do a step in this process, unless it is up to date; `told` are the warnings that it collects while it works, `failures` what
        of it was not done: then it counts as failed and is tried again by the next run."""
        if not step.due:
            self.journal.note(step, "skipped")
            return
        begun = time.perf_counter()
        outputs = work()
        notes = {"failed": str(failures[0])} if failures else {}
        planner.state.write(step.name, Record(step.inputs, outputs, notes))
        seconds = time.perf_counter() - begun
        error = "\n".join(map(str, failures))
        status = "failed" if failures else "done"
        self.journal.note(step, status, seconds, outputs=outputs, warnings=list(told), error=error)
        for failure in failures:
            self.progress.say(f"NOT READ, the other documents are there: {failure}")
        for warning in told:
            self.progress.say(f"warning: {warning}")
        self.progress.say(f"{what}: made in {seconds:.1f} s - {'; '.join(step.reasons)}")

    def _reports(self, names: list[str]) -> None:
        planner = self._planner()
        for name in published_files.remove_orphans(self.project, planner.state):
            self.progress.say(f"{name}: removed, its params file is gone")
        due = {}
        for name in names:
            step = planner.report(name)
            if step.due:
                due[name] = step
            else:
                self.journal.note(step, "skipped")
        if due:
            self.progress.start(len(due), "reports")
            with self._workers(due) as outcomes:
                threading.Thread(
                    target=import_module, args=(f"{__package__.partition('.')[0]}.publish.site.build",), daemon=True
                ).start()  # used next
                for outcome in outcomes:
                    self._settle(due[outcome.name], outcome, planner.state)
                    self.progress.step()
            self.progress.stop()

    @contextmanager
    def _workers(self, due: dict[str, Step]) -> Iterator[Iterator[Outcome]]:
        """The outcomes of all due reports, as they come."""
        with ExitStack() as stack:
            scratch = stack.enter_context(records.scratch(self.project))
            jobs = [self._job(name, step, scratch) for name, step in due.items()]
            executing = [job for job in jobs if not job.executed]
            warm = use_warm(self.warm, len(executing)) and self.executor is None
            self.journal.kernels = ("warm" if warm else "stock") if executing else "none"
            if warm:
                from .imports import notebook_imports as imports
                from .kernel_server import Zygote
                from .kernels import environment

                sources = {self.project.notebooks / f"{job.notebook}.ipynb" for job in executing}
                modules = imports(path for path in sorted(sources) if path.is_file())
                zygote = stack.enter_context(Zygote(scratch, modules, environment(self.project)))
                jobs = [replace(job, zygote=zygote.address) for job in jobs]
            yield stack.enter_context(closing(distribute(jobs, self.executor, self.jobs)))

    def _job(self, name: str, step: Step, scratch: Path) -> Job:
        notebook, run_name = name.split("/")
        executed = str(self.project.reports / f"{name}.ipynb") if step.render_only else ""
        return Job(str(self.project.root), notebook, run_name, self.timeout, "", executed, str(scratch))

    def _settle(self, step: Step, outcome: Outcome, kept: State) -> None:
        """Put a report in its place, or keep the last good one and say what went wrong."""
        seconds = sum(outcome.seconds.values())
        if outcome.error:
            self._settle_failure(step, outcome, kept, seconds)
            return
        files = {f"{outcome.name}{suffix}": content for suffix, content in outcome.files.items()}
        outputs = published_files.put(self.project, files, step.record)
        kept.write(step.name, Record(step.inputs, outputs, {"head": outcome.head, "uses": outcome.uses}))
        published_files.partial(self.project, outcome.name).unlink(missing_ok=True)
        more = {"kernel": outcome.kernel, "parts": outcome.seconds, "remark": outcome.remark}
        self.journal.note(step, "done", seconds, outputs=outputs, **more)
        how = "rendered again" if step.render_only else "made"
        remark = f" ({outcome.remark})" if outcome.remark else ""
        self.progress.say(f"{outcome.name}: {how} in {seconds:.1f} s - {'; '.join(step.reasons)}{remark}")

    def _settle_failure(self, step: Step, outcome: Outcome, kept: State, seconds: float) -> None:
        partial = published_files.partial(self.project, outcome.name)
        if outcome.partial:
            replace_file(partial, outcome.partial)
        last = step.record or Record({}, {})
        notes = {**last.notes, "failed": outcome.error.splitlines()[0]}
        kept.write(step.name, Record(last.inputs, last.outputs, notes))
        self.journal.note(step, "failed", seconds, error=outcome.error)
        stays = "; the last good report stays" if last.outputs else ""
        where = f"; the notebook up to there: {partial.relative_to(self.project.root)}" if outcome.partial else ""
        self.progress.say(f"{outcome.name}: FAILED{stays}{where}\n{outcome.error}")


def _make_data(project: Project, tell: Callable[[str], None], unreadable: list[CityStatsError]) -> records.Hashes:
    """The first stage; the files it answers for, whether they changed or not."""
    from ..dataset import build

    return records.hash_files(project.root, build.run(project, tell, unreadable))


def _make_site(project: Project, published: list[dict[str, Any]], last: Record | None) -> records.Hashes:
    from ..publish.site import build as site

    return published_files.put(project, site.build(project, published), last)


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

"""Who makes the reports: own worker processes, or any Executor that is handed in."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from .execute import Job, Outcome, make, start_worker

PRELOAD = [
    "lib.workflow.light_imports",
    "papermill",
    "lib.workflow.kernels",
    "lib.workflow.execute",
    "lib.publish.blocks",
    "lib.publish.html",
    "lib.publish.pdf",
    "lib.publish.workbook",
]


def distribute(jobs: Sequence[Job], executor: Executor | None = None, workers: int | None = None) -> Iterator[Outcome]:
    """Outcomes in the order they are ready. A worker that dies takes only its own report with it."""
    if executor is not None:
        yield from _gather(executor, jobs, [])
        return
    size = min(len(jobs), workers or cores() + 1)
    lost: list[Job] = []
    yield from _in_processes(jobs, size, lost)
    for job in lost:  # one of them killed the pool: alone each shows whether it was the one
        dead: list[Job] = []
        yield from _in_processes([job], 1, dead)
        for name in (job.name for job in dead):
            yield Outcome(
                name, error=f"{name}: the worker process died, probably killed for want of memory; try --jobs 1"
            )


def _in_processes(jobs: Sequence[Job], size: int, lost: list[Job]) -> Iterator[Outcome]:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload(PRELOAD)
    pool = ProcessPoolExecutor(size, context, start_worker, (jobs[0].root,))
    try:
        yield from _gather(pool, jobs, lost)
        pool.shutdown()
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _gather(executor: Executor, jobs: Sequence[Job], lost: list[Job]) -> Iterator[Outcome]:
    waiting: dict[Future[Outcome], Job] = {executor.submit(make, job): job for job in jobs}
    for future in as_completed(waiting):
        try:
            yield future.result()
        except BrokenProcessPool:
            lost.append(waiting[future])


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def use_warm(wanted: bool | None, reports: int) -> bool:
    """Whether to fork kernels: where it works, and by default only for more than one report."""
    from .kernel_server import Zygote

    return Zygote.available() and (wanted if wanted is not None else reports > 1) and reports > 0

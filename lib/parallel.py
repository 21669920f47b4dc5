"""Work handed out: to own processes, to any Executor (a Dask client's is one), or done here; results as they are ready."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 4  # jobs submitted for every worker, so that none waits and a long list is never held whole


class LostError(Exception):
    """The process that worked on a job died, most often for want of memory."""


def distribute(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    workers: int = 1,
    executor: Executor | None = None,
    preload: Sequence[str] = (),
    initializer: Callable[..., object] | None = None,
    arguments: tuple[Any, ...] = (),
) -> Iterator[tuple[Job, Result | LostError]]:
    """(job, result) in the order they are ready; LostError in place of the result of a job whose worker died, the others go on.

    work: a function a worker can import; what it raises is raised here. workers: own processes (where no executor is given).
    preload: modules these import before the first job; initializer, arguments: called in each of them.
    """
    if executor is not None:
        yield from _gather(executor, work, iter(jobs), AHEAD * 64)
        return
    waiting, lost = iter(jobs), list[Job]()
    while True:
        pool = _pool(workers, preload, initializer, arguments)
        yield from _in_pool(pool, work, waiting, AHEAD * workers, lost)
        if not lost:
            return
        for job in lost:  # one of them killed the pool: alone each shows whether it was the one
            dead: list[Job] = []
            yield from _in_pool(_pool(1, preload, initializer, arguments), work, iter([job]), 1, dead)
            for one in dead:
                yield one, LostError("the worker process died, probably killed for want of memory")
        lost.clear()


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool(workers: int, preload: Sequence[str], initializer: Any, arguments: tuple[Any, ...]) -> ProcessPoolExecutor:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if preload:
        context.set_forkserver_preload(list(preload))
    return ProcessPoolExecutor(workers, context, initializer, arguments)


def _in_pool(
    pool: ProcessPoolExecutor, work: Callable[[Job], Result], jobs: Iterator[Job], ahead: int, lost: list[Job]
) -> Iterator[tuple[Job, Result]]:
    """The results of a pool of our own, which is shut down whatever happens. Where it breaks, what was under way goes to `lost`
    and what `jobs` still holds stays there."""
    try:
        for job, result in _gather(pool, work, jobs, ahead):
            if isinstance(result, LostError):
                lost.append(job)
            else:
                yield job, result
        pool.shutdown()
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _gather(
    executor: Executor, work: Callable[[Job], Result], jobs: Iterator[Job], ahead: int
) -> Iterator[tuple[Job, Result | LostError]]:
    running: dict[Future[Result], Job] = {}
    broken = False
    while True:
        while not broken and len(running) < ahead and (job := next(jobs, None)) is not None:
            try:
                running[executor.submit(work, job)] = job
            except BrokenProcessPool:
                broken = True
                yield job, LostError()
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            job = running.pop(future)
            try:
                yield job, future.result()
            except BrokenProcessPool:
                broken = True
                yield job, LostError()

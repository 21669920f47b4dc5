"""A document read in a process of its own, so that the worst it can do is not to be read.

The process is forked, holds no more memory and processor time than budgets.py allows, and dies with the one that waits for it.
Only on Linux; elsewhere a document is read here, and only what readers count is limited.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import os
import pickle
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from ..project import CityStatsError
from . import budgets

Result = TypeVar("Result")

STUCK = 60.0  # seconds without any progress after which a process is taken for dead
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_apart = False  # whether this is such a process


def run(work: Callable[[], Result], name: str) -> Result:
    """What `work` gives, computed in a process of its own. Raises the CityStatsError that it raises, and one that calls the document
    `name` where the process takes too much or dies."""
    if sys.platform != "linux" or _apart:
        return work()
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # of forking beside threads: the child starts none and ends here
        pid = os.fork()
    if pid == 0:
        os.close(reader)
        _work(work, writer)
    os.close(writer)
    try:
        answer = _listen(reader, pid)
    finally:
        os.close(reader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    if not answer:
        raise CityStatsError(f"{name}: {_death(os.waitstatus_to_exitcode(status))}")
    result = pickle.loads(answer)
    if isinstance(result, _Refusal):
        raise CityStatsError(result.message)
    return result  # type: ignore[no-any-return]


def allow(seconds: float) -> None:
    """More processor time for the document that is being read; nothing where that is not limited."""
    if _apart:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(budgets.allowed("seconds") + seconds), hard))


def paced(pages: Sequence[Any]) -> Iterator[Any]:
    """The pages of a PDF, each with the time it may take, none with more on it than a page holds."""
    budgets.hold("pages", len(pages))
    for number, page in enumerate(pages, start=1):
        allow(number * budgets.PER_PAGE)
        budgets.hold("marks", sum(len(found) for found in page.objects.values()))
        yield page
        page.close()


def _listen(reader: int, pid: int) -> bytes:
    """All the process says before it ends; b"" where it gets nowhere."""
    parts = []
    spent, since = 0.0, time.monotonic()
    while True:
        if not select.select([reader], [], [], 1.0)[0]:
            now = _processor_time(pid)
            if now > spent:
                spent, since = now, time.monotonic()
            elif time.monotonic() - since > STUCK:
                return b""
        elif part := os.read(reader, 1 << 20):
            parts.append(part)
        else:
            return b"".join(parts)


def _processor_time(pid: int) -> float:
    """Seconds `pid` has computed; the clock of another process has a number of its own (clock_getcpuclockid)."""
    with contextlib.suppress(OSError):
        return time.clock_gettime((~pid << 3) | 2)
    return 0.0


def _work(work: Callable[[], object], writer: int) -> NoReturn:
    """In the process: the answer into the pipe, then its end, without anything that belongs to the one it was forked from."""
    global _apart
    try:
        _apart = True
        faulthandler.disable()
        gc.freeze()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGXCPU):
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):  # what a library prints as it dies is told in words of ours
            os.dup2(nothing, descriptor)
        _limit()
        answer = pickle.dumps(_result(work), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)


@dataclass(frozen=True)
class _Refusal:
    """The message of a CityStatsError on its way through the pipe."""

    message: str


def _result(work: Callable[[], object]) -> object:
    try:
        return work()
    except CityStatsError as error:
        return _Refusal(str(error))


def _limit() -> None:
    import resource

    def lower(what: int, most: int) -> None:
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_CPU, budgets.allowed("seconds"))
    lower(resource.RLIMIT_DATA, _held() + budgets.allowed("memory") * 2**20)


def _held() -> int:
    """Bytes of memory this process has already."""
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:  # noqa: PTH123 - soon after a fork
        return next((int(line.split()[1]) * 1024 for line in file if line.startswith("VmData")), 2**30)


def _death(code: int) -> str:
    if code == -signal.SIGXCPU:
        return str(budgets.OverBudgetError("seconds"))
    how = signal.Signals(-code).name if code < 0 else "no memory left, or an error of its library"
    return (
        f"cannot be read (its reader died: {how}); open it in the program it was made with and save it again, "
        "or add its text as .txt"
    )

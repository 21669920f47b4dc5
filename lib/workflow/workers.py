"""Who makes the reports: own worker processes, or any Executor that is handed in."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import Executor

from .. import parallel
from .execute import Job, Outcome, make, start_worker

PRELOAD = tuple(
    f"{__package__}.{name}" if "." not in name else f"{__package__.partition('.')[0]}.{name}"
    for name in (
        "light_imports",
        "kernels",
        "execute",
        "publish.blocks",
        "publish.html",
        "publish.pdf",
        "publish.workbook",
    )
)


def distribute(jobs: Sequence[Job], executor: Executor | None = None, workers: int | None = None) -> Generator[Outcome]:
    """Outcomes in the order they are ready. A worker that dies takes only its own report with it."""
    size = min(len(jobs), workers or parallel.cores() + 1)
    for job, outcome in parallel.distribute(
        make,
        jobs,
        workers=size,
        executor=executor,
        preload=(*PRELOAD, "papermill"),
        initializer=start_worker,
        arguments=(jobs[0].root,),
    ):
        if isinstance(outcome, parallel.LostError):
            outcome = Outcome(job.name, error=f"{job.name}: {outcome}; try --jobs 1")
        yield outcome


def use_warm(wanted: bool | None, reports: int) -> bool:
    """Whether to fork kernels: where it works, and by default only for more than one report."""
    from .kernel_server import Zygote

    return Zygote.available() and (wanted if wanted is not None else reports > 1) and reports > 0

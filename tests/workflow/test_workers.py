"""Workers: one that dies takes only its own report with it."""

import os
import signal

from lib.workflow import execute, workers


def test_a_dead_worker_takes_only_its_own_report(tmp_path, monkeypatch):
    """Own processes, no kernels: the job of run `9` kills its worker."""
    jobs = [execute.Job(str(tmp_path), "x", run) for run in ("1", "9", "2")]
    monkeypatch.setattr(workers, "make", die_on_nine)
    monkeypatch.setattr(workers, "PRELOAD", [])
    found = {outcome.name: outcome.error for outcome in workers.distribute(jobs, workers=2)}
    assert found == {
        "x/1": "",
        "x/2": "",
        "x/9": "x/9: the worker process died, probably killed for want of memory; try --jobs 1",
    }


def die_on_nine(job):
    if job.run == "9":
        os.kill(os.getpid(), signal.SIGKILL)
    return execute.Outcome(job.name)

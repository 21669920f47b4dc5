"""A real Dask scheduler and workers on this machine: the same parts as own processes, workers that die, versions that differ."""

import os
import re
import subprocess
import sys
from contextlib import ExitStack

import pytest

from lib.dataset import cluster, parts
from lib.project import CityStatsError


def start(stack: ExitStack, *words: str) -> subprocess.Popen:
    env = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"}
    process = subprocess.Popen(
        [sys.executable, "-m", *words], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=env
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


@pytest.fixture(scope="module")
def scheduler():
    with ExitStack() as stack:
        process = start(stack, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        address = next(found[0] for line in process.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        stack.enter_context(_drained(process))
        yield address, stack


def _drained(process):
    import threading

    threading.Thread(target=lambda: [None for _ in process.stderr], daemon=True).start()
    return ExitStack()


def worker(stack: ExitStack, address: str) -> subprocess.Popen:
    process = start(stack, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    _drained(process)
    return process


def test_nobody_answers(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(CityStatsError, match="no Dask scheduler answers"), cluster.executor("tcp://127.0.0.1:9"):
        pass


def test_the_same_parts_over_a_cluster_although_a_worker_dies(scheduler, tmp_path, monkeypatch):
    from distributed import Client

    address, stack = scheduler
    monkeypatch.setattr(parts, "CHUNK", 5)
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(60):
        (folder / f"d{number:02d}.txt").write_text(
            f"东莞市司法局2022年工作总结\n全市共有执业律师{4000 + number}人。" * 20, "utf-8"
        )
    items = parts.listing(str(folder))
    parts.extract(items, str(tmp_path / "own"))
    doomed = worker(stack, address)
    worker(stack, address)
    with Client(address) as client:
        client.wait_for_workers(2, timeout=60)
    killed = []

    def told(part):
        if not killed:
            doomed.kill()
            killed.append(part)

    with cluster.executor(address) as executor:
        total = parts.extract(items, str(tmp_path / "cluster"), executor=executor, told=told)
    assert killed
    assert total.failed == []
    own, other = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("own", "cluster"))
    assert own == other


@pytest.mark.parametrize(
    ("workers", "message"), [({"tcp://a:1": "0" * 16}, "another version .* on tcp://a:1"), ({}, "has no workers")]
)
def test_workers_that_would_give_other_figures_are_refused(workers, message):
    with pytest.raises(CityStatsError, match=message):
        cluster._compare(workers, "tcp://scheduler:8786")
    cluster._compare({"tcp://a:1": cluster.fingerprint.code()}, "tcp://scheduler:8786")

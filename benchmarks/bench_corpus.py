"""A corpus in parts: one process, two, a Dask scheduler with two workers on this machine; what a second run and one change cost.

    python benchmarks/bench_corpus.py [documents …]          default 1,000 and 10,000

Wall and processor seconds (children included), and the largest resident memory of any process.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import texts

CLI = [sys.executable, "-m", "lib.cli", "extract"]


def run(*words: str) -> tuple[float, float, float]:
    """(wall seconds, processor seconds, megabytes of the largest process) of a command."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*CLI, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def cluster() -> tuple[str, list[subprocess.Popen[str]]]:
    quiet = {"stdout": subprocess.DEVNULL, "text": True}
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
        stderr=subprocess.PIPE, **quiet,
    )  # fmt: skip
    assert scheduler.stderr
    address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
    threading.Thread(target=lambda: [None for _ in scheduler.stderr or ()], daemon=True).start()
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"],
            stderr=subprocess.DEVNULL, **quiet,
        )
        for _ in range(2)
    ]  # fmt: skip
    time.sleep(8)
    return address, [scheduler, *workers]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


def measure(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "reports").mkdir()
        texts.corpus(root / "reports", count)
        reports = str(root / "reports")
        address, processes = cluster()
        ways = {
            "one process": [reports, "--out", str(root / "one")],
            "two processes": [reports, "--out", str(root / "two"), "--jobs", "2"],
            "Dask, two workers": [reports, "--out", str(root / "dask"), "--cluster", address],
            "again, nothing changed": [reports, "--out", str(root / "two"), "--jobs", "2"],
        }
        for name, words in ways.items():
            wall, spent, memory = run(*words)
            print(f"{count:>9,} {name:24} {wall:8.1f} s {spent:8.1f} s {memory:6.0f} MB")
        (root / "reports" / "report-000001.txt").write_text(
            "江门市司法局2024年工作总结\n办理法律援助案件12件。\n", "utf-8"
        )
        wall, spent, memory = run(reports, "--out", str(root / "two"), "--jobs", "2")
        print(f"{count:>9,} {'again, one changed':24} {wall:8.1f} s {spent:8.1f} s {memory:6.0f} MB")
        for process in processes:
            process.kill()
        same = bytes_of(root / "one") == bytes_of(root / "dask")
        print(f"{'':9} the parts of one process and of Dask are {'the same bytes' if same else 'DIFFERENT'}")


if __name__ == "__main__":
    print(
        f"documents {'way':24} {'wall':>10} {'processor':>10} {'largest process':>9}   ({len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f})"
    )
    for asked in [int(word) for word in sys.argv[1:]] or [1_000, 10_000]:
        measure(asked)

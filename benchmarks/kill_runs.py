"""`python benchmarks/kill_runs.py [20]`: kill -9 a run at random moments, each time run again, compare with an undisturbed run.

Every third time two runs are started at once, every second time nothing is there yet. Uses the small project of the tests, with
real kernels and pages, and the code of the checkout this file lies in.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT), str(CHECKOUT / "tests")]

import small_project  # noqa: E402

from lib.project import Project  # noqa: E402


def start(project: Project) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(CHECKOUT / "tests" / "run_small_project.py"), str(project.root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )


def tree(project: Project) -> dict[str, bytes]:
    """Path below reports/ → content; run.json holds times."""
    files = (path for path in project.reports.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(project.reports).as_posix(): path.read_bytes() for path in files}


def undo(project: Project, everything: bool) -> None:
    """So that there is something to be killed in: all that was ever made, or the workflow's memory of the reports."""
    if everything:
        for folder in (project.reports, project.state):
            shutil.rmtree(folder, ignore_errors=True)
    for path in (project.state / "steps" / "report" / "demo").glob("*.json"):
        path.unlink()


def disturb(project: Project, runs: int, after: float) -> int:
    """Start `runs` runs at once and kill them; how many files were there then."""
    started = [start(project) for _ in range(runs)]
    time.sleep(after)
    for run in started:
        run.kill()
        run.wait()
    return len(tree(project))


def wrong(project: Project, expected: dict[str, bytes]) -> list[str]:
    """What a run to the end leaves other than `expected`: its exit code, files that differ, leftovers."""
    code = start(project).wait()
    found = tree(project)
    differing = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    left = [path.name for path in project.root.rglob("*.tmp")]
    return ([f"exit code {code}"] if code else []) + differing + left


def main(times: int) -> int:
    moments = random.Random(20)
    with tempfile.TemporaryDirectory() as folder:
        calm = small_project.make(Path(folder) / "calm")
        begun = time.perf_counter()
        start(calm).wait()
        length = time.perf_counter() - begun
        expected = tree(calm)
        print(f"undisturbed: {length:.1f} s, {len(expected)} files", flush=True)
        project = small_project.make(Path(folder) / "killed")
        bad = 0
        for number in range(times):
            runs, moment = 2 if number % 3 == 2 else 1, moments.uniform(0.1, length)
            undo(project, everything=number % 2 == 0)
            files = disturb(project, runs, moment)
            other = wrong(project, expected)
            bad += bool(other)
            verdict = f"OTHER: {', '.join(other)}" if other else "the same"
            print(
                f"{number + 1}: killed {runs} after {moment:.2f} s at {files} files; then a run: {verdict}", flush=True
            )
        print(f"{times - bad} of {times} mended, every file the same")
        return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))

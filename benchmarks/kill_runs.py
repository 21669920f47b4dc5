"""`python benchmarks/kill_runs.py [20]`: kill -9 a run at random moments, run again to the end, compare with an undisturbed run.

Every third time two runs are started at once. Uses the small project of the tests, with real kernels and pages.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))

import small_project  # noqa: E402

from lib.project import Project  # noqa: E402


def start(project: Project) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(TESTS / "run_small_project.py"), str(project.root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def tree(project: Project) -> dict[str, bytes]:
    files = (path for path in project.reports.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(project.reports).as_posix(): path.read_bytes() for path in files}


def main(times: int) -> int:
    moments = random.Random(20)
    with tempfile.TemporaryDirectory() as folder:
        calm = small_project.make(Path(folder) / "calm")
        begun = time.perf_counter()
        start(calm).wait()
        length = time.perf_counter() - begun
        expected = tree(calm)
        project = small_project.make(Path(folder) / "killed")
        for number in range(times):
            moment = moments.uniform(0.1, length)
            if number % 4 == 0:  # so that there is always something left to be killed in
                for path in (project.state / "steps" / "report" / "demo").glob("*.json"):
                    path.unlink()
            runs = [start(project) for _ in range(2 if number % 3 == 2 else 1)]
            time.sleep(moment)
            for run in runs:
                run.kill()
                run.wait()
            print(f"killed {len(runs)} after {moment:.2f} s, {len(tree(project))} files", flush=True)
        code = start(project).wait()
        same = tree(project) == expected
        left = list(project.root.rglob("*.tmp"))
        print(
            f"then a run: exit code {code}, {'the same' if same else 'OTHER'} {len(expected)} files, {len(left)} temporary files left"
        )
        return 0 if same and not code and not left else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))

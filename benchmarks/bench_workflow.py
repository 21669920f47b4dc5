"""The workflow against the plain way, side by side: same notebooks, same parameters, same forms of output.

    python benchmarks/bench_workflow.py                       all params files, each way once
    python benchmarks/bench_workflow.py --only yearly_comparison --repeat 2

The plain way is what a careful person types: for every params file `papermill`, then `jupyter nbconvert --to html --no-input`, then
`jupyter nbconvert --to citystats-pdf`, one after the other. Each way works in a folder of its own. CPU seconds (own and children's)
stand beside wall seconds, because a busy machine stretches the one and hardly the other.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lib.project import Project
from lib.workflow import steps

BIN = Path(sys.executable).parent
CODE = "import sys; from pathlib import Path; from lib.workflow import suite as workflow; from lib.project import Project; sys.exit(workflow.run(Project(Path({root!r})), only={only!r}, warm={warm}))"
BUILD = "from pathlib import Path; from lib.workflow import suite as workflow; from lib.project import Project; workflow.build(Project(Path({root!r})))"
TARGETS = {"stock kernels": (4, 2.2), "warm kernels": (6, 3.5)}


def copy(source: Project, root: Path) -> Project:
    """What a run reads, without what earlier runs left."""
    for name in ("data", "notebooks", "params", "tests/gold"):
        if (source.root / name).exists():
            shutil.copytree(source.root / name, root / name)
    return Project(root)


def measure(work: Callable[[], None]) -> tuple[float, float]:
    """(wall, CPU) seconds of child processes, those that their own parents left behind among them."""

    def cpu() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    wall, before = time.perf_counter(), cpu()
    work()
    taken = time.perf_counter() - wall
    with contextlib.suppress(ChildProcessError):
        while os.wait():
            pass
    return taken, cpu() - before


def adopt_orphans() -> None:
    """Else the CPU time of worker processes, which outlive the command by a moment, would be counted nowhere."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def call(*command: str | Path, root: Path) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, "CITYSTATS_ROOT": str(root)},
        cwd=root,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:200]}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def plainly(project: Project, names: list[str]) -> None:
    for name in names:
        notebook = name.split("/")[0]
        out = project.reports / f"{name}.ipynb"
        out.parent.mkdir(parents=True, exist_ok=True)
        call(
            BIN / "papermill",
            project.notebooks / f"{notebook}.ipynb",
            out,
            "-f",
            project.params / f"{name}.yml",
            "--no-progress-bar",
            root=project.root,
        )
        call(BIN / "jupyter", "nbconvert", "--to", "html", "--no-input", out, root=project.root)
        call(BIN / "jupyter", "nbconvert", "--to", "citystats-pdf", out, root=project.root)


def suite(project: Project, names: list[str], warm: bool) -> None:
    call(sys.executable, "-c", CODE.format(root=str(project.root), only=names, warm=warm), root=project.root)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", action="append", default=[], help="report, notebook or pattern, as for citystats report"
    )
    parser.add_argument("--repeat", type=int, default=1, help="runs of each way; the fastest counts")
    given = parser.parse_args()
    adopt_orphans()
    source = Project.find()
    names = steps.choose(source, None, given.only)
    found: dict[str, tuple[float, float]] = {}
    for turn in range(given.repeat):
        with tempfile.TemporaryDirectory() as folder:
            for way, work in ways(source, Path(folder), names).items():
                taken = measure(work)
                found[way] = min(found.get(way, taken), taken)
                print(f"{turn + 1}: {way:16} {taken[0]:7.1f} s wall {taken[1]:7.1f} s CPU", flush=True)
    report(found, len(names))


def ways(source: Project, folder: Path, names: list[str]) -> dict[str, Callable[[], None]]:
    """Name → work, to be done in this order; the data stage is done here, because it belongs to neither way."""
    plain, stock, warm = (copy(source, folder / way) for way in ("plain", "stock", "warm"))
    for project in (stock, warm):
        call(sys.executable, "-c", BUILD.format(root=str(project.root)), root=project.root)
    return {
        "plain": lambda: plainly(plain, names),
        "stock kernels": lambda: suite(stock, names, warm=False),
        "warm kernels": lambda: suite(warm, names, warm=True),
        "nothing changed": lambda: suite(warm, names, warm=True),
    }


def report(found: dict[str, tuple[float, float]], reports: int) -> None:
    plain = found["plain"]
    print(f"\n{reports} reports, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'':16} {'wall':>8} {'CPU':>8}   wall ratio  CPU ratio  target")
    for way, (wall, cpu) in found.items():
        target = (
            " / ".join(f"≥ {number:g}" for number in TARGETS[way])
            if way in TARGETS
            else "< 2 s"
            if way == "nothing changed"
            else ""
        )
        print(f"{way:16} {wall:7.1f}s {cpu:7.1f}s {plain[0] / wall:10.1f}x {plain[1] / max(cpu, 1e-9):9.1f}x  {target}")


if __name__ == "__main__":
    main()

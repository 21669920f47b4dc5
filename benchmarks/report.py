"""Runs every benchmark one after the other and writes docs/benchmarks.md: what they print, with the machine they ran on.

make bench
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

from lib.project import Project, replace_file

HERE = Path(__file__).parent
HEAD = """# Benchmarks

Written by `make bench` in one run. Times of different runs or machines must not be compared: the same work varies up to twofold.
What counts are ratios within one section.

Machine: {machine}, {cores} cores, Python {python}, load {load:.1f} before the run.
"""


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def main() -> int:
    parts = [
        HEAD.format(
            machine=processor(), cores=os.cpu_count(), python=platform.python_version(), load=os.getloadavg()[0]
        )
    ]
    for script in sorted(HERE.glob("bench_*.py")):
        print(script.name, flush=True)
        done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return 1
        about = (script.read_text("utf-8").split('"""')[1]).strip().split("\n\n    python")[0]
        parts.append(f"## {script.stem.removeprefix('bench_')}\n\n{about}\n\n```text\n{done.stdout.rstrip()}\n```\n")
        print(done.stdout, flush=True)
    replace_file(Project.find().root / "docs" / "benchmarks.md", "\n".join(parts))
    return 0


if __name__ == "__main__":
    sys.exit(main())

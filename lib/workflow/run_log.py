"""What a run did: one entry for each step, the closing sentence, run.json."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..project import Project, replace_file
from . import records, steps
from .steps import Step


@dataclass
class Journal:
    """The entries of one run. `kernels` is warm, stock, none (nothing had to be executed) or empty (it did not come to that)."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    kernels: str = ""
    begun: float = field(default_factory=time.perf_counter)
    started: str = field(default_factory=records.now)

    def note(self, step: Step, status: str, seconds: float = 0.0, **more: Any) -> None:
        """`status` is done, skipped or failed; of `more` only what is not empty is kept."""
        entry = {"step": step.name, "status": status, "reasons": step.reasons, "inputs": step.inputs}
        self.entries.append(
            {**entry, "seconds": round(seconds, 3), **{key: value for key, value in more.items() if value}}
        )

    def stopped(self, why: str) -> None:
        """The run as a whole could not go on."""
        self.entries.append({"step": "run", "status": "failed", "error": why})

    def steps(self, status: str) -> list[str]:
        return [entry["step"] for entry in self.entries if entry["status"] == status]

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.begun

    def summary(self) -> str:
        """`2 made, 16 up to date, 1 FAILED: demo/2022 (3.1 s)`."""
        done, same = self.steps("done"), self.steps("skipped")
        failed = [name.removeprefix("report/") for name in self.steps("failed")]
        if not done and not failed:
            reports = sum(name.startswith("report/") for name in same)
            return f"everything is up to date ({reports} reports), nothing had to run ({self.seconds:.1f} s)"
        tail = f", {len(failed)} FAILED: {', '.join(failed)}" if failed else ""
        return f"{len(done)} made, {len(same)} up to date{tail} ({self.seconds:.1f} s)"

    def write(self, project: Project, code: int, asked: Mapping[str, Any]) -> None:
        """reports/run.json: `asked` is what the run was called with, `code` what it ends with."""
        packages = {*steps.BUILD_PACKAGES, *steps.EXECUTE_PACKAGES, *steps.RENDER_PACKAGES, "citystats"}
        about = {
            "started": self.started,
            "seconds": round(self.seconds, 3),
            "exit_code": code,
            "host": socket.gethostname(),
            "asked": asked,
            "kernels": self.kernels,
            "versions": records.versions(sorted(packages)),
        }
        replace_file(project.reports / "run.json", records.to_json({"run": about, "steps": self.entries}))

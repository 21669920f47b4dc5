"""The shelf, reports/: what a step made is put there, what nobody makes any more is taken away."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from ..project import CityStatsError, Project, inside, replace_file
from . import records, steps
from .records import Hashes, Record, State


def put(project: Project, files: Mapping[str, str | bytes], last: Record | None = None) -> Hashes:
    """Write `files` (path below reports/ → content), remove what `last` had and they have not; their hashes."""
    for name, content in files.items():
        replace_file(project.reports / name, content)
    link_notebooks(project)
    outputs = records.hash_files(project.root, [project.reports / name for name in files])
    remove(project, set(last.outputs if last else ()) - set(outputs))
    return outputs


def link_notebooks(project: Project) -> None:
    """notebooks/reports → reports: links of notebooks hold in a JupyterLab whose root is notebooks/, too. Left out where links cannot be made."""
    link = project.notebooks / "reports"
    if project.notebooks.is_dir() and not link.exists() and not link.is_symlink():
        with contextlib.suppress(OSError):
            link.symlink_to(Path("..") / "reports", target_is_directory=True)


def remove(project: Project, outputs: Collection[str]) -> None:
    """Outputs as records name them, relative to the project; what is not below reports/ is none of ours."""
    for name in outputs:
        with suppress(CityStatsError):
            inside(project.reports, str(PurePosixPath(name).relative_to(project.reports.name))).unlink(missing_ok=True)


def partial(project: Project, name: str) -> Path:
    """Where the notebook of a failed report lies, up to its failure."""
    return project.reports / "failed" / f"{name}.ipynb"


def published(kept: State) -> list[dict[str, Any]]:
    """What the site says of each report that is there: name, head, figures used, formats, and whether its last run failed."""
    found = []
    for step in kept.steps("report"):
        record, name = kept.read(step), step.removeprefix("report/")
        if record and f"reports/{name}.html" in record.outputs:
            notes = {"head": record.notes.get("head", {}), "uses": record.notes.get("uses", [])}
            formats = sorted(Path(path).suffix for path in record.outputs)
            found.append({"name": name, "formats": formats, **notes, "failed": bool(record.notes.get("failed"))})
    return found


def remove_orphans(project: Project, kept: State) -> list[str]:
    """Reports whose params file is gone go too, but only files a run made; their names."""
    orphans = sorted(set(kept.steps("report")) - {f"report/{name}" for name in steps.report_names(project)})
    for step in orphans:
        record = kept.read(step)
        remove(project, record.outputs if record else ())
        partial(project, step.removeprefix("report/")).unlink(missing_ok=True)
        kept.forget(step)
    return [step.removeprefix("report/") for step in orphans]

"""What the last run left: content hashes per step, the lock that keeps two runs apart, and run.json for programs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from ..project import CityStatsError, Project, replace_file

LONGEST_ROOF = 70  # bytes: below it come two folders of 12 and a socket, and the path of a socket ends at 107

Hashes = dict[str, str]
"""Name of an input (a path relative to the project, or `package numpy`) → hash of its content, or its version."""


@dataclass
class Record:
    """What one finished step was made from and what it left. `notes` is what later steps need to know of it."""

    inputs: Hashes
    outputs: Hashes
    notes: dict[str, Any] = field(default_factory=dict)


def file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hash_files(root: Path, paths: Iterable[Path]) -> Hashes:
    """Path relative to `root` → sha256, sorted by path."""
    return {name: file_hash(path) for name, path in sorted((path.relative_to(root).as_posix(), path) for path in paths)}


def files_under(folder: Path) -> list[Path]:
    """Every file that counts as content: no byte code, no temporary or hidden files, no editor leftovers."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        found += [
            Path(parent, name)
            for name in sorted(names)
            if not name.startswith(".") and not name.endswith((".pyc", ".tmp", "~"))
        ]
    return found


def digest(value: Any) -> str:
    """Hash of any JSON value, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def difference(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[list[str], list[str], list[str]]:
    """(changed, new, gone) names, each sorted."""
    changed = sorted(name for name in before.keys() & now.keys() if before[name] != now[name])
    return changed, sorted(now.keys() - before.keys()), sorted(before.keys() - now.keys())


def describe(before: Mapping[str, str], now: Mapping[str, str], limit: int = 3) -> list[str]:
    """The difference in words: `lib/charts.py changed`, `pandas 3.0.1 → 3.1.0`, `data/raw/x.txt is new`."""
    changed, new, gone = difference(before, now)
    words = [f"{name} {before[name]} → {now[name]}" if _is_package(name) else f"{name} changed" for name in changed]
    words += [f"{name} is new" for name in new] + [f"{name} is gone" for name in gone]
    return words if len(words) <= limit else [*words[:limit], f"and {len(words) - limit} more"]


def _is_package(name: str) -> bool:
    return "/" not in name and "." not in name


@dataclass(frozen=True)
class State:
    """The records of a project's steps, one file each, so that a killed run keeps what it had finished."""

    project: Project

    def _path(self, step: str) -> Path:
        return self.project.state / "steps" / f"{step}.json"

    def read(self, step: str) -> Record | None:
        """None where there is none, or where it cannot be read: then the step simply runs again."""
        try:
            found = json.loads(self._path(step).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        return Record(**found) if _is_record(found) else None

    def write(self, step: str, record: Record) -> None:
        replace_file(self._path(step), to_json(record.__dict__))

    def forget(self, step: str) -> None:
        self._path(step).unlink(missing_ok=True)

    def steps(self, prefix: str) -> list[str]:
        """Names of the recorded steps below `prefix/`, sorted."""
        folder = self.project.state / "steps"
        return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in (folder / prefix).rglob("*.json"))

    def damaged(self, record: Record) -> list[str]:
        """Outputs of `record` that are missing or no longer what was written."""
        words = []
        for name, content in record.outputs.items():
            path = self.project.root / name
            if not path.is_file():
                words.append(f"{name} is missing")
            elif file_hash(path) != content:
                words.append(f"{name} was changed since")
        return words

    def sweep(self) -> int:
        """Remove what a killed run may have left: half-written files beside the real ones, scratch. Returns how many.

        Only to be called with the lock held.
        """
        left = [
            path
            for folder in (self.project.reports, self.project.processed, self.project.state)
            for path in folder.rglob(".*.tmp")
        ]
        left += self.project.state.rglob("*.matplotlib-lock")  # matplotlib would wait 5 s for it in every process
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


def _is_record(found: Any) -> bool:
    """Whether JSON has the shape of a record, and its outputs lie where outputs lie: else a state file is not to be trusted."""
    if not isinstance(found, dict) or found.keys() != {"inputs", "outputs", "notes"}:
        return False
    if not all(isinstance(found[name], dict) for name in found):
        return False
    hashes = [*found["inputs"].values(), *found["outputs"].values()]
    places = [PurePosixPath(name).parts for name in found["outputs"]]
    notes = {"head": dict, "uses": list, "failed": str}
    return (
        all(isinstance(content, str) for content in hashes)
        and all(parts[:1] == ("reports",) or parts[:2] == ("data", "processed") for parts in places)
        and not any(".." in parts for parts in places)
        and all(isinstance(found["notes"].get(name, kind()), kind) for name, kind in notes.items())
    )


@contextmanager
def scratch(project: Project) -> Iterator[Path]:
    """A short private folder (mode 700) for sockets and notebooks in the making; noted, so that the next run removes it if this one is
    killed."""
    folder = Path(tempfile.mkdtemp(prefix="cs-", dir=_roof(project)))
    replace_file(project.state / "scratch", str(folder))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _roofs(project: Project) -> list[Path]:
    """Where a scratch folder may lie: the system's choice, places every Linux has, the project itself."""
    chosen = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")]
    return [*(Path(name) for name in (*chosen, "/tmp", "/var/tmp", "/dev/shm") if name), project.state]


def _roof(project: Project) -> Path:
    """The first that can be written and is short enough for sockets. Raises CityStatsError where there is none."""
    for place in _roofs(project):
        if len(os.fsencode(place)) <= LONGEST_ROOF and place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return place
    raise CityStatsError(
        f"no folder for temporary files whose path is at most {LONGEST_ROOF} bytes long; set TMPDIR to a short one"
    )


def clean_up(project: Project) -> None:
    """Remove what a killed run left behind. Only to be called with the lock held."""
    State(project).sweep()
    note = project.state / "scratch"
    if note.is_file():
        folder = Path(note.read_text("utf-8", "replace").replace("\0", ""))
        if folder.name.startswith("cs-") and ".." not in folder.parts and folder.parent in _roofs(project):
            shutil.rmtree(folder, ignore_errors=True)
        note.unlink()


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def now() -> str:
    """The clock, for run.json and the lock; no published file ever holds it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def versions(packages: Iterable[str]) -> Hashes:
    """Package → installed version, and Python's own; what is not installed is left out."""
    found = {package: version for package in packages if (version := _version(package))}
    return {"python": sys.version.split()[0], **found}


@cache
def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""

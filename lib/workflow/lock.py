"""One run at a time: the lock of a project."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..project import CityStatsError, Project, replace_file
from .records import now, to_json


class LockedError(CityStatsError):
    """Another run holds the lock; the message says who."""


@contextmanager
def lock(project: Project) -> Iterator[None]:
    """Hold the project for one run. Raises LockedError with pid, host and start of the run that holds it.

    The operating system frees the lock when its holder dies, however it dies; who.json is only what the message is made from.
    """
    from filelock import FileLock, Timeout

    project.state.mkdir(parents=True, exist_ok=True)
    who = project.state / "who.json"
    guard = FileLock(project.state / "lock")
    try:
        guard.acquire(timeout=0)
    except Timeout:
        raise LockedError(
            f"another run is at work here: {_holder(who)}; wait for it, or stop it, and start again"
        ) from None
    try:
        replace_file(
            who,
            to_json({"pid": os.getpid(), "host": socket.gethostname(), "since": now(), "command": " ".join(sys.argv)}),
        )
        yield
    finally:
        who.unlink(missing_ok=True)
        guard.release()


def _holder(who: Path) -> str:
    try:
        holder = json.loads(who.read_text("utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']} ({holder['command']})"
    except (OSError, ValueError, KeyError):
        return "it has only just begun"

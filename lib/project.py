"""Where things are, and how a file is replaced without ever leaving half of one."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")  # Noto Sans SC, for charts, pages and PDFs


class CityStatsError(ValueError):
    """Something a user can mend: the message names the file, what is wrong with it and what to do."""


@dataclass(frozen=True)
class Project:
    """The folders of one checkout; everything else asks here instead of building paths of its own."""

    root: Path

    @classmethod
    def find(cls, start: Path | str | None = None) -> Project:
        """The project that `start` (default: $CITYSTATS_ROOT, else the working folder) lies in, else the installed one.

        A notebook run from notebooks/, a worker and a cron job in / all find the same folders.
        """
        begin = Path(start or os.environ.get("CITYSTATS_ROOT") or Path.cwd()).resolve()
        for folder in (begin, *begin.parents):
            if (folder / "data" / "raw" / "sources.csv").is_file():
                return cls(folder)
        return cls(Path(__file__).resolve().parent.parent)

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        return self.root / "data" / "processed"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def params(self) -> Path:
        return self.root / "params"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def state(self) -> Path:
        """Hashes, locks and scratch of the workflow; safe to delete."""
        return self.root / ".citystats"


def replace_file(path: Path, content: str | bytes) -> bool:
    """Write `content` beside `path` and rename it into place; False if the file already holds just that.

    Text is written as UTF-8 with LF line ends on every platform.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True

"""Where things are, and how a file is replaced without ever leaving half of one."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

TEMPLATE = Path(__file__).with_name("template")  # notebooks and reference values that a new project starts with
FONTS = Path(__file__).with_name("fonts")  # Noto Sans SC, for charts, pages and PDFs


# what steers a terminal or turns the direction of writing, and bytes of file names that are no UTF-8
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """`text` with control characters shown as escapes: documents and file names are not to steer a terminal."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)


class CityStatsError(ValueError):
    """Something a user can mend: the message names the file, what is wrong with it and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


@dataclass(frozen=True)
class Project:
    """The folders of one checkout; everything else asks here instead of building paths of its own."""

    root: Path

    @classmethod
    def find(cls, start: Path | str | None = None) -> Project:
        """The project that `start` (default: $CITYSTATS_ROOT, else the working folder) lies in, else the checkout of this code.

        A notebook run from notebooks/, a worker and a cron job in / all find the same folders. CityStatsError where $CITYSTATS_ROOT
        is no project, since another one must not be built in its place, and where there is none at all.
        """
        named = os.environ.get("CITYSTATS_ROOT") if start is None else None
        begin = Path(start or named or Path.cwd()).resolve()
        for folder in (begin, *begin.parents):
            if (folder / "data" / "raw" / "sources.csv").is_file():
                return cls(folder)
        if named:
            raise CityStatsError(
                f"CITYSTATS_ROOT={named}: no project, it has no data/raw/sources.csv; mend it, or `citystats init {named}`"
            )
        own = Path(__file__).resolve().parent.parent
        if not (own / "data" / "raw" / "sources.csv").is_file():
            raise CityStatsError(
                f"{begin}: no project here or above, there is no data/raw/sources.csv; `citystats init DIR` makes one"
            )
        return cls(own)

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


def inside(folder: Path, name: str) -> Path:
    """The file called `name` in a folder or below it. Raises CityStatsError for a name that leads out of it, by itself or by a link."""
    path = folder / name
    if "\0" in name or not path.resolve().is_relative_to(folder.resolve()):
        raise CityStatsError(f"{name!r} leads out of {folder}; name a file in it or below it")
    return path


def write_out(path: Path, content: str | bytes) -> None:
    """Write where a user said: through a link to what it names, into a device or pipe, else as replace_file."""
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        data = content.encode("utf-8") if isinstance(content, str) else content
        with path.open("wb") as stream:
            stream.write(data)
    else:
        replace_file(path, content)


def replace_file(path: Path, content: str | bytes) -> bool:
    """Write `content` beside `path` and rename it into place; False if the file already holds just that.

    Text is written as UTF-8 with LF line ends on every platform; a file that is there keeps its mode. An OSError names `path`.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() and not path.is_symlink() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True

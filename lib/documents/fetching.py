"""A document from an address: its bytes as published, and what has to be noted of them."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ..project import CityStatsError
from .readers import FORMATS

LARGEST = 50 * 2**20  # bytes
SECONDS = 60
_SUFFIX = {  # of a page that names no format
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/csv": ".csv",
}


@dataclass(frozen=True)
class Fetched:
    """`data` as published under `url`, the address it was found at in the end; `name` is a file name for it."""

    name: str
    data: bytes
    url: str
    accessed: str


def is_url(text: str) -> bool:
    return bool(re.match(r"https?://", text, re.IGNORECASE))


def fetch(url: str) -> Fetched:
    """Follows redirects; CityStatsError where nothing is there, it is too large, or of a format no reader knows."""
    request = urllib.request.Request(url, headers={"User-Agent": "citystats", "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            final, kind = answer.geturl(), answer.headers.get_content_type()
            data = answer.read(LARGEST + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise CityStatsError(f"{url}: cannot be fetched: {reason}; save the page and add the file") from None
    if not is_url(final):
        raise CityStatsError(f"{url}: leads to {final}, which is no address on the web")
    if len(data) > LARGEST:
        raise CityStatsError(f"{url}: larger than {LARGEST // 2**20} MB; save what is needed of it and add the file")
    return Fetched(_file_name(final, kind, url), data, final, datetime.now(UTC).date().isoformat())


def _file_name(final: str, kind: str, url: str) -> str:
    path = PurePosixPath(unquote(urlsplit(final).path))
    stem = re.sub(r"[^\w-]+", "-", path.stem).strip("-") or "page"
    by_name = path.suffix.lower()
    suffix = _SUFFIX.get(kind) if kind in _SUFFIX and (kind != "text/plain" or by_name not in FORMATS) else by_name
    if suffix not in FORMATS:
        raise CityStatsError(f"{url}: is {kind}, which no reader knows; known are {', '.join(sorted(FORMATS))}")
    return f"{stem}{suffix}"

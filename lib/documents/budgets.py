"""How much one document may take, and the words that say which limit it passed and how to raise it.

Readers ask while they read, before they make anything of the size in question; what a library does beyond their sight is held by
the process a document is read in (isolation.py).
"""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass

from ..project import CityStatsError

PREFIX = "CITYSTATS_MAX_"


@dataclass(frozen=True)
class Limit:
    """One limit: what is counted, in words, and the most of it."""

    words: str
    most: int

    def shown(self, amount: float) -> str:
        return f"{amount:,.0f} {self.words}"


LIMITS = {
    "megabytes": Limit("megabytes", 100),
    "part": Limit("megabytes in one of its parts, unpacked", 64),
    "unpacked": Limit("megabytes, unpacked", 200),
    "characters": Limit("characters", 500_000),
    "lines": Limit("lines or paragraphs", 100_000),
    "cells": Limit("table cells", 100_000),
    "depth": Limit("levels of things inside one another", 250),
    "pages": Limit("pages", 3_000),
    "marks": Limit("characters and lines on one page", 60_000),
    "seconds": Limit("seconds of processor time", 15),
    "memory": Limit("megabytes of memory", 700),
}
PER_PAGE = 0.4  # seconds of processor time that a page of a PDF adds


class OverBudgetError(CityStatsError):
    """A document needs more of something than is allowed; the message says what and how to allow it."""

    def __init__(self, name: str) -> None:
        limit, most = LIMITS[name], allowed(name)
        super().__init__(
            f"has or needs more than {limit.shown(most)}, the most that is read of one document; "
            f"split it, or allow more: {PREFIX}{name.upper()}={most * 4}"
        )


def over(error: BaseException) -> str:
    """Which limit `error` speaks of: our own, Python's of recursion, or the memory of the process."""
    if isinstance(error, OverBudgetError):
        return str(error)
    return str(OverBudgetError("depth" if isinstance(error, RecursionError) else "memory"))


def allowed(name: str) -> int:
    """The limit `name`: what the environment sets (CITYSTATS_MAX_CELLS=2000000), else its default."""
    given = os.environ.get(f"{PREFIX}{name.upper()}", "")
    if not given:
        return LIMITS[name].most
    if not (given.isascii() and given.isdigit() and int(given)):
        raise CityStatsError(f"{PREFIX}{name.upper()}={given!r}: not a whole number above 0; mend or unset it")
    return int(given)


def hold(name: str, amount: float) -> None:
    """OverBudgetError where `amount` is more than is allowed of `name`."""
    if amount > allowed(name):
        raise OverBudgetError(name)


def hold_bytes(data: bytes) -> None:
    """The size of a file as it lies on the disk."""
    hold("megabytes", len(data) / 2**20)


def hold_package(data: bytes) -> None:
    """What a zip (docx, xlsx) unpacks to, by its table of contents; Python's zipfile gives no more than that says of a part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            sizes = [part.file_size / 2**20 for part in package.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        return  # damaged: its reader says so
    hold("part", max(sizes, default=0))
    hold("unpacked", sum(sizes))

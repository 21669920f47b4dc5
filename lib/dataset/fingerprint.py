"""What figures depend on beside their document: the lexicon, the code that reads and understands, the libraries that open files."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIB = Path(__file__).parents[1]
PACKAGES = ("lexicon", "documents", "quantities", "figures")
LIBRARIES = ("cn2an", "opencc", "beautifulsoup4", "lxml", "python-docx", "pdfplumber", "openpyxl", "charset-normalizer")


@cache
def code() -> str:
    """Hash of all of it, 16 hexadecimal digits; figures extracted under one fingerprint are those of every machine that has it."""
    found = hashlib.sha256(f"python {sys.version_info.major}.{sys.version_info.minor}".encode())
    for name in LIBRARIES:
        found.update(f"\n{name} {_version(name)}".encode())
    for package in PACKAGES:
        for path in sorted((LIB / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(f"\n{path.relative_to(LIB).as_posix()}\n".encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""

"""How a report is cited: one line in the manner of GB/T 7714, and BibTeX."""

from __future__ import annotations

import re

from .blocks import Head
from .labels import labels

AUTHOR = "citystats"
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{char: f"\\{char}" for char in "%&#_$"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def full_title(head: Head) -> str:
    """Title and subtitle as one."""
    return head.title + (labels(head.lang)["colon"] + head.subtitle if head.subtitle else "")


def citation(head: Head) -> str:
    """One line: who, what, which data, when."""
    words = labels(head.lang)
    parts = [AUTHOR, f"{full_title(head)}[R/OL]"]
    if head.data_version:
        parts.append(f"{words['data_version']} {head.data_version}")
    if head.published:
        parts.append(head.published)
    return ". ".join(parts) + "."


def bibtex(head: Head, name: str = "") -> str:
    """A @techreport entry; the key is made of the report's file name or, without one, its year."""
    key = re.sub(r"[^A-Za-z0-9]+", "-", "-".join(filter(None, (AUTHOR, name or head.year)))).strip("-")
    fields = {
        "title": f"{{{_tex(full_title(head))}}}",
        "author": f"{{{AUTHOR}}}",
        "year": head.published[:4] or head.year,
        "date": head.published,
        "language": "chinese" if head.lang.startswith("zh") else "english",
        "note": _tex(f"{labels(head.lang)['data_version']} {head.data_version}") if head.data_version else "",
    }
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@techreport{{{key},", *lines, "}"])


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)

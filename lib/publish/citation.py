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


def edition(head: Head) -> str:
    """Which edition it is and of what day; '' for a project that declares none."""
    words = labels(head.lang)
    named = words["edition_of"].format(version=head.version) if head.version else ""
    return words["edition_dated"].format(edition=named, date=head.edition) if named and head.edition else named


def citation(head: Head, name: str = "") -> str:
    """One line: who, what, which edition and data, when it was read (left for the reader to fill in), where.

    `name` is the report's address below the site's, without its suffix.
    """
    words = labels(head.lang)
    data = f"{words['data_version']} {head.data_version}" if head.data_version else ""
    parts = [AUTHOR, f"{full_title(head)}[R/OL]", *filter(None, (edition(head), data))]
    where = f" {name}.html." if name else ""
    return f"{'. '.join(parts)}. [{words['accessed']}].{where}"


def bibtex(head: Head, name: str = "") -> str:
    """A @techreport entry; the key is made of the report's file name or, without one, its year."""
    key = re.sub(r"[^A-Za-z0-9]+", "-", "-".join(filter(None, (AUTHOR, name or head.year)))).strip("-")
    noted = [edition(head), f"{labels(head.lang)['data_version']} {head.data_version}" if head.data_version else ""]
    fields = {
        "title": f"{{{_tex(head.title)}}}",
        "author": f"{{{AUTHOR}}}",
        "year": (head.edition or head.published)[:4] or head.year,
        "date": head.edition or head.published,
        "language": "chinese" if head.lang.startswith("zh") else "english",
        "note": _tex("; ".join(filter(None, noted))),
        "url": f"{name}.html" if name else "",
    }
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@techreport{{{key},", *lines, "}"])


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)

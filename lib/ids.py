"""Ids of figures and links to their sentences: made and read here, nowhere else.

A figure's id is `<doc_id>#f<start>`; the same text is the address of its sentence on the document's page.

>>> figure_id("dongguan-2022-report", 3304)
'dongguan-2022-report#f3304'
>>> sentence_href("dongguan-2022-report#f3304")
'sources/dongguan-2022-report.html#f3304'
>>> linked("sources/dongguan-2022-report.html#f3304")
'dongguan-2022-report#f3304'
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

if TYPE_CHECKING:  # the runner of the suite links too, and starts without pandas
    import pandas as pd

REPORTS = "reports/"  # what a notebook writes before links: right from the project's root and, by the link in it, from notebooks/
_BEFORE = re.compile(
    r"(?:\.\./)*reports/|(?:\.\./)+(?=(?:sources|themes|areas|indicators)/)"
)  # and what older ones wrote

FIGURE = r"\S+#f\d+"  # one id, as a pattern
FIGURES = rf"^({FIGURE}( {FIGURE})*)?$"  # a cell of several, parted by spaces, or empty

_LINK = re.compile(r"(?:^|[^\w])sources/(?P<doc>[^\"'#?\s/\\]+)\.html#(?P<anchor>f\d+)")


_OTHER = r"0-9A-Za-z_\-\u3400-\u9fff\U00020000-\U0003ffff"  # with the dot, which may not stand at an end
_DOC_ID = re.compile(f"[{_OTHER}](?:[{_OTHER}.]*[{_OTHER}])?")
_LONGEST = 180  # bytes: a page, its temporary name and its text are files of that name


def is_doc_id(name: str) -> bool:
    """Whether a document may be called so: doc_ids are names of files, anchors of pages and parts of other ids.

    >>> [is_doc_id(name) for name in ("dongguan-2022-report", "东莞2022", "../x", "a#f1", "a b", "..")]
    [True, True, False, False, False, False]
    """
    return bool(_DOC_ID.fullmatch(name)) and ".." not in name and len(name.encode()) <= _LONGEST


DOC_ID_RULE = "letters, digits, Chinese characters and . _ - in between, 60 Chinese characters at most"


def doc_id_of(stem: str) -> str:
    """The doc_id of a file that no register names: its name without suffix, whatever a doc_id may not hold as a hyphen.

    >>> doc_id_of("东莞市司法局 2022年报告(终稿)")
    '东莞市司法局-2022年报告-终稿'
    """
    if is_doc_id(stem):
        return stem
    digest = hashlib.sha256(stem.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    name = re.sub(f"[^{_OTHER}.]+", "-", unicodedata.normalize("NFKC", stem))
    name = re.sub(r"\.{2,}", ".", name).strip("-.")
    if len(name.encode()) > _LONGEST:
        name = f"{name[:40]}-{digest}"
    return name if is_doc_id(name) else f"document-{digest}"


def figure_id(doc_id: str, start: int) -> str:
    """The id of the figure that begins at code point `start` of the document."""
    return f"{doc_id}#f{start}"


def figure_ids(figures: pd.DataFrame) -> pd.Series:
    """The ids of all rows of a figures table (columns doc_id and start)."""
    return figures["doc_id"].astype(str) + "#f" + figures["start"].astype(str)


def parts(figure: str) -> tuple[str, int]:
    """(doc_id, start) of an id. Raises ValueError for what is none."""
    doc_id, mark, start = figure.rpartition("#f")
    if not (doc_id and mark and start.isascii() and start.isdigit()):
        raise ValueError(f"{figure!r} is no id of a figure; ids look like dongguan-2022-report#f3304")
    return doc_id, int(start)


def anchor(start: int) -> str:
    """The figure's anchor on its document's page."""
    return f"f{start}"


def page_href(doc_id: str) -> str:
    """The page of a document, as seen from reports/."""
    return f"sources/{quote(doc_id)}.html"


def sentence_href(figure: str) -> str:
    """A figure's sentence on its document's page, as seen from reports/."""
    doc_id, start = parts(figure)
    return f"{page_href(doc_id)}#{anchor(start)}"


def below_reports(href: str) -> str | None:
    """A link of a notebook as seen from reports/, wherever the notebook lay; None for one that leads elsewhere."""
    found = _BEFORE.match(href)
    return href[found.end() :] if found else None


def from_run(text: str) -> str:
    """The text of a notebook whose links are to be right from reports/<notebook>/, where it is put."""
    return re.sub(r"(?<![\w/.])(?:\.\./)*reports/(?=sources/)", "../", text)


def linked(href: str) -> str:
    """The id of the figure that a link leads to, from wherever it starts; '' where it leads elsewhere."""
    found = _LINK.search(href)
    return f"{unquote(found['doc'])}#{found['anchor']}" if found else ""


def all_linked(text: str) -> list[str]:
    """The ids of all figures that links in `text` lead to, sorted, each once."""
    return sorted({f"{unquote(match['doc'])}#{match['anchor']}" for match in _LINK.finditer(text)})


def first(figure_ids: Any) -> str:
    """The first of a cell of ids, '' where there is none."""
    return str(figure_ids).split(" ")[0] if isinstance(figure_ids, str) else ""

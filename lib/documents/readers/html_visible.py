"""Of a web page what a reader sees: no hidden or struck text, footnote marks apart from the numbers before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from .note_marks import raised
from .text_builder import Flow

_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![\w-])font-size\s*:\s*0(?:px|pt|r?em|%)?\s*(?![.\d\w])"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?![.\d])|text-indent\s*:\s*-\d{3,}|(?<![\w-])(?:left|top)\s*:\s*-\d{4,}"
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[A-Za-z]*(?:[.#][\w-]+)+")
_INLINE = frozenset(("span", "a", "b", "i", "em", "strong", "font", "u", "small", "label"))
MOST = 0.5  # of the page's text: what hides so much is shown by a script


def whole(page: str) -> str:
    """The page without the ends of body and html: sites print them early or twice, and what follows would be lost."""
    return _ENDS.sub("", page)


def hide(soup: BeautifulSoup, flow: Flow) -> None:
    """Takes out what the page does not show, and what is struck through."""
    size = max(1, len(soup.get_text()))
    for tag in [*_hidden(soup)]:
        if tag.decomposed:
            continue
        if len(tag.get_text()) < MOST * size or tag.name in _INLINE:
            tag.decompose()
        else:
            flow.warn("most of the page is hidden until a script shows it; it was read")
    struck = [*soup(["del", "s", "strike"]), *soup.find_all(style=_STRUCK)]
    for tag in (*struck, *soup(["rt", "rp"])):
        if not tag.decomposed:
            tag.decompose()


def _hidden(soup: BeautifulSoup) -> Iterator[Tag]:
    """The elements that style, class, attribute or the page's own style sheet hides."""
    selectors = []
    for sheet in soup.find_all("style"):
        for names, rules in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet.get_text(), flags=re.DOTALL)):
            if _HIDING.search(rules):
                selectors += [name for part in names.split(",") if _SIMPLE.fullmatch(name := part.strip())]
    yield from soup.find_all(style=_HIDING)
    yield from soup.select("[hidden]")
    yield from soup.select('[aria-hidden="true"]')
    for selector in selectors:
        yield from soup.select(selector)


def part_marks(soup: BeautifulSoup) -> None:
    """Superscripts: m² stays, 10⁴ is written as one, the mark of a note goes, other words stay as they are."""
    for tag in soup("sup"):
        before = tag.find_previous(string=True)
        text = raised(str(before or ""), tag.get_text())
        tag.replace_with(text) if text else tag.decompose()
    soup.smooth()

"""Web pages: the article with its tables, without what a government site puts around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from ... import lexicon
from .. import budgets
from ..masthead import is_furniture, published_in
from . import html_visible
from .plain import decode
from .tables import Reading, Slot
from .text_builder import Flow, tidy, tidy_cell

DROPPED = re.compile(
    r"^(?:script|style|noscript|template|nav|footer|iframe|object|select|button|svg|head|input|textarea)$"
)
BLOCKS = re.compile(
    r"address|article|blockquote|body|caption|center|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|"
    r"main|[ou]l|p|pre|section|table|tbody|td|tfoot|th|thead|tr|br"
)
WRAP = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n\s*(?=[\u3000-\u9fff\uff00-\uffef])"
)  # a line wrapped in the source
PUNCTUATION = re.compile(r"[,\uff0c。;\uff1b、]")
MOST = 0.7  # of the prose
SHORT = 200  # characters of a page that has no article of its own


def read(data: bytes, name: str) -> Reading:
    """The main text of a page, a block a line; real tables with their cells, tables used for layout as text."""
    flow = Flow()
    soup = BeautifulSoup(html_visible.whole(decode(data, name, flow.warn)), "lxml")
    framed = soup.find(["frame", "iframe"], src=True) is not None
    hints = {key: _meta(soup, names) for key, names in knowledge()["meta"].items()}
    title = hints.pop("title") or _heading(soup)
    hints["published"] = (
        _published_line(soup) or hints["published"]
    )  # a page moved to a new site has the day of the move
    html_visible.hide(soup, flow)
    for tag in soup(DROPPED):
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    html_visible.part_marks(soup)
    body = soup.body or soup
    budgets.hold("depth", _depth(body))
    _drop_furniture(body)
    content = _content(body)
    if title and title not in tidy(content.get_text()):
        flow.paragraph(title)
    _write(content, flow)
    if framed and len(content.get_text()) < SHORT:
        flow.warn("the page shows another page in a frame, which is not read; save that one")
    found = flow.reading(title)
    return replace(found, title=title, hints={key: value for key, value in hints.items() if value})


@cache
def knowledge() -> dict[str, Any]:
    answer: dict[str, Any] = lexicon.load_yaml("documents.yml")["html"]
    return answer


def _meta(soup: BeautifulSoup, names: list[str]) -> str:
    wanted = {name.lower() for name in names}
    for tag in soup.find_all("meta"):
        if str(tag.get("name") or tag.get("property") or "").lower() in wanted and tag.get("content"):
            return tidy(str(tag["content"]))
    return ""


def _depth(body: Tag) -> int:
    """Levels of tags inside one another."""
    level, deepest = {id(body): 0}, 0
    for tag in body.find_all(True):
        above = level[id(tag)] = level.get(id(tag.parent), 0) + 1
        deepest = max(deepest, above)
    return deepest


def _heading(soup: BeautifulSoup) -> str:
    """The page's only h1, else <title> without the site's name."""
    headings = [text for tag in soup.find_all("h1") if (text := tidy(tag.get_text()))]
    if len(headings) == 1:
        return headings[0]
    whole = tidy(soup.title.get_text()) if soup.title else ""
    return tidy(re.split(r"\s*[_|]\s*|\s+[-–—]+\s*|[-–—]+(?=[^-–—]*(?:网|网站|局|厅|政府|平台)$)", whole)[0])


def _published_line(soup: BeautifulSoup) -> str:
    """The line 发布日期:… that stands outside the article on most sites."""
    return published_in(soup.get_text("\n"))


def _drop_furniture(body: Tag) -> None:
    """Removes what class or id call navigation, unless a good part of the prose is in it, and menus: three links or more, no text."""
    weights = _weights(body)
    words = re.compile(r"(?:^|[-_\s])(?:" + "|".join(knowledge()["furniture"]) + r")(?:$|[-_\s\d])", re.IGNORECASE)
    for tag in body.find_all(True):
        if tag.decomposed:
            continue
        names = " ".join([*(tag.get("class") or []), str(tag.get("id") or "")])
        light = weights[id(tag)] < 0.3 * weights[id(body)]
        if light and (words.search(names) or tag.name in ("form", "aside") or _is_menu(tag)):
            tag.decompose()


def _is_menu(tag: Tag) -> bool:
    """Nothing but links, three or more, none of them a sentence."""
    links = [child for child in tag.children if isinstance(child, Tag)]
    alone = all(isinstance(child, Tag) or not str(child).strip(" \n\t\r|>›»·\u00a0\u3000") for child in tag.children)
    linked = all(link.name == "a" or (link.name == "li" and link.find("a") is not None) for link in links)
    return len(links) >= 3 and alone and linked and not any("。" in link.get_text() for link in links)


def _weights(body: Tag) -> Counter[int]:
    """id(tag) → how much prose is in it: its punctuation outside links, table cells counted as well, and a little for the rest."""
    found: Counter[int] = Counter()
    for text in body.find_all(string=True):
        parents = list(takewhile(lambda up: up is not body.parent, text.parents))
        if not any(up.name == "a" for up in parents[:4]):
            weight = 20 * len(PUNCTUATION.findall(text)) + len(text.strip()) + 20 * (parents[0].name in ("td", "th"))
            found.update({id(up): weight for up in parents})
    return found


def _content(body: Tag) -> Tag:
    """The element known to hold the article, else the innermost that holds most of the prose."""
    weights = _weights(body)
    total = weights[id(body)]
    for selector in knowledge()["content"]:
        found = body.select(selector)
        if len(found) == 1 and weights[id(found[0])] >= 0.4 * total:
            return found[0]
    node = body
    while True:
        children = node.find_all(True, recursive=False)
        best = max(children, key=lambda child: weights[id(child)], default=None)
        if (
            best is None
            or best.name in ("p", "pre", "table", "tbody", "tr", "span")
            or weights[id(best)] < MOST * total
        ):
            return node
        node = best


def _write(node: Tag, flow: Flow) -> None:
    """Blocks become lines in reading order; inline text is joined."""
    line: list[str] = []

    def end_line() -> None:
        text = tidy(WRAP.sub("", "".join(line)))
        line.clear()
        if text and not is_furniture(text):
            flow.paragraph(text)

    def visit(element: Tag) -> None:
        for child in element.children:
            if isinstance(child, NavigableString):
                line.append(str(child))
            elif not isinstance(child, Tag):
                continue
            elif child.name == "table" and _is_data(child):
                end_line()
                flow.table(_slots(child), _caption(child))
            elif child.name == "pre":
                end_line()
                for printed in child.get_text().splitlines():
                    flow.paragraph(printed)
            elif BLOCKS.fullmatch(child.name):
                end_line()
                visit(child)
                end_line()
            else:
                visit(child)

    if node.name == "table" and _is_data(node):
        flow.table(_slots(node), _caption(node))
        return
    visit(node)
    end_line()


def _is_data(table: Tag) -> bool:
    """A table of data: at least two rows and two columns, none inside it, no cell that holds an article."""
    if table.find("table"):
        return False
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    cells = [cell for row in rows for cell in row]
    filled = sum(bool(tidy(cell.get_text())) for cell in cells)
    articles = sum(len(cell.find_all("p")) > 3 for cell in cells)
    return len(rows) >= 2 and max(map(len, rows), default=0) >= 2 and filled >= 4 and articles * 4 <= filled


def _caption(table: Tag) -> str:
    return tidy(table.caption.get_text()) if table.caption else ""


def _slots(table: Tag) -> list[Slot]:
    """The cells at their places, rowspan and colspan followed as far as the table reaches."""
    rows = [(row, row.find_all(["td", "th"], recursive=False)) for row in table.find_all("tr")]
    width = max(sum(_span(cell, "colspan") for cell in cells) if len(cells) > 1 else 1 for _, cells in rows)
    taken: set[tuple[int, int]] = set()
    found = []
    for at, (row, cells) in enumerate(rows):
        column = 0
        for cell in cells:
            while (at, column) in taken:
                column += 1
            down = min(_span(cell, "rowspan"), len(rows) - at)
            across = min(_span(cell, "colspan"), max(1, width - column))
            taken |= {(at + i, column + j) for i in range(down) for j in range(across)}
            head = cell.name == "th" or (row.parent is not None and row.parent.name == "thead")
            found.append(Slot(_cell_text(cell), at, column, down, across, head))
            column += across
    return found


def _cell_text(cell: Tag) -> str:
    for tag in cell.find_all(["br", "p", "div", "li"]):
        tag.insert_before(" ")
    return tidy_cell(cell.get_text())


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return max(1, min(int(value), 1000)) if value.isdecimal() else 1

"""The text of a Word paragraph as it reads with all changes accepted, and the elements that hold paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from .note_marks import raised

Element = Any  # lxml's elements carry no types

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo")) | {
    f"{_MC}AlternateContent",
    f"{_MC}Choice",
}
_GONE = frozenset(
    qn(name) for name in ("w:del", "w:moveFrom", "w:rt", "w:txbxContent", "w:instrText", "w:delText", "w:rPr", "w:pPr")
) | {f"{_MC}Fallback"}
_CHARACTERS = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "",
}  # fmt: skip


def blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables that stand in an element, those in content controls too; no table of contents, no deleted text."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _WRAPS and not _is_filler(child):
            yield from blocks(child)


def inner(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    tag = qn(name)
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPS:
            yield from inner(child, name)


def boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph."""
    for box in paragraph.iter(qn("w:txbxContent")):
        above = [up.tag for up in box.iterancestors()]
        nested = above.index(paragraph.tag) if paragraph.tag in above else len(above)
        if f"{_MC}Fallback" not in above[:nested] and qn("w:txbxContent") not in above[:nested]:
            yield box


def goes_on(paragraph: Element) -> bool:
    """The end of the paragraph is deleted: it is one with the next."""
    return any(paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{mark}") is not None for mark in ("del", "moveFrom"))


def _is_filler(control: Element) -> bool:
    """A content control that shows its prompt, or that holds the table of contents."""
    properties = control.find(qn("w:sdtPr"))
    if properties is None:
        return False
    gallery = next(properties.iter(qn("w:docPartGallery")), None)
    contents = gallery is not None and "contents" in gallery.get(qn("w:val"), "").lower()
    return contents or properties.find(qn("w:showingPlcHdr")) is not None


class Look:
    """How runs look, by themselves and by their style: raised, struck, hidden."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}

    def style_name(self, paragraph: Element) -> str:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = self._styles.get(named.get(qn("w:val"))) if named is not None else None
        name = style.find(qn("w:name")) if style is not None else None
        return str(name.get(qn("w:val"), "")) if name is not None else ""

    def text(self, paragraph: Element) -> str:
        """What is read of a paragraph: no struck, hidden or deleted text, no marks of notes, no text boxes."""
        return "".join(self.texts(paragraph))

    def texts(self, element: Element) -> list[str]:
        found: list[str] = []
        for child in element:
            if child.tag in _GONE or (child.tag == qn("w:sdt") and _is_filler(child)):
                continue
            if child.tag == qn("w:r"):
                self._run(child, found)
            else:
                found += self.texts(child)
        return found

    def _run(self, run: Element, found: list[str]) -> None:
        properties = [*self._properties(run)]
        if any(_is_on(one, name) for one in properties[:1] for name in ("strike", "dstrike", "vanish", "webHidden")):
            return
        if any(_is_on(one, name) for one in properties[1:] for name in ("strike", "dstrike", "vanish")):
            return
        text = "".join(_characters(run))
        shifts = (one.find(f"{_W}vertAlign") for one in properties)
        if any(shift is not None and shift.get(qn("w:val")) == "superscript" for shift in shifts):
            text = raised("".join(found[-3:]), text)
        found.append(text)

    def _properties(self, run: Element) -> Iterator[Element]:
        """The run's own properties, then those of its character style and of the styles that one is based on."""
        own = run.find(qn("w:rPr"))
        if own is None:
            return
        yield own
        named = own.find(qn("w:rStyle"))
        for _ in range(10):
            style = self._styles.get(named.get(qn("w:val"))) if named is not None else None
            if style is None:
                return
            if (more := style.find(qn("w:rPr"))) is not None:
                yield more
            named = style.find(qn("w:basedOn"))


def _is_on(properties: Element, name: str) -> bool:
    found = properties.find(f"{_W}{name}")
    return found is not None and found.get(qn("w:val"), "true") not in ("0", "false", "off")


def _characters(run: Element) -> Iterator[str]:
    for part in run:
        if part.tag == qn("w:t"):
            yield part.text or ""
        elif part.tag in _CHARACTERS:
            yield _CHARACTERS[part.tag]
        elif part.tag == qn("w:sym"):
            code = int(part.get(qn("w:char"), "0"), 16)
            yield chr(code) if code < 0xE000 or code > 0xF8FF else " "
        elif part.tag == qn("w:ruby"):
            for base in part.iter(qn("w:rubyBase")):
                yield "".join(one.text or "" for one in base.iter(qn("w:t")))

"""The numbers Word prints before a paragraph (一、 (一) 1.) and does not store in its text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import cn2an
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

CHINESE = {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"}
PLACEHOLDER = re.compile(r"%([1-9])")


class Numbering:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, document: Any) -> None:
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        root = part.element if part is not None else None
        self._abstract = (
            {} if root is None else {_id(num, "w:numId"): _abstract_id(num) for num in root.findall(qn("w:num"))}
        )
        self._levels = (
            {} if root is None else {_id(a, "w:abstractNumId"): _levels(a) for a in root.findall(qn("w:abstractNum"))}
        )
        self._counts: dict[str, Counter[int]] = {}

    def label(self, paragraph: Paragraph, blank: bool = False) -> str:
        """What stands before this paragraph, counting it; empty for one without a number, for bullets, and for blank ones
        unless `blank` (the cells of a column 序号 often hold nothing but their number).
        """
        place = _place(paragraph)
        levels = self._levels.get(self._abstract.get(place[0], ""), {}) if place else {}
        if not place or place[1] not in levels or not (blank or paragraph.text.strip()):
            return ""
        counts = self._counts.setdefault(self._abstract[place[0]], Counter())
        level = place[1]
        counts[level] = counts[level] + 1 if level in counts else levels[level][2]
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        form, pattern, _ = levels[level]
        if form in ("bullet", "none"):
            return ""
        return PLACEHOLDER.sub(lambda match: self._number(counts, levels, int(match[1]) - 1), pattern)

    @staticmethod
    def _number(counts: Counter[int], levels: dict[int, tuple[str, str, int]], level: int) -> str:
        form, _, start = levels.get(level, ("decimal", "", 1))
        number = counts.get(level, start)
        if form not in CHINESE:
            return str(number)
        return re.sub("^一十", "十", cn2an.an2cn(number))


def _id(element: Any, name: str) -> str:
    return str(element.get(qn(name), ""))


def _abstract_id(num: Any) -> str:
    return str(num.find(qn("w:abstractNumId")).get(qn("w:val"), ""))


def _levels(abstract: Any) -> dict[int, tuple[str, str, int]]:
    """Level → (format, text with %1, first number)."""
    found = {}
    for level in abstract.findall(qn("w:lvl")):
        values = {name: level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start")}
        form, text, start = (node.get(qn("w:val"), "") if node is not None else "" for node in values.values())
        found[int(level.get(qn("w:ilvl"), "0"))] = (form, text, int(start or 1))
    return found


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """(numId, level) of the paragraph or of its style; numId 0 takes a number away."""
    style = paragraph.style
    chain = [paragraph._p.pPr]
    while style is not None:
        chain.append(style.element.pPr)
        style = style.base_style
    for properties in chain:
        numbered: Any = properties.numPr if properties is not None else None
        if numbered is not None and numbered.numId is not None:
            level = numbered.ilvl.val if numbered.ilvl is not None else 0
            return None if numbered.numId.val == 0 else (str(numbered.numId.val), level)
    return None

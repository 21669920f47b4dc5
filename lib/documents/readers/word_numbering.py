"""The numbers Word prints before a paragraph (一、 (一) 1.) and does not store in its text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import cn2an
from docx.oxml.ns import qn

Element = Any  # lxml's elements carry no types

CHINESE = {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"}
CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"}
PLACEHOLDER = re.compile(r"%([1-9])")
OPEN_END = re.compile(r"[\d\w①-⑳]$")


def labelled(label: str, text: str) -> str:
    """A paragraph with its number, parted by a wide space where the two would read as one number: `1.` and `56场`."""
    apart = bool(label) and (OPEN_END.search(label) is not None or (label[-1] in ".．" and text.lstrip()[:1].isdigit()))
    return f"{label}\u3000{text.lstrip()}" if apart else label + text


class Numbering:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, document: Any) -> None:
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        root = part.element if part is not None else None
        nums = [] if root is None else root.findall(qn("w:num"))
        self._abstract = {_id(num, "w:numId"): _abstract_id(num) for num in nums}
        self._restarts = {_id(num, "w:numId"): _restarts(num) for num in nums}
        self._levels = (
            {} if root is None else {_id(a, "w:abstractNumId"): _levels(a) for a in root.findall(qn("w:abstractNum"))}
        )
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        self._counts: dict[str, Counter[int]] = {}

    def label(self, paragraph: Element, text: str, blank: bool = False) -> str:
        """What stands before this paragraph, counting it; empty for one without a number, for bullets, and for blank ones
        unless `blank` (the cells of a column 序号 often hold nothing but their number).
        """
        place = self._place(paragraph)
        levels = self._levels.get(self._abstract.get(place[0], ""), {}) if place else {}
        if not place or place[1] not in levels or not (blank or text.strip()):
            return ""
        number, level = place
        counts = self._counts.setdefault(self._abstract[number], Counter())
        restarts = self._restarts[number]
        if level in restarts:  # the first paragraph of a w:num that starts anew
            counts[level] = restarts.pop(level)
        else:
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
        if form in CIRCLED and 1 <= number <= 20:
            return chr(0x2460 + number - 1)
        if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
            return chr((97 if form == "lowerLetter" else 65) + number - 1)
        if form in ("lowerRoman", "upperRoman"):
            roman = _roman(number)
            return roman if form == "upperRoman" else roman.lower()
        return re.sub("^一十", "十", cn2an.an2cn(number)) if form in CHINESE else str(number)

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """(numId, level) of the paragraph or of its style; numId 0 takes a number away."""
        properties = paragraph.find(qn("w:pPr"))
        for _ in range(12):
            if properties is None:
                return None
            numbered = properties.find(qn("w:numPr"))
            number = numbered.find(qn("w:numId")) if numbered is not None else None
            if number is not None:
                level = numbered.find(qn("w:ilvl"))
                at = int(level.get(qn("w:val"), "0")) if level is not None else 0
                identity = number.get(qn("w:val"), "0")
                return None if identity == "0" or identity not in self._abstract else (identity, at)
            named = properties.find(qn("w:pStyle"))
            if named is None:
                named = properties.getparent().find(qn("w:basedOn"))
            style = self._styles.get(named.get(qn("w:val"))) if named is not None else None
            while style is not None and style.find(qn("w:pPr")) is None:
                based = style.find(qn("w:basedOn"))
                style = self._styles.get(based.get(qn("w:val"))) if based is not None else None
            properties = style.find(qn("w:pPr")) if style is not None else None
        return None


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    found = ""
    for value, sign in signs:
        found += sign * (number // value)
        number %= value
    return found


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


def _restarts(num: Element) -> dict[int, int]:
    """Level → the number at which a w:num begins to count anew."""
    found = {}
    for override in num.findall(qn("w:lvlOverride")):
        start = override.find(qn("w:startOverride"))
        if start is not None:
            found[int(override.get(qn("w:ilvl"), "0"))] = int(start.get(qn("w:val"), "1"))
    return found

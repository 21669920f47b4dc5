"""Characters of source documents that the PDF's font cannot print: replaced, and remembered for a note at the end."""

from __future__ import annotations

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from ..project import FONTS

FONT = FONTS / "NotoSansSC-Regular.ttf"
MARK = "〓"  # what Chinese typesetters set for a character they do not have
_SILENT = ("Cf", "Mn")  # joiners and variation selectors: nothing is lost without them


@cache
def _drawn() -> frozenset[int]:
    """Code points that the font draws."""
    with TTFont(FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())


class Glyphs:
    """Replaces in texts of documents what the font lacks. The suite's own texts never pass here: an error there is ours to mend."""

    def __init__(self) -> None:
        self.missing: set[str] = set()

    def printable(self, text: str) -> str:
        """`text` with MARK for each character without a glyph (invisible ones are left out)."""
        lacking = {char for char in text if ord(char) not in _drawn() and not char.isspace()}
        silent = {char for char in lacking if unicodedata.category(char) in _SILENT}
        self.missing |= lacking - silent
        return text.translate({ord(char): "" if char in silent else MARK for char in lacking})

    def replaced(self, comma: str) -> str:
        """The characters replaced so far, by code point and name: U+1F600 grinning face; '' if there were none."""
        return comma.join(_named(char) for char in sorted(self.missing))


def _named(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '').lower()}".strip()

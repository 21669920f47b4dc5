"""Raised characters: the mark of a footnote, a power, or a square metre."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"\s*(?:[\[〔(\uff08【]?\s*(?:注|[a-z])?[\d①-⑳*†‡\uff0a]{0,3}(?:[,、-]\d{1,3})*\s*[\]〕)\uff09】]?)\s*"
)
_METRES = re.compile(r"(?:(?<![A-Za-z])[kcdm]?m)$")
_TIMES_TEN = re.compile(r"[×xX*✕]\s*10$")
_RAISED = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")


def raised(before: str, text: str) -> str:
    """What a superscript `text` behind `before` becomes: `²` behind m, `⁴` behind ×10, nothing for the mark of a note, else itself."""
    bare = text.strip()
    if (bare in ("2", "3") and _METRES.search(before)) or (bare.lstrip("-").isdigit() and _TIMES_TEN.search(before)):
        return bare.translate(_RAISED)
    return "" if _MARK.fullmatch(text) else text

"""The value of a workbook's cell as a reader of the sheet sees it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from .text_builder import tidy_cell

FAULTS = frozenset(("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!"))
_DECIMALS = re.compile(r"[0#]\.([0#?]+)")
_SUFFIX = re.compile(r"[0#?][\s_)]*\"([\u4e00-\u9fff²]{1,4})\"\s*$")
_SCALED = re.compile(r"[0#?],+(?![0#?])|!\.|\"\.\"|\\\.")  # a format that shows thousands or moves the point
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")


def shown(value: Any, style: str) -> str:
    """0.983 with format 0.0% → 98.3%, 1240.0 → 1240, 12 with format 0"件" → 12件, a date as far as the format shows it."""
    style = style.split(";")[0]
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (dt.datetime, dt.date)):
        return _date(value, style)
    if not isinstance(value, (int, float)):
        return tidy_cell(str(value))
    decimals = _DECIMALS.search(style)
    places = len(decimals[1]) if decimals else 0
    if "%" in _QUOTED.sub("", style):
        return f"{value * 100:.{places}f}%"
    suffix = _SUFFIX.search(style)
    unit = suffix[1] if suffix and not _SCALED.search(style) else ""
    if isinstance(value, int):
        return f"{value}{unit}"
    if decimals and not _SCALED.search(style):
        return f"{value:.{places}f}{unit}"
    return (f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}") + unit


def _date(value: dt.datetime | dt.date, style: str) -> str:
    """Year alone and year and month as such (2023年, 2023年10月), else in ISO form."""
    letters = _QUOTED.sub("", style).lower()
    if "y" in letters and "d" not in letters and "h" not in letters:
        return f"{value.year}年{value.month}月" if "m" in letters else f"{value.year}年"
    return value.isoformat()[:10]

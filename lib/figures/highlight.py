"""A text with its figures marked, for a notebook or a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from .. import lexicon
from ..documents import Document

_STYLE = (
    "<style>.citystats{line-height:2;white-space:pre-wrap;max-width:52rem}.citystats mark{background:#fff3c4;color:#222;padding:0 .15em;"
    "border-bottom:2px solid #d89b00}.citystats mark.known{background:#d7ebff;border-color:#0072b2}.citystats mark small{color:#555;font-size:.72em;"
    "margin-left:.3em}</style>"
)


@dataclass(frozen=True)
class Highlighted:
    """A document and its figures (rows of the figures table). Blue marks have an indicator, yellow ones have none."""

    document: Document
    figures: pd.DataFrame

    def _repr_html_(self) -> str:
        pieces, at = [_STYLE, '<div class="citystats" lang="zh">'], 0
        text = self.document.text
        for row in self.figures.itertuples():
            known = ' class="known"' if row.indicator else ""
            pieces += [
                escape(text[at : row.start]),
                f'<mark{known} title="{escape(understood(row), quote=True)}">{escape(text[row.start : row.end])}',
            ]
            pieces.append(
                f"<small>{escape(lexicon.indicators()[row.indicator].name_zh)}</small></mark>"
                if row.indicator
                else "</mark>"
            )
            at = row.end
        return "".join([*pieces, escape(text[at:]), "</div>"])

    def __repr__(self) -> str:
        lines = [f"{row.text:>12} {row.unit:6} {understood(row)}" for row in self.figures.itertuples()]
        return "\n".join(lines) or "(no figures)"


def understood(row: Any) -> str:
    """One line: value, qualifier, unit, measure, status, area, period, indicator, subject."""
    area = lexicon.areas().get(row.ref_area)
    name = lexicon.indicators()[row.indicator].name_zh if row.indicator else row.subject
    parts = [
        f"{row.value:g}" if abs(row.value) < 1e6 else f"{row.value:,.0f}",
        "" if row.qualifier == "exact" else row.qualifier,
        row.unit,
        row.measure,
    ]
    parts += [row.status, area.name_zh if area else "", row.time_period, row.scope, name]
    return " · ".join(part for part in parts if part)

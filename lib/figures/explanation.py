"""Why a number of a text was understood as it was: the rules that matched, what each scored, the words that decided the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import lexicon
from ..documents import Document
from ..quantities import Quantity
from . import extraction, indicator_rules
from .indicator_rules import Match
from .record import Record

OWN = "the document's own"


@dataclass(frozen=True)
class Explanation:
    """One number: where and how it is printed, the record it became, the rules that held on its words (best first)."""

    start: int
    text: str
    quantity: Quantity
    record: Record
    matches: tuple[Match, ...]
    home: str

    def lines(self) -> list[str]:
        """For a terminal."""
        record = self.record
        known = lexicon.indicators().get(record.indicator)
        name = f"{record.indicator} ({known.name_zh})" if known else "no indicator"
        return [
            f"{self.text}{'' if self.text.endswith(self.quantity.unit) else ' ' + self.quantity.unit}  {name}",
            f"    words   {record.local}",
            *(f"    {'rules' if not at else '':7} {told}" for at, told in enumerate(self._rules())),
            f"    period  {record.time_period or 'not known'}: {record.period_words or OWN}",
            f"    area    {record.ref_area or 'not known'}: {self._area()}",
            f"    scope   {record.scope or 'none without an indicator'}{self._limits()}",
            f"    status  {record.status}",
        ]

    def _area(self) -> str:
        if self.record.area_words or self.record.ref_area == self.home:
            return self.record.area_words or OWN
        known = lexicon.areas().get(self.record.ref_area)
        return f"{known.name_zh} is named" if known else "named in the text"

    def _rules(self) -> list[str]:
        told = [f"{decided(match)}, score {match.score / 10000:g}" for match in self.matches]
        if not self.record.rule and self.record.indicator:
            told = ["taken from the figure it compares with or belongs to", *told]
        return told or ["none matched"]

    def _limits(self) -> str:
        if self.record.scope_words:
            return f": {self.record.scope_words}"
        return ": by its rule" if self.record.rule and self.record.rule.part else ""


def decided(match: Match) -> str:
    """law_firms, rule 1: '律师事务所#'."""
    return f"{match.indicator or f'no indicator ({match.thing})'}, rule {match.rule + 1}: {match.words!r}"


def explain(document: Document) -> Iterator[Explanation]:
    """Every number of a document with what decided it, in order."""
    with indicator_rules.watched() as seen:
        found = list(extraction.analyse(document))
    for _, quantity, record in found:
        matches = sorted(seen.get(record.local, ()), key=lambda match: -match.score)
        yield Explanation(
            quantity.start,
            document.text[quantity.start : quantity.end],
            quantity,
            record,
            tuple(matches),
            document.ref_area,
        )

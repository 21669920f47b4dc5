"""One number of a text: as it is written (Numeral), and as it was understood (Quantity)."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEFT = 16  # code points before a number that its qualifier, a change or an identifier may take


@dataclass(slots=True)
class Quantity:
    """One number in a text. start, end: code points of the numeral with its scale word or percent sign; `close` is where its
    unit and trailing qualifier end, `open` where its leading qualifier begins. A percent is in percent, money in units of the currency."""

    start: int
    end: int
    value: float
    qualifier: str
    unit: str
    unit_measure: str
    measure: str
    open: int
    close: int
    lower: float | None = None
    upper: float | None = None
    opens_range: bool = False
    words: str = ""  # the headings of the cell that holds it, where it stands in a table …
    heads: tuple[str, ...] = ()  # … one by one, from the row's to the column's …
    title: str = ""  # … and the table's caption

    def bound(self) -> Quantity:
        """lower and upper as the qualifier implies them: 逾1.1亿元 → from 110000000; exact → both equal the value; 约 → none."""
        self.lower = self.value if self.qualifier in ("exact", "over", "at_least") else None
        self.upper = self.value if self.qualifier in ("exact", "under", "at_most") else None
        return self


@dataclass(slots=True)
class Numeral:
    """A numeral where it stands: token text[start:end], its value, the qualifier written inside it (500多万), the words before."""

    text: str
    start: int
    end: int
    kind: str
    value: float = 0.0
    vague: str = ""
    currency: str = ""  # the name of the currency before the number: ￥, 港币
    lead: int = -1  # where that begins

    @property
    def token(self) -> str:
        return self.text[self.start : self.end]

    @property
    def left(self) -> str:
        start = self.start if self.lead < 0 else self.lead
        return self.text[max(0, start - LEFT) : start]

    def take_currency(self, pattern: re.Pattern[str], units: dict[str, str]) -> None:
        """Notes the currency that stands right before the number, and its unit."""
        found = pattern.search(self.left)
        if found:
            self.currency, self.lead = units[found["currency"]], self.start - len(found[0])


@dataclass(frozen=True, slots=True)
class Unread:
    """What looks like a number at text[start:end] and was not read; `reason` is a word of checks.yml (piece, misprint, …)."""

    start: int
    end: int
    reason: str

"""The clauses of a sentence: what its commas, semicolons and brackets part and enclose, worked out once."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_MARK = re.compile(r"[,，;；()《》“”]")
_COMMAS, _SEMICOLONS = ",，", ";；"
_CLOSES = {")": "(", "》": "《", "”": "“"}


@dataclass(frozen=True, slots=True)
class Clauses:
    """Offsets into one sentence: where its clauses (up to a comma) and statements (up to a semicolon) begin, the first at 0;
    `enclosed` are its brackets, titles and quotations from the opening mark to the closing one."""

    clauses: tuple[int, ...]
    statements: tuple[int, ...]
    enclosed: tuple[tuple[int, int], ...]

    def clause(self, at: int) -> int:
        """Where the clause begins that holds the offset `at`."""
        return self.clauses[bisect_right(self.clauses, at) - 1]

    def clause_end(self, at: int, otherwise: int) -> int:
        """Where the clause that holds `at` ends: behind its mark, or at `otherwise` for the last."""
        index = bisect_right(self.clauses, at)
        return self.clauses[index] if index < len(self.clauses) else otherwise

    def statement(self, at: int) -> int:
        """Where the statement begins that holds the offset `at`."""
        return self.statements[bisect_right(self.statements, at) - 1]

    def closed_before(self, start: int, at: int) -> bool:
        """Whether what begins at `start` stands in brackets, a title or a quotation that closes before `at`."""
        return any(first < start < last <= at for first, last in self.enclosed)


def cut(text: str) -> Clauses:
    """The clauses of a sentence (simplified, half-width digits and brackets)."""
    clauses, statements = [0], [0]
    enclosed: list[tuple[int, int]] = []
    opened: dict[str, int] = {}
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark in _SEMICOLONS:
            statements.append(match.end())
        if mark in _SEMICOLONS or mark in _COMMAS:
            clauses.append(match.end())
        elif mark in _CLOSES:
            if (first := opened.pop(_CLOSES[mark], None)) is not None:
                enclosed.append((first, match.start()))
        else:
            opened.setdefault(mark, match.start())
    return Clauses(tuple(clauses), tuple(statements), tuple(enclosed))

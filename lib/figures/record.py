"""What was decided of one number: a value that is made once and handed on, never written into afterwards."""

from __future__ import annotations

from typing import Any, NamedTuple

from .indicator_rules import Match


class Record(NamedTuple):
    """What was decided of one number.

    `local` are the words around it (words before # words after); `listed`: they come from a respectively-list; `sub`: it is a
    part of a figure before it; `rule`: what recognised the indicator, None where it was handed down. The last three name the
    words that decided, empty where the document's own period or area holds, or nothing limits the figure.
    """

    local: str
    time_period: str
    ref_area: str
    status: str
    listed: bool = False
    indicator: str = ""
    theme: str = ""
    scope: str = ""
    sub: bool = False
    rule: Match | None = None
    period_words: str = ""
    area_words: str = ""
    scope_words: str = ""

    def by(self, match: Match, **more: Any) -> Record:
        """With the indicator of a rule; a rule whose words limit it makes a part."""
        if match.part:
            more["scope"] = "part"
        return self._replace(indicator=match.indicator, theme=match.theme, rule=match, **more)

    def like(self, other: Record, **more: Any) -> Record:
        """With the indicator and scope of another figure."""
        given = {"indicator": other.indicator, "theme": other.theme, "scope": other.scope, "rule": None, **more}
        return self._replace(**given)

"""A sentence with what entitles it to compare: the use of lib.comparison.comparability that its words need, and the rows it asked about.

Which words need which use is said once, beside the text itself: `use` in messages.yml. A text without `use` compares nothing;
`printed` repeats a comparison that a document makes itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from IPython.display import Markdown

from ...wording import Messages


@dataclass(frozen=True)
class Claim:
    """`rows` are the observations that `use` was granted for, in the order of the words."""

    text: str
    use: str = ""
    rows: tuple[Mapping[str, Any], ...] = ()

    def __add__(self, more: str) -> Claim:
        return Claim(self.text + more, self.use, self.rows)


def claim(t: Messages, key: str, rows: Iterable[Mapping[str, Any]] = (), /, **values: object) -> Claim:
    """The text of `key` with the use that messages.yml says its words need."""
    return Claim(t(key, **values), t.use(key), tuple(rows))


class Prose(Markdown):
    """Markdown that a notebook displays, and the claims it is made of."""

    def __init__(self, text: str, claims: Iterable[Claim] = ()) -> None:
        super().__init__(text)  # type: ignore[no-untyped-call]
        self.claims = tuple(claims)


def section_of(title: str, claims: Iterable[Claim]) -> Prose:
    """A heading and a list of sentences."""
    told = tuple(claims)
    return Prose("\n".join([f"## {title}", "", *(f"- {entry.text}" for entry in told)]), told)


def bullets(claims: Iterable[Claim]) -> Prose:
    """The sentences as a list."""
    told = tuple(claims)
    return Prose("\n".join(f"- {entry.text}" for entry in told), told)

"""Evidence for one fact about a document, and what it comes to: a value and how sure it is, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Related = Callable[[str, str], bool]


@dataclass(frozen=True)
class Evidence:
    """`quote` of the text speaks for `value`; `kind` says where it stands (title, publisher, clause …), `weight` what it counts."""

    value: str
    kind: str
    weight: float
    quote: str = ""


@dataclass(frozen=True)
class Verdict:
    """The value that the evidence speaks for, empty where it does not suffice; `leading` is the best guess all the same.

    `confidence` is between 0 and 1; `evidence` has the heaviest first, that for rivals too; `why_not` says in words what
    forbids an answer, if anything does.
    """

    value: str = ""
    leading: str = ""
    rival: str = ""
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    why_not: str = ""

    def because(self, most: int = 3) -> list[Evidence]:
        """What spoke for the leading value, heaviest first."""
        return [found for found in self.evidence if found.value == self.leading][:most]


def scores(evidence: Iterable[Evidence]) -> dict[str, float]:
    """value → its weight. Of several pieces of one kind the second counts half, the third a quarter: repeating is no proof."""
    kinds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for found in evidence:
        kinds[found.value, found.kind].append(found.weight)
    total: dict[str, float] = defaultdict(float)
    for (value, _), weights in kinds.items():
        total[value] += sum(weight * 0.5**at for at, weight in enumerate(sorted(weights, reverse=True)))
    return dict(total)


def confidence(best: float, rival: float, doubt: float) -> float:
    """The share of the best among itself, its rival and `doubt`, the weight of what we do not know."""
    return best / (best + max(rival, 0.0) + doubt) if best > 0 else 0.0


def judge(
    evidence: Iterable[Evidence],
    weighed: dict[str, float],
    doubt: float,
    sure: float,
    related: Related = lambda one, other: False,
    why_not: str = "",
) -> Verdict:
    """The heaviest of `weighed` (value → weight), if its confidence reaches `sure` and nothing forbids it.

    A value `related` to the best (the province of a city) is no rival of it. Of equals the first stands.
    """
    if not weighed:
        return Verdict(why_not=why_not)
    best = max(weighed, key=lambda value: weighed[value])
    rivals = {value: weight for value, weight in weighed.items() if value != best and not related(value, best)}
    rival = max(rivals, key=lambda value: rivals[value], default="")
    sureness = confidence(weighed[best], rivals.get(rival, 0.0), doubt)
    heaviest = sorted(evidence, key=lambda found: -found.weight)
    return Verdict(
        best if sureness >= sure and not why_not else "", best, rival, round(sureness, 2), tuple(heaviest), why_not
    )

"""One value where several are printed."""

import made
import pytest
from made import figure

from lib.observations import candidates, with_ids
from lib.observations.reconciliation import choose


def chosen(*figures, **published):
    usable = candidates(with_ids(made.figures(*figures)), made.sources(**published))
    return choose(usable)


def test_figures_that_may_be_one_number_agree():
    winners, conflicts = chosen(
        figure("mediation_cases", 58_764, text="58764"),
        figure("mediation_cases", 59_000, text="5.9万", qualifier="under"),
    )
    assert list(winners["obs_value"]) == [58_764]
    assert len(winners["figure_ids"].iloc[0].split()) == 2
    assert conflicts.empty


def test_figures_that_cannot_be_one_number_conflict():
    winners, conflicts = chosen(figure("mediation_cases", 100), figure("mediation_cases", 120))
    assert len(winners) == 1
    assert {conflicts["kept"].iloc[0], conflicts["other"].iloc[0]} == {100, 120}
    assert conflicts["decided_by"].iloc[0] == "first_printed"


@pytest.mark.parametrize(
    ("one", "other", "decided"),
    [
        ({"text": "5.9万", "value": 59_000}, {"text": "61234", "value": 61_234}, "higher_precision"),
        ({"unit": "人", "unit_measure": "person", "value": 70}, {"value": 50}, "own_unit"),
    ],
)
def test_what_decides(one, other, decided):
    winners, conflicts = chosen(*({**figure("mediation_cases", case["value"]), **case} for case in (one, other)))
    assert winners["obs_value"].iloc[0] == other["value"]
    assert conflicts["decided_by"].iloc[0] == decided

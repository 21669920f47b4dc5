"""Inputs of derivations: pairs of one source, codes without what belongs to the inputs alone."""

import made
import pytest
from made import figure

from lib.observations import operands, reported


@pytest.fixture(scope="module")
def panel():
    values, _ = reported.build(
        made.figures(
            figure("mediation_cases", 3302),
            figure("mediation_successes", 3237),
            figure("mediation_cases", 50, area="440700"),
            figure("mediation_successes", 40, area="440700", period="2021"),
        ),
        made.sources(),
    )
    return values


def test_pairs_are_of_one_area_period_and_source(panel):
    (pair,) = operands.of(panel, "mediation_successes", "mediation_cases").to_dict("records")
    assert (pair["ref_area"], pair["a"], pair["b"]) == ("441900", 3237, 3302)
    assert (pair["a_low"], pair["b_high"]) == (3237, 3302)
    assert pair["a_key"].startswith("mediation_successes|441900|2022|")


def test_codes_and_ids_of_both(panel):
    pairs = operands.of(panel, "mediation_successes", "mediation_cases")
    both = operands.both(pairs, "rounded")
    assert both["reasons"].iloc[0].split()[0] == "rounded"
    assert len(both["figure_ids"].iloc[0].split()) == 2
    assert len(both["inputs"].iloc[0].split()) == 2


@pytest.mark.parametrize(("codes", "kept"), [("a a b", "a b"), ("over a", "a"), ("verb=受理 a=1 a=1", "a=1"), ("", "")])
def test_every_code_once_without_the_wording_of_the_inputs(codes, kept):
    assert operands.distinct(codes) == kept

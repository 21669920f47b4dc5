"""Totals beside their parts."""

import made
import pytest
from made import figure

from lib.checks.totals import parts_total

SENTENCE = "办理涉律师行政审批374件,其中律师执业200件、变更100件、注销74件。"


def parts(*values, total=374, last="变更"):
    own = {"sentence": SENTENCE}
    rows = [figure("lawyer_permits", total, **own)]
    for at, value in enumerate(values):
        prefix = last if at == len(values) - 1 else "其中"
        rows.append(figure("lawyer_permits", value, scope="part", prefix=prefix, **own))
    return parts_total(made.figures(*rows))


@pytest.mark.parametrize(
    ("values", "last", "case", "gap"),
    [
        ((200, 100, 74), "变更", "confirmed", 0),
        ((200, 100, 90), "变更", "over", 16),
        ((200, 100), "变更", "share", 74),
        ((200, 100, 59), "其他", "short", 15),
        ((100, 100, 100, 50, 9), "变更", "short", 15),  # five items are a full list
    ],
)
def test_parts_against_the_total(values, last, case, gap):
    (found,) = parts(*values, last=last).to_dict("records")
    assert found["case"] == case
    assert found["found"] - found["expected"] == (374 - sum(values))
    assert abs(found["found"] - found["expected"]) == gap


def test_one_item_is_no_list():
    assert parts(200).empty

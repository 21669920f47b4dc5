"""How figures are judged: what labelled files cannot know counts as none, a kind of what they know as a part of it."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.figures import evaluation

ROW = {
    "doc_id": "x", "start": 3, "end": 6, "text": "320", "level": "core", "value": 320.0, "qualifier": "exact", "unit": "人",
    "measure": "count", "status": "actual", "ref_area": "441900", "scope": "area", "time_period": "2023", "indicator": "lawyers",
}  # fmt: skip


def judged(wanted: dict, got: dict) -> evaluation.Evaluation:
    return evaluation.evaluate(pd.DataFrame([{**ROW, **wanted}]), pd.DataFrame([{**ROW, **got}]))


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        ({}, {}, True),
        ({}, {"scope": "part"}, False),
        ({"indicator": "", "scope": ""}, {"indicator": "reconsideration_closed"}, True),  # beyond the list: none
        ({"indicator": "reconsideration_applications"}, {"indicator": "reconsideration_closed"}, False),
        ({"scope": "part"}, {"indicator": "public_lawyers"}, True),  # a kind of a listed one: a part of it
        ({}, {"indicator": "public_lawyers"}, False),
        ({"indicator": "", "scope": ""}, {"indicator": "", "scope": ""}, True),
    ],
)
def test_a_record(wanted: dict, got: dict, right: bool) -> None:
    assert judged(wanted, got).scores["record"][2] == float(right)


def test_errors_name_what_was_wanted_and_got() -> None:
    errors = judged({}, {"unit": "名", "scope": "part"}).errors
    assert sorted((row.kind, row.want, row.got) for row in errors.itertuples()) == [
        ("scope", "area", "part"),
        ("unit", "人", "名"),
    ]


def test_what_is_found_apart_from_it_is_false() -> None:
    far = judged({}, {"start": 50, "end": 53})
    assert (far.core, far.found, far.false) == (1, 0, 1)

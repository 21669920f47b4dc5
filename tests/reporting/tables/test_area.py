"""Tables of one area: its standing, and its targets with their results."""

from __future__ import annotations

import pandas as pd
import pytest
from panels import frame, row

from lib import metrics
from lib.reporting import tables


def test_targets_show_result_or_reason():
    data = metrics.targets(area="441900", year=2024)
    table = tables.targets(data, metrics.figures())
    assert len(table.rows) == len(data)
    assert all(row.cells[-1].text for row in table.rows)
    met = data.iloc[:1].assign(result_value=12.0, result_period="2024", result_ids="d#f1", met="yes", reason="")
    (done,) = tables.targets(met, metrics.figures()).rows
    assert done.cells[-1].text == "12（2024年），达到" and done.cells[-1].href.endswith("d.html#f1")


def test_a_total_is_not_ranked():
    rows = [
        row("lawyers", area, 100 * (n + 1), figure_ids="", quote="")
        for n, area in enumerate(("441900", "440700", "440300"))
    ]
    (line,) = tables.standing(frame(*rows), "441900").rows
    assert line.cells[2].text == "—" and line.cells[2].notes
    rates = [
        row("mediation_success_rate", area, 90 + 2 * n, precision=0.1)
        for n, area in enumerate(("441900", "440700", "440300"))
    ]
    (line,) = tables.standing(frame(*rates), "440300").rows
    assert line.cells[2].text == "3地中第1"


@pytest.mark.parametrize(
    ("sentence", "text", "shown"),
    [
        ("每季度编印1期“粤执法”专报。", "1", "每季度1期"),
        ("每名执法人员全年培训不少于60期。", "60", "每人60期"),
        ("每季度召开会议，全年编印1期。", "1", "1期"),
        ("每月推送11期。", "1", "1期"),
        ("全年编印1期。", "1", "1期"),
    ],
)
def test_a_target_to_be_met_again_and_again_says_so(sentence, text, shown):
    value = float(text)
    plan = {
        "figure_id": "p#f1",
        "indicator": "",
        "breakdown": "_T",
        "text": text,
        "value": value,
        "unit": "期",
        "qualifier": "exact",
    }
    rest = {
        "time_period": "2024",
        "sentence": sentence,
        "reason": "no_indicator",
        "result_value": None,
        "result_ids": "",
        "met": "",
    }
    figures = pd.DataFrame({"doc_id": ["p"], "start": [1], "subject": ["专报"]})
    (line,) = tables.targets(pd.DataFrame([{**plan, **rest}]), figures).rows
    assert line.cells[3].text == shown

"""What was not mapped, and tables without a row."""

from __future__ import annotations

import pandas as pd
from panels import frame, row

from lib import metrics
from lib.reporting import tables


def test_unmapped_figures_are_ranked_by_documents_then_number():
    figures = pd.DataFrame(
        {
            "doc_id": ["a", "a", "b", "a"],
            "start": [1, 2, 3, 4],
            "subject": ["会议", "会议", "讲座", "讲座"],
            "indicator": "",
            "measure": "count",
            "unit": "次",
            "value": 1.0,
            "sentence": "共1次。",
        }
    )
    assert [[cell.text for cell in row.cells[:3]] for row in tables.unmapped(figures).rows] == [
        ["讲座", "2", "2"],
        ["会议", "2", "1"],
    ]


def test_tables_without_a_row_say_why():
    assert "没有核对出" in tables.checks(metrics.checks().iloc[:0])._repr_mimebundle_()["text/markdown"]
    alone = tables.standing(frame(row("lawyers", "441900", 1)), "441900")
    assert "没有可以并列" in alone._repr_mimebundle_()["text/markdown"]

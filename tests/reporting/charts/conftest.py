"""The figures behind the charts, and the comparison that most are drawn from."""

from __future__ import annotations

import importlib

import pytest
from drawing import AREAS

from lib import metrics
from lib.reporting.charts import model


@pytest.fixture
def figures(monkeypatch):
    """The matplotlib figures behind the charts that a test makes."""
    kept = []

    def keep(figure):
        kept.append(figure)
        return model.svg(figure)

    for name in ("yearly", "over_time", "quality"):
        monkeypatch.setattr(importlib.import_module(f"lib.reporting.charts.{name}"), "svg", keep)
    return kept


@pytest.fixture(scope="module")
def data():
    return metrics.compare(2023, areas=AREAS, match="nearest", max_gap=1)

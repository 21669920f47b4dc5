"""Raised characters: powers and square metres stay, marks of notes go, words stay."""

from __future__ import annotations

import pytest

from lib.documents.readers.note_marks import raised


@pytest.mark.parametrize(
    ("before", "text", "shown"),
    [
        ("服务大厅350m", "2", "²"),
        ("新建用房1.2km", "2", "²"),
        ("库容80 m", "3", "³"),
        ("全年约3×10", "4", "⁴"),
        ("约1.5 x 10", " 6 ", "⁶"),
        ("浓度2×10", "-3", "⁻³"),
        ("执业律师412人", "1", ""),
        ("执业律师412人", "[12]", ""),
        ("执业律师412人", "注3", ""),
        ("执业律师412人", "①", ""),
        ("办结1206件", "*", ""),
        ("办结1206件", "（2）", ""),
        ("办结1206件", "1,3-5", ""),
        ("12m", "4", ""),  # no such metre
        ("第8", "th", "th"),
        ("司法局", "新", "新"),
        ("form", "2", ""),  # the m ends a word
    ],
)
def test_superscripts(before: str, text: str, shown: str) -> None:
    assert raised(before, text) == shown

"""The value of a workbook's cell as its reader sees it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lib.documents.readers.sheet_values import shown


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (0.983, "0.0%", "98.3%"), (0.5, "0%", "50%"), (1234, "#,##0", "1234"), (12.5, "0.00", "12.50"), (1240.0, "General", "1240"),
        (12, '0"件"', "12件"), (3.5, '0.0"亿元"', "3.5亿元"), (35000, '0!.0,"万"', "35000"), (dt.datetime(2023, 10, 1), "yyyy-mm-dd", "2023-10-01"),
        (dt.datetime(2023, 10, 1), 'yyyy"年"m"月"', "2023年10月"), (dt.datetime(2023, 1, 1), 'yyyy"年"', "2023年"), (None, "0", ""), (0.1 + 0.2, "General", "0.3"),
    ],
)  # fmt: skip
def test_values_as_shown(value: Any, style: str, text: str) -> None:
    assert shown(value, style) == text

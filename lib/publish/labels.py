"""The words of templates/labels.yml, by language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _all() -> dict[str, dict[str, Any]]:
    answer: dict[str, dict[str, Any]] = yaml.safe_load(
        (Path(__file__).parent / "templates" / "labels.yml").read_text("utf-8")
    )
    return answer


def labels(lang: str) -> dict[str, Any]:
    """The labels for a BCP 47 language tag: zh for every Chinese tag, else en."""
    return _all()["zh" if lang.lower().startswith("zh") else "en"]

"""citystats: comparable statistics from the reports of Chinese justice bureaus. `metrics` is its face, `panel` its shortest way."""

from __future__ import annotations

from typing import Any

__all__ = ["panel"]


def panel(source: Any = None) -> Any:
    """The panel of this project, or of a folder, file, files or documents: lib/panels.py, imported only when it is asked for."""
    from .panels import panel as made

    return made(source)

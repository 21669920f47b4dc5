"""Data that pages load when they need them: scripts, because a page opened from a folder may load scripts but not fetch files."""

from __future__ import annotations

import json
from typing import Any

FOLDER = "parts/"


def path(name: str) -> str:
    """Where the part `name` lies, from reports/."""
    return f"{FOLDER}{name}.js"


def script(name: str, content: Any) -> str:
    """A part as a script that enters it under its name."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.CITYSTATS??={{}})[{json.dumps(name)}]={safe};\n"

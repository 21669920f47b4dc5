"""Sentences as they are read, and series to tell of."""

from __future__ import annotations

import re

from panels import frame, row

from lib.wording.messages import speak

ZH, EN = speak("zh"), speak("en")


AREAS = ["441900", "440700", "440310", "440000"]


def read(text: str) -> str:
    """`text` as it is read, without the addresses of its links."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)


def series(*values, **more):
    return frame(*(row("lawyers", "441900", value, str(2020 + n), **more) for n, value in enumerate(values)))

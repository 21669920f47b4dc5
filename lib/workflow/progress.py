"""What a run says while it works: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from typing import Any, TextIO

from ..project import printable


class Progress:
    """`say` prints a line; between `start` and `stop` a bar stands below the lines if the stream is a terminal."""

    def __init__(self, stream: TextIO | None = None):
        self.stream = stream or sys.stdout
        self.bar: Any = None

    def start(self, total: int, what: str) -> None:
        if total and self.stream.isatty():
            from tqdm import tqdm

            self.bar = tqdm(total=total, desc=what, file=self.stream, leave=False, dynamic_ncols=True, unit="")

    def step(self) -> None:
        if self.bar is not None:
            self.bar.update()

    def stop(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None

    def say(self, text: str) -> None:
        text = printable(text)
        if self.bar is not None:
            self.bar.write(text, file=self.stream)
        else:
            print(text, file=self.stream, flush=True)

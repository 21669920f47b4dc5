"""How fast the extraction is: characters a second on the documents of data/raw, beside floors and peers, and how time grows with size.

    python benchmarks/bench_extract.py

Times are processor seconds of one process, warm, best of several rounds, so that other work on the machine counts little. The floor is
what merely finding the digits costs. Peers (jionlp, recognizers-text-number) are run where they are installed; they find numbers and
know no unit, area, period or indicator. Growth: each text, one line without a full stop, at two sizes; a ratio near 10 is proportional.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module

from lib import documents
from lib.documents.document import Document
from lib.figures import extraction
from lib.project import Project

ROUNDS = 5
SMALL, LARGE = 20_000, 200_000  # code points
DIGITS = re.compile(r"\d+")
NUMERALS = re.compile(r"[\d.,]+|[一二三四五六七八九十百千万亿两〇零]+")
LINES = (
    "1", "一", "第", "万", "（）", "1万、", "（一）", "其中1件", "2023年1月", "“", "《", "1件", "1人，", "律师1人", "民事、刑事1件", "分别1件、",
    "同比增长1%", "1和", "1至", "1|", "1\n", "\t1\n", "a  b  1\n",
)  # fmt: skip


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Processor seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def peers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Other libraries' search for numbers in a Chinese text; those that are missing are named."""
    for module, package, make in (
        ("jionlp", "jionlp, money only", lambda found: found.ner.extract_money),
        (
            "recognizers_number",
            "recognizers-text-number",
            lambda found: lambda text: found.recognize_number(text, "zh-cn"),
        ),
    ):
        try:
            yield package, make(import_module(module))
        except ImportError:
            print(f"{package:28} not installed, left out")


def speed(loaded: list[Document]) -> None:
    """Characters a second on the documents themselves."""
    size = sum(len(document.text) for document in loaded)
    texts = [document.text for document in loaded]
    ways: list[tuple[str, Callable[[], object]]] = [
        ("floor: digits", lambda: [list(DIGITS.finditer(text)) for text in texts]),
        ("floor: numerals", lambda: [list(NUMERALS.finditer(text)) for text in texts]),
        ("figures, whole record", lambda: [extraction.extract(document) for document in loaded]),
        ("text to figures", lambda: [extraction.extract(documents.read(text.encode())) for text in texts]),
    ]
    ways += [(name, lambda find=find: [find(text) for text in texts]) for name, find in peers()]  # type: ignore[misc]
    print(
        f"{len(loaded)} documents, {size:,} characters, {sum(len(extraction.extract(document)) for document in loaded)} figures"
    )
    for name, work in ways:
        work()
        spent = seconds(work)
        print(f"{name:28} {spent * 1000:9.2f} ms {size / spent:14,.0f} characters a second")


def growth(loaded: list[Document]) -> None:
    """Seconds for texts ten times as long; the last text is the documents themselves in one line."""
    prose = "".join(re.sub(r"\s", "", document.text) for document in loaded)
    print(f"\n{'text in one line':20} {SMALL:>8,} {LARGE:>9,} characters   ratio")
    for unit in (*LINES, prose):
        spent = []
        for size in (SMALL, LARGE):
            data = (unit * (size // len(unit) + 1))[:size].encode()
            spent.append(seconds(lambda data=data: extraction.extract(documents.read(data)), rounds=2))  # type: ignore[misc]
        name = repr(unit) if len(unit) < 12 else "the five documents"
        print(f"{name:20} {spent[0]:7.3f} s {spent[1]:8.3f} s {spent[1] / spent[0]:16.1f}")


if __name__ == "__main__":
    loaded = documents.load(Project.find().raw)
    speed(loaded)
    growth(loaded)

"""How fast the extraction is: characters a second on the documents of data/raw, beside floors and peers, and how time grows with size.

    python benchmarks/bench_extract.py

Times are processor seconds of one process, warm, best of several rounds, so that other work on the machine counts little. The floor is
what merely finding the digits costs. Peers are run where they are installed (jionlp, recognizers-text-suite). Growth: each text, one line without a full stop, at two sizes; a ratio near 10 is proportional.
"""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import texts

from lib import documents
from lib.documents.document import Document
from lib.figures import extraction
from lib.project import Project

ROUNDS = 5
SMALL, LARGE = 20_000, 200_000  # code points
DIGITS = re.compile(r"\d+")
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
    """What other libraries find in a Chinese text; those that are missing are named. None knows an area, a period or an indicator."""
    for module, package, make in (
        ("jionlp", "jionlp, money and time", _jionlp),
        ("recognizers_number_with_unit", "Recognizers, numbers with units", _recognizers),
        ("cn2an", "cn2an.transform, numerals only", _cn2an),
    ):
        try:
            yield package, make(import_module(module))
        except ImportError:
            print(f"{package:32} not installed, left out")


def _jionlp(found: Any) -> Callable[[str], object]:
    return lambda text: (found.ner.extract_money(text), found.ner.extract_time(text))


def _recognizers(found: Any) -> Callable[[str], object]:
    number = import_module("recognizers_number")
    ways = (number.recognize_number, number.recognize_percentage, found.recognize_currency, found.recognize_dimension)
    return lambda text: [way(text, "zh-cn") for way in ways]


def _cn2an(found: Any) -> Callable[[str], object]:
    def find(text: str) -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return found.transform(text)

    return find


def speed(loaded: list[Document]) -> None:
    """Processor time by kind of text: microseconds a figure and characters a second of ours, then how many times as long a peer takes."""
    others = list(peers())
    for kind, group in texts.kinds(loaded).items():
        size, count = sum(len(one.text) for one in group), sum(len(extraction.extract(one)) for one in group)
        own = seconds(lambda group=group: [extraction.extract(one) for one in group])  # type: ignore[misc]
        print(f"\n{kind}: {size:,} characters, {count:,} figures")
        each = f"{own * 1e6 / count:6.0f} µs a figure" if count > 20 else ""
        print(f"{'figures, whole record':32} {own * 1000:9.2f} ms {size / own:14,.0f} characters a second {each}")
        short = [one.text[:20_000] for one in group]
        share = sum(map(len, short)) / size
        for name, find in [("floor: digits", lambda text: list(DIGITS.finditer(text))), *others]:
            spent = seconds(lambda find=find, short=short: [find(text) for text in short], rounds=2)  # type: ignore[misc]
            print(
                f"{name:32} {spent * 1000:9.2f} ms {sum(map(len, short)) / spent:14,.0f} characters a second {spent / (own * share):6.1f} × our time"
            )


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

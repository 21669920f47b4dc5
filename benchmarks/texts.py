"""The texts that are measured: what data/raw says, sorted by kind, and any number of made-up documents of its sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from lib import documents
from lib.documents import Document
from lib.project import Project

_SENTENCE = re.compile(r"[^。\n]+[。\n]")


def five() -> list[Document]:
    return documents.load(Project.find().raw)


def sentences(loaded: list[Document]) -> tuple[list[str], list[str]]:
    """Sentences of the reports that are dense with numbers (three and more), and those without any."""
    every = [found for one in loaded if one.doc_type == "report" for found in _SENTENCE.findall(one.text)]
    counted = [(text, len(re.findall(r"\d+(?:\.\d+)?", text))) for text in every if len(text) > 20]
    return [text for text, count in counted if count >= 3], [text for text, count in counted if not count]


def kinds(loaded: list[Document]) -> dict[str, list[Document]]:
    """Five kinds of text: the documents, dense report text, plans, a table, prose without a number."""
    dense, prose = sentences(loaded)
    table = "\n".join(
        ["地区\t律师事务所(家)\t执业律师(人)", *(f"第{row}镇\t{row % 9 + 1}\t{row * 7 % 83 + 3}" for row in range(400))]
    )
    made = {"dense report text": "\n".join(dense * 4), "a table": table, "prose without numbers": "".join(prose * 3)}
    known = {"ref_area": "440700", "year": "2024", "doc_type": "report"}
    return {
        "the five documents": loaded,
        "plans": [one for one in loaded if one.doc_type == "plan"],
        **{name: [documents.read(text.encode(), **known)] for name, text in made.items()},
    }


def corpus(folder: Path, count: int, seed: int = 1) -> None:
    """`count` reports in `folder`: a title of some city and year and six dense sentences each, their numbers drawn anew."""
    rng = random.Random(seed)
    dense, _ = sentences(five())
    for number in range(count):
        body = "\n".join(_drawn(rng, rng.choice(dense)) for _ in range(6))
        (folder / f"report-{number:06d}.txt").write_text(
            f"江门市司法局{2015 + number % 10}年工作总结\n{body}\n", "utf-8"
        )


def _drawn(rng: random.Random, sentence: str) -> str:
    return re.sub(r"(?<![\d.])\d{2,4}(?![\d.年月日号%万亿])", lambda _: str(rng.randrange(10, 9999)), sentence)


def growing(unit: str, sizes: tuple[int, ...]) -> Iterator[bytes]:
    for size in sizes:
        yield (unit * (size // len(unit) + 1))[:size].encode()

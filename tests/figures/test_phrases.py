"""Every phrase of tests/phrases: what must be found in it, and what must not (the format: tests/phrases/README.md)."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

from lib import documents, lexicon
from lib.figures import extraction

FOLDER = Path(__file__).parents[1] / "phrases"
DEFAULTS = {"year": "2023", "ref_area": "441900", "doc_type": "report"}


def cases() -> list:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for number, phrase in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            marks = [pytest.mark.xfail(reason=phrase["limit"], strict=True)] if "limit" in phrase else []
            found.append(pytest.param(phrase, id=f"{path.stem}-{number}", marks=marks))
    return found


def problems(phrase: dict) -> list[str]:
    """What is wrong with the figures of one phrase, in words; nothing where all is right."""
    given = {key: str(phrase[key]) for key in ("title", "year", "ref_area", "doc_type", "published") if key in phrase}
    rows = extraction.extract(documents.read(phrase["text"] + "\n", doc_id="phrase", **{**DEFAULTS, **given}))
    optional = list(phrase.get("optional", []))
    wanted, wrong, at = phrase["figures"], [], 0
    for row in rows:
        if at < len(wanted) and _overlaps(row["text"], wanted[at]["text"]):
            wrong += _differences(row, wanted[at])
            at += 1
        elif match := next((text for text in optional if _overlaps(row["text"], str(text))), None):
            optional.remove(match)
        else:
            wrong.append(f"spurious {row['text']!r}{row['unit']}")
    wrong += [f"missed {figure['text']!r}" for figure in wanted[at:]]
    return wrong


def _overlaps(found: str, wanted: str) -> bool:
    return found == wanted or found in wanted or wanted in found


def _differences(row: dict, wanted: dict) -> list[str]:
    wrong = []
    for name, value in wanted.items():
        if name == "text" or (name == "indicator" and value and value not in lexicon.indicators()):
            continue
        got = row[name]
        same = (
            (got is not None and math.isclose(float(value), float(got), rel_tol=1e-4))
            if name in ("value", "lower", "upper") and value is not None
            else str(value or "") == str(got or "")
        )
        if not same:
            wrong.append(f"{wanted['text']} {name}: want {value!r} got {got!r}")
    return wrong


@pytest.mark.parametrize("phrase", cases())
def test_phrase(phrase: dict) -> None:
    assert problems(phrase) == [], phrase["text"]


def test_there_are_enough_phrases() -> None:
    assert len(cases()) >= 300

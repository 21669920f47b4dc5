"""Figures of whole documents: offsets, order, Traditional characters, tables, streets, what cannot blow up."""

from __future__ import annotations

import itertools
from pathlib import Path

import opencc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import documents
from lib.figures import extraction
from lib.project import Project

PHRASES = Path(__file__).parents[1] / "phrases"
META = {"year": "2023", "ref_area": "441900", "doc_type": "report", "doc_id": "x"}
KEPT = (
    "value",
    "lower",
    "upper",
    "qualifier",
    "unit",
    "measure",
    "status",
    "ref_area",
    "scope",
    "time_period",
    "indicator",
    "breakdown",
    "verb",
)


def found(text: str, **given: str) -> list[dict]:
    return extraction.extract(documents.read(text.encode("utf-8"), **{**META, **given}))


@pytest.mark.parametrize("document", documents.load(Project.find().raw), ids=lambda document: document.doc_id)
def test_offsets_lead_back_to_the_published_text(document) -> None:
    rows = extraction.extract(document)
    for row in rows:
        assert document.text[row["start"] : row["end"]] == row["text"]
        assert document.text[: row["start"]].endswith(row["prefix"]) and document.text[row["end"] :].startswith(
            row["suffix"]
        )
        assert row["text"] in row["sentence"] and row["sentence"] in document.text
    starts = [(row["start"], row["end"]) for row in rows]
    assert starts == sorted(starts) and all(a[1] <= b[0] for a, b in itertools.pairwise(starts))


def test_every_phrase_reads_the_same_in_traditional_characters() -> None:
    convert = opencc.OpenCC("s2t").convert
    texts = [
        phrase["text"]
        for path in sorted(PHRASES.glob("*.yml"))
        if path.stem != "traditional"
        for phrase in yaml.safe_load(path.read_text("utf-8"))
    ]
    differ = []
    for text in texts:
        traditional = convert(text)
        simplified, other = found(text + "\n"), found(traditional + "\n")
        if len(traditional) == len(text) and [[row[key] for key in KEPT] for row in simplified] != [
            [row[key] for key in KEPT] for row in other
        ]:
            differ.append(text)
    assert len(differ) <= len(texts) // 200, differ


def test_a_table_gives_numbers_their_headings(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "指标,2022年(件),2023年(件),同比增长(%)\n法律援助案件,1100,1234,12.2\n行政复议申请,300,285,-5\n", "utf-8"
    )
    rows = extraction.extract(documents.read(path, **META))
    got = [
        (row["text"], row["value"], row["unit"], row["measure"], row["indicator"], row["time_period"]) for row in rows
    ]
    assert got == [
        ("1100", 1100, "件", "count", "legal_aid_cases", "2022"),
        ("1234", 1234, "件", "count", "legal_aid_cases", "2023"),
        ("12.2", 12.2, "%", "growth", "legal_aid_cases", "2023"),
        ("300", 300, "件", "count", "reconsideration_applications", "2022"),
        ("285", 285, "件", "count", "reconsideration_applications", "2023"),
        ("-5", -5, "%", "growth", "reconsideration_applications", "2023"),
    ]  # fmt: skip


def test_a_street_speaks_for_a_part_of_its_district() -> None:
    (row,) = found("全年调解纠纷264件。\n", title="凤凰街道司法所2023年工作总结", ref_area="320106")
    assert (row["indicator"], row["scope"], row["ref_area"]) == ("mediation_cases", "part", "320106")


def test_without_any_metadata() -> None:
    rows = extraction.extract(documents.read("执业律师4936人。\n".encode()))
    assert [(row["value"], row["indicator"], row["ref_area"], row["time_period"]) for row in rows] == [
        (4936, "lawyers", "", "")
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        "0123456789一二三十百千万亿两第件人家个%.,，。;；、()（）“”《》\n其中分别为年月底占同比增长律师调解纠纷全市：:- ",
        max_size=200,
    )
)
def test_any_text_gives_ordered_figures_that_lead_back(text: str) -> None:
    document = documents.read((text + "。").encode("utf-8"), **META)
    at = 0
    for row in extraction.extract(document):
        assert row["start"] >= at and document.text[row["start"] : row["end"]] == row["text"]
        assert row["scope"] in ("area", "part", "") and bool(row["scope"]) == bool(row["indicator"])
        assert row["qualifier"] != "exact" or row["lower"] == row["upper"] == row["value"]
        at = row["end"]

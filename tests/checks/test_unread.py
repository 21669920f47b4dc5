"""Places where a number was not read: listed by the library, and in checks.csv in both languages."""

from __future__ import annotations

import pandas as pd
import pytest

from lib import documents, lexicon, metrics, schemas
from lib.checks import consistency
from lib.figures import extraction

TEXTS = {
    "共办理12 34件。": ("34", "parted"),
    "挽回损失1,2345元。": ("2345", "misprint"),
    "共办理3\ufffd4件。": ("4", "damaged"),
    "结余-3万元。": ("-3万", "sign"),
    "1. 2亿元": ("2亿", "item_or_decimal"),
    "共3万40件。": ("3万40", "numeral"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_number_that_was_not_read_is_listed(text: str) -> None:
    found = metrics.unread(text + "\n")
    assert [*found[["text", "reason"]].itertuples(index=False, name=None)] == [TEXTS[text]]
    assert found["sentence"][0] == text
    assert metrics.extract(text + "\n").empty


def test_every_reason_is_worded() -> None:
    assert {reason for _, reason in TEXTS.values()} < set(lexicon.load_yaml("checks.yml")["unread"])


def test_unread_places_are_checks() -> None:
    document = documents.read("2023年共办理12 34件。", doc_id="lake-2023", year="2023", ref_area="441900")
    figures = schemas.conform(extraction.frame_of([]), "figures")
    observations = schemas.conform(pd.DataFrame(), "observations")
    found = consistency.run(figures, observations, unread=extraction.unread_frame([document]))
    row = schemas.validate(found, "checks").iloc[0]
    assert row[["check_id", "severity", "ref_area", "time_period", "figure_ids"]].tolist() == [
        "unread:|441900|2023|_T:lake-2023#11", "note", "441900", "2023", "",
    ]  # fmt: skip
    assert "“34”" in row["message_zh"] and "one number or two" in row["message_en"]

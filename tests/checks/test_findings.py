"""The rows of checks.csv: their sentences, their ids, their numbers."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from lib.checks import findings


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2022", "2022年", "2022"),
        ("2024-01-01/P11M", "2024年1—11月", "2024-01/11"),
        ("2024-03", "2024年3月", "2024-03"),
        ("2021-01-01/P3Y", "2021—2023年", "2021-2023"),
        ("", "", ""),
    ],
)
def test_periods_are_said_in_words(period: str, zh: str, en: str) -> None:
    assert (findings.period(period, "zh"), findings.period(period, "en")) == (zh, en)


def rows(*keys: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(keys, columns=["indicator", "ref_area", "time_period"])


def unread(count: int, place: str = "d#7") -> pd.DataFrame:
    table = rows(*[("", "441900", "2022")] * count)
    return findings.finding(
        table,
        "unread",
        case=next(iter(findings.texts()["unread"])),
        expected=float("nan"),
        found=float("nan"),
        figure_ids=pd.Series("", index=table.index),
        document="d",
        quote="约十来件",
        printed="十来",
        place=place,
    )


def test_the_same_finding_twice_has_two_ids() -> None:
    ids = list(findings.worded(unread(3))["check_id"])
    assert ids[0].endswith("|441900|2022|_T:d#7")
    assert ids[1:] == [f"{ids[0]}~1", f"{ids[0]}~2"]


def test_an_id_is_anchored_at_the_last_figure_where_there_is_one() -> None:
    made = unread(1).assign(figure_ids="a#f1 b#f22")
    assert findings.worded(made)["check_id"].iloc[0].endswith(":b#f22")


def test_figure_ids_are_parted_by_one_space() -> None:
    table = rows(("lawyers", "441900", "2022"))
    made = findings.finding(
        table, "unread", case="x", expected=1.0, found=2.0, figure_ids=pd.Series(["  a#f1   b#f2 "], index=table.index)
    )
    assert list(made.columns) == findings.FINDING
    assert made["figure_ids"].iloc[0] == "a#f1 b#f2" and made["breakdown"].iloc[0] == "_T"


def test_the_difference_is_what_was_found_less_what_was_expected() -> None:
    made = unread(2).assign(expected=[100.0, 0.3], found=[90.0, 0.1 + 0.2])
    assert list(findings.worded(made)["difference"]) == [-10.0, 0.0]


@pytest.mark.parametrize("check", sorted(name for name in findings.texts() if name != "rules"))
def test_every_case_has_a_severity_and_a_sentence_of_the_same_blanks_in_both_languages(check: str) -> None:
    for case in findings.texts()[check].values():
        assert case["severity"] in ("warning", "note", "info")
        zh, en = (set(re.findall(r"\{(\w+)", case[lang])) for lang in ("zh", "en"))
        assert zh == en

"""Dates and years as they are printed, and what is said of a mistake in documents.yml."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import lexicon
from lib.documents.clues import arabic_years, clues, iso_date
from lib.project import CityStatsError

DIGITS = "〇一二三四五六七八九"


def spoken(number: int) -> str:
    """1 … 31 as printed: 一, 十, 二十三."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_a_day_in_every_spelling(day: date) -> None:
    chinese = "".join(DIGITS[int(digit)] for digit in str(day.year))
    spellings = [
        day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}", f"{day:%d.%m.%Y}",
        arabic_years(f"{chinese}年{spoken(day.month)}月{spoken(day.day)}日"),
    ]  # fmt: skip
    assert {iso_date(f"于{spelling} 发布") for spelling in spellings} == {day.isoformat()}


@given(st.integers(1900, 2099))
def test_years_in_characters_keep_their_length(year: int) -> None:
    printed = "".join(DIGITS[int(digit)] for digit in str(year)) + "年"
    found = arabic_years(printed)
    assert len(found) == len(printed) and found in (f"{year}年", printed)
    assert found == f"{year}年" or not printed.startswith(("二〇", "一九"))


@pytest.mark.parametrize("change", [{"media": "("}, {"bodies": None}, {"years": {}}])
def test_a_mistake_in_the_lexicon_is_named(change: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    raw = {**lexicon.load_yaml("documents.yml"), **change}
    monkeypatch.setattr(lexicon, "load_yaml", lambda name: raw)
    clues.cache_clear()
    try:
        with pytest.raises(CityStatsError, match=r"documents\.yml"):
            clues()
    finally:
        monkeypatch.undo()
        clues.cache_clear()

"""Values, bounds and periods in words."""

import pytest

from lib.wording import phrasing, speak


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.5, "1,234.5"), (4936, "4,936"), (98.30, "98.3"), (0.0123, "0.012"), (0, "0"), (-3.5, "-3.5")],
)
def test_plain(value, text):
    assert phrasing.plain(value) == text


@pytest.mark.parametrize(
    ("lower", "upper", "word"),
    [(5, 5, "exact"), (5, None, "over"), (None, 5, "under"), (None, None, "about"), (float("nan"), 5, "under")],
)
def test_what_bounds_say(lower, upper, word):
    assert phrasing.bound(5, lower, upper) == word


@pytest.mark.parametrize(
    ("period", "zh", "year", "months", "partial"),
    [
        ("2022", "2022年", 2022, 12, False),
        ("2024-01-01/P11M", "2024年1—11月", 2024, 11, True),
        ("2024-01/2024-11", "2024年1—11月", 2024, 11, True),
    ],
)
def test_periods(period, zh, year, months, partial):
    assert phrasing.period(period, speak("zh")) == zh
    assert (phrasing.year_of(period), phrasing.months(period), phrasing.partial(period)) == (year, months, partial)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (4936, "person", "4,936人", "4,936"),
        (9_617_000_000, "CNY", "96.17亿元", "CNY 9.617 billion"),
        (98.3, "percent", "98.3%", "98.3%"),
    ],
)
def test_amounts(value, unit, zh, en):
    assert phrasing.amount(value, unit, speak("zh")) == zh
    assert phrasing.amount(value, unit, speak("en")) == en


def test_names_with_their_breakdown():
    assert "二级" in phrasing.name_of(("mediators_rated", "二级"), speak("zh"))
    assert phrasing.name_of(("mediators_rated", "_T"), speak("zh")) == speak("zh").indicator("mediators_rated")

"""Every string in both languages, and how values and periods are put in words."""

from __future__ import annotations

import ast
import re
import string

import pytest

from lib import lexicon
from lib.project import CityStatsError, Project
from lib.wording import messages, phrasing

LIB = Project.find().root / "lib"
HALF_WIDTH = set(",:;()?!")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def keys_in_code() -> set[str]:
    """The literal keys that charts, tables, stories, widgets and wording ask for, f-strings left out."""
    found = set()
    for path in [*LIB.glob("reporting/**/*.py"), LIB / "wording" / "phrasing.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args:
                found |= {
                    leaf.value
                    for leaf in ast.walk(node.args[0])
                    if isinstance(leaf, ast.Constant) and "." in str(leaf.value)
                } - {
                    leaf.value
                    for part in ast.walk(node.args[0])
                    if isinstance(part, ast.JoinedStr)
                    for leaf in ast.walk(part)
                    if isinstance(leaf, ast.Constant)
                }
    return found


@pytest.mark.parametrize("key", sorted(messages.catalogue()))
def test_a_message_has_both_languages_with_the_same_places_to_fill(key):
    entry = messages.catalogue()[key]
    assert entry.get("zh", "").strip() and entry.get("en", "").strip()
    assert placeholders(entry["en"]) <= placeholders(entry["zh"]) | {
        "unit",
        "name",
        "first_name",
        "last_name",
        "until_name",
    }
    words = re.sub(r"{[^}]*}|\d[\d,.]*", "", entry["zh"])  # numbers keep their points and commas
    assert not HALF_WIDTH & set(words), "Chinese takes full-width punctuation"


def test_every_key_the_code_asks_for_is_in_the_file():
    asked = keys_in_code()
    assert len(asked) > 60
    assert asked <= set(messages.catalogue())


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_names_of_indicators_themes_units_reasons_and_areas(lang):
    t = messages.speak(lang)
    for name, entry in lexicon.indicators().items():
        assert t.indicator(name) == getattr(entry, f"name_{lang}")
        assert t.known(f"unit.{entry.unit_measure}"), entry.unit_measure
    for reason in lexicon.load_yaml("comparability.yml")["empty"]:
        assert t(f"reason.{reason}")
    assert all(t.theme(theme) for theme in lexicon.themes())
    assert t.area("441900") == {"zh": "东莞市", "en": "Dongguan"}[lang]
    assert t.area("999999") == "999999"


def test_what_is_missing_is_named():
    with pytest.raises(CityStatsError, match=r"no text 'no\.such' in zh"):
        messages.speak("zh")("no.such")
    with pytest.raises(CityStatsError, match=r"zh, en"):
        messages.speak("fr")


def test_lists():
    assert messages.speak("zh").join(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert messages.speak("en").join(["A", "B", "C"]) == "A, B and C"
    assert messages.speak("en").join(["A"]) == "A"


@pytest.mark.parametrize(
    ("period", "zh", "en", "months", "year"),
    [
        ("2022", "2022年", "2022", 12, 2022),
        ("2024-01-01/P11M", "2024年1—11月", "Jan–Nov 2024", 11, 2024),
        ("2024-01/2024-11", "2024年1—11月", "Jan–Nov 2024", 11, 2024),
        ("2022-08", "2022年8月", "Aug 2022", 12, 2022),
        ("2020-11-01", "2020年11月1日", "1 Nov 2020", 12, 2020),
        ("2019/2021", "2019—2021年", "2019–2021", 12, 2021),
        ("2019-01-01/P3Y", "2019—2021年", "2019–2021", 12, 2019),
        ("2023-10-01/P6M", "2023年10月—2024年3月", "Oct 2023 – Mar 2024", 6, 2023),
        ("2024-01-01/P12M", "2024年", "2024", 12, 2024),
        ("", "", "", 12, None),
    ],
)
def test_periods(period, zh, en, months, year):
    assert phrasing.period(period, messages.speak("zh")) == zh
    assert phrasing.period(period, messages.speak("en")) == en
    assert phrasing.months(period) == months
    assert phrasing.year_of(period) == year


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "zh", "en"),
    [
        (4936, "person", "exact", "4,936人", "4,936"),
        (59000, "case", "under", "近5.9万件", "nearly 59,000"),
        (110_000_000, "CNY", "over", "逾1.1亿元", "over CNY 110 million"),
        (47_350_000, "CNY", "about", "约4,735万元", "about CNY 47.35 million"),
        (417_242, "case", "exact", "417,242件", "417,242"),
        (98.3, "percent", "exact", "98.3%", "98.3%"),
        (0.44012, "person_per_100k", "exact", "0.44人/10万人", "0.44 people per 100,000 residents"),
        (0.0034, "case", "exact", "0.0034件", "0.0034"),
        (60, "item", "at_least", "不少于60项", "at least 60"),
        (0, "case", "exact", "0件", "0"),
    ],
)
def test_values_lose_nothing_and_keep_their_bound(value, unit, qualifier, zh, en):
    row = {"obs_value": value, "unit_measure": unit, "qualifier": qualifier, "lower": None, "upper": None}
    assert phrasing.observation(row, messages.speak("zh")) == zh
    assert phrasing.observation(row, messages.speak("en")) == en


@pytest.mark.parametrize(
    ("lower", "upper", "kind"),
    [
        (10, 10, "exact"),
        (None, None, "about"),
        (10, None, "over"),
        (None, 10, "under"),
        (9, 11, "about"),
        (10, 12, "over"),
        (8, 10, "under"),
    ],
)
def test_bounds_tell_the_qualifier_where_no_word_does(lower, upper, kind):
    assert phrasing.qualifier({"obs_value": 10, "lower": lower, "upper": upper}) == kind


def test_money_in_a_row_is_scaled_by_its_smallest_value():
    zh, en = messages.speak("zh"), messages.speak("en")
    assert phrasing.scale([110_000_000, 47_350_000], "CNY", zh) == (1e4, "万元")
    assert phrasing.scale([654_000_000, 13e9], "CNY", zh) == (1e8, "亿元")
    assert phrasing.scale([47_350_000], "CNY", en) == (1e6, "CNY million")
    assert phrasing.scale([1_053_943.0], "CNY_per_100k", zh) == (1e4, "万元/10万人")
    assert phrasing.scale([59000], "case", zh) == (1, "件")

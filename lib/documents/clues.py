"""documents.yml with its patterns compiled, and the forms in which dates and years are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon
from ..project import CityStatsError

TYPES = ("report", "plan", "news", "statistics")
WIDTHS = str.maketrans("：；，（）／０１２３４５６７８９", ":;,()/0123456789")
DATE = re.compile(r"((?:19|20)\d{2})\s?[-/.年]\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])(?!\d)")
DAY_FIRST = re.compile(r"(?<![\d.])(3[01]|[12]\d|0?[1-9])\.(1[0-2]|0?[1-9])\.((?:19|20)\d{2})(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
CHINESE_YEAR = re.compile(r"(?:二[〇零○O]|一九)[〇零○O一二三四五六七八九]{2}(?=年)")
CHINESE_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
CHINESE_DAY = re.compile(
    r"((?:19|20)\d{2})年(十[一二]?|[一二三四五六七八九])月([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)


@dataclass(frozen=True)
class Role:
    """What a printed year is to a document, told by the words left (`before`) and right (`after`) of it."""

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@dataclass(frozen=True)
class Clues:
    """The words of documents.yml that tell what a document is."""

    types: Mapping[str, Mapping[str, re.Pattern[str]]]
    body: Mapping[str, re.Pattern[str]]
    report_first: re.Pattern[str]
    news_first: re.Pattern[str]
    published: re.Pattern[str]
    publisher: tuple[re.Pattern[str], ...]
    bodies: re.Pattern[str]
    nobody: frozenset[str]
    furniture: re.Pattern[str]
    nation: re.Pattern[str]
    media: re.Pattern[str]
    title_label: re.Pattern[str]
    year_roles: tuple[Role, ...]
    year_words: Mapping[str, re.Pattern[str]]
    area_words: Mapping[str, re.Pattern[str]]
    levels: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, Mapping[str, float]]
    doubt: float
    sure: float
    published_month: Mapping[str, int]


@cache
def clues() -> Clues:
    """Raises CityStatsError naming the entry of documents.yml that is missing or no regular expression."""
    try:
        return _clues(lexicon.load_yaml("documents.yml"))
    except (re.error, KeyError, TypeError) as error:
        entry = getattr(error, "pattern", error)
        raise CityStatsError(
            f"lib/lexicon/documents.yml: missing or no regular expression: {entry} ({error})"
        ) from None


def _any_of(words: Iterable[str] | str) -> re.Pattern[str]:
    return re.compile(words if isinstance(words, str) else "|".join(words))


def _clues(raw: dict[str, Any]) -> Clues:
    label = r"\s?[\]】]?\s{0,2}[:|]?\s{0,3}"
    weighing, years, areas = raw["weighing"], raw["years"], raw["areas"]
    return Clues(
        types={kind: {where: _any_of(words) for where, words in entry.items()} for kind, entry in raw["types"].items()},
        body={kind: _any_of(words) for kind, words in raw["body"].items()},
        report_first=_any_of(raw["report_first"]),
        news_first=_any_of(raw["news_first"]),
        published=re.compile(
            rf"(?:(?:{'|'.join(raw['published'])}){label}|(?<![^\s•·|])(?:{'|'.join(raw['published_apart'])})\s?:\s{{0,3}})"
            rf"{DATE.pattern}",
            re.MULTILINE,
        ),
        publisher=tuple(
            re.compile(rf"{word}\s?[\]】]?\s{{0,2}}[:|]\s{{0,3}}([\u4e00-\u9fff()]{{2,30}})")
            for word in raw["publisher"]
        ),
        bodies=re.compile(rf"([\u4e00-\u9fff]{{0,16}}?(?:{'|'.join(raw['bodies'])}))"),
        nobody=frozenset(raw["nobody"]),
        furniture=_any_of(raw["furniture"]),
        nation=_any_of(raw["nation"]),
        media=re.compile(raw["media"]),
        title_label=re.compile(
            rf"^[•·\s]*(?:{'|'.join(raw['title_labels'])})\s?:\s*(\S.*?)(?:\s{{2,}}.*)?$", re.MULTILINE
        ),
        year_roles=tuple(_role(name, entry) for name, entry in years["roles"].items()),
        year_words={name: _any_of(words) for name, words in years["words"].items()},
        area_words={name: _any_of(words) for name, words in areas["words"].items()},
        levels={word: tuple(levels) for word, levels in areas["levels"].items()},
        weights={
            fact: {kind: float(weight) for kind, weight in raw[fact]["weights"].items()} for fact in ("years", "areas")
        },
        doubt=float(weighing["doubt"]),
        sure=float(weighing["sure"]),
        published_month={kind: int(month) for kind, month in years["last_year_until_month"].items()},
    )


def _role(name: str, entry: Mapping[str, Any]) -> Role:
    """`before` has to end where the year begins, `after` to begin where it ends."""
    before, after = entry.get("before"), entry.get("after")
    return Role(
        name,
        re.compile(rf"(?:{before if isinstance(before, str) else '|'.join(before)})$") if before else None,
        _any_of(after) if after else None,
    )


def arabic_years(text: str) -> str:
    """二〇二三年 → 2023年, at the same length."""
    return CHINESE_YEAR.sub(lambda year: year[0].translate(CHINESE_DIGITS), text)


def iso_date(text: str) -> str:
    """The first date of `text` in ISO form: 2023-02-06, 2023年2月6日, 06.02.2023, 2023年二月六日; empty without one."""
    if match := DATE.search(text):
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    if match := CHINESE_DAY.search(text):
        return f"{match[1]}-{_small(match[2]):02d}-{_small(match[3]):02d}"
    if match := DAY_FIRST.search(text):
        return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    return ""


def _small(number: str) -> int:
    """一 … 三十一 as 1 … 31."""
    tens, ten, ones = number.rpartition("十")
    digit = "一二三四五六七八九".find(ones) + 1 if ones else 0
    return (("一二三".find(tens) + 1) if tens else 1) * 10 + digit if ten else digit

"""The year a document reports on or plans for, from what speaks for it: title, opening, clauses, the day it was published.

A number is a year only where it is printed as one (2019年, 2016-2020年); 1962人 and 2020个 never are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from .clues import YEAR, Clues, clues, iso_date
from .evidence import Evidence, Verdict, judge, scores
from .masthead import Page

PRINTED = re.compile(r"(?<![\dA-Za-z第])(?<!\d[.,])((?:19[5-9]|20[0-4])\d)(?=\s?年|\s?[-—–~至]\s?(?:19|20)\d\d\s?年)")
NAMED = re.compile(r"《[^》\n]{1,80}》")
LEFT_OF_FIRST = re.compile(r".{0,4}(?:(?:19|20)\d{2}\s?年?[\d月日底末初]{0,6}\s?[-—–~至到]+\s?)?")
SAMPLE = 6_000
ROLES_OF_A_YEAR = ("as_of", "range", "clause", "month", "other")
STARTING = ("opening", "lead")
SIDE = 30
FIRST = 120  # characters of the prose in which a year counts as the opening's


def year_of(page: Page, doc_type: str, published: str) -> Verdict:
    """The year with what speaks for it; empty where that does not suffice."""
    known = clues()
    found = list(_evidence(page, doc_type, published, known))
    day = published or _speech_day(page)
    if day:
        found = [one for one in found if not _impossible(one, day, doc_type)]
    return judge(found, scores(found), known.doubt, known.sure)


def _impossible(one: Evidence, day: str, doc_type: str) -> bool:
    """A year after the publication in anything but a plan; a beginning (自2016年以来) long before it."""
    return (one.value > day[:4] and doc_type != "plan") or (one.kind == "since" and one.value < day[:4])


def _evidence(page: Page, doc_type: str, published: str, known: Clues) -> Iterator[Evidence]:
    weight = known.weights["years"]
    if year := title_year(page.title, doc_type, known):
        edition = bool(known.year_words["yearbook"].search(page.title))
        yield Evidence(
            str(int(year) - edition),
            "edition" if edition else "title",
            weight["edition" if edition else "title"],
            page.title,
        )
    if file_year := title_year(page.file_name.replace("_", "-"), doc_type, known):
        yield Evidence(file_year, "file", weight["file"], page.file_name)
    day = published or _speech_day(page)
    found = list(_printed(page, known))
    years = {one.value for one in found if one.kind in (*STARTING, "as_of", "clause", "range")}
    printed = [_settled(one, years, day, weight) for one in found]
    yield from printed
    if not published and (only := _only(page, printed, known)):
        yield Evidence(only, "only", weight["only"], only)
    if day:
        says = bool(year) or any(found.kind in ("opening", "lead", "heading", "as_of") for found in printed)
        yield from _relative(page, day, doc_type, weight["published_beside" if says else "published"], known)


def _settled(one: Evidence, years: Collection[str], day: str, weight: Mapping[str, float]) -> Evidence:
    """`one` as a mere clause where it begins the prose but is no more than the first of a chronicle, or long past when published."""
    chronicle = len(years) > 2 and one.value < max(years)
    past = one.kind == "lead" and day and int(one.value) < int(day[:4]) - 1
    return replace(one, kind="clause", weight=weight["clause"]) if one.kind in STARTING and (chronicle or past) else one


def _only(page: Page, printed: list[Evidence], known: Clues) -> str:
    """The year that is the only one the prose tells of, where nothing in it is told of 今年, which may be another."""
    years = {found.value for found in printed if found.kind not in ("other", "month", "since")}
    this = known.year_words["this_year_or_so"].search(page.title + page.opening + _rest(page)[:SAMPLE])
    return years.pop() if len(years) == 1 and not this else ""


def title_year(title: str, doc_type: str, known: Clues) -> str:
    """The year in a title or a file name: of 2020年总结和2021年思路 the first, of a plan's 2021-2025 the last; no date's, no event's."""
    title = _outside_names(title, known)
    years = [
        match
        for match in YEAR.finditer(title)
        if not known.year_words["no_title_year"].match(title, match.end())
        and role_of(title, match, known)
        not in ("event", "honour", "since", "comparison", "range_start", "date", "target")
    ]
    if not years:
        return ""
    return years[-1][1] if doc_type == "plan" else years[0][1]


def _outside_names(title: str, known: Clues) -> str:
    """`title` without the laws and plans it names in 《》, unless the document itself is named so (关于印发《…要点》的通知)."""

    def kept(name: re.Match[str]) -> str:
        before, after = title[: name.start()].strip(), title[name.end() :].strip()
        own = known.year_words["own_name"].search(before) and (before or not after)
        return name[0] if own else " " * len(name[0])

    return NAMED.sub(kept, title)


def role_of(text: str, year: re.Match[str], known: Clues) -> str:
    """What the year is to the text: the first role of documents.yml that fits, else `other`."""
    before, after = text[max(0, year.start() - SIDE) : year.start()], text[year.end() : year.end() + SIDE]
    before = re.split(r"[\n。;]", before)[-1] if re.search(r"[\n。;]", before) else before
    after = re.split(r"[\n。;]", after)[0]
    for role in known.year_roles:
        if (role.before is None or role.before.search(before)) and (role.after is None or role.after.match(after)):
            return role.name
    return "other"


def _printed(page: Page, known: Clues) -> Iterator[Evidence]:
    """The years of the prose by the role they play; those of its opening count for more."""
    weight = known.weights["years"]
    begun = False
    for part, first in ((page.opening, FIRST), (_rest(page)[:SAMPLE], 0)):
        text = NAMED.sub(lambda name: " " * len(name[0]), part)
        for match in PRINTED.finditer(text):
            role = role_of(text, match, known)
            heading = _is_heading(text, match.start())
            if role in ROLES_OF_A_YEAR:
                strong = role in ("as_of", "range", "clause")
                begins = strong and match.start() < first and not begun
                begun = begun or begins
                first_kind = "opening" if _begins_line(text, match.start()) else "lead"
                kind = first_kind if begins else "heading" if heading and strong else role
                yield Evidence(match[1], kind, weight[kind], _around(text, match))
            elif role == "since" and match.start() < first:
                yield Evidence(match[1], "since", weight["since"], _around(text, match))


def _rest(page: Page) -> str:
    """The body after its opening, without the lines above the prose."""
    start = page.opening[-20:]
    at = page.body.find(start) if start else -1
    return page.body[at + len(start) :] if at >= 0 else ("" if page.opening else page.body)


def _begins_line(text: str, at: int) -> bool:
    """Nothing but a word or two stands before, or the year a span begins with: 截至2021年底, 现将2021年度, 2017年至2021年."""
    return bool(LEFT_OF_FIRST.fullmatch(text, text.rfind("\n", 0, at) + 1, at))


def _is_heading(text: str, at: int) -> bool:
    """A short line that ends without a stop: 一、2022年工作回顾."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)].strip()
    return 4 <= len(line) <= 40 and not re.search(r"[,。;]", line)


def _relative(page: Page, day: str, doc_type: str, alone: float, known: Clues) -> Iterator[Evidence]:
    """今年, 去年, 上半年 and the like counted from the day of publication, and what that day says by itself (weight `alone`)."""
    weight, words = known.weights["years"], known.year_words
    year, month = int(day[:4]), int(day[5:7])
    text = "\n".join((page.title, page.opening, _rest(page)[:SAMPLE]))
    this = [
        Evidence(str(year), "this_year", weight["this_year"], match[0]) for match in words["this_year"].finditer(text)
    ]
    this += [
        Evidence(str(year - (until > month)), "this_year", weight["this_year"], match[0])
        for match in words["until_month"].finditer(text)
        if 1 <= (until := int(match[match.lastindex or 0])) <= 12
    ]
    last = [
        Evidence(str(year - 1), "last_year", weight["last_year"], match[0])
        for match in words["last_year"].finditer(text)
    ]
    early = month <= known.published_month.get(doc_type, 0)
    if early and not last and words["whole_year"].search(text):
        last = [Evidence(str(year - 1), "last_year", weight["whole_year"], "")]
    yield from this
    yield from last
    if early and not this and not words["part_of_year"].search(text):
        yield Evidence(str(year - 1), "published", alone, day)
    elif not early and not last:
        yield Evidence(str(year), "published", alone, day)


def _speech_day(page: Page) -> str:
    """——2023年1月9日在…会议上, below or in the title."""
    return iso_date(page.subtitle)


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 8) : match.end() + 12].replace("\n", " ").strip()

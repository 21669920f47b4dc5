"""A document as its sentences see it: area, year, headings; and whether a number under them is a target or a result.

All on simplified text of the document's own length. Windows are bounded (SENTENCE), so that the time stays linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from .. import lexicon
from ..documents import even
from . import indicator_rules, outline, time_expressions
from .outline import Heading, _headings
from .time_expressions import Now

PARAGRAPH = 600  # code points before a sentence in which its paragraph begins
_COMMA = re.compile("[,，]")
CLAUSE = 120  # code points before a number that tell a target from a result


@dataclass
class Frame:
    """What is known of a document before its sentences are read."""

    text: str
    ref_area: str
    year: int | None
    now: Now
    period: str
    plan: bool
    bulletin: bool  # news and statistics: the months that open a paragraph are those of all it counts
    bracketed_previous: bool
    local: bool  # the document of a street, a township or one judicial office: part of its area
    themes: frozenset[str]  # the one theme of its title, where it names just one
    headings: list[Heading] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def frame(
    text: str, title: str, ref_area: str, year: str, doc_type: str, publisher: str = "", published: str = ""
) -> Frame:
    """The document's own area, period (2022, or 2022-01/2022-06 for a half-year report) and headings.

    `text` is simplified with half-width digits, as Document.simplified is; `published` an ISO date or empty."""
    number = int(year) if year.isdigit() else None
    news = doc_type == "news" and published[:4].isdigit()
    now = Now(number, int(published[:4]) if news else None)
    lead = re.search(r"现将([^。\n]{0,30}?)(?:工作|情况|报告|总结)", text[:3000])
    first = text.lstrip().partition("\n")[0]
    titled = len(first) < 50 and not re.search("[,，。;；]|[:：]$", first) and not outline.numbered(first)
    head = f"{title or (first if titled else '')},{lead[1] if lead else ''}"
    period = _own_period(even(head), now, doc_type == "plan") or year
    headings = _headings(text)
    themes = indicator_rules.themes_in(even(head.partition(",")[0]))
    previous = rf"|[(（](?:上年|去年{f'|{number - 1}年' if number else ''})(?:同期)?(?:为|是)?\d"
    bracketed = re.search(lexicon.patterns("periods")["bracketed_previous"].pattern + previous, text)
    return Frame(
        text, ref_area, number, now, period, doc_type == "plan", doc_type in ("news", "statistics"), bool(bracketed), bool(lexicon.patterns("area")["local_office"].search(title + publisher)), frozenset(themes if len(themes) == 1 else ()),
        headings, [heading.start for heading in headings],
    )  # fmt: skip


def _own_period(head: str, now: Now, plan: bool) -> str:
    """The period that a title and the opening words 现将… give to a whole document; empty where it is just its year."""
    if now.year is None:
        return ""
    kinds = {"months", "month", "quarter", "until"} | (set() if plan else {"years", "range", "since"})
    found = [mention.value for mention in time_expressions.periods(head, now) if mention.kind in kinds]
    return found[0] if found else "" if plan else time_expressions.looking_back(head, now)


def section(frame: Frame, position: int) -> list[Heading]:
    """The headings above a position, outermost first."""
    at = bisect_right(frame.starts, position) - 1
    path: list[Heading] = []
    level = 9
    for index in range(at, max(-1, at - 60), -1):
        heading = frame.headings[index]
        if heading.level < level:
            path.append(heading)
            level = heading.level
        if level == 1:
            break
    return path[::-1]


def status(frame: Frame, path: list[Heading], text: str, at: int, period: str) -> str:
    """actual or target, from the part of the document and the words before the number."""
    rules = lexicon.patterns("status")
    clause = text[max(at - CLAUSE, *(text.rfind(mark, 0, at) + 1 for mark in ";；。")) : at]
    if frame.plan or in_plan(path):
        near = _COMMA.split(clause)[-1]
        return "actual" if rules["actual"].search(near) and not rules["target"].search(near) else "target"
    if frame.year and period[:4].isdigit() and int(period[:4]) > frame.year and "/" not in period:
        return "target"
    if rules["target_list"].search(clause):
        return "target"
    clauses = _COMMA.split(clause)
    planned = rules["target"].search(clauses[-1]) or (len(clauses) > 1 and rules["target_lead"].search(clauses[-2]))
    return "target" if planned and not rules["actual"].search(clauses[-1]) else "actual"


def is_task(left: str, right: str, qualifier: str) -> bool:
    """Whether a number is a task that was set: 完成目标任务1400件的107.9%, 下达的45件任务, 不低于2600元的标准."""
    rules = lexicon.patterns("status")
    bound = qualifier in ("at_least", "at_most") and rules["target_behind"].search(right)
    return bool(bound or rules["task_behind"].search(right) or rules["target_before"].search(left))


def in_plan(path: list[Heading]) -> bool:
    """Whether a heading above says that what follows is planned."""
    rules = lexicon.patterns("status")
    for heading in path[:2]:
        name = heading.name[:40]
        plan = list(rules["plan_heading"].finditer(name))
        if plan:
            done = list(rules["done_heading"].finditer(name))
            return not done or (
                plan[-1].start() > done[-1].start()
                and not re.search("[和及与暨、]", name[done[-1].start() : plan[-1].start()])
            )
    return False


def planning(frame: Frame, start: int, path: list[Heading]) -> list[Heading]:
    """The headings above a sentence, with the words that open its paragraph first where these tell what comes next (下半年,…)."""
    line = frame.text.rfind("\n", max(0, start - PARAGRAPH), start) + 1
    opening = lexicon.patterns("status")["plan_opening"].match(frame.text[line : line + 20])
    return [Heading(line, 1, opening[0].strip()), *path] if opening else path


def default_period(frame: Frame, path: list[Heading]) -> str:
    """The period of a number that names none: the document's, that of the heading above it, or of the plan it belongs to."""
    if frame.plan:
        return frame.period
    return plan_period(frame, path) if in_plan(path) else heading_period(frame, path) or frame.period


def heading_period(frame: Frame, path: list[Heading]) -> str:
    """The year that a heading such as 一、2022年工作回顾 gives to what stands under it, or the years it looks back on
    (过去五年工作回顾); empty where it names none."""
    for heading in path[::-1]:
        named = re.match(rf"({time_expressions.YEAR})年度?(?:[一-鿿]{{0,6}}(?:工作|情况|总结|回顾|成效))", heading.name)
        year = time_expressions.integer(named[1]) if named and frame.year else 0
        if year and (year != frame.year or frame.period[4:5] == "/"):
            return str(year)
        if lexicon.patterns("periods")["as_of"].search(heading.name):
            until = [one.value for one in time_expressions.periods(heading.name, frame.now) if one.kind == "until"]
            return until[-1] if until else ""
        if back := time_expressions.looking_back(heading.name, frame.now):
            return back
    return ""


def plan_period(frame: Frame, path: list[Heading]) -> str:
    """The period a plan inside a report speaks of: the year its heading names, 下半年, else the year after the report's."""
    if frame.year is None:
        return frame.period
    for heading in path[:2]:
        named = [
            mention
            for mention in time_expressions.periods(heading.name, frame.now)
            if mention.kind in ("year", "quarter")
        ]
        if named and lexicon.patterns("status")["plan_heading"].search(heading.name):
            return named[-1].value
    if (
        re.search(r"\d{4}年", frame.period) is None
        and "-06" in frame.period
        and any("下" in heading.name for heading in path[:2])
    ):
        return time_expressions.months(frame.year, 7, 12)
    return str(frame.year + 1)

"""The tasks of a plan: one row a task, from the plan's table or, in prose, from its numbered items."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby

import pandas as pd

from .. import lexicon
from ..project import Project
from .document import Document
from .readers.tables import NUMBERED, Cell
from .register import load

COLUMNS = [
    "task_no",
    "section",
    "theme",
    "key",
    "goal",
    "schedule",
    "results",
    "responsible",
    "support",
    "note",
    "start",
    "end",
]
STEP_COLUMNS = ["label", "time_period", "text", "responsible", "start", "end"]
TEXT_ROLES = ("schedule", "results", "responsible", "support", "note")
DIGITS = {char: number for number, char in enumerate("一二三四五六七八九十", 1)} | {str(n): n for n in range(1, 13)}

QUARTERS = r"(?:第?[一二三四1-4](?:季度)?[、,\uff0c和及至—-]){0,3}第?[一二三四1-4]季度"
MONTHS = (
    r"(?:20\d{2}年)?(?:1[0-2]|[1-9])(?:[-—~至、](?:1[0-2]|[1-9]))?月(?:份|底前?|末前?|上旬|中旬|下旬|\d{1,2}日前?)?前?"
)
PERIOD = re.compile(rf"{QUARTERS}|全年|上半年|下半年|年底前?|年内|{MONTHS}|长期(?:坚持)?|持续推进|常年")
LABEL = re.compile(rf"(?:^|(?<=[\n。;\uff1b! ])|(?={QUARTERS}))\s{{0,9}}({PERIOD.pattern})\s{{0,9}}[:\uff1a]\s*")
ITEM = re.compile(r"^[ \t\u3000]*(?:(\d{1,3})\s?[..、]|[(\uff08](\d{1,3})[)\uff09])\s*(?!\d)(.+)$", re.MULTILINE)
HEADING = re.compile(
    r"^[ \t\u3000]*((?:[一二三四五六七八九十]{1,3}、|[(\uff08][一二三四五六七八九十]{1,3}[)\uff09]).*?)[ \t\r]*$",
    re.MULTILINE,
)
HEADING_LENGTH = 60


@dataclass(frozen=True)
class Step:
    """What is due in one period: its label as printed, ISO 8601 period (empty where none can be told), text, by whom, offsets."""

    label: str
    time_period: str
    text: str
    responsible: str
    start: int
    end: int


@dataclass
class Task:
    """A task while its row is read; the offsets span all its cells."""

    section: str = ""
    theme: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    start: int = 0
    end: int = 0


def tasks(document: Document) -> pd.DataFrame:
    """One row per task, in the plan's order; columns COLUMNS, all of them strings but `key` (bool), `schedule` (list of Step), offsets.

    `task_no` as printed (counted from 1 where the table has no numbers), `section` 一、…, `theme` (一)…, `goal` without its mark.
    A plan in prose gives its numbered items: `theme` is the item's heading, `goal` its text; of a report only those of the
    section on next year. Empty for a document that has neither.
    """
    found = _from_tables(document) or list(_from_prose(document))
    rows = [_as_row(task, at) for at, task in enumerate(found, 1)]
    return pd.DataFrame(rows, columns=COLUMNS)


def schedule(document: Document) -> pd.DataFrame:
    """The tasks' steps, one row per task and period: the columns of `tasks` but `schedule`, and STEP_COLUMNS as step_…."""
    plan = tasks(document)
    rows = [
        {**row, **{f"step_{name}": getattr(step, name) for name in STEP_COLUMNS}}
        for row in plan.to_dict("records")
        for step in row["schedule"]
    ]
    columns = [name for name in COLUMNS if name != "schedule"] + [f"step_{name}" for name in STEP_COLUMNS]
    return pd.DataFrame(rows, columns=columns)


def period(label: str, year: str) -> str:
    """二、三季度 of 2024 → 2024-04/2024-09, 全年 → 2024, 6月底前 → 2024-06; empty where the label or the year says nothing."""
    if own := re.search(r"20\d{2}(?=年)", label):
        year = own[0]
    if not year or not (match := PERIOD.search(label)):
        return ""
    words = match[0]
    if "季度" in words:
        quarters = [DIGITS[char] for char in re.findall(r"[一二三四1-4]", words)]
        return _months(year, 3 * min(quarters) - 2, 3 * max(quarters))
    if words in ("上半年", "下半年"):
        return _months(year, 1, 6) if words == "上半年" else _months(year, 7, 12)
    if "月" in words:
        numbers = [int(number) for number in re.findall(r"\d+", re.sub(r"20\d{2}年|\d+日", "", words))]
        return _months(year, min(numbers), max(numbers))
    return year


def _months(year: str, first: int, last: int) -> str:
    if (first, last) == (1, 12):
        return year
    return f"{year}-{first:02d}" if first == last else f"{year}-{first:02d}/{year}-{last:02d}"


@cache
def _roles() -> dict[str, re.Pattern[str]]:
    return {
        role: re.compile("|".join(words)) for role, words in lexicon.load_yaml("documents.yml")["plan_columns"].items()
    }


@cache
def _key_mark() -> re.Pattern[str]:
    return re.compile(rf"^\s*{lexicon.load_yaml('documents.yml')['plan_key']}+\s*")


@cache
def _planned() -> re.Pattern[str]:
    return re.compile("|".join(lexicon.load_yaml("documents.yml")["planned_sections"]))


def _from_tables(document: Document) -> list[Task]:
    """The rows of every table whose headings are a plan's: a goal or task, and a time, a number or somebody responsible."""
    found: list[Task] = []
    section = theme = ""
    for table in _tables(document.cells):
        roles = _columns(document, table)
        if not {"goal", "theme"} & set(roles.values()) or not {"schedule", "responsible", "task_no"} & set(
            roles.values()
        ):
            continue
        for _, group in groupby(table, key=lambda cell: cell.row):
            row = list(group)
            if len(row) == 1 and not row[0].column_heads:
                continue
            task = _read_row(document, row, roles, section, theme)
            section, theme = task.section, task.theme
            if task.parts.keys() & {"goal", "task_no"}:
                found.append(task)
            elif found and found[-1].section == section:
                _continue(found[-1], task)
    return found


def _continue(task: Task, row: Task) -> None:
    """A further row of a task whose number and goal are merged over several: its schedule and units join the task's."""
    task.steps.extend(row.steps)
    task.end = row.end
    for role, text in row.parts.items():
        task.parts[role] = "\n".join(filter(None, (task.parts.get(role, ""), text)))


def _tables(cells: tuple[Cell, ...]) -> Iterator[list[Cell]]:
    """Cells of one table each: a new one begins where the row number falls."""
    table: list[Cell] = []
    for cell in cells:
        if table and cell.row < table[-1].row:
            yield table
            table = []
        table.append(cell)
    if table:
        yield table


def _columns(document: Document, table: list[Cell]) -> dict[int, str]:
    """Column → role. Where no column is the goal, the last that names a task is; quarters side by side are all `schedule`."""
    found: dict[int, str] = {}
    for cell in sorted((cell for cell in table if cell.column_heads), key=lambda cell: cell.column):
        heads = "".join(cell.column_heads)
        if cell.column not in found and (
            role := next((role for role, words in _roles().items() if words.search(heads)), "")
        ):
            found[cell.column] = role
    if "goal" not in found.values():
        themes = [column for column, role in found.items() if role == "theme"]
        found |= {themes[-1]: "goal"} if themes else {}
    return found


def _read_row(document: Document, row: list[Cell], roles: dict[int, str], section: str, theme: str) -> Task:
    """One task; a theme printed once for several rows is taken from the row above while the section lasts."""
    groups = [head for head in row[-1].row_heads if any(pattern.match(head) for pattern in NUMBERED)]
    own = next((head for head in groups if NUMBERED[0].match(head)), "")
    task = Task(own or section, "" if own and own != section else theme, start=row[0].start, end=row[-1].end)
    for head in groups:
        if NUMBERED[1].match(head):
            task.theme = head
    for cell in row:
        text, role = document.text[cell.start : cell.end], roles.get(cell.column, "")
        if role == "theme":
            task.theme = text
        elif role:
            task.parts[role] = "\n".join(filter(None, (task.parts.get(role, ""), text)))
        if role == "schedule":
            task.steps.extend(_steps(text, cell, document.year))
    task.steps = [replace(step, responsible=task.parts.get("responsible", "")) for step in task.steps]
    return task


def _steps(text: str, cell: Cell, year: str) -> Iterator[Step]:
    """The periods of a schedule cell: `一季度:…` paragraphs, a bare deadline, or a column that is itself a quarter."""
    labels = list(LABEL.finditer(text))
    head = "".join(cell.column_heads)
    if not labels:
        label = head if PERIOD.fullmatch(head) else text if PERIOD.search(text) and len(text) <= 20 else ""
        yield Step(label, period(label, year), text, "", cell.start, cell.end)
        return
    if before := text[: labels[0].start()].strip():
        at = text.index(before)
        yield Step("", "", before, "", cell.start + at, cell.start + at + len(before))
    for match, stop in zip(labels, [*(label.start() for label in labels[1:]), len(text)], strict=True):
        said = text[match.end() : stop].rstrip()
        yield Step(
            match[1], period(match[1], year), said, "", cell.start + match.end(), cell.start + match.end() + len(said)
        )


def _from_prose(document: Document) -> Iterator[Task]:
    """Numbered items (1. …) with the sections they stand in; where a plan numbers nothing so, its (一) paragraphs."""
    headings = [(match.start(1), match[1]) for match in HEADING.finditer(document.text)]
    items = [
        (m.start(1) if m[1] else m.start(2) - 1, m.end(), m[1] or m[2], m.start(3))
        for m in ITEM.finditer(document.text)
    ]
    if len(items) < 2:
        items = [(at, at + len(line), "", at) for at, line in headings if NUMBERED[1].match(line)]
    starts = sorted(
        [start for start, *_ in items]
        + [at for at, line in headings if len(line) <= HEADING_LENGTH]
        + [len(document.text)]
    )
    sections = _sections(headings)
    for start, _, number, begin in items:
        under = sections[bisect_left(sections, (start,)) - 1][1:]
        if document.doc_type == "report" and not _planned().search(f"{under[0]} {under[1]}"):
            continue
        stop = starts[bisect_right(starts, start)]
        end = start + len(_until_blank_tail(document.text[start:stop]))
        yield _prose_task(document, number, begin, start, end, under)


def _until_blank_tail(text: str) -> str:
    """An item with the paragraphs that follow it, without what a page prints after the last (来源:…)."""
    return re.split(r"\n\s*[(\uff08]?(?:来源|附件|责任编辑|扫一扫)[:\uff1a]?|\n\s*\n\s*\n", text)[0].rstrip()


def _sections(headings: list[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """(offset, 一、 heading, (一) heading) that hold from that offset on, from the beginning of the text."""
    found = [(-1, "", "")]
    for start, line in headings:
        if NUMBERED[0].match(line):
            found.append((start, line, ""))
        elif len(line) <= HEADING_LENGTH:
            found.append((start, found[-1][1], line))
    return found


def _prose_task(document: Document, number: str, begin: int, start: int, end: int, under: tuple[str, str]) -> Task:
    """The item's first sentence is its heading where it is short; the rest is what is to be done."""
    text = document.text[begin:end]
    heading = re.match(r"([^。\n]{2,60})[。\n]\s*", text)
    theme, goal = (heading[1], text[heading.end() :] or text) if heading else (under[1], text)
    return Task(under[0], theme or under[1], {"task_no": number, "goal": goal}, [], start, end)


def _as_row(task: Task, at: int) -> dict[str, object]:
    goal = task.parts.get("goal", "")
    mark = _key_mark().match(goal)
    return {
        "task_no": task.parts.get("task_no") or str(at),
        "section": task.section,
        "theme": task.theme,
        "key": bool(mark),
        "goal": goal[mark.end() :] if mark else goal,
        **{role: task.parts.get(role, "") for role in TEXT_ROLES},
        "schedule": task.steps,
        "start": task.start,
        "end": task.end,
    }


def tasks_of(area: str, year: int, project: Project | None = None) -> pd.DataFrame:
    """Columns of `tasks` and doc_id: all registered plans of `area` for `year`, and what its report of the year before plans; may be empty."""
    found = []
    for document in load((project or Project.find()).raw):
        if document.ref_area == area and _plans_for(document, year):
            found.append(tasks(document).assign(doc_id=document.doc_id))
    filled = [table for table in found if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=[*COLUMNS, "doc_id"])


def _plans_for(document: Document, year: int) -> bool:
    due = {"plan": document.year, "report": str(int(document.year) + 1) if document.year.isdigit() else ""}
    return due.get(document.doc_type) == str(year)

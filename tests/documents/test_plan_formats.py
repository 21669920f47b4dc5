"""One plan in every format: the Dongguan table as web page, Word, workbook, PDF and CSV gives the same 48 tasks."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
import typst

from lib import documents
from lib.documents import plans

ROOT = Path(__file__).parents[2]
HEADS = ["工作任务", "序号", "年度工作目标及内容", "进度安排", "完成情况", "责任单位", "协助单位", "备注"]
TITLE = "东莞市司法局2024年重点工作推进计划表"


@pytest.fixture(scope="module")
def printed() -> pd.DataFrame:
    return plans.tasks(documents.load(ROOT / "data" / "raw" / "dongguan-2024-plan.txt")[0])


def rows(printed: pd.DataFrame) -> list[list[str]]:
    """The table as rows: headings, a row of one text per section, themes on each row, line breaks as spaces."""
    found = [HEADS]
    for section, group in printed.groupby("section", sort=False):
        found.append([section, *[""] * 7])
        for task in group.itertuples():
            schedule = " ".join(f"{step.label}：{step.text}" for step in task.schedule)
            goal = ("★" if task.key else "") + task.goal
            cells = [task.theme, task.task_no, goal, schedule, "", task.responsible, task.support, task.note]
            found.append([" ".join(cell.split()) for cell in cells])
    return found


def as_html(table: list[list[str]]) -> bytes:
    lines = ["".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) for row in table]
    lines = [
        f'<td colspan="8">{row[0]}</td>' if not any(row[1:]) else line for row, line in zip(table, lines, strict=True)
    ]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><title>{TITLE}</title><body><div>{TITLE}</div><table>{body}</table></body></html>".encode("gb18030")


def as_docx(table: list[list[str]]) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    grid = document.add_table(len(table), 8)
    for at, row in enumerate(table):
        cells = grid.rows[at].cells
        if not any(row[1:]):
            cells[0].merge(cells[7]).text = row[0]
            continue
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(table: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in [[TITLE], *table]:
        book.active.append([cell or None for cell in row])
    book.active.merge_cells("A1:H1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(table: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue().encode("utf-8-sig")


def as_pdf(table: list[list[str]]) -> bytes:
    text = lambda cell: "[#" + '"' + cell.replace('"', '\\"') + '"]'  # noqa: E731
    cells = ["table.header(" + ", ".join(map(text, table[0])) + ")"]
    for row in table[1:]:
        cells.extend([text(cell) for cell in row] if any(row[1:]) else [f"table.cell(colspan: 8){text(row[0])}"])
    page = '#set page(paper: "a3", flipped: true, numbering: "1")\n#set text(font: "Noto Sans SC", size: 9pt, lang: "zh")\n'
    widths = "(1fr, 2em, 3fr, 5fr, 1fr, 1fr, 1fr, 1fr)"
    source = f"{page}{TITLE}\n\n#table(columns: {widths}, {', '.join(cells)})\n"
    return typst.compile(source.encode(), font_paths=[str(ROOT / "lib/fonts")])


def squeezed(frame: pd.DataFrame, column: str) -> list[str]:
    return ["".join(text.split()) for text in frame[column]]


@pytest.mark.parametrize(
    ("suffix", "write"),
    [(".html", as_html), (".docx", as_docx), (".xlsx", as_xlsx), (".csv", as_csv), (".pdf", as_pdf)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_same_tasks_from_every_format(
    tmp_path: Path, printed: pd.DataFrame, suffix: str, write: Callable[[list[list[str]]], bytes]
) -> None:
    file = tmp_path / f"plan{suffix}"
    file.write_bytes(write(rows(printed)))
    document = documents.read(file, year="2024")
    found = plans.tasks(document)
    for column in ("task_no", "section", "theme", "goal", "responsible", "support", "note"):
        assert squeezed(found, column) == squeezed(printed, column), column
    assert list(found.key) == list(printed.key)
    assert [[(s.label, s.time_period, "".join(s.text.split())) for s in steps] for steps in found.schedule] == [
        [(s.label, s.time_period, "".join(s.text.split())) for s in steps] for steps in printed.schedule
    ]
    assert all(document.text[s.start : s.end] == s.text for steps in found.schedule for s in steps)

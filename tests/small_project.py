"""A small project in a temporary folder: two documents, three figures, a notebook that takes a second, and a fake worker."""

from __future__ import annotations

import csv
import io
import json
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from lib.project import Project
from lib.schemas import FIGURES, OBSERVATIONS
from lib.workflow import execute, suite

TEXT = "深圳市坪山区司法局2023年工作总结\n一、工作情况\n  受理调解案件3302宗,调解成功率98%;现有律师165人。\n二、明年计划\n  新增人民调解组织不少于5个。\n"
TRADITIONAL = "江門市司法局2024年年度報告\n今年截至11月底,調解成功率98%。\n"

NOTEBOOK = [
    ("year = 2022\nfail = ''", ["parameters"]),
    ("from IPython.display import Markdown, display\nimport pandas as pd\nimport matplotlib.pyplot as plt", []),
    (
        "display({'application/vnd.citystats.report+json': {'title': f'{year}年小结', 'lang': 'zh-CN', 'year': str(year), 'areas': [], "
        "'themes': [], 'keywords': [], 'data_version': 'abc', 'published': '2024-03-01'}, 'text/markdown': ''}, raw=True)",
        [],
    ),
    ("exec(fail)\npd.DataFrame({'地区': ['坪山'], '律师': [165]})", []),
    (
        "figure, axes = plt.subplots(figsize=(3, 2))\naxes.plot([year, year + 1], [1, 2])\nplt.show()",
        [],
    ),
    ("Markdown(f'律师 [165](../reports/sources/pingshan-2023-report.html#f{TEXT_AT})。')", []),
]


def make(root: Path, runs: tuple[str, ...] = ("2022", "2023")) -> Project:
    project = Project(root)
    _documents(project)
    _tables(project)
    notebook(project, "demo")
    for run in runs:
        params(project, f"demo/{run}", year=int(run))
    return project


def notebook(project: Project, name: str, cells: list[tuple[str, list[str]]] | None = None) -> Path:
    made = new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    for number, (source, tags) in enumerate(cells or NOTEBOOK):
        cell = new_code_cell(
            source.replace("{TEXT_AT}", str(TEXT.index("165"))), metadata={"tags": tags} if tags else {}
        )
        cell["id"] = f"cell-{number}"
        made.cells.append(cell)
    path = project.notebooks / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, str(path))
    return path


def params(project: Project, name: str, **values: Any) -> Path:
    path = project.params / f"{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items()), "utf-8")
    return path


def _documents(project: Project) -> None:
    project.raw.mkdir(parents=True)
    (project.raw / "pingshan-2023-report.txt").write_text(TEXT, "utf-8")
    (project.raw / "jiangmen-2024-report.txt").write_text(TRADITIONAL, "utf-8")
    rows = [
        [
            "doc_id",
            "file",
            "title",
            "publisher",
            "ref_area",
            "year",
            "doc_type",
            "published",
            "script",
            "sha256",
            "url",
        ],
        [
            "pingshan-2023-report",
            "pingshan-2023-report.txt",
            "坪山区司法局2023年工作总结",
            "坪山区司法局",
            "440310",
            "2023",
            "report",
            "2024-03-01",
            "hans",
            "",
            "https://www.szpsq.gov.cn/a",
        ],
        [
            "jiangmen-2024-report",
            "jiangmen-2024-report.txt",
            "",
            "江门市司法局",
            "440700",
            "2024",
            "report",
            "",
            "hant",
            "",
            "",
        ],
    ]
    (project.raw / "sources.csv").write_text(_csv(rows), "utf-8")


def figure(doc_id: str, text: str, number: str, before: str = "", **values: Any) -> dict[str, Any]:
    """A figures.csv row for the first `number` in `text` that stands after `before`; the sentence is the line's part up to the next stop."""
    start = text.index(before + number) + len(before)
    begin = max(text.rfind(mark, 0, start) for mark in "\n;。") + 1
    ends = [text.find(mark, start) for mark in ";。" if text.find(mark, start) >= 0]
    base = {
        "doc_id": doc_id,
        "start": start,
        "end": start + len(number),
        "text": number,
        "qualifier": "exact",
        "measure": "count",
        "status": "actual",
        "scope": "area",
    }
    return {**dict.fromkeys(FIGURES.columns, ""), **base, "sentence": text[begin : min(ends) + 1].strip(), **values}


def figures() -> list[dict[str, Any]]:
    pingshan = {"ref_area": "440310", "time_period": "2023"}
    return [
        figure(
            "pingshan-2023-report",
            TEXT,
            "3302",
            value=3302,
            lower=3302,
            upper=3302,
            unit="宗",
            indicator="mediation_cases",
            **pingshan,
        ),
        figure(
            "pingshan-2023-report",
            TEXT,
            "98%",
            value=98,
            lower=98,
            upper=98,
            unit="%",
            measure="percent",
            indicator="mediation_success_rate",
            **pingshan,
        ),
        figure(
            "pingshan-2023-report",
            TEXT,
            "165",
            value=165,
            lower=165,
            upper=165,
            unit="人",
            indicator="lawyers",
            **pingshan,
        ),
        figure(
            "pingshan-2023-report",
            TEXT,
            "5",
            "不少于",
            value=5,
            lower=5,
            unit="个",
            qualifier="at_least",
            status="target",
            ref_area="440310",
            time_period="2024",
            scope="",
        ),
        figure(
            "jiangmen-2024-report",
            TRADITIONAL,
            "98%",
            value=98,
            lower=98,
            upper=98,
            unit="%",
            measure="percent",
            indicator="mediation_success_rate",
            ref_area="440700",
            time_period="2024-01/2024-11",
        ),
    ]


def observation(row: dict[str, Any], **values: Any) -> dict[str, Any]:
    period = "2024-01-01/P11M" if row["time_period"] == "2024-01/2024-11" else row["time_period"]
    base = {
        "indicator": row["indicator"],
        "ref_area": row["ref_area"],
        "time_period": period,
        "year": period[:4],
        "breakdown": "_T",
        "status": row["status"],
        "obs_value": row["value"],
    }
    more = {
        "lower": row["lower"],
        "upper": row["upper"],
        "qualifier": row["qualifier"],
        "obs_status": "A",
        "origin": "reported",
        "source_id": row["doc_id"],
    }
    more |= {"year": int(period[:4]), "coverage": "year" if period.isdigit() else "part_of_year"}
    unit = {"宗": "case", "%": "percent", "人": "person"}[row["unit"]]
    ids = {"unit_measure": unit, "figure_ids": f"{row['doc_id']}#f{row['start']}", "quote": row["sentence"]}
    return {**dict.fromkeys(OBSERVATIONS.columns, ""), **base, **more, **ids, **values}


def _tables(project: Project) -> None:
    project.processed.mkdir(parents=True)
    rows = sorted(figures(), key=lambda row: (row["doc_id"], row["start"]))
    write_table(project, "figures", list(FIGURES.columns), rows)
    write_table(
        project, "observations", list(OBSERVATIONS.columns), [observation(row) for row in rows if row["indicator"]]
    )


def write_table(project: Project, name: str, columns: list[str], rows: list[dict[str, Any]]) -> None:
    (project.processed / f"{name}.csv").write_text(
        _csv([columns, *([row[key] for key in columns] for row in rows)]), "utf-8"
    )


def _csv(rows: list[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


class Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


def pretend(job: execute.Job) -> execute.Outcome:
    """A worker that takes no time: the params file's text is the report, the word `broken` in it a failure."""
    source = (Path(job.root) / "params" / f"{job.name}.yml").read_text("utf-8")
    if "broken" in source:
        return execute.Outcome(
            job.name, error=f"{job.name}: NameError: name 'x' is not defined\nin the cell:\n    x", partial=b"half"
        )
    made = "rendered" if job.executed else "executed"
    files = {".ipynb": source.encode(), ".html": f"<p>{source} {made}".encode(), ".pdf": b"%PDF", ".xlsx": b"PK"}
    return execute.Outcome(
        job.name, files, {"title": job.name}, ["pingshan-2023-report#f55"], kernel="stock", seconds={"execute": 0.1}
    )


def as_it_is(project: Project, *_: Any) -> list[Path]:
    """A build stage that takes data/processed as it lies there, and fails on an empty figures.csv."""
    return sorted(path for path in project.processed.iterdir() if path.is_file())


def run(project: Project, **values: Any) -> int:
    return suite.run(project, **{"executor": Here(), **values})

"""Every run of the suite through papermill with a real kernel, and what a notebook of this project looks like."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
import pytest

from lib.project import Project
from lib.reporting import parameters
from lib.workflow import execute

PROJECT = Project.find()
NOTEBOOKS = sorted(PROJECT.notebooks.glob("*.ipynb"))
RUNS = [f"{path.parent.name}/{path.stem}" for path in sorted(PROJECT.params.glob("*/*.yml"))]
TABLE = "application/vnd.citystats.table+json"
CHART = "application/vnd.citystats.chart+json"
HEAD = "application/vnd.citystats.report+json"
TABLES = {
    "yearly_comparison": {"overview", "missing", "checks", "sources"},
    "indicator_trend": {"sources"},
    "area_profile": {"profile", "sources"},
    "plan_targets": {"tasks"},
    "data_quality": {"coverage", "checks", "unmapped", "evaluation"},
}


@pytest.fixture(scope="session")
def executed(request):
    """name → future of the executed notebook: all the runs that were selected, side by side."""
    wanted = {
        item.callspec.params["name"]
        for item in request.session.items
        if "name" in getattr(getattr(item, "callspec", None), "params", {})
    }
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        futures = {
            name: pool.submit(execute.execute, execute.Job(str(PROJECT.root), *name.split("/"), timeout=300))
            for name in RUNS
            if name in wanted
        }
        yield futures
        pool.shutdown(cancel_futures=True)


def outputs(notebook, mime):
    return [
        output["data"][mime]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
        for output in cell["outputs"]
        if mime in output.get("data", {})
    ]


def prose(notebook):
    return "\n".join("".join(text) for text in outputs(notebook, "text/markdown"))


def papermill(target: Path, notebook: str, *options: str, cwd: Path = PROJECT.root) -> subprocess.CompletedProcess:
    """Plain papermill; once more where its TCP ports were taken, which happens to it when several run."""
    command = [
        sys.executable,
        "-m",
        "papermill",
        str(PROJECT.notebooks / f"{notebook}.ipynb"),
        str(target),
        "--no-progress-bar",
        *options,
    ]
    for _ in range(3):
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)
        if "Address already in use" not in done.stderr:
            break
    return done


@pytest.mark.parametrize("name", RUNS)
def test_a_run_completes_and_shows_its_head_tables_and_text(name, executed):
    notebook = executed[name].result()
    kind = name.split("/")[0]
    values = parameters.read(PROJECT.params / f"{name}.yml")
    (head,) = outputs(notebook, HEAD)
    assert head["title"] and head["lang"] == {"zh": "zh-CN", "en": "en"}[values.get("language", "zh")]
    tables = outputs(notebook, TABLE)
    assert TABLES[kind] <= {table["id"] for table in tables}
    for table in tables:
        assert all(len(row["cells"]) == len(table["columns"]) for row in table["rows"]), table["id"]
        marks = {note["mark"] for note in table["notes"]}
        assert {mark for row in table["rows"] for cell in row["cells"] for mark in cell["notes"]} <= marks
    for chart in outputs(notebook, CHART):
        assert chart["title"] and chart["alt"] and chart["source"] and chart["table"]["rows"]
    assert prose(notebook).count("## ") >= (2 if kind == "plan_targets" else 3)  # a plan may set no target
    if head["lang"] == "en":
        # Chinese terms stand in quotation marks, in brackets, or with their translation behind them: 受理 (accepted)
        assert not re.findall(
            "[\u4e00-\u9fff]{2,}", re.sub(r"[一-鿿]+ \([^()]*\)|[((].*?[))]|“.*?”|\(.*?\)", "", prose(notebook))
        )


@pytest.mark.parametrize("name", ["yearly_comparison/2023"])
def test_the_one_table_of_three_places_and_three_years(name, executed):
    """Dongguan 2022, Pingshan 2023 and Jiangmen 2024 side by side, as printed in the three reports."""
    (table,) = [table for table in outputs(executed[name].result(), TABLE) if table["id"] == "overview"]
    labels = [column["label"] for column in table["columns"]]
    dongguan, jiangmen, pingshan = (
        next(n for n, label in enumerate(labels) if place in label) for place in ("东莞", "江门", "坪山")
    )
    rows = {row["cells"][0]["text"]: row["cells"] for row in table["rows"]}

    def shown(start, column):
        (cells,) = [cells for name, cells in rows.items() if name.startswith(start)]
        return cells[column]

    assert "2022" in labels[dongguan] and "2023" in labels[pingshan] and "2024" in labels[jiangmen]
    assert (shown("执业律师人数", dongguan)["value"], shown("执业律师人数", pingshan)["value"]) == (4936, 165)
    assert (shown("调解成功率", dongguan)["value"], shown("调解成功率", pingshan)["value"]) == (98.3, 98)
    assert [shown("行政复议申请数", n)["value"] for n in (dongguan, pingshan, jiangmen)] == [2041, 115, 1557]
    assert [shown("法律援助案件", n)["value"] for n in (dongguan, pingshan, jiangmen)] == [10034, 786, 5283]
    notes = {note["mark"]: note["text"] for note in table["notes"]}
    assert any("1-11月" in notes[mark] for mark in shown("行政复议申请数", jiangmen)["notes"])
    assert shown("执业律师人数", dongguan)["href"].startswith("reports/sources/dongguan-2022-report.html#f")


@pytest.mark.parametrize("name", ["plan_targets/dongguan-2024"])
def test_the_dongguan_plan_is_whole(name, executed):
    (table,) = [table for table in outputs(executed[name].result(), TABLE) if table["id"] == "tasks"]
    text = (PROJECT.raw / "dongguan-2024-plan.txt").read_text("utf-8")
    assert [row["cells"][0]["text"] for row in table["rows"]] == [str(n) for n in range(1, 49)]
    assert (
        sum(row["cells"][1]["text"] == "★" for row in table["rows"])
        == sum(line.startswith("\t★") for line in text.splitlines())
        == 8
    )
    assert all(row["cells"][4]["text"] for row in table["rows"])


@pytest.mark.parametrize(
    ("notebook", "options", "said"),
    [
        ("yearly_comparison", ("-p", "year", "1999", "-y", "areas: ['440300']"), "没有收录深圳市1999年的任何数字"),
        ("indicator_trend", ("-y", "areas: ['441882']"), "没有任何数字"),
        ("area_profile", ("-p", "area", "连州市", "-p", "year", "2022"), "没有收录连州市的任何数字"),
        ("plan_targets", ("-p", "area", "440310", "-p", "year", "1999"), "没有收录坪山区1999年的工作计划"),
        ("data_quality", ("-y", "areas: ['440300']", "-p", "gold", ""), "还没有提取到任何数字"),
    ],
)
def test_without_data_the_report_says_so(tmp_path, notebook, options, said):
    done = papermill(tmp_path / "out.ipynb", notebook, *options)
    assert done.returncode == 0, done.stderr[-2000:]
    assert said in prose(json.loads((tmp_path / "out.ipynb").read_text("utf-8")))


def test_plain_papermill_runs_it_from_any_folder(tmp_path):
    done = papermill(tmp_path / "out.ipynb", "explore", cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]


def test_an_unknown_parameter_is_an_error(tmp_path):
    done = papermill(tmp_path / "out.ipynb", "yearly_comparison", "-p", "yaer", "2022")
    assert done.returncode != 0
    assert "yaer: unknown parameter; allowed:" in done.stderr


def test_papermill_can_tell_the_parameters(tmp_path):
    shown = subprocess.run(
        [sys.executable, "-m", "papermill", "--help-notebook", str(PROJECT.notebooks / "yearly_comparison.ipynb")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "Unable to parse" not in shown.stderr + shown.stdout
    for name in parameters.MODELS["yearly_comparison"].model_fields:
        assert re.search(rf"^  {name}: (int|str|list) \(default", shown.stdout, re.MULTILINE), name


def test_each_notebook_has_its_model_and_its_runs():
    assert {path.stem for path in NOTEBOOKS} == set(parameters.MODELS)
    assert {path.stem for path in NOTEBOOKS} - {run.split("/")[0] for run in RUNS} == {"explore"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_calls_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert notebook.metadata.kernelspec.name == "python3"
    assert len(code) <= 12
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    for cell in code:
        assert cell.outputs == [] and cell.execution_count is None
        assert len(cell.source.splitlines()) <= 10
        assert not re.search(r"^\s*(def|class|lambda)\b", cell.source, re.MULTILINE)
    assert not notebook.metadata.get("widgets")

"""The rows of data that stand behind a report."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest
from fixtures import notebooks

from lib import schemas
from lib.project import Project
from lib.publish import blocks, provenance, workbook


def book_of(nb, data=None):
    return openpyxl.load_workbook(io.BytesIO(workbook.from_report(blocks.from_notebook(nb), data)))


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return schemas.conform(notebooks.gold(), "figures")


@pytest.fixture(scope="module")
def comparison(figures):
    sources = pd.read_csv(notebooks.ROOT / "data" / "raw" / "sources.csv", dtype=str, keep_default_na=False)
    return book_of(notebooks.comparison(), {"figures": figures, "sources": sources})


def test_only_the_figures_behind_the_report_and_their_documents(comparison, figures):
    linked = set(provenance.figure_ids(blocks.from_notebook(notebooks.comparison())))
    sheet = comparison["数字与原句"]
    heads = [cell.value for cell in sheet[3]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)]
    assert {f"{row['文件编号']}#f{row['起']}" for row in rows} == linked
    assert len(linked) < len(figures)
    assert {row[0].value for row in comparison["来源文件"].iter_rows(min_row=4)} == {
        name.partition("#")[0] for name in linked
    }
    lawyers = next(row for row in rows if row["起"] == 3304)
    assert lawyers["数值"] == 4936 and lawyers["指标名称"] == "执业律师人数" and lawyers["地区名称"] == "东莞市"


def test_derived_values_of_the_same_series_come_along(figures):
    report = blocks.from_notebook(notebooks.comparison())

    def row(indicator, area, origin, ids=""):
        return {"indicator": indicator, "ref_area": area, "origin": origin, "figure_ids": ids}

    observations = pd.DataFrame(
        [
            row("lawyers", "441900", "reported", "dongguan-2022-report#f3304"),
            row("lawyers", "441900", "derived"),
            row("lawyers", "440100", "reference"),
            row("notary", "441900", "reported", "elsewhere#f1"),
        ]
    )
    kept = provenance.behind(report, {"observations": observations})["observations"]
    assert kept["origin"].tolist() == ["reported", "derived"]


def test_what_a_project_has_is_read(tmp_path):
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "sources.csv").write_text("doc_id,ref_area\na,441900\n", "utf-8")
    data = provenance.read(Project(tmp_path))
    assert list(data) == ["sources"] and data["sources"]["ref_area"].tolist() == ["441900"]

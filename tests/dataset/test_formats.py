"""The panel in other programs' forms: what was written is read back with another library than wrote it."""

import json
import sqlite3

import made
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system

from lib.dataset import build, formats
from lib.project import CityStatsError, Project


@pytest.fixture(scope="module")
def built():
    return build.build(made.PROJECT, made.gold(), made.gold_sources())


@pytest.fixture(scope="module")
def tables(built):
    return built.tables(made.PROJECT)


@pytest.fixture(scope="module")
def written(built, tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("project"))
    (project.raw / "reference").mkdir(parents=True)
    for path in (made.ROOT / "data/raw/reference").glob("*.csv"):
        (project.raw / "reference" / path.name).write_bytes(path.read_bytes())
    (project.raw / "sources.csv").write_bytes((made.ROOT / "data/raw/sources.csv").read_bytes())
    build.write(project, built)
    build.write_parquet(project, built)
    return project.processed


def test_the_package_is_valid_to_frictionless(written):
    with system.use_context(trusted=True):
        report = Package(str(written / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert {task.name for task in report.tasks} == {
        "figures", "observations", "checks", "sources", "areas", "indicators", "populations", "codes",
    }  # fmt: skip


def test_a_code_that_nothing_explains_breaks_the_package(written, tmp_path):
    for path in written.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    areas = tmp_path / "areas.csv"
    areas.write_text("".join(line for line in areas.open(encoding="utf-8") if not line.startswith("441900")), "utf-8")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        resource.pop("bytes"), resource.pop("hash")
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_typed_columns_say_what_they_hold(tables):
    table = formats.typed(tables["observations"])
    assert str(table["year"].dtype) == "Int64"
    assert table["period_end"].dtype.kind == "M"
    assert isinstance(table["indicator"].dtype, pd.CategoricalDtype)
    assert table["growth"].isna().any()
    assert table["rule"].isna().sum() == tables["observations"]["rule"].eq("").sum()
    assert (table["period_end"].dt.year == table["year"]).all()


def test_parquet_holds_the_same_values_and_types(tables, written):
    table = pq.read_table(written / "observations.parquet")
    assert table.num_rows == len(tables["observations"])
    assert str(table.schema.field("year").type) == "int64"
    assert str(table.schema.field("period_start").type).startswith(("timestamp", "date"))
    assert table.column("obs_value").to_pylist() == tables["observations"]["obs_value"].tolist()
    assert formats.parquet(tables["observations"]) == formats.parquet(tables["observations"].copy())


def test_one_duckdb_file_answers_questions(tables, tmp_path):
    import duckdb

    [path] = formats.write(tables, tmp_path / "panel.duckdb", "duckdb")
    with duckdb.connect(str(path), read_only=True) as connection:
        [(count,)] = connection.execute(
            "SELECT count(*) FROM observations JOIN areas USING (ref_area) WHERE name_zh = '东莞市' AND indicator = 'lawyers'"
        ).fetchall()
        names = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    rows = tables["observations"].query("ref_area == '441900' and indicator == 'lawyers'")
    assert count == len(rows) > 0
    assert names == set(tables)


def test_sqlite_has_null_for_what_is_missing(tables, tmp_path):
    [path] = formats.write(tables, tmp_path / "panel.sqlite", "sqlite")
    with sqlite3.connect(path) as connection:
        [(missing,)] = connection.execute("SELECT count(*) FROM observations WHERE rule IS NULL").fetchall()
    assert missing == tables["observations"]["rule"].eq("").sum()


def test_the_workbook_has_a_sheet_a_table_and_no_formula(tables, tmp_path):
    nasty = {**tables, "checks": tables["checks"].assign(message_en="=1+1")}
    [path] = formats.write(nasty, tmp_path / "panel.xlsx", "xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(tables)
    sheet = book["observations"]
    heads = [cell.value for cell in sheet[1]]
    values = [row[heads.index("obs_value")].value for row in sheet.iter_rows(min_row=2)]
    assert values == tables["observations"]["obs_value"].tolist()
    assert all(cell.data_type != "f" for row in book["checks"].iter_rows() for cell in row)


def test_csv_for_excel_begins_with_its_mark_and_reads_back(tables, tmp_path):
    paths = formats.write(tables, tmp_path, "csv")
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths)
    back = pd.read_csv(tmp_path / "areas.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    pd.testing.assert_frame_equal(back, tables["areas"].reset_index(drop=True), check_dtype=False)


def test_an_unknown_form_is_named(tables, tmp_path):
    with pytest.raises(CityStatsError, match="parquet, duckdb, sqlite, xlsx, csv"):
        formats.write(tables, tmp_path / "panel.ods", "ods")

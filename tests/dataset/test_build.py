import shutil
from dataclasses import replace

import made
import pandas as pd
import pytest
import small_project

from lib import schemas
from lib.dataset import build
from lib.project import CityStatsError, Project


@pytest.fixture
def project(tmp_path):
    shutil.copytree(made.ROOT / "data/raw", tmp_path / "data/raw")
    return Project(tmp_path)


TABLES = ["figures", "observations", "checks", "sources", "areas", "indicators", "populations", "codes"]


@pytest.fixture(scope="module")
def built():
    return build.build(made.PROJECT, made.gold(), made.gold_sources())


def test_what_is_written_is_what_is_loaded(project, built):
    assert build.write(project, built) == [*(f"{name}.csv" for name in TABLES), "datapackage.json"]
    back = build.load(project)
    for name in schemas.TABLES:
        pd.testing.assert_frame_equal(getattr(back, name), schemas.conform(getattr(built, name), name))


def test_a_second_build_writes_nothing(project, built):
    build.write(project, built)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.processed.iterdir()}
    again = build.build(project, made.gold().sample(frac=1, random_state=5), made.gold_sources())
    assert build.write(project, again) == []
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.processed.iterdir()} == before


def test_only_what_changed_is_written(project, built):
    build.write(project, built)
    less = replace(built, checks=built.checks.iloc[1:])
    assert build.write(project, less) == ["checks.csv", "datapackage.json"]


def test_a_bad_table_leaves_the_last_good_state(project, built):
    build.write(project, built)
    before = {path.name: path.read_bytes() for path in project.processed.iterdir()}
    bad = build.Built(built.figures.iloc[5:], built.observations, built.checks.assign(severity="fatal"))
    with pytest.raises(CityStatsError, match="severity"):
        build.write(project, bad)
    assert {path.name: path.read_bytes() for path in project.processed.iterdir()} == before


def test_figures_stay_as_extracted_where_an_observation_is_corrected(project):
    gold = made.gold()
    start = int(gold.query("doc_id == 'dongguan-2022-report' and indicator == 'lawyers'")["start"].iloc[0])
    entry = f"- {{figure: 'dongguan-2022-report#f{start}', field: value, expect: 4936, value: 4963, reason: 报告更正说明, checked_by: 王某}}\n"
    (project.raw / "corrections.yml").write_text(entry, "utf-8")
    built = build.build(project, gold, made.gold_sources())
    assert made.one(built.observations, indicator="lawyers", ref_area="441900", time_period="2022")["obs_value"] == 4963
    assert made.one(built.figures, doc_id="dongguan-2022-report", start=start)["value"] == 4936
    finding = made.one(built.checks, check="corrected")
    assert "报告更正说明" in finding["message_zh"]


def test_nothing_depends_on_place_or_clock(project, built):
    build.write(project, built)
    for path in project.processed.iterdir():
        text = path.read_text("utf-8")
        assert str(project.root) not in text
        assert str(made.ROOT) not in text


def test_an_empty_corpus_builds_too(project, built):
    none = build.build(project, made.gold().iloc[:0], made.gold_sources().iloc[:0])
    assert none.figures.empty
    assert set(none.observations["origin"]) == {"reference", "derived", "extrapolated"}
    build.write(project, none)
    assert build.load(project).figures.empty


def test_a_run_reads_the_folder_names_its_sources_and_drops_stale_texts(tmp_path):
    project = small_project.make(tmp_path)
    html = "<html lang='zh'><body><h1>东莞市司法局2022年工作总结</h1><p>全市律师4963人。</p></body></html>"
    (project.raw / "dongguan-2022-report.html").write_text(html, "utf-8")
    stale = project.processed / "texts" / "gone-2020-report.txt"
    stale.parent.mkdir(parents=True, exist_ok=True)
    stale.write_text("旧", "utf-8")
    paths = [path.relative_to(project.processed).as_posix() for path in build.run(project)]
    assert paths == [
        *(f"{name}.csv" for name in TABLES),
        "datapackage.json",
        *(f"{name}.parquet" for name in TABLES),
        "texts/dongguan-2022-report.txt",
    ]
    assert not stale.exists()
    panel = build.load(project).observations
    urls = panel.query("origin == 'reported'").groupby("source_id")["source_url"].unique()
    assert urls["pingshan-2023-report"].tolist() == ["https://www.szpsq.gov.cn/a"]
    assert urls["dongguan-2022-report"].tolist() == [""]


def test_areas_worked_on_one_by_one_give_the_same_tables(monkeypatch, tmp_path):
    project = Project.find()
    figures, sources = made.gold(), made.gold_sources()
    whole = build.build(project, figures, sources)
    assert figures["ref_area"].nunique() > 2
    monkeypatch.setattr(build, "AT_ONCE", 1)
    apart = build.build(project, figures, sources)
    for name in schemas.TABLES:
        pd.testing.assert_frame_equal(getattr(apart, name), getattr(whole, name))

"""What the five documents must show, from their bytes to the tables, through every stage."""

import shutil

import made
import pytest
from made import one

from lib.comparison import views
from lib.dataset import build
from lib.observations import reported
from lib.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("five")
    shutil.copytree(made.ROOT / "data/raw", root / "data/raw")
    return Project(root)


@pytest.fixture(scope="module")
def built(project):
    outputs = build.run(project)
    assert all(path.is_file() for path in outputs)
    return build.load(project)


@pytest.mark.parametrize(
    ("indicator", "area", "year", "value"),
    [
        ("reconsideration_applications", "441900", "2021", 1240),
        ("litigation_defendant_cases", "441900", "2021", 677),
        ("law_firms", "440310", "2022", 18),
        ("lawyers", "440310", "2022", 107),
    ],
)
def test_years_before_come_from_growth(built, indicator, area, year, value):
    row = one(built.observations, indicator=indicator, ref_area=area, time_period=year)
    assert (row["obs_value"], row["origin"], row["obs_status"]) == (value, "derived", "E")
    assert row["lower"] <= value <= row["upper"]


def test_rates_and_totals_are_recomputed(built):
    rate = one(built.checks, check="rate_parts", ref_area="440310")
    assert (rate["found"], round(rate["expected"], 2)) == (98, 98.03)
    totals = built.checks.query("check == 'parts_total' and indicator == 'village_counsel_services'")
    assert {(row.found, row.expected, row.severity) for row in totals.itertuples()} == {
        (5234, 5234, "info"),
        (22340, 22340, "info"),
    }
    permits = one(built.checks, check="parts_total", indicator="lawyer_permits")
    assert (permits["found"], permits["expected"]) == (374, 359)


def test_one_centre_is_in_no_comparison(built):
    for year in (2023, 2024):
        table = views.compare(built.observations, year, match="nearest", figures=built.figures)
        assert not table.query("ref_area == '440700'")["obs_value"].isin([267, 5392]).any()


def test_jiangmens_months_are_flagged(built):
    months = built.observations.query(
        "ref_area == '440700' and time_period == '2024-01-01/P11M' and origin == 'reported'"
    )
    assert len(months) >= 12
    assert months["coverage"].isin(["part_of_year", "as_of"]).all()
    assert months["obs_status"].isin(["A", "B", "D"]).all()
    assert months["comment_obs"].str.contains("11月").all()
    assert one(months, indicator="legal_aid_cases")["coverage"] == "part_of_year"


def test_every_observation_leads_to_its_text(project, built):
    texts = {path.stem: path.read_bytes().decode("utf-8-sig") for path in project.raw.glob("*.txt")}
    known = reported.with_ids(built.figures).set_index("figure_id")
    for row in built.observations.query("figure_ids != ''").itertuples():
        for figure_id in row.figure_ids.split():
            figure = known.loc[figure_id]
            assert texts[figure["doc_id"]][figure["start"] : figure["end"]] == figure["text"]
            assert figure["text"] in figure["sentence"]


def test_building_again_changes_nothing(project, built):
    before = {path.name: path.read_bytes() for path in project.processed.glob("*.*")}
    build.run(project)
    assert {path.name: path.read_bytes() for path in project.processed.glob("*.*")} == before

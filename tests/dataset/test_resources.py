"""The tables beside the panel: every code they use is described, populations are those of the panel."""

import made
import pytest

from lib import documents
from lib.dataset import build, resources
from lib.project import Project


@pytest.fixture(scope="module")
def tables():
    project = Project.find()
    built = build.load(project)
    sources = documents.table(documents.load(project.raw), documents.urls(project.raw / "sources.csv"))
    return resources.tables(project, built.figures, built.observations, sources), built


def test_every_area_and_source_of_the_panel_is_described(tables):
    found, built = tables
    assert set(built.observations["ref_area"]) <= set(found["areas"]["ref_area"])
    assert set(built.observations["source_id"]) - {""} <= set(found["sources"]["doc_id"])
    assert set(built.observations["indicator"]) <= set(found["indicators"]["indicator"])


def test_populations_are_those_of_the_panel(tables):
    found, built = tables
    rows = built.observations[built.observations["indicator"].eq(resources.POPULATION)]
    assert sorted(found["populations"]["obs_value"]) == sorted(rows[rows["status"].eq("actual")]["obs_value"])


def test_no_population_gives_the_columns_all_the_same():
    assert resources.populations(made.gold_panel().iloc[:0]).empty

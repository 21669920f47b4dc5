"""The panel as one object: of a project, a folder, files, documents; what it refuses instead of an empty table."""

import pandas as pd
import pytest
from made import ROOT

from lib import documents, metrics
from lib.panels import panel
from lib.project import CityStatsError

TEXT = "东莞市司法局2021年工作总结\n2021年，全市现有律师事务所350家、执业律师4500人。\n"


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setenv("CITYSTATS_ROOT", str(ROOT))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "dongguan-2021.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_folder_file_and_documents_give_the_same_panel(folder):
    file = folder / "dongguan-2021.txt"
    given = [panel(folder), panel(file), panel([file]), panel(documents.load(folder))]
    for other in given[1:]:
        pd.testing.assert_frame_equal(other.observations, given[0].observations)
    rows = given[0].observations.query("origin == 'reported'")
    assert dict(zip(rows["indicator"], rows["obs_value"], strict=True)) == {"law_firms": 350, "lawyers": 4500}
    assert list(given[0].sources["doc_id"]) == ["dongguan-2021"]


def test_it_compares_follows_and_shows(folder):
    own = panel(folder)
    row = own.compare(2021, areas="东莞市", indicators="lawyers").iloc[0]
    assert (row["obs_value"], row["area_en"], row["year"]) == (4500, "Dongguan", 2021)
    history = own.trend("lawyers", areas=[441900]).set_index("year")["obs_value"]
    assert history[2021] == 4500
    assert "4500" in own.show("dongguan-2021")._repr_html_()
    assert len(own.profile("Dongguan"))


def test_it_goes_to_parquet_and_back(folder, tmp_path):
    own = panel(folder)
    own.to_parquet(tmp_path / "out")
    back = pd.read_parquet(tmp_path / "out" / "observations.parquet")
    assert back["obs_value"].tolist() == own.observations["obs_value"].tolist()
    assert str(back["year"].dtype) in ("int64", "Int64")


def test_area_by_number_text_name_and_former_name():
    tables = [
        metrics.compare(2023, areas=[area], indicators=["lawyers"]) for area in (440310, "440310", "坪山区", "坪山新区")
    ]
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])


REFUSED = {
    "an empty list of areas": (lambda: metrics.compare(2023, areas=[]), "areas is empty"),
    "a mistyped name": (lambda: metrics.compare(2023, areas=["东完市"]), "did you mean"),
    "a zone": (lambda: metrics.profile("松山湖"), "part of 东莞市"),
    "a year in words": (lambda: metrics.compare("last"), "no whole number"),
    "a gap that is none": (lambda: metrics.compare(2023, match="nearest", max_gap="one"), "no whole number"),
    "a boolean": (lambda: metrics.compare(True), "no whole number"),
    "an unknown indicator": (lambda: metrics.trend("lawers"), "unknown lawers"),
    "an unknown theme": (lambda: metrics.trend(theme="law"), "unknown law"),
    "another match": (lambda: metrics.compare(2023, match="near"), "exact, nearest"),
    "another denominator": (lambda: metrics.compare(2023, per="cars"), "population, lawyers"),
    "no such document": (lambda: metrics.panel().show("nowhere"), "no document nowhere"),
}


@pytest.mark.parametrize(("call", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_answered_is_refused(call, told):
    with pytest.raises(CityStatsError, match=told):
        call()


def test_numbers_written_as_text_are_numbers():
    pd.testing.assert_frame_equal(metrics.targets(year="2024"), metrics.targets(year=2024))
    assert len(metrics.targets(year="2024"))
    near = metrics.compare("2023", match="nearest", max_gap="1", indicators=["lawyers"])
    pd.testing.assert_frame_equal(near, metrics.compare(2023, match="nearest", max_gap=1, indicators=["lawyers"]))

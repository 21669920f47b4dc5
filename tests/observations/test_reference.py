import made
import pandas as pd
import pytest
from made import one, refer

from lib.observations import reference
from lib.project import CityStatsError, Project

ROW = {
    "indicator": "lawyers",
    "ref_area": "441900",
    "time_period": "2020",
    "obs_value": "3879",
    "unit_measure": "person",
    "qualifier": "exact",
    "source_grade": "repost",
}


def written(tmp_path, *rows: dict) -> Project:
    folder = tmp_path / "data/raw/reference"
    folder.mkdir(parents=True)
    pd.DataFrame([dict.fromkeys(reference.COLUMNS, "") | ROW | row for row in rows]).to_csv(
        folder / "supplement.csv", index=False
    )
    return Project(tmp_path)


def test_every_value_of_the_files_joins_the_panel():
    table = reference.load(made.PROJECT)
    raw = [
        pd.read_csv(made.ROOT / f"data/raw/reference/{name}.csv", dtype=str) for name in ("population", "supplement")
    ]
    assert len(table) == sum(map(len, raw))
    assert table["origin"].eq("reference").all()
    for name, rows in zip(("population", "supplement"), raw, strict=True):
        assert table.loc[table["source_id"].eq(name), "obs_value"].sum() == pytest.approx(
            rows["obs_value"].astype(float).sum()
        )


def test_source_grade_and_note_stay_with_the_value():
    row = one(reference.load(made.PROJECT), indicator="lawyers", ref_area="441900")
    assert (row["source_grade"], row["source_title"][:4], row["time_period"]) == ("repost", "东莞召开", "2020")
    assert "2021-01-08" in row["comment_obs"]
    assert "2021-01-08" in row["comment_en"]


@pytest.mark.parametrize(
    ("note", "flag", "zh"),
    [
        ("undated article; year inferred", "U", "年份为推定"),
        ("includes 6.75 million court referrals: definition differs", "D", "法院委派"),
        ("accepted (受理), provinces only: definition differs", "D", "国务院部门"),
        ("accepted (受理), not received: definition differs", "D", "受理数"),
        ("counted in person-times (人次), not cases: definition differs", "D", "人次"),
        ("newly received; the law in force from 2024-01-01 breaks the series", "A", ""),
        ("something nobody foresaw", "A", "something nobody foresaw"),
        ("", "A", ""),
    ],
)
def test_what_a_note_means(note, flag, zh):
    row = refer(("major_decisions", "440000", "2020", 5), note=note).iloc[0]
    assert row["obs_status"] == flag
    assert zh in row["comment_obs"]
    assert "nobody" in row["comment_obs"] or not row["comment_obs"].isascii() or row["comment_obs"] == ""


@pytest.mark.parametrize(("grade", "flag"), [("official", "A"), ("repost", "A"), ("media", "A"), ("compiled", "U")])
def test_the_grade_decides_reliability(grade, flag):
    assert refer(("law_firms", "440000", "2020", 5), source_grade=grade)["obs_status"][0] == flag


def test_the_better_source_of_two_is_kept(tmp_path):
    project = written(
        tmp_path, {"obs_value": "3900", "source_grade": "media"}, {"obs_value": "3879", "source_grade": "official"}
    )
    assert list(reference.load(project)["obs_value"]) == [3879]


def test_months_and_days_are_periods_too():
    table = reference.load(made.PROJECT)
    assert {"2020-11-01", "2021-10", "2024-01-01/P6M"} <= set(table["time_period"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"indicator": "laywers"}, "line 3: indicator 'laywers'"),
        ({"ref_area": "999999"}, "line 3: ref_area '999999'"),
        ({"obs_value": "many"}, "line 3: obs_value 'many'"),
        ({"qualifier": "circa"}, "line 3: qualifier 'circa'"),
        ({"source_grade": "rumour"}, "line 3: source_grade 'rumour'"),
        ({"time_period": "lately"}, "time_period 'lately'"),
    ],
)
def test_a_bad_row_is_named(tmp_path, change, said):
    with pytest.raises(CityStatsError, match=said):
        reference.load(written(tmp_path, {}, {"time_period": "2021"} | change))


def test_a_missing_column_is_named(tmp_path):
    folder = tmp_path / "data/raw/reference"
    folder.mkdir(parents=True)
    (folder / "more.csv").write_text("indicator,ref_area\nlawyers,441900\n", "utf-8")
    with pytest.raises(CityStatsError, match=r"more\.csv: columns missing: time_period"):
        reference.load(Project(tmp_path))


def test_no_reference_folder_no_values(tmp_path):
    assert reference.load(Project(tmp_path)).empty

import made
import pandas as pd
import pytest
from made import one, refer

from lib.comparison import comparability
from lib.lexicon import codelists
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
    """One row per indicator, area, period and way of counting; of two sources the better grade, then the finer number."""
    table = reference.load(made.PROJECT)
    raw = pd.concat(
        pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in sorted((made.ROOT / "data/raw/reference").glob("*.csv"))
    )
    cells = raw.groupby(["indicator", "ref_area", "time_period"])["obs_value"].agg(list)
    assert len(raw) > len(table) >= len(cells) > 900
    assert table["origin"].eq("reference").all()
    kept = set(zip(table["indicator"], table["ref_area"], table["obs_value"], strict=True))
    for (indicator, area, _), values in cells.items():
        assert any((indicator, area, float(value)) in kept for value in values)


def test_provinces_and_cities_have_a_population_with_its_year():
    table = reference.load(made.PROJECT).query("indicator == 'population_resident'")
    levels = table["ref_area"].map(codelists.level)
    counted = table[table["time_period"].eq("2020-11-01")]
    assert (counted["ref_area"].map(codelists.level) == "province").sum() == 31
    assert (counted["ref_area"].map(codelists.level) == "city").sum() >= 300
    assert table[levels.eq("province") & table["time_period"].eq("2022")]["ref_area"].nunique() == 31
    shares = counted[counted["ref_area"].map(codelists.level) == "province"]["obs_value"].sum()
    nation = counted.set_index("ref_area")["obs_value"]["000000"]
    assert nation - shares == 2_000_000  # servicemen, who are in no province's count


def test_encyclopaedias_are_compiled_and_stand_in_no_ranking():
    table = reference.load(made.PROJECT)
    raw = pd.concat(
        pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in sorted((made.ROOT / "data/raw/reference").glob("*.csv"))
    )
    told = raw["publisher"].str.contains("wikipedia|维基", case=False)
    assert told.sum() > 200
    assert set(raw.loc[told, "source_grade"]) == {"compiled"}
    assert comparability.apart(table)[table["source_grade"].eq("compiled")].ne("").all()


def test_source_grade_and_note_stay_with_the_value():
    row = one(reference.load(made.PROJECT), indicator="lawyers", ref_area="441900", time_period="2020")
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

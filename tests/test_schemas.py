import made
import pandas as pd
import pytest

from lib import schemas
from lib.project import CityStatsError


def test_equal_data_is_equal_bytes():
    table = made.gold()
    text = schemas.dump(table, "figures")
    assert text == schemas.dump(table.copy(), "figures")
    assert "\r" not in text
    assert text.startswith("doc_id,start,end,text,value,")


def test_codes_stay_strings_and_blanks_stay_blank(tmp_path):
    observations = made.gold_panel()
    path = tmp_path / "observations.csv"
    path.write_text(schemas.dump(observations, "observations"), "utf-8")
    back = schemas.read(path, "observations")
    pd.testing.assert_frame_equal(back, schemas.conform(observations, "observations"))
    assert "000000" in set(back["ref_area"])
    assert back["verb"].eq("").any()


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("ref_area", "4419"),
        ("obs_status", "X"),
        ("time_period", "last year"),
        ("origin", "guessed"),
        ("figure_ids", "page 3"),
        ("qualifier", "perhaps"),
    ],
)
def test_a_bad_cell_is_named_with_its_row(column, wrong):
    table = made.observe(made.figure("lawyers", 4936), made.figure("law_firms", 373))
    table.loc[1, column] = wrong
    with pytest.raises(CityStatsError, match=f"row 3, {column}: '{wrong}'"):
        schemas.dump(table, "observations")


def test_two_values_for_one_key_are_refused():
    table = made.observe(made.figure("lawyers", 4936))
    with pytest.raises(CityStatsError, match="unique"):
        schemas.dump(pd.concat([table, table]), "observations")


def test_a_missing_value_is_refused():
    table = made.observe(made.figure("lawyers", 4936)).assign(obs_value=float("nan"))
    with pytest.raises(CityStatsError, match="obs_value"):
        schemas.dump(table, "observations")


def test_a_missing_table_says_what_to_do(tmp_path):
    with pytest.raises(CityStatsError, match="citystats build"):
        schemas.read(tmp_path / "figures.csv", "figures")


def test_every_column_is_described_in_both_languages():
    for table in schemas.TABLES.values():
        for column in table.columns.values():
            assert column.title, column.name
            assert column.description, column.name
            assert column.metadata["title_zh"], column.name


def test_a_word_where_a_number_is_due_is_named(tmp_path):
    path = tmp_path / "checks.csv"
    text = schemas.dump(schemas.empty("checks"), "checks")
    path.write_text(text + "a,jump,note,lawyers,441900,2022,many,1,,,变化,change\n", "utf-8")
    with pytest.raises(CityStatsError, match=r"column expected: .*many"):
        schemas.read(path, "checks")


def test_a_table_read_without_types_is_given_them(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(schemas.dump(made.gold(), "figures"), "utf-8")
    plain = pd.read_csv(path, dtype=str)
    pd.testing.assert_frame_equal(schemas.conform(plain, "figures"), made.gold())

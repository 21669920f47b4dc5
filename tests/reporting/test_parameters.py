"""Parameters are checked before anything runs, and errors say what is allowed."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from lib.project import CityStatsError, Project
from lib.reporting import parameters

PROJECT = Project.find()
FILES = sorted(PROJECT.params.glob("*/*.yml"))
YEARLY = "yearly_comparison"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_under_params_is_valid(path):
    run = parameters.validate(path.parent.name, parameters.read(path))
    assert run.language == ("en" if path.stem.endswith("-en") else "zh")


def test_the_four_years_are_there():
    assert {"2021", "2022", "2023", "2024"} <= {path.stem for path in FILES if path.parent.name == YEARLY}


def test_areas_by_code_or_name_without_doubles():
    run = parameters.validate(YEARLY, {"year": 2023, "areas": ["东莞市", 440310, "Dongguan"]})
    assert run.areas == ["441900", "440310"]
    assert run.chosen_areas() == ["441900", "440310"]


def test_no_areas_means_those_with_a_document():
    assert set(parameters.validate(YEARLY, {"year": 2023}).chosen_areas()) == {"441900", "440700", "440310", "440000"}


def test_indicators_go_before_themes_and_themes_before_all():
    everything = parameters.validate(YEARLY, {"year": 2023}).chosen_indicators()
    of_theme = parameters.validate(YEARLY, {"year": 2023, "themes": ["lawyers"]}).chosen_indicators()
    named = parameters.validate(
        YEARLY, {"year": 2023, "themes": ["lawyers"], "indicators": ["law_firms"]}
    ).chosen_indicators()
    assert named == ["law_firms"]
    assert set(named) < set(of_theme) < set(everything)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "year: Field required"),
        ({"year": "soon"}, "year: .*integer"),
        ({"year": True}, "year: True is no number"),
        ({"year": 20230}, "year: .*2100"),
        ({"year": 2023, "language": "fr"}, "language: allowed: 'zh' or 'en'"),
        ({"year": 2023, "match": False}, "match: allowed: 'exact' or 'nearest'"),
        ({"year": 2023, "max_gap": -1}, "max_gap: .*0"),
        ({"year": 2023, "areas": ["Atlantis"]}, "areas: 'Atlantis' is no area; allowed: .*areas.csv.*441900"),
        ({"year": 2023, "areas": ["朝阳区"]}, "areas: '朝阳区' is the name of 2 areas; give the code: 110105"),
        ({"year": 2023, "themes": ["law"]}, "themes: 'law' is no theme; allowed: lawyers"),
        ({"year": 2023, "indicators": ["lawyer"]}, "indicators: 'lawyer' is no indicator; allowed: .*lawyers"),
        ({"year": 2023, "yaer": 2022}, "yaer: unknown parameter; allowed: .*year"),
        ({"year": 2023, "per": "population", "themes": "lawyers"}, "themes: .*list"),
    ],
)
def test_an_error_names_the_parameter_and_what_is_allowed(values, said):
    with pytest.raises(CityStatsError, match=said):
        parameters.validate(YEARLY, values)


def test_all_errors_at_once():
    with pytest.raises(CityStatsError) as error:
        parameters.validate(YEARLY, {"year": 1, "language": "de", "extra": 0})
    assert len(str(error.value).splitlines()) == 4


def namespace(*cells, **values):
    """What a notebook's globals look like in the check cell, after these cells ran."""
    return {"In": ["", *cells, "run = parameters.check(…)"], **values}


def test_a_parameter_papermill_injected_but_nobody_knows_is_an_error():
    cells = ["year: int = 2023  # year", '# Parameters\nyaer = 2022\nlanguage = "en"\n']
    with pytest.raises(CityStatsError, match="yaer: unknown parameter"):
        parameters.check(YEARLY, namespace(*cells, year=2023, yaer=2022, language="en"))


def test_other_variables_of_a_second_run_are_no_parameters():
    cells = ["for name in names: pass", "x = 5\nprint(x)", "year = 2023"]
    assert parameters.check(YEARLY, namespace(*cells, year=2023, x=5, name="lawyers", data=pd.DataFrame())).year == 2023


def test_params_files_that_are_no_mapping_or_no_yaml_say_so(tmp_path):
    for text, said in (("- a\n- b\n", "needs lines"), ("a: [", "not valid YAML")):
        path = tmp_path / "run.yml"
        path.write_text(text)
        with pytest.raises(CityStatsError, match=said):
            parameters.read(path)
    (tmp_path / "run.yml").write_text("")
    assert parameters.read(tmp_path / "run.yml") == {}


@pytest.mark.parametrize("notebook", sorted(parameters.MODELS))
def test_the_parameters_cell_has_every_parameter_with_a_comment(notebook):
    cells = json.loads((PROJECT.notebooks / f"{notebook}.ipynb").read_text("utf-8"))["cells"]
    (cell,) = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    lines = [line.rstrip("\n") for line in cell["source"]]
    assert {line.split(":")[0] for line in lines} == set(parameters.MODELS[notebook].model_fields)
    assert all("  # " in line for line in lines)
    defaults: dict = {}
    exec("".join(cell["source"]), defaults)  # our own file: the cell's defaults must satisfy its own model
    parameters.validate(notebook, {name: defaults[name] for name in parameters.MODELS[notebook].model_fields})


def test_years_and_areas_narrow_a_table():
    run = parameters.validate("data_quality", {"areas": ["441900"], "first_year": 2021, "last_year": 2022})
    data = pd.DataFrame(
        {"ref_area": ["441900", "441900", "440310", ""], "time_period": ["2022", "2024-01-01/P11M", "2022", ""]}
    )
    assert list(run.within(data).index) == [0, 1]
    assert list(run.within(data)["time_period"]) == ["2022", ""]
    assert list(run.within(data.iloc[:0]).columns) == ["ref_area", "time_period"]

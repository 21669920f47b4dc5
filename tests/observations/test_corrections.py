import made
import pytest
from made import figure

from lib.observations import corrections, reported
from lib.project import CityStatsError, Project

ENTRY = """
- figure: 441900-2022#f10
  field: value
  expect: 4936
  value: 4963
  reason: 更正说明将4936更正为4963
  checked_by: 王某 2026-11-22
"""


def project(tmp_path, text: str) -> Project:
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "data/raw/corrections.yml").write_text(text, "utf-8")
    return Project(tmp_path)


def corrected(tmp_path, text: str = ENTRY, **fields):
    declared = corrections.load(project(tmp_path, text))
    return reported.build(made.figures(figure("lawyers", 4936, **fields)), made.sources(), None, declared)[0]


def test_a_correction_changes_the_value_and_says_so(tmp_path):
    row = corrected(tmp_path).iloc[0]
    assert (row["obs_value"], row["lower"], row["upper"]) == (4963, 4963, 4963)
    assert "更正说明" in row["comment_obs"]
    assert "王某" in row["comment_obs"]
    assert row["figure_ids"] == "441900-2022#f10"


def test_an_open_bound_stays_open(tmp_path):
    row = corrected(tmp_path, qualifier="over").iloc[0]
    assert row["lower"] == 4963
    assert row["upper"] != row["upper"]


def test_another_field_can_be_corrected(tmp_path):
    text = (
        ENTRY.replace("field: value", "field: ref_area")
        .replace("4936\n", "'441900'\n")
        .replace("4963\n  reason", "'440700'\n  reason")
    )
    assert corrected(tmp_path, text)["ref_area"][0] == "440700"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("expect: 4936", "expect: 4937", "expects value 4937 but 4936 was extracted"),
        ("#f10", "#f11", "no such figure"),
        ("value: 4963", "value: many", "must be a number"),
        ("field: value", "field: sentence", "entry 1: field"),
        ("  reason: 更正说明将4936更正为4963\n", "", "entry 1: reason"),
        ("  checked_by: 王某 2026-11-22\n", "", "entry 1: checked_by"),
        ("reason:", "because:", "entry 1: "),
        ("- figure", "- [figure", "not valid YAML"),
    ],
)
def test_a_correction_that_does_not_hold_is_an_error(tmp_path, old, new, said):
    assert old in ENTRY
    with pytest.raises(CityStatsError, match=said):
        corrected(tmp_path, ENTRY.replace(old, new, 1))


def test_the_projects_own_file_is_empty_and_explains_itself():
    assert corrections.load(made.PROJECT) == []
    text = (made.PROJECT.raw / "corrections.yml").read_text("utf-8")
    example = "".join(
        line[2:] + "\n"
        for line in text.splitlines()
        if line.startswith("# ") and ":" in line and not line.startswith("# A")
    )
    assert len(example.splitlines()) >= 6
    import yaml

    corrections.Correction.model_validate(yaml.safe_load(example)[0] | {"expect": 1})


def test_anything_but_a_list_is_an_error(tmp_path):
    with pytest.raises(CityStatsError, match="must be a list"):
        corrections.load(project(tmp_path, "figure: 441900-2022#f10"))


def test_no_file_no_corrections(tmp_path):
    assert corrections.load(Project(tmp_path)) == []

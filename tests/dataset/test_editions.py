"""Editions: what is kept, what differs between two, and what is refused."""

import csv

import pytest
import small_project
from hypothesis import given
from hypothesis import strategies as st

from lib.dataset import editions
from lib.dataset.editions import Value
from lib.project import CityStatsError


def test_an_edition_keeps_every_value_and_its_flag(tmp_path):
    project = small_project.make(tmp_path)
    kept = editions.freeze(project, "2024-1", "2024-03-01", "说明", "note")
    with (project.processed / "observations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(kept.values) == len(rows) == 4
    assert kept.values["lawyers", "440310", "2023", "_T", "actual", ""] == ("165", "A", "pingshan-2023-report")
    assert (kept.documents, kept.figures, kept.notes) == (2, 5, {"zh": "说明", "en": "note"})
    again = editions.freeze(project, "2024-2", "2024-03-01")
    assert [one.edition for one in editions.read(project)] == ["2024-1", "2024-2"]
    assert editions.changes(kept.values, again.values) == []


@pytest.mark.parametrize(
    ("name", "date", "said"),
    [
        ("../x", "2024-03-01", "up to 40 letters"),
        ("", "2024-03-01", "up to 40 letters"),
        ("2024-2", "2024-13-01", "date"),
        ("2024-2", "1 March", "date"),
        ("2024-1", "2024-04-01", "already"),
        ("2024-2", "2024-01-01", "before the last edition"),
    ],
)
def test_wrong_names_and_dates_are_refused(tmp_path, name, date, said):
    project = small_project.make(tmp_path)
    editions.freeze(project, "2024-1", "2024-03-01")
    with pytest.raises(CityStatsError, match=said):
        editions.freeze(project, name, date)


def test_a_missing_file_is_named(tmp_path):
    project = small_project.make(tmp_path)
    editions.freeze(project, "2024-1", "2024-03-01")
    (project.root / "data" / "editions" / "2024-1.csv").unlink()
    with pytest.raises(CityStatsError, match=r"2024-1\.csv"):
        _ = editions.read(project)[0].values


VALUES = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["1", "2"])),
    st.builds(Value, st.sampled_from(["1", "2", ""]), st.sampled_from(["A", "E"]), st.just("d")),
)


@given(VALUES, VALUES)
def test_changes_lead_from_one_state_to_the_other(before, after):
    state = dict(before)
    for change in editions.changes(before, after):
        assert state.get(change.key) == change.before
        if change.after is None:
            del state[change.key]
        else:
            state[change.key] = change.after
    assert state == after

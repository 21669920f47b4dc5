import itertools

import made
import pandas as pd
import pytest
from made import figure

from lib.comparison import views

AREAS = ["440100", "440300", "440400", "440600", "440700", "441900", "442000"]


def ranked(*values: dict | float, year=2022, **options) -> pd.DataFrame:
    rows = [
        figure("legal_aid_cases", value, area)
        if isinstance(value, (int, float))
        else figure("legal_aid_cases", value.pop("value"), area, **value)
        for area, value in zip(AREAS, values, strict=False)
    ]
    table = views.compare(made.observe(*rows), year, indicators=["legal_aid_cases"], **options)
    return views.rank(table).set_index("ref_area").reindex(AREAS[: len(values)])


def test_plain_counts_have_plain_ranks():
    rows = ranked(5, 300, 40)
    assert list(rows["rank"]) == ["3", "1", "2"]
    assert rows["rank_note"].eq("").all()
    assert list(views.rank(rows.reset_index(), descending=False)["rank"]) == ["1", "3", "2"]


def test_equal_values_share_their_places():
    rows = ranked(10, 10, 30)
    assert list(rows["rank"]) == ["2-3", "2-3", "1"]
    assert list(rows["rank_note"]) == ["overlap", "overlap", ""]


def test_a_bound_that_could_overturn_the_order_is_shown():
    over = {"value": 20000, "text": "2万", "qualifier": "over"}
    rows = ranked(dict(over), 25000, 40000, 19000)
    assert list(rows["rank"]) == ["2-3", "2-3", "1", "4"]
    assert "分出先后" in rows["rank_note_zh"].iloc[0]


def test_rounded_numbers_overlap_as_far_as_they_are_rounded():
    rows = ranked({"value": 25000, "text": "2.5万"}, 25400, 25600)
    assert list(rows["rank"]) == ["2-3", "2-3", "1"]


def test_every_order_of_the_true_values_lies_within_the_places():
    """Against brute force: take every corner of the intervals as the truth."""
    texts = [
        ("2万", 20000, "over"),
        ("2.5万", 25000, "exact"),
        ("2.4万", 24000, "under"),
        ("30000", 30000, "exact"),
        ("23500", 23500, "exact"),
    ]
    rows = ranked(*({"value": value, "text": text, "qualifier": word} for text, value, word in texts))
    corners = [(20000, 30000), (24500, 25500), (23000, 24000), (30000, 30000), (23500, 23500)]
    seen = [set() for _ in corners]
    for truth in itertools.product(*corners):
        for place, value in enumerate(truth):
            seen[place].add(1 + sum(other > value for other in truth))
    for places, row in zip(seen, rows.itertuples(), strict=True):
        assert row.rank_low <= min(places)
        assert row.rank_high >= max(places)
        assert row.rank_high - row.rank_low <= max(places) - min(places) + 1


@pytest.mark.parametrize(
    ("odd", "note"),
    [
        ({"value": 10**6, "unit": "人", "unit_measure": "person"}, "unit"),
        ({"value": 10**6, "period": "2022-01/2022-06"}, "months"),
        ({"value": 10**6, "verb": "办结"}, "definition"),
    ],
    ids=["another unit", "part of the year", "another verb"],
)
def test_what_cannot_be_compared_is_not_ranked(odd, note):
    rows = ranked(5, dict(odd), 40, 30)
    assert list(rows["rank"]) == ["3", "", "1", "2"]
    assert rows["rank_note"].iloc[1] == note
    assert rows["rank_note_zh"].iloc[1]
    assert rows["rank_note_en"].iloc[1]


def test_another_year_is_not_ranked():
    rows = ranked(5, {"value": 10**6, "period": "2021"}, 40, 50, match="nearest")
    assert list(rows["rank_note"]) == ["", "year", "", ""]


def test_two_alone_make_no_ranking():
    rows = ranked(5, 40)
    assert list(rows["rank"]) == ["", ""]
    assert list(rows["rank_note"]) == ["few", "few"]


def test_areas_are_ranked_among_their_level():
    rows = [
        figure("lawyers", 65000, "440000"),
        figure("lawyers", 4936, "441900"),
        figure("lawyers", 3000, "440700"),
        figure("lawyers", 5000, "440600"),
        figure("lawyers", 165, "440310"),
    ]
    table = views.rank(views.compare(made.observe(*rows), 2022, indicators=["lawyers"])).set_index("ref_area")
    assert dict(table["rank"]) == {"440000": "", "440310": "", "440700": "3", "441900": "2", "440600": "1"}
    assert dict(table["rank_note"])["440000"] == dict(table["rank_note"])["440310"] == "alone"


def test_a_compiled_denominator_gives_no_rank():
    table = views.compare(made.gold_panel(), 2022, areas=["441900", "440310"], indicators=["lawyers"], per="population")
    notes = views.rank(table).set_index("ref_area")[["rank_note", "denominator_grade"]]
    assert set(notes["rank_note"]) <= {"alone", "grade"}
    assert notes.loc[notes["denominator_grade"].eq("compiled"), "rank_note"].eq("grade").all()


def test_nothing_to_rank():
    assert views.rank(views.compare(made.gold_panel(), 1999))["rank"].eq("").all()


def test_without_a_value_nobody_has_a_place():
    observed = made.observe(figure("legal_aid_cases", 5, AREAS[0]))
    table = views.compare(observed, 2019, areas=AREAS[:2], indicators=["legal_aid_cases"])
    assert list(views.rank(table)["rank"]) == ["", ""]
    assert list(views.rank(table.iloc[:0])["rank"]) == []

import made
import pytest
from made import figure, growth, one, refer

from lib import schemas
from lib.lexicon import codelists
from lib.observations import reconciliation, reported


def test_a_gold_figure_becomes_an_observation():
    row = one(made.gold_panel(), indicator="lawyers", ref_area="441900", time_period="2022")
    assert (row["obs_value"], row["obs_status"], row["origin"], row["freq"]) == (4936, "A", "reported", "A")
    assert row["source_id"] == "dongguan-2022-report"
    assert row["source_title"].startswith("东莞市司法局2022年")
    assert "4936" in row["quote"]


def test_every_figure_id_leads_to_a_sentence_that_holds_the_value():
    gold = reported.with_ids(made.gold()).set_index("figure_id")
    values = made.gold_panel().query("origin == 'reported'")
    assert len(values) > 70
    for row in values.itertuples():
        for figure_id in row.figure_ids.split():
            found = gold.loc[figure_id]
            assert found["text"] in found["sentence"]
            assert found["value"] == row.obs_value
            assert (found["indicator"], found["ref_area"], found["scope"]) == (row.indicator, row.ref_area, "area")


def test_mentions_that_agree_are_one_observation():
    row = one(made.gold_panel(), indicator="demo_villages", ref_area="440310")
    assert row["figure_ids"] == "pingshan-2023-report#f337 pingshan-2023-report#f1772"


def test_every_usable_gold_figure_is_in_an_observation_or_a_conflict():
    values, conflicts = reported.build(made.gold(), made.gold_sources())
    used = set(" ".join(values["figure_ids"]).split()) | set(conflicts["other_id"])
    gold = reported.with_ids(made.gold())
    kept = gold[gold["indicator"].ne("") & gold["scope"].eq("area") & gold["measure"].ne("growth")]
    assert used == set(kept["figure_id"])


def test_growth_stays_beside_its_value():
    row = one(made.observe(figure("lawyers", 165), growth("lawyers", 54.2)), indicator="lawyers")
    assert (row["obs_value"], row["growth"], row["growth_unit"]) == (165, 54.2, "percent")
    assert row["growth_precision"] == pytest.approx(0.1)
    assert row["growth_id"] == "441900-2022#f20"


@pytest.mark.parametrize(
    "fields",
    [
        {"scope": "part"},
        {"measure": "percent", "unit": "%"},
        {"measure": "duration"},
        {"indicator": ""},
        {"ref_area": ""},
        {"time_period": ""},
    ],
    ids=["part of an area", "a share of a count", "a duration", "no indicator", "no area", "no period"],
)
def test_what_makes_no_observation(fields):
    assert made.observe(figure("lawyers", 60) | fields).empty


def test_breakdowns_are_kept_apart():
    table = made.gold_panel().query(
        "indicator == 'normative_documents_reviewed' and ref_area == '441900' and origin == 'reported'"
    )
    assert dict(zip(table["breakdown"], table["obs_value"], strict=True)) == {"市政府": 20, "部门": 97, "镇街": 142}
    levels = made.gold_panel().query("indicator == 'mediators_rated' and ref_area == '440310'")
    assert dict(zip(levels["breakdown"], levels["obs_value"], strict=True)) == {"二级": 2, "三级": 17, "四级": 10}


def test_a_target_stands_beside_the_result_of_its_year():
    table = made.observe(
        figure("demo_villages", 8, period="2024"), figure("demo_villages", 10, period="2024", status="target")
    )
    assert dict(zip(table["status"], table["obs_value"], strict=True)) == {"actual": 8, "target": 10}
    assert set(table["obs_status"]) == {"A"}  # SDMX has no letter for a target, the status says it


def test_received_and_accepted_of_one_report_are_two_values_and_no_conflict():
    table, conflicts = reported.build(
        made.figures(
            figure("reconsideration_applications", 684, verb="收到"),
            figure("reconsideration_applications", 592, verb="受理"),
            figure("reconsideration_applications", 592),
        ),
        made.sources(),
    )
    assert dict(zip(table["definition"], table["obs_value"], strict=True)) == {"received": 684, "accepted": 592}
    assert conflicts.empty
    assert set(table["obs_status"]) == {"A"}
    accepted = table[table["definition"].eq("accepted")].iloc[0]
    assert len(accepted["figure_ids"].split()) == 2  # the number repeated without its verb is the same one


def test_two_numbers_of_one_verb_conflict():
    _, conflicts = reported.build(
        made.figures(
            figure("reconsideration_applications", 684, verb="收到"),
            figure("reconsideration_applications", 700, verb="新收"),
        ),
        made.sources(),
    )
    assert list(conflicts["other"]) == [700]


def test_a_growth_without_a_verb_belongs_to_the_value_before_it():
    sentence = "收到申请684件，同比增长5%；受理592件，同比增长8%。"
    more = {"sentence": sentence}
    rows = [
        figure("reconsideration_applications", 684, verb="收到", **more),
        made.growth("reconsideration_applications", 5, **more),
        figure("reconsideration_applications", 592, verb="受理", **more),
        made.growth("reconsideration_applications", 8, **more),
    ]
    table = made.observe(*rows)
    assert dict(zip(table["definition"], table["growth"], strict=True)) == {"received": 5, "accepted": 8}


@pytest.mark.parametrize(("sentence", "flag"), [("据初步统计，办理12件。", "P"), ("办理12件。", "A")])
def test_provisional_is_what_the_source_calls_so(sentence, flag):
    assert made.observe(figure("notarial_cases", 12, sentence=sentence))["obs_status"].iloc[0] == flag


@pytest.mark.parametrize(
    ("period", "indicator", "year", "first", "last", "coverage"),
    [
        ("2022", "notarial_cases", 2022, "2022-01-01", "2022-12-31", "year"),
        ("2024-01/2024-11", "notarial_cases", 2024, "2024-01-01", "2024-11-30", "part_of_year"),
        ("2024-01/2024-02", "notarial_cases", 2024, "2024-01-01", "2024-02-29", "part_of_year"),
        ("2024-01/2024-11", "lawyers", 2024, "2024-01-01", "2024-11-30", "as_of"),
        ("2024-12", "lawyers", 2024, "2024-12-01", "2024-12-31", "year"),
        ("2019/2021", "notarial_cases", 2021, "2019-01-01", "2021-12-31", "several_years"),
        ("2020-11-01", "lawyers", 2020, "2020-11-01", "2020-11-01", "as_of"),
    ],
)
def test_a_period_is_written_out(period, indicator, year, first, last, coverage):
    row = made.observe(figure(indicator, 12, period=period)).iloc[0]
    assert (row["year"], row["period_start"], row["period_end"], row["coverage"]) == (year, first, last, coverage)
    assert (row["area_zh"], row["area_en"], row["indicator_zh"]) == (
        "东莞市",
        "Dongguan",
        codelists.name(indicator, "zh"),
    )


def two(first: dict, second: dict, **published: str):
    rows = [figure("lawyers", 4936, doc_id="old-2022") | first, figure("lawyers", 5000, doc_id="new-2022") | second]
    return reported.build(made.figures(*rows), made.sources(**published))


@pytest.mark.parametrize(
    ("first", "second", "published", "kept", "rule"),
    [
        ({}, {}, {"old_2022": "2023-01-01", "new_2022": "2023-06-01"}, 5000, "latest_published"),
        ({}, {}, {"old_2022": "2023-06-01", "new_2022": "2023-01-01"}, 4936, "latest_published"),
        ({}, {"text": "5200", "value": 5200, "qualifier": "over"}, {}, 4936, "higher_precision"),
        ({"text": "4.9万", "value": 49000}, {}, {}, 5000, "higher_precision"),
        ({}, {"doc_id": "old-2022"}, {}, 4936, "first_printed"),
    ],
    ids=["later document", "later document printed first", "exact before approximate", "more digits", "same document"],
)
def test_which_of_two_values_is_kept(first, second, published, kept, rule):
    table, conflicts = two(first, second, **published)
    assert list(table["obs_value"]) == [kept]
    assert list(conflicts["decided_by"]) == [rule]
    assert table["obs_status"][0] == ("U" if rule == "first_printed" else "A")
    assert f"{conflicts['other'][0]:.0f}" in table["comment_obs"][0]


def test_the_whole_area_goes_before_a_part_in_any_choice():
    rows = reported.candidates(
        reported.with_ids(made.figures(figure("lawyers", 9, scope=""), figure("lawyers", 8))), made.sources()
    )
    winners, conflicts = reconciliation.choose(rows.assign(scope=["part", "area"], corrected=""))
    assert (winners["obs_value"][0], conflicts["decided_by"][0]) == (8, "citywide")


def test_an_approximate_mention_agrees_with_the_exact_one():
    table, conflicts = two({"text": "4.9千", "value": 4900, "qualifier": "over"}, {"value": 4936, "text": "4936"})
    assert conflicts.empty
    assert (table["obs_value"][0], table["figure_ids"][0]) == (4936, "new-2022#f20 old-2022#f10")


def test_reference_values_fill_gaps_and_override_nothing():
    reference = refer(
        ("lawyers", "441900", "2022", 9999), ("lawyers", "441900", "2020", 3879), ("lawyers", "440000", "2022", 65000)
    )
    table = made.observe(figure("lawyers", 4936), reference=reference)
    assert one(table, ref_area="441900", time_period="2022")["obs_value"] == 4936
    assert list(table["origin"]) == ["reference", "reference", "reported"]


def test_the_province_has_values_through_the_reference():
    province = made.gold_panel().query(
        "ref_area == '440000' and origin == 'reference' and indicator != 'population_resident'"
    )
    assert len(province) >= 15
    assert province["source_grade"].isin(["official", "repost", "media", "compiled"]).all()
    assert not made.gold_panel().query("ref_area == '440000' and origin == 'reported'").size


def test_the_panel_is_valid_sorted_and_the_same_each_time():
    again = reported.build(made.gold().sample(frac=1, random_state=1), made.gold_sources())[0]
    values = reported.build(made.gold(), made.gold_sources())[0]
    assert schemas.dump(again, "observations") == schemas.dump(values, "observations")
    assert values[schemas.KEY].equals(values[schemas.KEY].sort_values(schemas.KEY, ignore_index=True))


def test_no_figures_no_observations():
    assert reported.build(made.gold().iloc[:0], made.gold_sources())[0].empty

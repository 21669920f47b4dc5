import made
import pandas as pd
import pytest
from made import figure, growth, one, refer

from lib import schemas
from lib.checks import consistency, findings
from lib.observations import reported
from lib.observations.derived import derive


def found(*rows, reference=None, check=None) -> pd.DataFrame:
    figures = made.figures(*rows)
    values, conflicts = reported.build(figures, made.sources(), reference)
    table = consistency.run(figures, pd.concat([values, derive(values)], ignore_index=True), conflicts, reference)
    schemas.validate(table, "checks")
    return table[table["check"].eq(check)] if check else table


@pytest.fixture(scope="module")
def gold():
    return consistency.run(made.gold(), made.gold_panel())


def test_pingshans_success_rate_is_recomputed(gold):
    row = one(gold, check="rate_parts", ref_area="440310")
    assert row["expected"] == pytest.approx(3237 / 3302 * 100, abs=1e-6)
    assert (row["found"], row["severity"]) == (98, "info")
    assert "98.03%" in row["message_zh"]
    assert len(row["figure_ids"].split()) == 3


@pytest.mark.parametrize(
    ("area", "total", "items"),
    [("440310", 5234, [2443, 1075, 455, 403, 98, 760]), ("440700", 22340, [16689, 384, 4799, 18, 76, 374])],
)
def test_service_totals_are_confirmed_by_their_parts(gold, area, total, items):
    row = one(gold, check="parts_total", indicator="village_counsel_services", ref_area=area)
    assert (row["found"], row["expected"], row["severity"]) == (total, sum(items), "info")
    assert len(row["figure_ids"].split()) == 1 + len(items)


def test_the_gap_of_jiangmens_permits_is_reported(gold):
    row = one(gold, check="parts_total", indicator="lawyer_permits")
    assert (row["found"], row["expected"], row["difference"], row["severity"]) == (374, 359, 15, "warning")
    for language in ("message_zh", "message_en"):
        assert all(number in row[language] for number in ("374", "359", "15"))


@pytest.mark.parametrize(
    ("rate", "text", "severity"),
    [
        (98, "98%", "info"),
        (98.0, "98.0%", "info"),
        (98.03, "98.03%", "info"),
        (98.1, "98.1%", "warning"),
        (97, "97%", "warning"),
        (99, "99%", "warning"),
    ],
)
def test_a_rate_against_its_parts(rate, text, severity):
    rows = [
        figure("mediation_cases", 3302),
        figure("mediation_successes", 3237),
        figure("mediation_success_rate", rate, text=text),
    ]
    assert list(found(*rows, check="rate_parts")["severity"]) == [severity]


def test_approximate_parts_leave_a_rate_room():
    rows = [
        figure("mediation_cases", 59000, text="5.9万", qualifier="under"),
        figure("mediation_successes", 57500, text="5.75万"),
        figure("mediation_success_rate", 98.3, text="98.3%"),
    ]
    assert list(found(*rows, check="rate_parts")["severity"]) == ["info"]


def items(total: float, *parts: float, last: str = "", **fields):
    sentence = {"sentence": "共办理若干件,其中分项。"}
    rows = [
        figure("lawyer_permits", total, **sentence | fields),
        *(figure("lawyer_permits", part, scope="part", **sentence) for part in parts),
    ]
    rows[-1]["prefix"] = last
    return found(*rows, check="parts_total")


@pytest.mark.parametrize(
    ("table", "severity", "word"),
    [
        (lambda: items(10, 6, 4), "info", "等于"),
        (lambda: items(10, 6, 5), "warning", "多出1"),
        (lambda: items(10, 6, 3), "info", "只列出"),
        (lambda: items(10, 6, 3, last="其他"), "warning", "相差1"),
        (lambda: items(10, 1, 1, 1, 1, 1), "warning", "相差5"),
        (lambda: items(20000, 12000, 8500, text="2万", qualifier="over"), "info", "等于"),
    ],
    ids=["equal", "too much", "some items", "closed list", "long list", "approximate total"],
)
def test_a_total_against_its_items(table, severity, word):
    row = table().iloc[0]
    assert row["severity"] == severity
    assert word in row["message_zh"]


def test_one_item_or_another_sentence_is_no_list():
    assert items(10, 6).empty
    rows = [
        figure("lawyer_permits", 10),
        *(figure("lawyer_permits", part, scope="part", sentence="另一句。") for part in (6, 3)),
    ]
    assert found(*rows, check="parts_total").empty


def test_a_key_printed_twice():
    row = found(figure("lawyers", 10), figure("lawyers", 12), check="conflict").iloc[0]
    assert (row["found"], row["expected"], row["severity"]) == (10, 12, "warning")
    assert row["figure_ids"] == "441900-2022#f10 441900-2022#f20"


@pytest.mark.parametrize(("reference", "severity"), [(4936, "info"), (4900, "info"), (5500, "note")])
def test_reported_against_reference(reference, severity):
    table = found(
        figure("lawyers", 4936), reference=refer(("lawyers", "441900", "2022", reference)), check="reported_reference"
    )
    assert list(table["severity"]) == [severity]
    assert "年鉴" in table["message_zh"].iloc[0]


@pytest.mark.parametrize(("before", "severity"), [(107, "info"), (111, "warning")])
def test_printed_growth_against_the_year_before(before, severity):
    table = found(
        figure("lawyers", 165), growth("lawyers", 54.2), figure("lawyers", before, period="2021"), check="growth_levels"
    )
    assert list(table["severity"]) == [severity]
    assert "+54.2%" in table["message_zh"].iloc[0]


@pytest.mark.parametrize(
    ("now", "grown", "jumps"), [(250, False, True), (190, False, False), (30, False, True), (250, True, False)]
)
def test_a_jump_no_growth_explains(now, grown, jumps):
    rows = [figure("law_firms", 100, period="2021"), figure("law_firms", now)] + [growth("law_firms", 150)] * grown
    assert len(found(*rows, check="jump")) == jumps


def test_a_declared_break_is_no_jump():
    rows = [
        figure("reconsideration_applications", 100, period="2023"),
        figure("reconsideration_applications", 300, period="2024"),
    ]
    assert found(*rows, check="jump").empty


@pytest.mark.parametrize(
    ("target", "result", "qualifier", "case"),
    [
        (10, 12, "exact", "info"),
        (10, 8, "exact", "note"),
        (10, 10, "at_least", "info"),
        (30, 25, "at_most", "info"),
        (30, 35, "at_most", "note"),
    ],
)
def test_a_target_against_its_result(target, result, qualifier, case):
    rows = [figure("demo_villages", target, status="target", qualifier=qualifier), figure("demo_villages", result)]
    assert list(found(*rows, check="target_result")["severity"]) == [case]


def test_a_part_is_never_larger_than_its_whole():
    assert len(found(figure("mediation_cases", 100), figure("mediation_successes", 120), check="part_over_whole")) == 1
    assert found(figure("mediation_cases", 100), figure("mediation_successes", 100), check="part_over_whole").empty


@pytest.mark.parametrize(
    ("indicator", "value", "wrong"),
    [
        ("mediation_success_rate", 100.4, True),
        ("mediation_success_rate", 100, False),
        ("lawyers", -3, True),
        ("lawyers", 0, False),
    ],
)
def test_values_outside_their_range(indicator, value, wrong):
    assert (len(found(figure(indicator, value), check="out_of_range").query("indicator == @indicator")) == 1) == wrong


def test_every_finding_is_worded_without_gaps(gold):
    assert gold["check_id"].is_unique
    for column in ("message_zh", "message_en"):
        assert not gold[column].str.contains(r"\{|nan|None", regex=True).any()
    assert gold["message_zh"].str.contains("[\u4e00-\u9fff]", regex=True).all()
    assert gold["message_en"].str.contains("[a-z]", regex=True).all()


def test_ids_do_not_depend_on_the_order_of_figures(gold):
    again = consistency.run(
        made.gold().sample(frac=1, random_state=3).sort_values(["doc_id", "start"]), made.gold_panel()
    )
    assert list(again["check_id"]) == list(gold["check_id"])


def test_nothing_to_check():
    assert consistency.run(made.gold().iloc[:0], made.gold_panel().iloc[:0]).empty


def test_every_text_has_both_languages_and_a_severity():
    for check, cases in findings.texts().items():
        for case, entry in cases.items():
            assert {"zh", "en"} <= set(entry), (check, case)
            assert check == "rules" or entry["severity"] in ("info", "note", "warning")

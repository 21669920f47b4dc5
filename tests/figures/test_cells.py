"""Numbers alone in cells."""

from reading import records

CASES = "表1：各市法律援助案件办理情况\n地市 | 件数 | 地市 | 件数\n南京 | 10 | 苏州 | 20\n合计 | 30\n"
KINDS = "收到行政复议申请30件。\n事项 | 公安 | 社保 | 其他\n数量(件) | 12 | 10 | 8\n占比 | 40% | 33.3% | 26.7%\n"


def test_a_caption_tells_the_indicator_and_rows_the_areas() -> None:
    found = records(CASES, area="320000", doc_type="statistics")
    assert [(one.indicator, one.scope, one.ref_area) for one in found] == [
        ("legal_aid_cases", "area", "320100"), ("legal_aid_cases", "area", "320500"), ("legal_aid_cases", "area", "320000"),
    ]  # fmt: skip


def test_a_row_that_adds_up_divides_the_figure_before_it() -> None:
    found = records(KINDS)
    assert {(one.indicator, one.scope) for one in found[1:]} == {("reconsideration_applications", "part")}


def test_a_row_that_adds_up_to_nothing_has_no_indicator() -> None:
    found = records(KINDS.replace("| 8", "| 9"))
    assert {one.indicator for one in found[1:4]} == {""}


def test_goals_and_years_in_headings() -> None:
    table = "指标 | 年度目标 | 完成情况\n法律援助案件(件) | 26 | 34\n办理公证(件) | 300 | 341\n"
    assert [one.status for one in records(table)] == ["target", "actual", "target", "actual"]
    years = "年份\t办理公证(件)\n2021\t300\n2022年\t341\n"
    assert [one.time_period for one in records(years)] == ["2021", "2022"]

"""Periods that words name, and which of them reach a number."""

import pytest

from lib.figures import clauses, time_expressions
from lib.figures.time_expressions import Now, looking_back, months, periods, resolve_period

NAMED = {
    "2021年": "2021", "二〇二一年": "2021", "2021年底": "2021", "上年": "2022", "去年同期": "2022", "前年": "2021", "明年": "2024",
    "今年1-11月": "2023-01/2023-11", "上半年": "2023-01/2023-06", "三季度": "2023-07/2023-09", "前10个月": "2023-01/2023-10",
    "截至2022年6月底": "2022-01/2022-06", "2019-2021年": "2019/2021", "自2020年以来": "2020/2023", "近三年来": "2021/2023", "过去五年": "2019/2023",
    "2016年3月至2018年8月": "2016-03/2018-08", "2018年至2020年上半年": "2018-01/2020-06", "“十三五”期间": "2016/2020",
    "自“八五”普法启动以来": "2021/2023", "党的二十大以来": "2022/2023", "三年合计": "2021/2023", "6月份": "2023-06",
}  # fmt: skip


@pytest.mark.parametrize(("words", "period"), NAMED.items())
def test_words_name_a_period(words: str, period: str) -> None:
    assert [one.value for one in periods(f"{words},全市办理公证", Now(2023))] == [period]


@pytest.mark.parametrize("words", ["三年级", "三年行动计划", "第五年", "每年", "2018年度", "近三年行动"])
def test_words_that_name_none(words: str) -> None:
    assert [one.value for one in periods(f"{words}办理公证", Now(2023)) if one.value != "2018"] == []


def test_without_a_year_relative_words_say_nothing() -> None:
    assert periods("今年1-11月,上半年,近三年来", Now(None)) == []
    assert [one.value for one in periods("2021年1-3月", Now(None))] == ["2021-01/2021-03"]


def test_news_count_last_year_from_the_day_they_are_published() -> None:
    assert [one.value for one in periods("去年", Now(2022, 2023))] == ["2022"]
    assert [one.value for one in periods("上年", Now(2022, 2023))] == ["2021"]


def test_totals_are_of_the_years_named_before() -> None:
    text = "2018年10件,2019年12件,2020年15件;三年合计37件"
    assert [one.value for one in periods(text, Now(2022))][-1] == "2018/2020"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022年全市办理公证#", "2022"), ("比2022年增加#", "2023"), ("由2021年的210件增至#", "2023"), ("(2022年)办理#", "2023"),
        ("其中2021年5件,办理公证#", "2023"), ("2016年起每年安排资金,办理公证#", "2023"), ("倒查近三年案卷#", "2023"), ("获评2020-2021年度先进集体,办理#", "2023"),
    ],
)  # fmt: skip
def test_which_period_reaches_a_number(text: str, period: str) -> None:
    at = text.index("#")
    found, _ = resolve_period(text, periods(text, Now(2023)), clauses.cut(text), at, False, "2023")
    assert found == period


def test_titles_that_look_back() -> None:
    assert looking_back("过去五年工作回顾", Now(2022)) == "2018/2022"
    assert looking_back("“七五”普法成绩单", Now(2020)) == "2016/2020"
    assert looking_back("2022年“八五”普法工作总结", Now(2022)) == looking_back("三年行动工作总结", Now(2022)) == ""


def test_months() -> None:
    assert (months(2023, 1, 12), months(2023, 2, 5), months(2023, 5, 2)) == ("2023", "2023-02/2023-05", "2023")


def test_the_head_of_a_line_holds_for_its_sentences() -> None:
    text = "三季度:培训2期。举办讲座3场。"
    line = time_expressions.line_period(text, Now(2023), text.index("举办"), 7)
    assert [one.value for one in line] == ["2023-07/2023-09"]

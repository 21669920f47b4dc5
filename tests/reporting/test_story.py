"""Sentences: true of the data they are made from, silent where the data leave it open."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from panels import about, frame, row

from lib import metrics
from lib.documents import plans
from lib.reporting import story
from lib.reporting.story.comparison import headline, interval, most_and_least, surely_above
from lib.reporting.story.over_time import headline as trend_headline
from lib.wording.messages import speak

ZH, EN = speak("zh"), speak("en")
AREAS = ["441900", "440700", "440310", "440000"]


def said(*rows, t=ZH):
    return read(most_and_least(frame(*rows), t))


def read(text: str) -> str:
    """`text` as it is read, without the addresses of its links."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)


def test_most_and_how_many_times():
    rows = row("lawyers", "441900", 4936, "2022"), row("lawyers", "440310", 165)
    assert said(*rows) == "执业律师人数：东莞市4,936人（2022年）最多，是坪山区165人（2023年）的29.9倍。"
    assert (
        said(*rows, t=EN)
        == "Practising lawyers: most in Dongguan 4,936 (2022), 29.9 times as many as Pingshan 165 (2023)."
    )


def test_an_approximate_value_makes_the_ratio_approximate():
    assert "约为坪山区100人（2023年）的5倍" in said(
        row("lawyers", "441900", 500, **about(500)), row("lawyers", "440310", 100)
    )


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (row("lawyers", "441900", 100), row("lawyers", "440310", 99), True),
        (row("lawyers", "441900", 100, **about(100)), row("lawyers", "440310", 95), False),
        (row("lawyers", "441900", 100), row("lawyers", "440310", 95, qualifier="over"), False),
        (row("lawyers", "441900", 100, qualifier="over"), row("lawyers", "440310", 95), True),
        (row("lawyers", "441900", 100, qualifier="under"), row("lawyers", "440310", 95), False),
        (row("lawyers", "441900", 100), row("lawyers", "440310", 100), False),
        (row("legal_aid_cases", "441900", 100), row("legal_aid_cases", "440700", 95, "2024-01-01/P11M"), False),
        (row("legal_aid_cases", "441900", 120), row("legal_aid_cases", "440700", 95, "2024-01-01/P11M"), True),
        (row("lawyers", "441900", 100, obs_status="D"), row("lawyers", "440310", 5), False),
    ],
)
def test_an_order_is_told_only_where_bounds_months_and_definitions_leave_no_doubt(first, second, told):
    assert bool(said(first, second)) is told


def test_a_province_is_not_ranked_with_its_cities():
    sentence = said(row("lawyers", "440000", 90_000), row("lawyers", "441900", 500), row("lawyers", "440310", 100))
    assert sentence.startswith("执业律师人数：东莞市500人") and "广东省" not in sentence


def test_a_part_of_a_year_is_never_called_the_least():
    sentence = said(
        row("legal_aid_cases", "441900", 1000),
        row("legal_aid_cases", "440310", 400),
        row("legal_aid_cases", "440700", 10, "2024-01-01/P11M"),
    )
    assert "440700" not in sentence and "江门市" not in sentence and "是坪山区400件" in sentence


def test_what_limits_the_comparison_is_said_with_it():
    warnings = {"warnings": "verbs_differ=受理、新收 years_differ break_between=reconsideration_law_2024"}
    sentence = said(
        row("reconsideration_applications", "441900", 2041, **warnings),
        row("reconsideration_applications", "440310", 115, **warnings),
    )
    assert "注意：" in sentence and "受理、新收" in sentence and "2024年1月1日" in sentence


@pytest.mark.parametrize(
    ("value", "more", "low", "high"),
    [
        (100, {}, 100, 100),
        (100, about(100), 90, 110),
        (100, {"qualifier": "over"}, 100, 110),
        (100, {"qualifier": "under"}, 90, 100),
        (100, about(100, lower=98.0, upper=103.0), 98, 103),
    ],
)
def test_intervals(value, more, low, high):
    assert interval(row("lawyers", "441900", value, **more)) == pytest.approx((low, high))
    assert not surely_above(row("lawyers", "441900", value, **more), row("lawyers", "440310", high))


def test_findings_say_whose_figures_are_of_another_year_and_who_has_none():
    data = frame(row("lawyers", "441900", 4936, "2022"), row("lawyers", "440310", 165), row("lawyers", "440700", None))
    text = read(story.findings(data).data)
    assert "数字全部属于2023年的地区：坪山区（1项）。" in text
    assert "东莞市（1项，2022年）" in text
    assert "江门市没有可用的数字。" in text


def test_rates_near_the_ceiling_are_not_ranked():
    data = frame(row("mediation_success_rate", "441900", 98.3), row("mediation_success_rate", "440310", 98))
    assert "调解成功率都接近上限" in story.findings(data).data and "相差0.3个百分点" in story.findings(data).data
    apart = frame(row("mediation_success_rate", "441900", 98.3), row("mediation_success_rate", "440310", 60))
    assert "接近上限" not in story.findings(apart).data


def test_printed_changes():
    data = frame(
        row("lawyers", "441900", 4936, growth=64.6, growth_unit="percent"),
        row("lawyers", "440310", 165, growth=-5.0, growth_unit="percent"),
    )
    text = read(story.findings(data, "en").data)
    assert "up 64.6% on the year before as printed" in text and "down 5% on the year before as printed" in text


def test_without_any_figure_it_says_so():
    data = frame(row("lawyers", "441900", None), row("lawyers", "440310", None))
    assert "没有收录东莞市和坪山区2023年的任何数字" in story.findings(data).data
    assert story.themes(data) == []
    assert "No figures of Dongguan and Pingshan for 2023" in story.findings(data, "en").data


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("year", [2019, 2021, 2022, 2023, 2024, 2030])
def test_every_year_of_the_real_data_gives_sentences_true_of_it(year, lang):
    data = metrics.compare(year, areas=AREAS, match="nearest", max_gap=1)
    scaled = metrics.compare(year, areas=AREAS, match="nearest", max_gap=1, per="population")
    text = "\n".join(
        [
            read(story.findings(data, lang).data),
            read(story.per_head(scaled, lang).data),
            *(read(story.theme(data, theme, lang).data) for theme in story.themes(data)),
        ]
    )
    assert not re.search(r"nan|None|\{|\}|<NA>", text)
    periods = {str(found) for found in re.findall(r"(?<![\d,.])((?:19|20)\d\d)(?![\d,.])", text)}
    known = {part for period in data["time_period"] for part in re.findall(r"\d{4}", str(period))}
    assert periods <= known | {str(year), "2024"}, "a year that no figure is of (2024: the law that breaks a series)"


def test_headlines():
    pair = frame(row("lawyers", "441900", 500), row("lawyers", "440310", 100))
    assert headline(pair, ZH) == "执业律师人数：东莞市500人（2023年）最多，坪山区100人（2023年）最少"
    doubt = frame(row("lawyers", "441900", 500, **about(500)), row("lawyers", "440310", 480))
    assert headline(doubt, ZH) == "执业律师人数：东莞市约500人（2023年）、坪山区480人（2023年）"


def series(*values, **more):
    return frame(*(row("lawyers", "441900", value, str(2020 + n), **more) for n, value in enumerate(values)))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (series(100, 150), "东莞市执业律师人数由2020年的100人增至2021年的150人，增长50%"),
        (series(200, 150), "东莞市执业律师人数由2020年的200人降至2021年的150人，下降25%"),
        (series(100, 120, 180), "东莞市执业律师人数由2020年的100人增至2022年的180人，增长80%"),
    ],
)
def test_trends(data, told):
    assert trend_headline([data], ZH) == told
    assert told + "。" in read(story.trends(data).data)


def test_a_trend_within_the_precision_is_no_change():
    data = pd.concat(
        [
            series(100),
            series(100).assign(time_period="2021", obs_value=104.0, qualifier="about", lower=None, upper=None),
        ]
    )
    assert "看不出变化" in read(story.trends(data).data)


def test_a_trend_does_not_cross_a_break():
    data = series(100, 110, 500, 600)
    data.loc[2, "reasons"] = "break=reconsideration_law_2024"
    assert "由2022年的500人增至2023年的600人" in read(story.trends(data).data)
    assert "2020年" not in read(story.trends(data).data)


def test_a_derived_or_reference_value_in_a_trend_is_named():
    data = series(100, 150)
    data.loc[0, "origin"] = "derived"
    assert "增长50%（其中有推算值）。" in read(story.trends(data).data)


def test_one_year_or_none():
    assert "只有一个年份" in story.trends(series(100)).data
    assert "没有任何数字" in story.trends(series(100).assign(obs_value=float("nan"))).data


def test_profile_plan_and_quality():
    assert (
        "没有收录深圳市的任何数字"
        in story.profile(metrics.profile("440300"), metrics.compare(2022, areas=["440300"]), "440300").data
    )
    text = story.profile(metrics.profile("441900"), metrics.compare(2022, areas=AREAS), "441900").data
    assert f"收录东莞市{len(metrics.profile('441900'))}项指标" in text
    plan = story.plan(plans.tasks_of("441900", 2024), metrics.targets(area="441900", year=2024), "441900", 2024).data
    assert "48项任务，分5个部分" in plan and "8项标为重点" in plan
    quality = story.quality(metrics.figures(), metrics.observations(), metrics.checks()).data
    assert f"提取{len(metrics.figures())}个数字" in quality


def test_head_and_sections():
    from lib.reporting import parameters

    run = parameters.validate(
        "yearly_comparison", {"year": 2023, "areas": ["441900"], "themes": ["lawyers"], "language": "en"}
    )
    payload = story.head("yearly_comparison", run)._repr_mimebundle_()["application/vnd.citystats.report+json"]
    assert payload["title"] == "Justice statistics compared, 2023" and payload["lang"] == "en"
    assert (payload["areas"], payload["themes"], payload["year"]) == (["Dongguan"], ["Lawyers"], "2023")
    assert story.section("overview").data.startswith("## 指标一览\n\n")


def test_a_number_in_the_text_leads_to_its_sentence_where_it_has_one():
    rows = row("lawyers", "441900", 4936, "2022"), row("lawyers", "440310", 165, figure_ids="")
    text = most_and_least(frame(*rows), ZH)
    assert "[4,936人](../reports/sources/doc-441900.html#f4936)" in text
    assert "坪山区165人（" in text
    assert "](" not in headline(frame(*rows), ZH)

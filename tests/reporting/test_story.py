"""Sentences: true of the data they are made from, silent where the data leave it open."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from panels import about, frame, row

from lib import ids, metrics
from lib.comparison import comparability
from lib.documents import plans
from lib.project import Project
from lib.reporting import story
from lib.reporting.charts.over_time import with_year
from lib.reporting.story.comparison import headline, leader
from lib.reporting.story.over_time import headline as trend_headline
from lib.wording.messages import speak

ZH, EN = speak("zh"), speak("en")
AREAS = ["441900", "440700", "440310", "440000"]


def read(text: str) -> str:
    """`text` as it is read, without the addresses of its links."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)


def rates(*values, period="2023", **more):
    """A rate of three cities."""
    places = ("441900", "440700", "440300")
    return frame(
        *(
            row("mediation_success_rate", place, value, period, precision=0.1, **more)
            for place, value in zip(places, values, strict=False)
        )
    )


def test_the_highest_and_the_lowest_of_three():
    told = leader(next(comparability.peers(rates(97, 95, 96))), ZH)
    assert read(told.text) == "调解成功率：3个可比地区中，东莞市97%（2023年）最高，江门市95%（2023年）最低。"
    assert told.use == "rank" and [row["ref_area"] for row in told.rows] == ["441900", "440300", "440700"]
    assert (
        headline(rates(97, 95, 96), EN).text
        == "Mediation success rate: highest in Dongguan 97% (2023), lowest in Jiangmen 95% (2023)"
    )


@pytest.mark.parametrize(
    "data",
    [
        rates(97, 95),
        rates(97, 95, 97),
        pd.concat([rates(97, 95), rates(90, period="2022").assign(ref_area="440300")]),
        pd.concat([rates(97, 95), rates(90).assign(ref_area="440000", level="province")]),
        rates(97, 95, 96).assign(definition=["a", "b", "c"]),
        frame(*(row("lawyers", area, 100 * (n + 1)) for n, area in enumerate(("441900", "440700", "440300")))),
        frame(*(row("lawyers", area, 100 * (n + 1)) for n, area in enumerate(("441900", "440310", "440000")))),
    ],
)
def test_no_superlative_of_two_areas_of_ties_of_other_years_levels_definitions_and_of_totals(data):
    found = headline(data, ZH)
    assert not re.search("[最倍]", found.text) and found.use == ""
    assert not re.search("最[高低多少]|倍", story.findings(data).data)


def test_what_limits_the_comparison_is_said_with_it():
    warnings = {"warnings": "verbs_differ=受理、新收 years_differ break_between=reconsideration_law_2024"}
    text = story.findings(
        frame(
            row("reconsideration_applications", "441900", 2041, **warnings),
            row("reconsideration_applications", "440310", 115, **warnings),
        )
    ).data
    assert "注意：" in text and "受理、新收" in text and "2024年1月1日" in text


def test_a_value_per_head_stands_before_the_total():
    data = frame(row("lawyers", "441900", 4936), row("lawyers", "440310", 165))
    more = {"denominator": "population_resident", "unit_measure": "person_per_100k", "origin": "derived"}
    scaled = frame(row("lawyers", "441900", 47.3, **more), row("lawyers", "440310", None))
    assert "执业律师人数：东莞市47.3人/10万人（2023年共4,936人）、坪山区165人（2023年）。" in read(
        story.findings(data, scaled=scaled).data
    )


def test_findings_say_whose_figures_are_of_another_year_and_who_has_none():
    data = frame(row("lawyers", "441900", 4936, "2022"), row("lawyers", "440310", 165), row("lawyers", "440700", None))
    text = read(story.findings(data).data)
    assert "数字全部属于2023年的地区：坪山区（1项）。" in text
    assert "东莞市（1项：2022年）" in text
    assert "江门市没有可用的数字（2023年及其前后）。" in text


def test_a_place_without_figures_of_the_year_says_what_it_has():
    data = frame(
        row("lawyers", "441900", 1),
        *(row(name, "440700", None, nearest_period="2020") for name in ("lawyers", "law_firms")),
    )
    assert "江门市没有2023年及其前后的数字；其他年份有：2020年。" in story.findings(data).data


def test_rates_near_the_ceiling_are_not_ranked():
    data = frame(row("mediation_success_rate", "441900", 98.3), row("mediation_success_rate", "440310", 98))
    assert "相差" not in story.findings(data).data, "a city and a district are not set against each other"
    data = rates(98.3, 98)
    assert "调解成功率" in story.findings(data).data and "相差仅0.3个百分点" in story.findings(data).data
    assert "相差" not in story.findings(rates(98.3, 60)).data


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
    named = [*data["time_period"], *data["nearest_period"]]
    known = {part for period in named for part in re.findall(r"\d{4}", str(period))}
    assert periods <= known | {str(year), "2024"}, "a year that no figure is of (2024: the law that breaks a series)"


def test_headlines_list_totals_in_the_order_of_the_places():
    pair = frame(row("lawyers", "440310", 100), row("lawyers", "441900", 500, **about(500)))
    assert headline(pair, ZH).text == "执业律师人数：坪山区100人（2023年）、东莞市约500人（2023年）"
    assert headline(pair, EN).text == "Practising lawyers (people): Pingshan 100 (2023), Dongguan about 500 (2023)"


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
    assert trend_headline([with_year(data)], ZH).text == told
    assert told + "。" in read(story.trends(data).data)


def test_a_trend_within_the_precision_is_no_change():
    data = pd.concat(
        [series(100), series(100).assign(time_period="2021", obs_value=104.0, qualifier="about", precision=10.0)]
    )
    assert "看不出变化" in read(story.trends(data).data)


def test_a_trend_does_not_cross_a_break():
    rows = [
        row("reconsideration_applications", "441900", value, str(2022 + n))
        for n, value in enumerate((100, 110, 500, 600))
    ]
    text = read(story.trends(frame(*rows)).data)
    assert "由2024年的500件增至2025年的600件" in text and "2022年" not in text


def test_years_without_a_figure_between_two_are_said():
    data = series(100, 120, 150, 180).iloc[[0, 3]]
    assert "（其间2021、2022年没有数字）" in read(story.trends(data).data)


def test_a_value_computed_from_the_other_is_no_trend():
    data = series(100, 164.6)
    data.loc[0, ["origin", "inputs"]] = ["derived", "lawyers|441900|2021|_T growth"]
    assert "看不出变化" in story.trends(data).data and "增至" not in story.trends(data).data


def test_a_derived_or_reference_value_in_a_trend_is_named():
    data = series(100, 150)
    data.loc[0, "origin"] = "derived"
    assert "增长50%（其中有推算值）。" in read(story.trends(data).data)


def test_one_year_or_none():
    assert "没有口径一致" in story.trends(series(100)).data
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
    assert f"共提取{len(metrics.figures())}个" in quality


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
    data = frame(row("lawyers", "441900", 4936, "2022"), row("lawyers", "440310", 165, figure_ids=""))
    text = story.findings(data).data
    assert f"[4,936人]({ids.REPORTS}sources/doc-441900.html#f4936)" in text
    assert "坪山区165人（" in text
    assert "](" not in headline(data, ZH).text


def test_the_report_names_the_years_of_its_figures():
    from lib.reporting import parameters

    run = parameters.validate("yearly_comparison", {"year": 2023, "areas": ["441900"]})
    data = frame(
        row("lawyers", "441900", 1, "2022"), row("law_firms", "441900", 1, "2022"), row("notaries", "441900", 1, "2021")
    )
    assert story.head("yearly_comparison", run, data).years == "2021年1项、2022年2项"


def test_key_figures_say_period_change_and_caveat():
    data = frame(
        row("lawyers", "441900", 4936, growth=5.0, growth_unit="percent"),
        row("legal_aid_cases", "440700", 5283, "2023-01-01/P11M"),
        row("mediation_cases", "440310", 3302, origin="reference"),
    )
    figures = {figure.label: figure for figure in story.key_figures.of_comparison(data).figures}
    assert (
        figures["东莞市执业律师人数"].change == "报告称同比增长5%" and figures["东莞市执业律师人数"].period == "2023年"
    )
    assert figures["江门市法律援助案件受理数"].caveat == "非全年数"
    assert figures["坪山区调解案件数"].caveat == "参考值"
    assert len(figures) == 3


def test_key_figures_of_a_trend_compare_only_what_may_be_compared():
    data = series(100, 150).assign(year=[2020, 2021])
    (figure,) = story.key_figures.of_trend(data).figures
    assert (figure.value, figure.change) == ("150人", "较2020年增长50%")
    data.loc[0, "reasons"] = "denominator_weak"
    assert story.key_figures.of_trend(data).figures[0].change == ""


def test_quality_says_what_readme_says():
    """The figures of README's table on unseen text stand in the report too."""
    readme = (Project.find().root / "README.md").read_text("utf-8")
    block = readme[readme.index("<!-- quality: begin") : readme.index("<!-- quality: end")]
    *_, unseen = [line for line in block.splitlines() if line.startswith("| ") and "documents" not in line]
    texts, figures, *scores = re.findall(r"\d[\d,.]*", unseen)
    for lang in ("zh", "en"):
        assert {texts, figures, *scores} <= set(re.findall(r"\d[\d,]*(?:\.\d+)?", story.unseen(lang).data))

"""Sentences of a comparison: true of the data they are made from, silent where the data leave it open."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from panels import about, frame, row
from told import AREAS, EN, ZH, read

from lib import ids, metrics
from lib.comparison import comparability
from lib.reporting import story
from lib.reporting.story.comparison import headline, leader


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


def test_a_number_in_the_text_leads_to_its_sentence_where_it_has_one():
    data = frame(row("lawyers", "441900", 4936, "2022"), row("lawyers", "440310", 165, figure_ids=""))
    text = story.findings(data).data
    assert f"[4,936人]({ids.REPORTS}sources/doc-441900.html#f4936)" in text
    assert "坪山区165人（" in text
    assert "](" not in headline(data, ZH).text

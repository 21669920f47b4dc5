"""Key figures: period, change and caveat beside each number."""

from __future__ import annotations

from panels import frame, row
from told import series

from lib.reporting import story


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

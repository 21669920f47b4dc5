"""Qualifiers on both sides, and whether a number is a level or a change."""

import pytest

from lib.quantities import find
from lib.quantities.qualifiers import combine


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("约300件", "about"), ("300件左右", "about"), ("逾300件", "over"), ("300余件", "over"), ("突破300件", "over"), ("近300件", "under"),
     ("不足300件", "under"), ("不少于300件", "at_least"), ("300件以上", "at_least"), ("不超过300件", "at_most"), ("300件以内", "at_most"),
     ("近300余件", "about"), ("办理300件", "exact")],
)  # fmt: skip
def test_a_qualifier(text, qualifier):
    (found,) = find(text)
    assert found.qualifier == qualifier
    assert found.open == 0 or text.startswith("办理")
    assert found.close == len(text)


@pytest.mark.parametrize(
    ("words", "together"),
    [([], "exact"), (["over"], "over"), (["under", "at_most"], "under"), (["over", "at_least"], "over"), (["at_least", "over"], "at_least"),
     (["under", "over"], "about"), (["about", "over"], "about")],
)  # fmt: skip
def test_several_qualifiers(words, together):
    assert combine(words) == together


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [("同比增长12.5%", 12.5, "growth"), ("同比下降12.5%", -12.5, "growth"), ("成功率达98%", 98, "percent"), ("下降3.5个百分点", -3.5, "growth"),
     ("平均减少6天", -6, "growth"), ("比上年多20件", 20, "growth"), ("下降至98%", 98, "percent")],
)  # fmt: skip
def test_level_or_change(text, value, measure):
    (found,) = find(text)
    assert (found.value, found.measure) == (value, measure)


def test_a_change_holds_for_the_next_in_a_respectively_list():
    assert [(one.value, one.measure) for one in find("分别下降31.7%和24.3%")] == [(-31.7, "growth"), (-24.3, "growth")]

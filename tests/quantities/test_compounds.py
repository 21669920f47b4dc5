"""What belongs to a number beyond its numeral and unit."""

import pytest

from lib.quantities import find
from lib.quantities.compounds import is_written_so


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("收取费用50元6角", 50.6, "元"),
        ("办理时限缩短两年零三个月", -2.25, "年"),
        ("平均用时一个半小时", 1.5, "小时"),
        ("追回欠薪3个多亿元", 300_000_000, "元"),
        ("涉案金额两个亿元", 200_000_000, "元"),
        ("接待群众10万+人次", 100_000, "人次"),
        ("发放资料3万4000份", 34_000, "份"),
        ("发放资料1千零1份", 1_001, "份"),
        ("服务群众13万2人次", 132_000, "人次"),
    ],
)
def test_one_number(text, value, unit):
    (found,) = find(text)
    assert found.value == pytest.approx(value)
    assert found.unit.removeprefix("个") == unit.removeprefix("个")


def test_a_currency_before_the_number_is_the_unit_and_never_taken_for_yuan():
    (dollars,) = find("赔偿US$3,000")
    (hong_kong,) = find("赔偿港币5万元")
    (yuan,) = find("赔偿￥2,000")
    assert (dollars.value, hong_kong.value, yuan.value) == (3_000, 50_000, 2_000)
    assert dollars.unit_measure != "CNY" != hong_kong.unit_measure
    assert yuan.unit_measure == "CNY"


@pytest.mark.parametrize(
    ("digits", "well"),
    [("3万4000", True), ("3万40", False), ("13万2", True), ("1千零1", True), ("3亿5", True), ("3亿12", False)],
)
def test_digits_behind_a_scale_word_fill_its_places(digits, well):
    assert is_written_so(digits) is well

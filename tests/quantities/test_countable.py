"""Numbers that measure nothing: codes, moments, slogans, numerals inside words."""

import pytest

from lib.quantities import find


@pytest.mark.parametrize(
    "text",
    [
        "拨打12348热线", "粤ICP备05012345号", "电话0769-22830000", "令第310号", "2.0版平台", "http://a.cn/t20230105_123.html", "A4纸",
        "第三批名单", "二是加强培训", "进一步完善", "统一思想", "万江街道", "百年大计", "5年前成立", "连续6个月", "2023年12月31日", "15:30开庭",
        "一批案件", "三大平台", "千方百计", "1+6+N体系", "十佳律师",
    ],
)  # fmt: skip
def test_no_figure(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三家律师事务所", 3),
        ("办结案件三件", 3),
        ("两场讲座", 2),
        ("省级一个、市级四个", 1),
        ("逾千家企业", 1000),
        ("平均寿命78岁", 78),
        ("培训60学时", 60),
    ],
)
def test_a_figure_after_all(text, value):
    assert find(text)[0].value == value

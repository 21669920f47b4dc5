"""Title, publisher, signature and furniture of a page."""

from __future__ import annotations

import pytest

from lib.documents.masthead import head_lines, is_furniture, is_stamp, page, publisher_of, signature, title_of

TITLES = [
    ("首页 > 总结\n柳城县司法局2020年工作总结\n发布日期:2021-01-05\n正文在此。", "柳城县司法局2020年工作总结"),
    ("丰水市中级人民法院\n关于行政审判工作情况的报告\n各位委员:\n现报告如下。", "丰水市中级人民法院关于行政审判工作情况的报告"),
    ("老街调解:一杯茶化解十年怨\n2018-03-05 丰水晚报\n昨日,记者看到,老街上人来人往,一派祥和。", "老街调解:一杯茶化解十年怨"),
    ("年份 | 2018 | 2019\n调解 | 12 | 13\n", ""),
    ("昨日,记者从县司法局获悉,全县调解纠纷三百起。", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_line_that_is_the_title(text: str, title: str) -> None:
    assert title_of(text, text, "") == title


@pytest.mark.parametrize(
    ("text", "title", "hint", "publisher"),
    [
        ("来源:柳城县司法局 作者:某\n正文", "", "", "柳城县司法局"),
        ("来源:本网\n正文", "柳城县司法局年报", "", "柳城县司法局"),
        ("| [ 发布机构 ] | 柳城县太平镇人民政府 |\n正文", "", "", "柳城县太平镇人民政府"),
        ("正文", "", "柳州市柳北区司法局", "柳州市柳北区司法局"),
        ("柳州市现有公证处9家", "", "", ""),
        ("正文", "国务院关于某事的通知", "", "国务院"),
    ],
)
def test_who_published(text: str, title: str, hint: str, publisher: str) -> None:
    assert publisher_of(text, title, hint) == publisher


@pytest.mark.parametrize(
    ("line", "stamp", "furniture"),
    [
        ("2018-03-05 来源:丰水晚报", True, False),
        ("03.05.2018 09:10", True, False),
        ("2018年3月5日,全县召开会议,部署工作。", False, False),
        ("今天是2018年3月5日 星期一", True, True),
        (">> 政务公开 >> 工作总结", False, True),
        ("全县调解纠纷312件", False, False),
    ],
)
def test_lines_around_the_prose(line: str, stamp: bool, furniture: bool) -> None:
    assert (is_stamp(line), is_furniture(line)) == (stamp, furniture)


def test_a_page_taken_apart() -> None:
    text = "柳城县人民政府\n年度总结\n——2021年1月8日在县人大会议上\n各位代表:\n一年来,全县工作顺利。\n柳城县司法局\n2021年1月8日\n"
    found = page(text, "年度总结")
    assert found.masthead.strip() == "柳城县人民政府" and found.opening.startswith("一年来")
    assert found.subtitle.startswith("——2021年") and found.signature == signature(text) == "柳城县司法局"
    assert [line for line, _ in head_lines(text, text)][:2] == ["柳城县人民政府", "年度总结"]

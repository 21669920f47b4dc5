"""Web pages: the article without what a site puts around it, tables with their merged headings."""

from __future__ import annotations

import pytest
from files import cells
from hypothesis import given
from hypothesis import strategies as st

from lib.documents.readers import read_bytes
from lib.project import CityStatsError

PAGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>平湖市司法局2023年工作总结_平湖市人民政府</title><meta name="PubDate" content="2024-01-05 10:20">
<meta name="ContentSource" content="平湖市司法局"><style>p{color:red}</style><script>var n=12345;</script></head><body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a>政务公开</a></li></ul></div>
<table width="100%"><tr><td><div class="dqwz">您现在的位置：<a>首页</a> > <a>工作总结</a></div></td></tr><tr><td>
<div class="wrap"><div class="xxgk-title"><h2>平湖市司法局2023年工作总结</h2>
<div class="info">发布日期：2024-01-05 来源：平湖市司法局 浏览次数：<span>678</span> 【字体：大 中 小】</div></div>
<div id="zoom"><p>　　2023年，全市办理法律援助案件<b>1,234</b>件，<br>同比增长5.6%。</p>
<p style="text-indent:2em">一、主要成效</p><div>调解纠纷&nbsp;5678 件，成功率99.1%。<!-- 9999件 --></div>
<p>附：各镇街道情况见下表，数据截至年底，供参考。</p>
%s
<ul><li>制定规范性文件12件</li><li>审查合同345份</li></ul></div></div></td></tr></table>
<div class="footer">版权所有：平湖市司法局 浙ICP备05000001号</div><div style="display:none">隐藏77件</div></body></html>"""


TABLE = """<table><caption>表1 法律援助</caption><tr><td rowspan="2">地区</td><td colspan="2">2023年</td><td rowspan="2">律师数(人)</td></tr>
<tr><td>案件数(件)</td><td>同比(%)</td></tr><tr><td>当湖街道</td><td>600</td><td>5.1</td><td>30</td></tr>
<tr><td>乍浦镇</td><td>634</td><td>-6.0</td><td>41</td></tr></table>"""


def test_page_gives_the_article_without_what_is_around_it() -> None:
    reading = read_bytes(PAGE.replace("%s", "").encode("gb18030"), "page.html")
    assert reading.text.splitlines() == [
        "平湖市司法局2023年工作总结",
        "2023年，全市办理法律援助案件1,234件，",
        "同比增长5.6%。",
        "一、主要成效",
        "调解纠纷 5678 件，成功率99.1%。",
        "附：各镇街道情况见下表，数据截至年底，供参考。",
        "制定规范性文件12件",
        "审查合同345份",
    ]
    assert reading.title == "平湖市司法局2023年工作总结"
    assert reading.hints == {"published": "2024-01-05", "publisher": "平湖市司法局"}


def test_page_table_has_merged_headings_and_caption() -> None:
    reading = read_bytes(PAGE.replace("%s", TABLE).encode("utf-8"), "page.htm")
    assert "当湖街道;2023年案件数(件):600;2023年同比(%):5.1;律师数(人):30\n" in reading.text
    found = cells(reading)
    assert found[2, 1] == ("600", ("当湖街道",), ("2023年", "案件数(件)"))
    assert found[3, 2] == ("-6.0", ("乍浦镇",), ("2023年", "同比(%)"))
    assert found[3, 3] == ("41", ("乍浦镇",), ("律师数(人)",))
    assert {cell.title for cell in reading.cells} == {"表1 法律援助"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>全市有律师</p><p>3,210人</p>", "全市有律师\n3,210人\n"),
        ("<body>无标签正文2023年<i>12</i>件", "无标签正文2023年12件\n"),
        ("<div><div><div>甲<span>1</span><span>2</span>件</div></div></div>", "甲12件\n"),
        ("<article><nav>首页</nav>正文5件</article>", "正文5件\n"),
        ("<p>全市办理\n   法律援助案件\n12件</p>", "全市办理法律援助案件 12件\n"),
        ("<pre>一、总体\n  办理12件\n</pre>", "一、总体\n办理12件\n"),
        ("<p>1 &lt; 2 &amp; 三</p>", "1 < 2 & 三\n"),
        ("<table><tr><td><p>版式表格</p><p>只有一格</p></td></tr></table>", "版式表格\n只有一格\n"),
    ],
)
def test_small_pages(html: str, text: str) -> None:
    assert read_bytes(html.encode("utf-8"), "x.html").text == text


SOUP = """<html><head><title>番禺区司法局2022年工作总结 - 广州市番禺区人民政府门户网站</title></head><body>
<div id="a1"><div><span>无障碍</span><span>长者助手</span></div><div><a href=/>广州市番禺区人民政府</a></div>
<div><a>首页</a><a>要闻动态</a><a>政务公开</a><a>互动交流</a></div></div>
<div class="bx"><div class="l"><a>机构职能</a><a>法定主动公开内容</a><a>数据开放</a></div><div class="r"><div>番禺区司法局2022年工作总结</div>
<div>来源：番禺区司法局&nbsp;&nbsp;发布时间：2023-01-20&nbsp;&nbsp;阅读次数：1234&nbsp;&nbsp;字体大小：大 中 小</div>
<div><div><span>2022年，</span><span>在区委区政府领导下，番禺区司法局</span><span>受理行政复议案件</span><span>567</span><span>件。</span></div>
<div><br></div><div><strong>一、基本情况</strong></div><div>全区有律师事务所78家，律师<font>1,02</font><font>3</font>人。</div>
<div><table border=1><tbody><tr><td><p><strong>项 目</strong></p></td><td><p>2021年</p></td><td><p>2022年</p></td></tr>
<tr><td><p><span>行政复议<br>受理数</span></p></td><td><p>500件</p></td><td><p>567件</p></td></tr>
<tr><td><p>应诉数</p></td><td><p>10</p></td><td><p>12</p></td></tr></tbody></table></div></div>
<div>【打印】【关闭】</div></div></div>
<div class="bq"><p>主办：广州市番禺区人民政府 承办：番禺区政务服务数据管理局</p><p>粤ICP备05000001号</p><p>网站标识码4401130001</p></div>
</body></html>"""


def test_page_of_nameless_divs() -> None:
    reading = read_bytes(SOUP.encode("gbk"), "soup.html")
    assert reading.text.splitlines() == [
        "番禺区司法局2022年工作总结",
        "2022年，在区委区政府领导下，番禺区司法局受理行政复议案件567件。",
        "一、基本情况",
        "全区有律师事务所78家，律师1,023人。",
        "行政复议受理数;2021年:500件;2022年:567件",
        "应诉数;2021年:10;2022年:12",
    ]
    assert reading.hints["published"] == "2023-01-20"


def test_spans_that_reach_beyond_the_table_are_cut() -> None:
    html = "<table><tr><td colspan=1000>标题</td></tr><tr><td>名称</td><td>人数</td></tr><tr><td rowspan=999>甲</td><td>1</td></tr><tr><td>2</td></tr></table>"
    reading = read_bytes(html.encode(), "x.html")
    assert cells(reading) == {
        (2, 0): ("甲", (), ("名称",)),
        (2, 1): ("1", ("甲",), ("人数",)),
        (3, 1): ("2", ("甲",), ("人数",)),
    }


MARKUP = [
    "<table>",
    "<tr>",
    "<td rowspan=2>",
    "<th colspan=3>",
    "</td>",
    "</table>",
    "<p>",
    "<div class=nav>",
    "12件",
    "2023年",
    "<br>",
    "<a>",
    "指标",
    "。",
]


@given(st.lists(st.sampled_from(MARKUP), max_size=40).map("".join))
def test_any_markup_is_read_with_cells_where_they_say(html: str) -> None:
    try:
        reading = read_bytes(("<body>" + html + "正文").encode(), "x.html")
    except CityStatsError:
        return
    assert all(reading.text[cell.start : cell.end].strip() for cell in reading.cells)

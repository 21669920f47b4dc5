"""Readers: what comes out of web pages, Word, PDF, workbooks and flattened tables; every cell lies where it says."""

from __future__ import annotations

import copy
import io
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from lib import documents
from lib.documents import plans
from lib.documents.readers import Reading, read_bytes
from lib.documents.readers.plain import read_text
from lib.project import CityStatsError

ROOT = Path(__file__).parents[3]
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


def cells(reading: Reading) -> dict[tuple[int, int], tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(row, column) → text at the offsets, row heads, column heads."""
    return {(c.row, c.column): (reading.text[c.start : c.end], c.row_heads, c.column_heads) for c in reading.cells}


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


def word(build: object) -> Reading:
    document = docx.Document()
    build(document)  # type: ignore[operator]
    out = io.BytesIO()
    document.save(out)
    return read_bytes(out.getvalue(), "x.docx")


def test_word_keeps_the_order_of_paragraphs_and_tables() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("某市2024年工作计划", 0)
        document.add_paragraph("以下为任务表。")
        table = document.add_table(4, 4)
        for at, text in enumerate(("序号", "任务内容", "完成时限", "责任单位")):
            table.cell(0, at).text = text
        table.cell(1, 0).merge(table.cell(1, 3)).text = "一、法治政府建设"
        for row in (2, 3):
            for at, text in enumerate((str(row - 1), "组织执法人员培训,每人全年不少于60学时", "6月底前", "法规科")):
                table.cell(row, at).text = text
        table.cell(2, 3).merge(table.cell(3, 3)).text = "法规科、人事科"
        document.add_paragraph("完。")

    reading = word(build)
    lines = reading.text.splitlines()
    assert lines[:3] == ["某市2024年工作计划", "以下为任务表。", "一、法治政府建设"]
    assert lines[3] == "1.任务内容:组织执法人员培训,每人全年不少于60学时;完成时限:6月底前;责任单位:法规科、人事科"
    assert lines[4] == "2.任务内容:组织执法人员培训,每人全年不少于60学时;完成时限:6月底前"
    assert lines[5:] == ["完。"]
    assert cells(reading)[3, 2] == ("6月底前", ("一、法治政府建设",), ("完成时限",))
    assert reading.title == "某市2024年工作计划"


def test_word_frame_of_one_cell_is_text() -> None:
    reading = word(lambda document: setattr(document.add_table(1, 1).cell(0, 0), "text", "框内文字12件"))
    assert (reading.text, reading.cells) == ("框内文字12件\n", ())


def workbook(rows: list[list[object]], merged: tuple[str, ...] = (), formats: dict[str, str] | None = None) -> Reading:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for place, style in (formats or {}).items():
        sheet[place].number_format = style
    out = io.BytesIO()
    book.save(out)
    return read_bytes(out.getvalue(), "x.xlsx")


def test_workbook_with_title_unit_note_two_heading_rows_and_percentages() -> None:
    reading = workbook(
        [
            ["2023年公共法律服务情况", None, None, None],
            ["填报单位:某市司法局", None, None, "金额单位:万元"],
            ["指标", "单位", "数量", None],
            [None, None, "2022年", "2023年"],
            ["甲", "乙", 1, 2],
            ["法律援助案件", "件", 1100, 1234.0],
            ["其中:刑事", "件", 400, None],
            ["群众满意率", "%", 0.981, 0.9955],
        ],
        ("A1:D1", "A3:A4", "B3:B4", "C3:D3"),
        {"C8": "0.0%", "D8": "0.00%"},
    )
    assert reading.text.splitlines() == [
        "2023年公共法律服务情况",
        "填报单位:某市司法局",
        "金额单位:万元",
        "法律援助案件(件);数量2022年:1100;数量2023年:1234",
        "其中:刑事(件);数量2022年:400",
        "群众满意率(%);数量2022年:98.1%;数量2023年:99.55%",
    ]
    assert cells(reading)[5, 3] == ("1234", ("法律援助案件", "件"), ("数量", "2023年"))
    assert "金额单位:万元" in reading.cells[0].title


def test_workbook_group_rows_and_blanks_in_naming_columns() -> None:
    reading = workbook(
        [
            ["地区", "机构", "律师(人)", "案件(件)"],
            ["一、市区", None, None, None],
            ["东区", "甲所", 5, 10],
            [None, "乙所", 6, 20],
            ["二、县域", None, None, None],
            ["西县", "丙所", 7, 30],
        ]
    )
    found = cells(reading)
    assert found[3, 2] == ("6", ("一、市区", "东区", "乙所"), ("律师(人)",))
    assert found[5, 3] == ("30", ("二、县域", "西县", "丙所"), ("案件(件)",))


def test_workbook_with_two_tables_below_each_other() -> None:
    reading = workbook(
        [
            ["表1 律师"],
            ["地区", "人数"],
            ["东区", 5],
            ["西区", 6],
            [None],
            ["表2 公证"],
            ["地区", "件数"],
            ["东区", 7],
            ["西区", 8],
        ]
    )
    assert [(reading.text[c.start : c.end], c.title, c.column_heads) for c in reading.cells if c.column == 1] == [
        ("5", "表1 律师", ("人数",)),
        ("6", "表1 律师", ("人数",)),
        ("7", "表2 公证", ("件数",)),
        ("8", "表2 公证", ("件数",)),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            '地区,律师数(人),满意率\n东莞,1234,98.5%\n深圳,"5,678",99%\n',
            ["东莞;律师数(人):1234;满意率:98.5%", "深圳;律师数(人):5,678;满意率:99%"],
        ),
        ("年份,案件数\n2022,12\n2023,34\n", ["2022;案件数:12", "2023;案件数:34"]),
        ("指标,2022,2023\n律师,12,34\n公证员,5,6\n", ["律师;2022:12;2023:34", "公证员;2022:5;2023:6"]),
        ("律师人数,12\n公证员,3\n", ["律师人数;12", "公证员;3"]),
        ("地区,律师,\n,人数,机构\n东莞,1,2\n深圳,3,4\n", ["东莞;律师人数:1;律师机构:2", "深圳;律师人数:3;律师机构:4"]),
    ],
)
def test_csv(text: str, lines: list[str]) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert read_bytes(text.encode(encoding), "x.csv").text.splitlines() == lines


FLAT = "计划表\n\t任务\n\t序号\n\t目标内容\n\t时限\n\t备注\n\n\t一、总体\n\n\t（一）学习\n\t1\n\t第一段。\n\n第二段。\n\t一季度\n\t\n\n\t\n\t2\n\t做事10件。\n\n\n\t全年\n\t重点\n\n★为重点项目。\n"


def test_flattened_table_with_blank_lines_inside_its_cells() -> None:
    reading = read_text(FLAT)
    assert reading.text == FLAT
    found = cells(reading)
    assert found[2, 2] == ("第一段。\n\n第二段。", ("一、总体", "（一）学习"), ("目标内容",))
    assert found[3, 2] == ("做事10件。", ("一、总体", "（一）学习"), ("目标内容",))
    assert found[3, 4] == ("重点", ("一、总体", "（一）学习"), ("备注",))
    assert found[3, 1][0] == "2"


@pytest.mark.parametrize(
    "text",
    [
        "地区\t案件数(件)\t律师数\r\n东区\t12\t3\r\n西区\t34\t5\r\n",
        "| 地区 | 案件数(件) | 律师数 |\n|---|---:|---:|\n| 东区 | 12 | 3 |\n| 西区 | 34 | 5 |\n",
        "  地区      案件数(件)   律师数\n  东区      12          3\n  西区　　　34          5\n",
    ],
)
def test_tables_of_one_line_a_row(text: str) -> None:
    reading = read_text("前文12件。\n" + text + "后文。")
    by_heads = {(heads, columns): value for value, heads, columns in cells(reading).values() if heads}
    assert by_heads[("西区",), ("案件数(件)",)] == "34"
    assert by_heads[("东区",), ("律师数",)] == "3"
    assert len(reading.cells) == 6


@pytest.mark.parametrize(
    "text",
    [
        "\t2023年,全市办案12件。\n\t一是加强学习。\n\t二是抓好落实。\n\n\t下一步,继续。\n",
        "1.\t加强学习\n2.\t抓好落实12件\n",
        "(一)\t加强学习。\n(二)\t抓好落实。\n",
        "ICP备案号:粤1号      公安备案号:2号\n电话:0769-22489999     地址:某路189号\n主办单位:某局     网站地图\n",
        "电话\t0769-22489999\n\n地址:东城西路\n",
        "提升“线上|线下”服务12件。",
        "",
    ],
)
def test_prose_has_no_cells(text: str) -> None:
    assert read_text(text).cells == ()


PDF = """#set page(paper: "a4", header: [某市司法局年度报告], numbering: "— 1 —", margin: 2.5cm)
#set text(font: "Noto Sans SC", size: 12pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
#align(center)[#text(size: 18pt)[某市司法局2023年工作总结]]
%s

表1 律师情况

#table(columns: 4, table.header(table.cell(rowspan: 2)[地区], table.cell(colspan: 2)[2023年], table.cell(rowspan: 2)[律师数(人)],
[案件数], [咨询数]), %s)

全文完。
"""


def test_pdf_joins_lines_and_tables_over_pages_and_drops_page_furniture() -> None:
    paragraph = "第%d项工作:全年共办理法律援助案件%d件,同比增长5.6%%,其中民事案件3,456件,为受援人挽回损失1.23亿元,满意率98.5%%以上,接待咨询12.3万人次。"
    paragraphs = [paragraph % (at, 1000 + at) for at in range(1, 31)]
    rows = ", ".join(f"[区{at}], [{at * 10}], [{at * 100}], [{at}]" for at in range(1, 60))
    data = typst.compile((PDF % ("\n\n".join(paragraphs), rows)).encode(), font_paths=[str(ROOT / "lib/fonts")])
    reading = read_bytes(data, "x.pdf")
    lines = reading.text.splitlines()
    assert lines[0] == "某市司法局2023年工作总结"
    assert lines[1:31] == paragraphs
    assert lines[31] == "表1 律师情况"
    assert lines[32] == "区1;2023年案件数:10;2023年咨询数:100;律师数(人):1"
    assert lines[-2:] == ["区59;2023年案件数:590;2023年咨询数:5900;律师数(人):59", "全文完。"]
    assert len(lines) == 1 + 30 + 1 + 59 + 1
    last = reading.cells[-1]
    assert (reading.text[last.start : last.end], last.row_heads, last.column_heads) == (
        "59",
        ("区59",),
        ("律师数(人)",),
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.doc", b"x", "cannot read a .doc file"),
        ("a", b"x", "a: its name has no suffix"),
        ("a.docx", b"not a zip", "a.docx: not a .docx"),
        ("a.xlsx", b"not a zip", "a.xlsx: not a workbook"),
        ("a.pdf", b"not a pdf", "a.pdf: not a PDF"),
        ("a.html", b"<html><body></body></html>", "a.html: no text"),
        ("a.txt", b"", "a.txt: the file is empty"),
        ("a.csv", b",,\n", "a.csv: no text"),
    ],
)
def test_files_that_cannot_be_read_are_named(name: str, data: bytes, message: str) -> None:
    with pytest.raises(CityStatsError, match=message.replace(".", r"\.")):
        read_bytes(data, name)


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


def test_numbered_rows_and_a_total_in_the_column_of_numbers() -> None:
    reading = workbook([["序号", "单位名称", "律师人数"], [1, "甲所", 12], [2, "乙所", 3], ["合计", None, 15]])
    assert reading.text.splitlines() == ["1.甲所;律师人数:12", "2.乙所;律师人数:3", "合计;律师人数:15"]
    assert cells(reading)[3, 2] == ("15", ("合计",), ("律师人数",))


def test_word_reads_inserted_text_and_frames_with_tables_inside() -> None:
    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("办理案件")
        run = paragraph.add_run("12件")._r
        inserted = docx.oxml.parse_xml(f'<w:ins xmlns:w="{run.nsmap["w"]}" w:id="1" w:author="x"/>')
        run.addprevious(inserted)
        inserted.append(run)
        frame = document.add_table(1, 2)
        frame.cell(0, 0).text = "左栏3件"
        inner = frame.cell(0, 1).add_table(2, 2)
        for at, text in enumerate(("名称", "人数", "甲所", "5")):
            inner.cell(at // 2, at % 2).text = text

    assert word(build).text == "办理案件12件\n左栏3件\n甲所;人数:5\n"


LIST = """<w:abstractNum xmlns:w="{0}" w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>"""


def test_word_s_automatic_numbers_are_read() -> None:
    def build(document: docx.document.Document) -> None:
        numbering = document.part.numbering_part.element
        space = numbering.nsmap["w"]
        numbering.insert(0, docx.oxml.parse_xml(LIST.format(space)))
        number = docx.oxml.parse_xml(f'<w:num xmlns:w="{space}" w:numId="91"><w:abstractNumId w:val="90"/></w:num>')
        numbering.append(number)
        for level, text in ((0, "甲"), (1, "乙"), (2, "丙"), (3, "圆点"), (1, "丁"), (2, "戊"), (0, "己"), (1, "庚")):
            properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = 91
        for _ in range(10):
            document.paragraphs[-2]._p.addnext(copy.deepcopy(document.paragraphs[-2]._p))
        document.add_paragraph("无编号")

    lines = word(build).text.splitlines()
    assert lines[:7] == ["一、甲", "（一）乙", "1.丙", "圆点", "（二）丁", "1.戊", "二、己"]
    assert lines[-4:] == ["十一、己", "十二、己", "（一）庚", "无编号"]


PIECES = [
    "序号",
    "任务",
    "时限",
    "12",
    "2023年",
    "一、",
    "（一）",
    "\t",
    "\n\t",
    "\n",
    "\n\n\t",
    "|",
    "  ",
    "。",
    "\r\n",
    "单位:件",
    "一季度:办12件",
    ",",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_gives_cells_in_order_and_tasks_within_it(text: str) -> None:
    reading = read_text(text)
    for before, after in pairwise(reading.cells):
        assert before.end <= after.start
    for cell in reading.cells:
        inside = text[cell.start : cell.end]
        assert inside and inside == inside.strip()
    for task in plans.tasks(documents.read(text, year="2023")).itertuples():
        assert 0 <= task.start < task.end <= len(text)


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


@given(
    st.lists(
        st.lists(st.sampled_from(["", "12", "地区", "2023", "一、总体", "单位:件", "98.5%", "合计"]), max_size=5),
        max_size=8,
    )
)
def test_any_sheet_keeps_every_body_cell_once(rows: list[list[str]]) -> None:
    table = "\n".join(",".join(row) for row in rows)
    try:
        reading = read_bytes((table + "\n末行,1\n").encode(), "x.csv")
    except CityStatsError:
        return
    places = [(cell.start, cell.end) for cell in reading.cells]
    assert len(set(places)) == len(places)
    assert all(reading.text[start:end].strip() for start, end in places)

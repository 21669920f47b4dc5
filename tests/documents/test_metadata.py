"""What a page tells of its own area, year and date: heads in the manner of offices and newspapers, none of them printed anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import documents, lexicon
from lib.documents.metadata import assess, guess

# what the head says, area, year ("" where it cannot be told)
REPORTS = [
    ("海安市司法局2021年工作总结\n来源:市司法局 发布时间:2021-12-30\n\n一年来,市司法局围绕中心工作,全市共调解纠纷4120件。", "320685", "2021"),
    ("首页 > 信息公开 > 总结\n关于2019年度法治政府建设情况的报告\n索引号:GL2020-0031 发布日期:2020-02-27\n\n2019年,古浪县以依法行政为主线,现报告如下。\n古浪县人民政府\n2020年2月20日", "620622", "2019"),
    ("武夷山市司法局二〇一八年度工作情况\n\n二〇一八年,我局在市委领导下开展工作。", "350782", "2018"),
    ("常山县司法局2022年工作总结和2023年工作思路\n发布时间: 2022-12-21\n\n今年以来,全县司法行政系统攻坚克难。", "330822", "2022"),
    ("镇原县司法局2020年上半年工作总结暨下半年安排\n\n上半年,全县排查纠纷812件。", "621027", "2020"),
    ("司法局年度工作情况\n发布机构:芦山县司法局 成文日期:2024-01-09\n\n全年共办理法律援助案件187件,全县现有司法所9个。", "511826", "2023"),
    ("工作总结\n信息来源:泗县司法局 发布日期:2023年3月6日\n\n一年来,全县共有1962人接受社区矫正,发放资料2020册。", "341324", "2022"),
    ("关于法治建设工作的情况报告\n\n现将2017年度全市工作情况报告如下:\n一、主要做法\n2016年获评全省先进。\n\n老河口市司法局\n2018年1月15日", "420682", "2017"),
    ("政府工作报告\n——2020年5月18日在鹤壁市第十一届人民代表大会第二次会议上\n\n一、2019年工作回顾\n全市新建司法所4个。", "410600", "2019"),
    ("绍兴市柯桥区司法局五年工作回顾\n\n2017年至2021年,全区共调解纠纷5.2万件。其中2019年9800件。", "330603", "2021"),
    ("汝城县司法局关于“七五”普法的总结\n发布日期:2020-11-17\n\n自2016年以来,全县开展宣传2019场。", "431026", "2020"),
    ("2023年度法治政府建设年度报告\n| [ 索引号 ] | 0045/2024-3 | [ 发布机构 ] | 潼南区司法局 |\n| [ 成文日期 ] | 2024-02-06 | [ 发布日期 ] | 2024-02-08 |\n\n2023年,全区坚持依法行政。", "500152", "2023"),
    ("全区司法行政工作总结\n发布时间:\n2025-01-13\n来源:\n天津市津南区司法局\n\n一年来,全区办理公证3100件。", "120112", "2024"),
    ("关于公开2020年工作要点的通知\n发布日期:2020-03-19\n各科室:\n现将《松滋市司法局2020年工作要点》印发给你们。", "421087", "2020"),
    ("凤凰县司法局行政复议工作报告(2022年度)\n\n2022年,收到申请2021件。比2021年上升9%。", "433123", "2022"),
    ("关于《法治政府建设实施纲要(2021-2025年)》贯彻情况的报告\n发布日期:2023-12-08 来源:兴山县司法局\n\n今年以来,全县推进各项任务。", "420526", "2023"),
    ("桓台县果里镇2022年法治政府建设情况报告\n\n2022年,我镇在县委、县政府领导下开展工作。", "370321", "2022"),
    ("高埗镇2021年法治政府建设工作总结\n发布机构:东莞市高埗镇人民政府\n\n2021年,全镇化解纠纷608宗。", "441900", "2021"),
    ("新源街道司法所2020年工作总结\n\n2020年,辖区内化解纠纷301件,区级示范2个。", "", "2020"),
    ("清河镇2023年法治政府建设情况报告\n\n2023年,全镇在市委、市政府领导下,获评“山东省民主法治示范村”1个。", "", "2023"),
    ("法律援助中心工作小结\n\n今年以来,中心共受理1998件,其中2013名农民工受援。", "", ""),
]  # fmt: skip

NEWS = [
    ("榆林市去年办理法律援助案件三千余件\n2014-01-22 榆林日报\n\n记者从市司法局获悉,去年全市共受理3120件。今年,全市计划办案3300件。", "610800", "2013"),
    ("半年化解纠纷八百起\n金华日报 2019-07-24 记者 王立\n\n昨日,记者从义乌市司法局了解到,今年上半年,全市调解纠纷812起。", "330782", "2019"),
    ("本报讯(记者 陈立 2016-02-26)记者从市司法局获悉,2015年,宜宾市共办理公证2.1万件,比2014年增长6%。", "511500", "2015"),
    ("我市新添三家律所\n来源:信息中心 2022-10-11\n\n近日,市律师协会公布数据,截至9月底,全市有律师812名。", "", "2022"),
    ("普法宣传走进社区\n03.11.2017 10:20\n\n11月2日,台州市黄岩区司法局在澄江街道举行宣传活动。", "331003", "2017"),
    ("人民调解“四张网”织密平安防线\n\n漳浦县现有调委会312个。截至2019年底,全县共调处纠纷2.3万件。", "350623", "2019"),
    ("全国模范调解员风采\n\n司法部近日表彰一批模范。肥乡区的老李名列其中,他所在的邯郸市肥乡区调委会2021年调解纠纷98起。", "130407", "2021"),
    ("司法行政护航盛会\n\n省司法厅介绍,全省共有律师2.1万名。各地圆满完成北京冬奥会、成都大运会的安全保障。2022年陕西各地调解纠纷9.1万件。", "610000", "2022"),
    ("赴苏州学习归来\n发布日期:2023-06-02 来源:东台市司法局\n\n日前,东台市司法局一行前往苏州市考察学习公共法律服务。", "320981", "2023"),
    ("两地携手援疆普法\n2021-09-10 来源:无锡市司法局\n\n无锡市司法局组织律师赴霍城县支援普法。", "320200", "2021"),
    ("上海合作组织法律服务论坛在青岛举行\n\n2023年论坛期间,与会代表交流经验。", "", ""),
    ("省里要求2025年实现全覆盖\n\n目前,全市已有2031个村建成法律服务室。今年1-8月,解答咨询2019人次。", "", ""),
    ("村里来了法律顾问\n\n记者从司法局获悉,今年以来,全市村居法律顾问服务2020人次,受益群众1998名。", "", ""),
    ("湖北省十堰市郧阳区:一张网解纠纷\n2020年6月3日 来源:法治日报\n\n“七五”普法期间,郧阳区不断探索。今年前5个月调解纠纷512件。", "420304", "2020"),
    ("宜兴:小调解作用大\n2018-12-26\n\n宜兴市司法局统计,截至11月底,全市共调解纠纷1.2万件。", "320282", "2018"),
    ("四川省律师人数突破三万\n2023-02-18\n\n截至2022年底,全省律师达3.1万人。其中,成都市1.9万人,绵阳市1100人。", "510000", "2022"),
    ("全省公证工作迈上新台阶\n\n2016年,全省办理公证28万件。郑州市、洛阳市、南阳市位居前三。", "410000", "2016"),
    ("2022年全国律师工作统计分析发布\n来源:司法部 2023-06-12\n\n截至2022年底,全国共有律师65万名,广东、北京、江苏超过三万名。", "000000", "2022"),
    ("司法部:公证减证便民\n2019-03-28\n\n2018年,全国公证机构共办理公证1300万件。", "000000", "2018"),
    ("文峰区“点单式”普法受欢迎\n2021-04-15 来源:安阳日报\n\n文峰区司法局今年一季度开展普法讲座36场。", "410502", "2021"),
    ("鼓楼区调解成功率达98%\n2020-08-19 来源:开封日报\n\n今年上半年,全区调解纠纷512件,位居开封市前列。", "410204", "2020"),
    ("鼓楼区调解成功率达98%\n2020-08-19\n\n今年上半年,全区调解纠纷512件。", "", "2020"),
    ("新城区普法出新招\n2022-05-12\n\n呼和浩特市普法宣传月启动,新城区司法局举办活动。", "150102", "2022"),
    ("年终盘点:法治惠民这一年\n2018-01-31 来源:庄浪县司法局\n\n全年共办理援助案件231件,受援人达1997名。", "620825", "2017"),
]  # fmt: skip

TABLES_AND_YEARBOOKS = [
    ("普陀年鉴2015·司法行政\n\n2014年,普陀区有律师事务所12家,舟山市优秀律师3名。", "330903", "2014"),
    ("【司法行政概况】 2011年,全县有司法所13个,乐业县公证处办证420件。", "451028", "2011"),
    ("司法行政\n\n年末全市有律师事务所41家,律师1 964名。全年办理公证2 015件。", "", ""),
    ("2021年12月法律援助统计表\n填报单位:赣县区司法局\n\n案件数 112", "360704", "2021"),
    ("表1 各市复议案件\n地市 | 2018 | 2019\n邢台 | 812 | 903\n衡水 | 420 | 455", "", ""),
    ("大同市平城区2020年国民经济和社会发展统计公报\n大同市平城区统计局\n2021年4月9日\n\n2020年,全区有律师事务所6家。", "140213", "2020"),
]  # fmt: skip

PLANS_AND_OTHERS = [
    ("马鞍山市司法局2023年工作要点\n发布日期:2023-02-14\n\n2023年,全市要完成以下任务。", "340500", "2023"),
    ("和县司法局2019年工作要点\n\n全县司法行政工作要坚持问题导向。", "340523", "2019"),
    ("市委和县委关于法治建设的意见\n\n市和县委要加强领导。", "", ""),
    ("关于对市人大2021018号建议的答复\n发布日期:2021-07-06 来源:瑞安市司法局\n\n您提出的建议收悉。2020年全市开展讲座312场,今年1-6月181场。", "330381", "2021"),
    ("石狮市人民政府\n政府信息公开\n关于法律服务的提案答复\n时间:2019-08-14\n\n我市现有律师事务所18家。今年以来解答咨询2015人次。", "350581", "2019"),
    ("滨州经济技术开发区2022年法治政府建设报告\n\n2022年,全区审查文件31件。", "", "2022"),
    ("东莞松山湖高新区法治工作年度报告\n发布日期:2022-01-20\n\n全年园区调解纠纷212宗。", "", "2021"),
    ("国务院关于进一步规范执法的意见落实情况\n来源:丹棱县人民政府办公室 发布日期:2018-09-03\n\n今年以来,全县开展检查12次。", "511424", "2018"),
    ("广西壮族自治区司法厅2020年法治建设情况\n\n2020年,全区办理援助案件5.1万件,南宁市、柳州市居前。", "450000", "2020"),
    ("黔南州司法局2017年工作总结\n\n2017年,全州调解纠纷2.1万件,都匀市、福泉市、瓮安县居前三。", "522700", "2017"),
    ("通报\n\n全州共有调委会812个。景洪市、勐海县、勐腊县分别调解纠纷512件、498件、301件。\n2022年1月8日", "532800", "2021"),
    ("科尔沁右翼前旗司法局2019年普法工作情况\n\n2019年,全旗举办讲座118场。", "152221", "2019"),
    ("行政审判工作报告\n丽水市中级人民法院\n\n2013年1月至2016年6月,全市法院收案1988件。2014年收案512件。", "331100", "2016"),
]  # fmt: skip

HEADS = REPORTS + NEWS + TABLES_AND_YEARBOOKS + PLANS_AND_OTHERS


@pytest.mark.parametrize(("text", "area", "year"), HEADS, ids=[text.split("\n")[0][:24] for text, *_ in HEADS])
def test_area_and_year_from_the_page_alone(text: str, area: str, year: str) -> None:
    found = assess(text)
    assert (found.metadata.ref_area, found.metadata.year) == (area, year), (found.ref_area, found.year)


DATES = [
    ("发布日期:2021/3/9\n全市…", "2021-03-09"),
    ("[发布时间] | 2022-11-02 | [文号] | 无", "2022-11-02"),
    ("公开日期:\n2019年12月4日\n", "2019-12-04"),
    ("调解在身边\n2018-07-05　来源:丰水晚报\n", "2018-07-05"),
    ("普法下乡\n05.07.2018 09:30\n", "2018-07-05"),
    ("本报讯(通讯员 林立 2016-04-18)近日", "2016-04-18"),
    ("2015-06-01 丰水日报讯 昨日,市司法局通报", "2015-06-01"),
    ("今天是:2025年1月7日 星期二\n工作总结\n一年来", ""),
    ("工作总结\n2019年5月6日,全县召开会议,部署工作。", ""),
    ("工作总结\n\n全年…\n二〇二一年十二月三日", "2021-12-03"),
    ("工作总结\n\n全年…\n二〇二〇年三月二十日", "2020-03-20"),
    ("政府工作报告\n——2020年1月8日在市人民代表大会上\n", ""),
    ("版权所有 2013-02-01 网站备案\n全市工作", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DATES)
def test_day_of_publication(text: str, day: str) -> None:
    assert guess(text).published == day


@pytest.mark.parametrize(
    ("name", "area", "year"),
    [
        ("玉环市司法局2018年工作总结.docx", "331083", "2018"),
        ("dongguan-2022-report.txt", "441900", "2022"),
        ("2020年报_云和县.pdf", "331125", "2020"),
        ("scan_20210304.pdf", "", ""),
        ("2000个村.txt", "", ""),
    ],
)
def test_the_file_name_helps(name: str, area: str, year: str) -> None:
    found = guess("全年调解纠纷1990件。", name)
    assert (found.ref_area, found.year) == (area, year)


def page(meta: str, body: str) -> bytes:
    return f"<html><head><title>t</title>{meta}</head><body><div class='nav'>首页</div>{body}</body></html>".encode()


def read_page(folder: Path, data: bytes) -> documents.Document:
    file = folder / "page.html"
    file.write_bytes(data)
    return documents.read(file)


def test_meta_tags_of_a_page_are_used(tmp_path: Path) -> None:
    meta = (
        '<meta name="ArticleTitle" content="年度工作总结"><meta name="PubDate" content="2022-02-11 10:30">'
        '<meta name="ContentSource" content="舒城县司法局"><meta name="SiteName" content="舒城县人民政府">'
    )
    data = page(meta, "<p>一年来,全县共调解纠纷2020件,发放资料1962份,成效良好。</p>")
    found = read_page(tmp_path, data)
    assert (found.published, found.publisher) == ("2022-02-11", "舒城县司法局")
    assert (found.ref_area, found.year, found.doc_type) == ("341523", "2021", "report")


def test_a_line_on_the_page_outweighs_its_meta_tags(tmp_path: Path) -> None:
    data = page(
        '<meta name="PubDate" content="2023-08-01">', "<p>发布日期:2019-01-15</p><p>龙游县司法局2018年工作总结</p>"
    )
    found = read_page(tmp_path, data)
    assert (found.published, found.ref_area, found.year) == ("2019-01-15", "330825", "2018")


KINDS = [
    ("某县司法局2019年工作总结", "report"), ("某市2019年法治政府建设情况的报告", "report"), ("2020年司法行政工作要点", "plan"),
    ("2019年工作总结及2020年工作计划", "report"), ("2020年统计公报", "statistics"), ("全市召开公证工作会议", "news"),
    ("“十四五”规划中期评估报告", "report"), ("某省年鉴2018·律师工作", "statistics"), ("2021年度人民调解数据", "statistics"),
    ("关于第12号提案的答复", "report"), ("2022年行政复议案件统计分析", "statistics"), ("行政应诉情况分析", "report"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_kind_by_title(title: str, kind: str) -> None:
    assert guess(title + "\n\n全市工作顺利。").doc_type == kind


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1950, 2049),
    st.sampled_from("个名人件家次场条项万余宗户份元"),
    st.sampled_from(["共调解纠纷", "受理", "惠及", "覆盖", "发放资料"]),
    st.sampled_from(["", "2018年,", "今年以来,"]),
)
def test_a_count_is_never_a_year(count: int, unit: str, verb: str, before: str) -> None:
    assert guess(f"{before}全市{verb}{count}{unit}。").year in ("", "2018" if before == "2018年," else "")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([area for area in lexicon.areas().values() if area.level == "city"]), st.integers(2005, 2025))
def test_a_city_and_its_year_are_told_from_a_plain_title(area: lexicon.Area, year: int) -> None:
    """Any city, whatever its name: 吉林市 too, and where a name holds that of another."""
    found = guess(f"{area.name_zh}司法局{year}年工作总结\n\n{year}年,我局认真履职。")
    assert (found.ref_area, found.year) == (area.ref_area, str(year))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([area for area in lexicon.areas().values() if area.level == "district"]))
def test_a_district_with_its_city_is_told_or_left_open(area: lexicon.Area) -> None:
    above = lexicon.areas()[area.parent].name_zh
    found = guess(f"{above}{area.name_zh}司法局2020年工作总结").ref_area
    assert found in (area.ref_area, "", area.parent)
    assert found == area.ref_area or area.name_zh in ("市辖区", "县")


def test_what_was_not_told_is_told_why() -> None:
    found = assess("鼓楼区司法局工作总结\n\n全区调解纠纷812件。")
    assert found.metadata.ref_area == "" and found.ref_area.confidence < 0.55
    assert {found.ref_area.leading, found.ref_area.rival} <= {"320106", "320302", "350102", "410204"}
    assert found.year.leading == ""
    zone = assess("吉安高新区司法局2021年工作总结").ref_area
    assert zone.value == "" and "高新区" in zone.why_not

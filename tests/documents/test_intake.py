"""Intake: what a document seems to be, and filing it without ever losing or doubling one."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from lib import cli, documents, lexicon
from lib.documents import gazetteer, intake
from lib.documents.metadata import guess
from lib.project import CityStatsError, Project

RAW = Path(__file__).parents[2] / "data" / "raw"

# text, file name, ref_area, year, doc_type, published, publisher
GUESSES = [
    ("2023年湖南省司法行政工作总结\n发布时间:2024-01-15 来源:湖南省司法厅\n\n2023年,全省…", "", "430000", "2023", "report", "2024-01-15", "湖南省司法厅"),
    ("关于2022年度法治政府建设情况的报告\n\n市政府:\n  2022年,我局…\n\n韶关市司法局\n2023年1月10日", "", "440200", "2022", "report", "2023-01-10", "韶关市司法局"),
    ("南京市鼓楼区司法局2021年工作总结和2022年工作思路\n", "", "320106", "2021", "report", "", "南京市鼓楼区司法局"),
    ("徐州市鼓楼区司法局2021年工作总结", "", "320302", "2021", "report", "", "徐州市鼓楼区司法局"),
    ("北京市朝阳区司法局2020年法治政府建设年度情况报告", "", "110105", "2020", "report", "", "北京市朝阳区司法局"),
    ("长春市朝阳区司法局2020年工作报告", "", "220104", "2020", "report", "", "长春市朝阳区司法局"),
    ("2024年全市司法行政工作要点\n信息来源:成都市司法局  发布日期:2024年3月5日\n", "", "510100", "2024", "plan", "2024-03-05", "成都市司法局"),
    ("本报讯(记者 张三)近日,杭州市余杭区司法局召开新闻发布会,通报2023年法律援助工作情况。", "", "330110", "2023", "news", "", "杭州市余杭区司法局"),
    ("广州市2019年国民经济和社会发展统计公报\n广州市统计局  国家统计局广州调查队\n2020年3月27日\n\n2019年,全市…", "", "440100", "2019", "statistics", "2020-03-27", "广州市统计局"),
    ("司法部关于2021年法治政府建设情况的报告\n", "", "000000", "2021", "report", "", "司法部"),
    ("中华人民共和国2022年国民经济和社会发展统计公报\n国家统计局\n2023年2月28日", "", "000000", "2022", "statistics", "2023-02-28", "国家统计局"),
    ("新疆维吾尔自治区司法厅2023年工作报告", "", "650000", "2023", "report", "", "新疆维吾尔自治区司法厅"),
    ("江門市蓬江區司法局2023年工作總結", "", "440703", "2023", "report", "", "江门市蓬江区司法局"),
    ("惠东县司法局“十四五”规划中期评估报告", "huidong-2023.txt", "441323", "2023", "report", "", "惠东县司法局"),
    ("一、基本情况\n全市共有律师事务所5家。", "Zhanjiang_2020_plan.txt", "440800", "2020", "plan", "", ""),
    ("佛山市司法局2022年12月份法律援助统计表", "", "440600", "2022", "statistics", "", "佛山市司法局"),
    ("2023年上半年工作总结及下半年工作计划\n\n今年以来,在县委的坚强领导下,龙川县司法局…", "", "441622", "2023", "report", "", "龙川县司法局"),
    ("关于印发《汕头市司法局2022年工作要点》的通知\n", "", "440500", "2022", "plan", "", "汕头市司法局"),
    ("[图文] 全市公证工作会议召开\n日期:2022-06-01  作者:办公室\n6月1日,中山市司法局召开全市公证工作会议。", "", "442000", "2022", "news", "2022-06-01", "中山市司法局"),
    ("阳江市江城区人民政府办公室关于印发2024年重点工作任务分工方案的通知\n", "", "441702", "2024", "plan", "", "阳江市江城区人民政府办公室"),
    ("长沙市雨花区2023年法治政府建设年度报告\n来源：雨花区司法局 时间：2024/1/8", "", "430111", "2023", "report", "2024-01-08", "雨花区司法局"),
    ("来源:湖南日报\n株洲市2023年调解成功率达98%", "", "430200", "2023", "", "", "湖南日报"),
    ("索引号:114401  分类:报告\n发布机构:广州市司法局  成文日期:2023-03-01\n名称:广州市司法局2022年法治政府建设年度报告  文号:无\n2022年,…", "", "440100", "2022", "report", "2023-03-01", "广州市司法局"),
    ("恩施州司法局二〇二二年工作总结\n\n二〇二二年,…", "", "422800", "2022", "report", "", "恩施州司法局"),
    ("广西法治政府建设2021年度报告", "", "450000", "2021", "report", "", ""),
    ("政府工作报告\n——2023年1月9日在惠州市第十三届人民代表大会第三次会议上\n\n一、2022年工作回顾", "", "441300", "2022", "report", "", ""),
    ("2020年,我市城区绿化率达45%。", "", "", "2020", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "area", "year", "kind", "published", "publisher"), GUESSES)
def test_guess(text: str, name: str, area: str, year: str, kind: str, published: str, publisher: str) -> None:
    found = guess(text, name)
    assert (found.ref_area, found.year, found.published, found.publisher) == (area, year, published, publisher)
    assert not kind or found.doc_type == kind


@pytest.mark.parametrize(
    "row", list(csv.DictReader((RAW / "sources.csv").open(encoding="utf-8", newline=""))), ids=lambda row: row["doc_id"]
)
def test_guesses_agree_with_the_register(row: dict[str, str]) -> None:
    found = guess((RAW / row["file"]).read_bytes().decode("utf-8"), "")
    for field in ("title", "ref_area", "year", "doc_type", "published", "script"):
        assert getattr(found, field) == row[field], field
    assert row["publisher"].endswith(found.publisher)


FRAGMENTS = [
    "2023年",
    "东莞市",
    "司法局",
    "\n",
    "\r\n",
    "发布日期:",
    "2024-13-45",
    "来源:",
    "。",
    "\t",
    "鼓楼区",
    "總結",
    "我乡",
    "全街道",
    "高新区",
    "去年",
    "截至13月底",
    "99999年",
    "首页 > ",
    "\x00",
    "𠮷",
    " ",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join), st.text(max_size=12))
def test_guessing_never_fails(text: str, name: str) -> None:
    found = guess(text, name)
    assert found.year == "" or found.year.isdigit()
    assert found.ref_area == "" or found.ref_area in lexicon.areas()


def test_areas_are_the_whole_country_and_hang_together() -> None:
    areas = lexicon.areas()
    levels = [area.level for area in areas.values()]
    assert levels.count("province") == 34 and levels.count("city") > 330 and levels.count("district") > 2800
    order = {"nation": 0, "province": 1, "city": 2, "district": 3}
    for code, area in areas.items():
        assert len(code) == 6 and area.name_zh and area.name_en[0].isupper()
        if area.level == "nation":
            continue
        assert order[areas[area.parent].level] < order[area.level], code
        assert area.parent == "000000" or code.startswith(area.parent.rstrip("0")), code
    names = {
        code: areas[code].name_en for code in ("440000", "441900", "440700", "440310", "610000", "610100", "411100")
    }
    assert list(names.values()) == ["Guangdong", "Dongguan", "Jiangmen", "Pingshan", "Shaanxi", "Xi'an", "Luohe"]


@pytest.mark.parametrize(
    ("text", "context", "code"),
    [
        ("深圳市坪山区司法局", "", "440310"),
        ("鼓楼区司法局", "福建省福州市", "350102"),
        ("鼓楼区司法局", "", ""),  # nothing decides which
        ("吉林省", "", "220000"),
        ("吉林", "", "220000"),
        ("吉林市", "", "220200"),
        ("城区法治建设", "", ""),
        ("大同市平城区", "", "140213"),
        ("阳泉市城区司法局", "", "140302"),
        ("内蒙古自治区呼和浩特市", "", "150100"),
        ("延边州", "", "222400"),
        ("广西", "", "450000"),
        ("海南", "", "460000"),
        ("连南县", "", "441826"),
        ("无", "", ""),
    ],
)
def test_place_a_text_is_about(text: str, context: str, code: str) -> None:
    assert gazetteer.about(text, context) == code


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(RAW, tmp_path / "data" / "raw")
    return Project(tmp_path)


def write(project: Project, text: str, name: str = "new.txt") -> Path:
    file = project.root / name
    file.write_bytes(text.encode("gb18030"))
    return file


TEXT = "湛江市霞山区司法局2022年工作总结\r\n\r\n2022年,我局受理法律援助案件123件。\r\n"


def test_add_files_the_bytes_and_one_row(project: Project) -> None:
    before = (project.raw / "sources.csv").read_bytes()
    filing = intake.add(project, write(project, TEXT), url="https://example.org/1")
    assert (project.raw / "xiashan-2022-report.txt").read_bytes() == TEXT.encode("gb18030")
    after = (project.raw / "sources.csv").read_bytes()
    assert after.startswith(before) and after.count(b"\r\n") == before.count(b"\r\n") + 1
    added = documents.load(project.raw)[-1]
    assert (added.doc_id, added.ref_area, added.year, added.text) == ("xiashan-2022-report", "440803", "2022", TEXT)
    assert documents.sources(project.raw / "sources.csv")[-1]["url"] == "https://example.org/1"
    assert "440803 霞山区 Xiashan (guessed)" in filing.describe()


def test_what_is_known_better_wins(project: Project) -> None:
    filing = intake.add(project, write(project, TEXT), ref_area="湛江市", year="2021", doc_type="plan")
    assert filing.row["file"] == "zhanjiang-2021-plan.txt"
    assert {"ref_area", "year", "doc_type"}.isdisjoint(filing.guessed)


def test_second_document_of_a_kind_gets_a_number(project: Project) -> None:
    intake.add(project, write(project, TEXT))
    assert intake.add(project, write(project, TEXT + "又。")).row["doc_id"] == "xiashan-2022-report-2"


def test_proposing_changes_nothing(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.raw.rglob("*") if path.is_file()}
    assert intake.propose(project, write(project, TEXT)).row["doc_id"] == "xiashan-2022-report"
    assert {path: path.read_bytes() for path in project.raw.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("text", "overrides", "message"),
    [
        ((RAW / "dongguan-2024-plan.txt").read_bytes().decode("utf-8"), {}, "filed already as dongguan-2024-plan"),
        ("今日无事。", {}, "cannot tell its .*ref_area"),
        ("东莞市无事。", {}, "cannot tell its .*year"),
        (TEXT, {"doc_type": "poem"}, "doc_type 'poem'.*report, plan, news, statistics"),
        (TEXT, {"ref_area": "999999"}, "ref_area '999999'"),
        (TEXT, {"year": "二〇二三"}, "year"),
        (TEXT, {"doc_id": "dongguan-2024-plan"}, "is taken"),
        (TEXT, {"doc_id": "../x"}, "doc_id"),
        (TEXT, {"colour": "red"}, "unknown field colour"),
    ],
)
def test_refusals_leave_the_register_alone(
    project: Project, text: str, overrides: dict[str, str], message: str
) -> None:
    before = (project.raw / "sources.csv").read_bytes()
    file = project.root / "new.txt"
    file.write_bytes(text.encode("utf-8"))
    with pytest.raises(CityStatsError, match=message):
        intake.add(project, file, **overrides)
    assert (project.raw / "sources.csv").read_bytes() == before
    assert len(list(project.raw.glob("*.txt"))) == 5


def test_failure_while_registering_takes_the_copy_back(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(intake, "_append", fail)
    with pytest.raises(OSError, match="disk full"):
        intake.add(project, write(project, TEXT))
    assert not (project.raw / "xiashan-2022-report.txt").exists()


UNSURE = "鼓楼区司法局工作总结\n\n全区调解纠纷812件,开展讲座1998场。\n"


def add_on_a_terminal(project: Project, monkeypatch: pytest.MonkeyPatch, answers: str, *options: str) -> Result:
    monkeypatch.setattr(cli, "_on_a_terminal", lambda: True)
    monkeypatch.setenv("CITYSTATS_ROOT", str(project.root))
    return CliRunner().invoke(cli.main, ["add", str(write(project, UNSURE)), *options], input=answers)


def test_add_asks_where_the_text_is_unsure(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is as good as a code; an answer that is none is asked for again; what is known is not asked for."""
    result = add_on_a_terminal(project, monkeypatch, "鼓楼区\n福州市鼓楼区\nlast\n2019\n")
    assert result.exit_code == 0, result.output
    assert result.output.count("地区 ref_area: perhaps") == 2 and result.output.count("年份 year: nothing tells") == 2
    row = documents.sources(project.raw / "sources.csv")[-1]
    assert (row["ref_area"], row["year"], row["doc_type"]) == ("350102", "2019", "report")


def test_add_does_not_ask_for_what_is_given(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    result = add_on_a_terminal(project, monkeypatch, "", "--area", "320302", "--year", "2020")
    assert result.exit_code == 0 and "perhaps" not in result.output


def test_without_a_terminal_the_refusal_says_what_was_guessed(project: Project) -> None:
    with pytest.raises(
        CityStatsError, match=r"ref_area from the text; give it .*perhaps \d{6} 鼓楼区 \(\d+%\) or \d{6} 鼓楼区"
    ):
        intake.add(project, write(project, UNSURE))

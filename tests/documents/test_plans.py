"""Plans: every task of a table or of numbered prose, with its period, unit and place in the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lib import documents
from lib.documents import Document, plans

RAW = Path(__file__).parents[2] / "data" / "raw"
SOURCE = (RAW / "dongguan-2024-plan.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def dongguan() -> Document:
    return documents.load(RAW / "dongguan-2024-plan.txt")[0]


def test_dongguan_plan_comes_out_whole(dongguan: Document) -> None:
    tasks = plans.tasks(dongguan)
    assert list(tasks.columns) == plans.COLUMNS
    assert list(tasks.task_no) == [str(number) for number in range(1, 49)]
    assert [(name[0], count) for name, count in tasks.section.value_counts(sort=False).items()] == [
        ("一", 7), ("二", 5), ("三", 9), ("四", 10), ("五", 17),
    ]  # fmt: skip
    assert tasks.theme.str.match(r"（[一二三四五六七八九十]+）").all()
    assert tasks.theme.nunique() == len(set(re.findall(r"^\t(（[一二三四五六七八九十]+）.*)", SOURCE, re.MULTILINE)))
    assert tasks.key.sum() == len(re.findall(r"^\t★", SOURCE, re.MULTILINE))
    assert (tasks.goal != "").all() and not tasks.goal.str.contains("★").any()
    assert (tasks.responsible != "").all()
    assert set(tasks.note) == {"", "市委重点工作", "市政府重点工作、市委重点工作"}


def test_dongguan_rows_read_as_printed(dongguan: Document) -> None:
    tasks = plans.tasks(dongguan).set_index("task_no")
    assert tasks.loc["14", "goal"].endswith("确保每名执法人员全年培训不少于60学时。")
    assert tasks.loc["14", "theme"] == "（七）严格规范公正文明执法"
    assert tasks.loc["18", "theme"] == "（九）加强行政复议应诉工作"  # its theme is followed by a blank line in the file
    assert tasks.loc["5", "support"].startswith("政治处、法治调研科、")
    assert tasks.loc["37", "responsible"].split("\n") == ["公共法律服务管理科", "律师工作管理科", "公证管理科"]


def test_dongguan_schedule_by_period(dongguan: Document) -> None:
    steps = plans.schedule(dongguan)
    printed = re.findall(r"^\t?([一二三四、至]+季度|全年)[:：]", SOURCE, re.MULTILINE)
    assert sorted(steps.step_label) == sorted(printed)
    assert dict(zip(steps.step_label, steps.step_time_period, strict=True)) == {
        "一季度": "2024-01/2024-03", "二季度": "2024-04/2024-06", "三季度": "2024-07/2024-09", "四季度": "2024-10/2024-12",
        "一、二季度": "2024-01/2024-06", "二、三季度": "2024-04/2024-09", "三、四季度": "2024-07/2024-12",
        "一、二、三季度": "2024-01/2024-09", "二、三、四季度": "2024-04/2024-12", "二至四季度": "2024-04/2024-12", "全年": "2024",
    }  # fmt: skip
    for step in steps.itertuples():
        assert dongguan.text[step.step_start : step.step_end] == step.step_text != ""
        assert step.start <= step.step_start < step.step_end <= step.end
    merged = steps[steps.task_no == "37"]
    assert list(merged.step_responsible.unique()) == ["公共法律服务管理科", "律师工作管理科", "公证管理科"]


def test_plan_in_prose_gives_its_numbered_items() -> None:
    document = documents.load(RAW / "guangdong-2021-plan.txt")[0]
    tasks = plans.tasks(document)
    assert list(tasks.task_no) == [str(number) for number in range(1, 54)]
    assert tasks.theme.iloc[0] == "坚持用党的创新理论“铸魂”"
    assert tasks.section.iloc[-1].startswith("九、")
    assert tasks.goal.iloc[-1].endswith("增强司法行政队伍职业认同感、归属感。")
    for task in tasks.itertuples():
        assert document.text[task.start : task.end].endswith(task.goal)


def test_report_gives_only_what_it_plans() -> None:
    tasks = plans.tasks(documents.load(RAW / "pingshan-2023-report.txt")[0])
    assert len(tasks) == 7
    assert set(tasks.section) == {"三、2024年工作计划"}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("一季度", "2024-01/2024-03"),
        ("第二季度", "2024-04/2024-06"),
        ("1-3季度", "2024-01/2024-09"),
        ("第三、四季度", "2024-07/2024-12"),
        ("一季度、二季度", "2024-01/2024-06"),
        ("一至四季度", "2024"),
        ("上半年", "2024-01/2024-06"),
        ("下半年", "2024-07/2024-12"),
        ("全年", "2024"),
        ("年底前", "2024"),
        ("6月底前", "2024-06"),
        ("3-5月", "2024-03/2024-05"),
        ("2024年12月前", "2024-12"),
        ("2025年3月底", "2025-03"),
        ("11月30日前", "2024-11"),
        ("长期坚持", "2024"),
        ("适时", ""),
        ("", ""),
    ],
)
def test_period_of_a_label(label: str, expected: str) -> None:
    assert plans.period(label, "2024") == expected


def test_no_year_no_period() -> None:
    assert plans.period("一季度", "") == ""


BARS = """# 某县司法局2023年重点工作任务清单
| 序号 | 重点任务 | 工作措施 | 完成时限 | 牵头科室 | 配合单位 |
|---|---|---|---|---|---|
| 1 | 法律援助 | ●办理法律援助案件不少于300件 | 12月底前 | 法律援助中心 | 各司法所 |
| 2 | 人民调解 | 培训调解员4期 | 上半年 | 基层股 |  |
"""
QUARTERS = """<table><tr><th>项目</th><th>一季度</th><th>二季度</th><th>责任单位</th></tr>
<tr><td>普法宣传</td><td>开展活动2场</td><td>开展活动3场</td><td>普法股</td></tr>
<tr><td>行政复议</td><td>建成复议中心</td><td></td><td>复议股</td></tr></table>"""
MERGED = """<table><tr><td>工作任务</td><td>具体内容</td><td>时间安排</td><td>负责部门</td></tr>
<tr><td rowspan="2">（一）公证</td><td>公证办案1000件以上</td><td>11月底</td><td>公证处</td></tr>
<tr><td>“最多跑一次”事项达50项</td><td>全年</td><td>公证处</td></tr></table>"""


def test_other_tables_are_understood_by_their_headings() -> None:
    bars = plans.tasks(documents.read(BARS, year="2023"))
    assert list(bars.goal) == ["办理法律援助案件不少于300件", "培训调解员4期"]
    assert list(bars.key) == [True, False]
    assert list(bars.theme) == ["法律援助", "人民调解"]
    assert [(step.label, step.time_period) for steps in bars.schedule for step in steps] == [
        ("12月底前", "2023-12"),
        ("上半年", "2023-01/2023-06"),
    ]
    assert list(bars.responsible) == ["法律援助中心", "基层股"]
    assert list(bars.support) == ["各司法所", ""]


def page(tmp_path: Path, html: str) -> Document:
    (tmp_path / "plan.html").write_text(html, "utf-8")
    return documents.read(tmp_path / "plan.html", year="2023", doc_type="plan")


def test_quarters_side_by_side(tmp_path: Path) -> None:
    tasks = plans.tasks(page(tmp_path, QUARTERS))
    assert list(tasks.goal) == ["普法宣传", "行政复议"]
    assert list(tasks.task_no) == ["1", "2"]
    assert [[(step.label, step.time_period, step.text) for step in steps] for steps in tasks.schedule] == [
        [("一季度", "2023-01/2023-03", "开展活动2场"), ("二季度", "2023-04/2023-06", "开展活动3场")],
        [("一季度", "2023-01/2023-03", "建成复议中心")],
    ]


def test_theme_merged_over_rows(tmp_path: Path) -> None:
    tasks = plans.tasks(page(tmp_path, MERGED))
    assert list(tasks.theme) == ["（一）公证", "（一）公证"]
    assert list(tasks.goal) == ["公证办案1000件以上", "“最多跑一次”事项达50项"]
    assert [steps[0].time_period for steps in tasks.schedule] == ["2023-11", "2023"]


@pytest.mark.parametrize("text", ["", "近日,某市司法局召开会议。", "地区\t案件数\n东区\t12\n西区\t13\n"])
def test_what_is_no_plan_gives_an_empty_table_of_the_same_columns(text: str) -> None:
    tasks = plans.tasks(documents.read(text))
    assert tasks.empty and list(tasks.columns) == plans.COLUMNS
    assert plans.schedule(documents.read(text)).empty

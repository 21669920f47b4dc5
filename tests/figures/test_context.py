"""What is known of a document before its sentences are read; plan or result."""

import pytest
from reading import frame

from lib.figures import context


@pytest.mark.parametrize(
    ("title", "kind", "period"),
    [
        ("某市司法局2023年工作总结", "report", "2023"), ("2023年上半年工作总结", "report", "2023-01/2023-06"), ("五年来司法行政工作综述", "news", "2019/2023"),
        ("2021-2023年法治政府建设情况", "report", "2021/2023"), ("2021-2025年普法规划", "plan", "2023"), ("三年行动工作总结", "report", "2023"),
    ],
)  # fmt: skip
def test_the_period_of_a_document(title: str, kind: str, period: str) -> None:
    assert frame("办理公证100件。", title=title, kind=kind).period == period


@pytest.mark.parametrize(
    ("heading", "plan"),
    [
        ("一、工作情况", False), ("二、下一步工作打算", True), ("三、2024年计划", True), ("一、聚焦重点任务", False), ("一、系统谋划重点工作", False),
        ("四、工作谋划", True), ("2023年工作总结和2024年工作计划", False), ("四、下半年打算", True), ("二、完成年度计划情况", False),
    ],
)  # fmt: skip
def test_headings_of_plans(heading: str, plan: bool) -> None:
    text = f"{heading}\n举办讲座10场。"
    found = frame(text)
    assert context.in_plan(context.section(found, text.index("10"))) is plan


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("举办讲座", "actual"), ("力争举办讲座", "target"), ("将举办讲座", "target"), ("目标为:办理公证5件,举办讲座", "target"),
        ("力争办理公证,现有律师", "actual"), ("已举办讲座", "actual"),
    ],
)  # fmt: skip
def test_the_words_before_a_number_tell_a_target(words: str, status: str) -> None:
    assert context.status(frame(words), [], words, len(words), "2023") == status


@pytest.mark.parametrize(
    ("left", "right", "qualifier", "task"),
    [
        ("完成目标任务数", "的", "exact", True), ("市局下达的", "任务", "exact", True), ("每年不低于", "的标准", "at_least", True),
        ("完成调研任务", "", "exact", False), ("办理案件", "的标准", "exact", False), ("超过全年任务", "", "exact", True),
    ],
)  # fmt: skip
def test_tasks(left: str, right: str, qualifier: str, task: bool) -> None:
    assert context.is_task(left, right, qualifier) is task


def test_a_paragraph_that_tells_what_comes_next() -> None:
    text = "办理公证10件。\n下半年,举办讲座20场。"
    found = frame(text, title="2023年上半年工作总结")
    plan = context.planning(found, text.index("举办"), [])
    assert context.default_period(found, plan) == "2023-07/2023-12"
    assert context.planning(found, 0, []) == []

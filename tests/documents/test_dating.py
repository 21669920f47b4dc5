"""What a printed year is to its text, told by the words around it."""

from __future__ import annotations

import pytest

from lib.documents.clues import clues
from lib.documents.dating import PRINTED, role_of, title_year

ROLES = [
    ("截至2021年底,全县有调委会9个", "as_of"),
    ("2021年,全县调解纠纷9件", "clause"),
    ("2018年至2021年,共调解", "range_start range"),
    ("2018-2021年共调解", "range_start range"),
    ("自2016年以来,共调解", "since"),
    ("2019年试点以来,共接收", "since"),
    ("比2020年上升9%", "comparison"),
    ("2020年同期为9件", "comparison_after"),
    ("从2016年底的9家增至", "comparison"),
    ("力争2025年全部建成", "target"),
    ("到2025年,村村有顾问", "target"),
    ("2030年前基本实现", "target_after"),
    ("荣获2018年度全省先进集体", "honour"),
    ("护航2022年冬奥会", "event"),
    ("2023年工作计划已印发", "plan"),
    ("2021年3月5日,召开会议", "date"),
    ("2021年5月成立", "month"),
    ("共调解2021件", ""),
    ("惠及1998名群众", ""),
    ("电话0571-2019年", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_the_role_of_a_year(text: str, roles: str) -> None:
    found = [role_of(text, match, clues()) for match in PRINTED.finditer(text)]
    assert found == roles.split() or (not roles and not set(found) & {"clause", "as_of", "range"})


@pytest.mark.parametrize(
    ("title", "kind", "year"),
    [
        ("2019年工作总结和2020年工作思路", "report", "2019"),
        ("2020—2022年行动计划", "plan", "2022"),
        ("关于印发《某县2021年工作要点》的通知", "plan", "2021"),
        ("《纲要(2021-2025年)》落实情况", "report", ""),
        ("2000个村有了法律顾问", "news", ""),
        ("护航2022年冬奥会", "news", ""),
        ("关于表彰2019年度先进集体的决定", "news", ""),
        ("工作总结(2018)", "report", "2018"),
        ("法律援助惠及群众", "news", ""),
    ],
)
def test_the_year_of_a_title(title: str, kind: str, year: str) -> None:
    assert title_year(title, kind, clues()) == year

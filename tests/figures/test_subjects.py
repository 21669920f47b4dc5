"""The noun phrase a figure counts, and the verb that says how."""

import pytest

from lib.figures.subjects import subject, verb


@pytest.mark.parametrize(
    ("local", "noun", "how"),
    [
        ("全市现有律师事务所#", "律师事务所", ""), ("全年受理法律援助案件#", "法律援助案件", "受理"), ("现有#家律师事务所", "家律师事务所", ""),
        ("新收行政复议申请#", "行政复议申请", "新收"), ("办理公证,共接待咨询#", "咨询", "接待"), ("举办讲座#,受众", "讲座", "举办"),
    ],
)  # fmt: skip
def test_subject_and_verb(local: str, noun: str, how: str) -> None:
    assert subject(local) == noun and verb(local) == how

"""What limits a figure to a part of the area's work."""

import pytest
from reading import records, sentence

from lib import lexicon
from lib.figures import limits


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("石桥镇调委会调解纠纷10件", "town"), ("市公共法律服务中心办理公证10件", "service_centre"), ("县公证处办理公证10件", "county_notary_office"),
        ("市法律援助中心受理案件10件", "legal_aid_centre"), ("12348热线接听咨询10次", "hotline"), ("南城司法所调解纠纷10件", "one_office"),
        ("通过诉调对接化解纠纷10件", "joint_mechanism"), ("区矛调中心受理纠纷10件", "dispute_centre"), ("涉企案件10件", "group"),
        ("农民工案件10件", "group"), ("“宪法宣传周”活动10场", "campaign"), ("领导干部法治讲座10场", "audience"),
    ],
)  # fmt: skip
def test_words_that_limit(text: str, name: str) -> None:
    assert name in {one.name for one in limits.find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "全市各级调委会调解纠纷10件",
        "19个乡镇调委会调解纠纷10件",
        "全县3家公证处办理公证10件",
        "各级法律援助中心受理案件10件",
        "涉及金额10万元",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert [one for one in limits.find(text) if not one.campaigns] == []


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("县公证处办理公证10件，接待咨询5次；全县办理公证20件。", ["part", "part", "area"]),
        ("办理农民工法律援助案件10件，办理法律援助案件20件。", ["part", "area"]),
        ("办结涉企行政复议案件20件，调解和解8件。", ["part", "part"]),
        ("石桥镇把调解做在前。调解纠纷10件。全市调解纠纷90件。", ["part", "area"]),
    ],
)
def test_how_far_they_hold(text: str, scopes: list[str]) -> None:
    found = [record.scope for record in records(text)]
    assert [one for one in found if one] == [one for one in scopes if one]


def test_the_words_that_limited_are_kept() -> None:
    assert records("县公证处办理公证10件。")[0].scope_words == "县公证处"


def test_every_limit_of_the_lexicon_says_why() -> None:
    entries = lexicon.load_yaml("contexts.yml")["limits"]
    assert all(entry["why"] and entry["holds"] in ("clause", "statement", "paragraph") for entry in entries.values())


def test_limits_stand_where_they_are_found() -> None:
    found = sentence("县公证处办理公证10件，农民工案件5件。")
    assert all(found.text[one.start : one.end] == one.words for one in found.limits)

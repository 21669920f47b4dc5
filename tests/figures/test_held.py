"""What holds for the sentences that follow."""

import pytest
from reading import records

from lib.figures import held


def periods(text: str, **given: str) -> list[str]:
    return [record.time_period for record in records(text, **given)]


def test_several_years_hold_for_the_paragraph_only() -> None:
    assert periods("近三年来，办理公证10件。办理仲裁12件。\n办理公证5件。") == ["2021/2023", "2021/2023", "2023"]


def test_another_period_ends_them() -> None:
    assert periods("近三年来，办理公证10件。2022年，办理公证5件。办理仲裁7件。") == ["2021/2023", "2022", "2023"]


def test_an_introduction_holds_for_every_item_of_its_list() -> None:
    assert periods("近三年来：\n1.办理公证10件。2022年办理5件。\n2.办理仲裁12件。\n办理公证7件。") == [
        "2021/2023", "2022", "2021/2023", "2023",
    ]  # fmt: skip


def test_months_hold_in_news_and_not_in_yearly_reports() -> None:
    text = "1-6月，办理公证10件。办理仲裁12件。"
    assert periods(text, doc_type="news")[1] == "2023-01/2023-06" and periods(text)[1] == "2023"


@pytest.mark.parametrize(
    ("text", "continued"),
    [
        ("工作如下:\n1.办案", True), ("1.公证\n2.办案", True), ("(一)公证\n1.办案", False), ("公证。\n办案", False), ("公证。\n1.办案", False),
    ],
)  # fmt: skip
def test_items_of_a_list(text: str, continued: bool) -> None:
    assert held.continues(text, text.index("\n") + 1) is continued


def test_a_paragraph_about_one_area() -> None:
    found = records("天河区只有4个法律援助窗口。受理案件48件。全市受理案件90件。", area="440100")
    assert [one.ref_area for one in found] == ["440106", "440106", "440100"]


def test_a_section_ends_its_wholes() -> None:
    found = records("一、复议\n收到行政复议申请300件。\n二、公证\n按类型分：公安120件。")
    assert found[1].indicator != found[0].indicator

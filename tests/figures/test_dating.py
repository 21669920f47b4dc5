"""The period of one number."""

import pytest
from reading import records


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("自2020年以来累计接收矫正对象80人，目前在册19人。", ["2020/2023", "2023"]),
        ("五年来，律师达到320人，办理公证10件。", ["2023", "2019/2023"]),
        ("五年来，累计培养法律明白人320人。", ["2019/2023"]),
        ("自2020年以来案件增多，全年办理公证10件。", ["2023"]),
        ("接收矫正对象80人（2020年以来），解除50人。", ["2020/2023", "2020/2023"]),
        ("出庭应诉率由61%（2021年）升至95%（2023年）。", ["2021", "2023"]),
        ("律师由97人降至71人。", ["2022", "2023"]),
        ("五年来，律师由97人增至171人。", ["2018", "2023"]),
        ("上半年办理公证50件，完成全年任务100件的50%。", ["2023-01/2023-06", "2023", "2023-01/2023-06"]),
    ],
)
def test_periods(text: str, periods: list[str]) -> None:
    assert [record.time_period for record in records(text)] == periods


def test_the_words_that_named_it_are_kept() -> None:
    assert [one.period_words for one in records("2022年办理公证10件。办理仲裁5件。")] == ["2022年", ""]

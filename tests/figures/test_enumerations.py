"""What lists say of their numbers."""

from reading import records


def fields(text: str, *names: str, **given: str) -> list[tuple[str, ...]]:
    return [tuple(getattr(record, name) for name in names) for record in records(text, **given)]


def test_years_and_areas_are_dealt_out_in_order() -> None:
    assert fields("2021年、2022年分别办理公证10件、12件。", "time_period") == [("2021",), ("2022",)]
    assert fields("2021-2023年分别办理公证10件、12件、14件。", "time_period") == [("2021",), ("2022",), ("2023",)]
    assert fields("天河区、白云区办理公证10件和12件。", "ref_area", area="440100") == [("440106",), ("440111",)]


def test_growth_is_dealt_out_to_what_grew() -> None:
    found = fields("受理法律援助案件100件、办理公证200件，同比分别增长5%和8%。", "indicator")
    assert [one for (one,) in found] == ["legal_aid_cases", "notarial_cases", "legal_aid_cases", "notarial_cases"]


def test_numbers_that_add_up_are_parts() -> None:
    assert fields("办理法律意见234件：书面意见185件、会议意见49件。", "scope") == [("area",), ("part",), ("part",)]
    assert fields("办理公证100件，办理公证60件。", "scope")[0][0] == "area"


def test_a_stock_named_again_is_a_part_of_it() -> None:
    assert fields("全市11个司法所，5个司法所获评先进。", "scope")[0] == ("area",)

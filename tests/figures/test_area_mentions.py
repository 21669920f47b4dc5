"""Areas that a sentence names, and which of them a number is of."""

import pytest

from lib.figures.area_mentions import areas, of_cell, resolve_area


def at_number(text: str, area: str) -> tuple[str, bool]:
    """The area of the number that # stands for, and whether several are meant."""
    at, text = text.index("#"), text.replace("#", "9")
    found, several, _ = resolve_area(area, text, areas(text, area), at)
    return found, several


@pytest.mark.parametrize(
    ("text", "own", "area"),
    [
        ("天河区办理公证#件", "440100", "440106"), ("其中广州市#件", "440000", "440100"), ("指导天河区司法局办理#件", "440100", "440106"),
        ("赴天河区学习#次", "440100", "440100"), ("天河区人民法院审理#件", "440100", "440100"), ("天河区5件,全市#件", "440100", "440100"),
        ("天河区5件;办理公证#件", "440100", "440100"), ("南京律师最多,共#人", "320000", "320100"), ("学习南京经验#次", "320000", "320000"),
        ("五区:南海5件,顺德#件", "440600", "440606"), ("全国共有律师#人", "440100", "000000"), ("司法部表彰#人", "440100", "000000"),
        ("司法部表彰5人,我市#人", "440100", "440100"), ("我市2个获评全国模范,办理#件", "440100", "440100"),
    ],
)  # fmt: skip
def test_the_area_of_a_number(text: str, own: str, area: str) -> None:
    assert at_number(text, own) == (area, False)


def test_several_areas_together_are_a_part_of_the_whole() -> None:
    assert at_number("天河区、白云区共#件", "440100") == ("440100", True)
    assert at_number("天河区5件,白云区6件,两区占全市的#%", "440100") == ("440100", True)


def test_a_list_that_prints_its_kind_once() -> None:
    found = areas("绵阳、南充、宜宾三市#件", "510000")
    assert {one.value for one in found} >= {"510700", "511300", "511500"}
    assert not [one for one in areas("绵阳、某某、宜宾三市#件", "510000") if one.value == "511500"]


def test_names_in_cells() -> None:
    assert of_cell("保定", "130000") == of_cell(" 保定市 ", "130000") == "130600"
    assert of_cell("广东", "000000") == "440000" and of_cell("数量", "130000") == of_cell("市", "130000") == ""

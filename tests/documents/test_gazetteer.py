"""Names of areas in a text: the longest, where a word begins, which of several; one gazetteer for pages and sentences."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import lexicon
from lib.documents import gazetteer

FOUND = [
    ("深圳市坪山区和惠州市", ["深圳市", "坪山区", "惠州市"]),
    ("马鞍山市和县司法局", ["马鞍山市", "和县"]),
    ("省和县共建", []),
    ("市和县委要求", []),
    ("办理县人大代表建议", []),
    ("管理县域事务", []),
    ("阿坝州理县司法局", ["阿坝州", "理县"]),
    ("提高县城品质", []),
    ("社会长治久安", []),
    ("长治市公证处", ["长治市"]),
    ("创新乡村治理", []),
    ("新乡市长垣市", ["新乡市", "长垣市"]),
    ("经济南北差异", []),
    ("在济南召开", ["济南"]),
    ("建成都市圈", []),
    ("推动成都市发展", ["成都市"]),
    ("中心城区和郊区", []),
    ("大同市平城区", ["大同市", "平城区"]),
    ("嘉宾来宾共议", []),
    ("恩施州与恩施土家族苗族自治州", ["恩施州", "恩施土家族苗族自治州"]),
    ("连南县、融水苗族自治县", ["连南县", "融水苗族自治县"]),
    ("广西、内蒙古自治区", ["广西", "内蒙古自治区"]),
    ("全国各地", []),
    ("市辖区和县的工作", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert [text[found.start : found.end] for found in gazetteer.mentions(text)] == names


def test_an_ordinary_word_is_a_name_where_its_city_is_near() -> None:
    text = "普法走进新城区"
    assert not list(gazetteer.mentions(text))
    (found,) = gazetteer.mentions(text, near={"150100"})
    assert [area.ref_area for area in found.areas] == ["150102"]


def test_within_an_area_only_its_own_are_found() -> None:
    text = "鼓楼区、合肥市和沛县"
    assert [text[found.start : found.end] for found in gazetteer.mentions(text, within="320300")] == ["鼓楼区", "沛县"]
    (drum_tower, _) = gazetteer.mentions(text, within="320300")
    assert [area.ref_area for area in drum_tower.areas] == ["320302"]
    assert not list(gazetteer.mentions("徐州市的工作", within="320300"))  # itself is no part of it


def test_which_of_several() -> None:
    def meant(text: str, **named: int) -> set[str]:
        chain = gazetteer.chains(list(gazetteer.mentions(text)), text)[0]
        around = Counter({code.removeprefix("c"): count for code, count in named.items()})
        return {area.ref_area for area in gazetteer.resolve(chain, around)}

    assert meant("鼓楼区") == {"320106", "320302", "350102", "410204"}
    assert meant("鼓楼区", c350000=2) == {"350102"}
    assert meant("江苏省鼓楼区") == {"320106", "320302"}
    assert meant("吉林") == {"220000"}


def test_codes_by_name() -> None:
    assert gazetteer.code_of("全国") == "000000" and gazetteer.code_of("东莞市") == "441900"
    assert gazetteer.code_of("西安市莲湖区") == "610104" and gazetteer.code_of("鼓楼区") == ""


@given(st.sampled_from(sorted(lexicon.areas())), st.sampled_from(sorted(lexicon.areas())))
def test_within_agrees_with_the_codes(one: str, other: str) -> None:
    """GB/T 2260 nests by its digits, but for counties that a province holds directly."""
    if gazetteer.within(one, other):
        assert other == "000000" or one.startswith(other.rstrip("0"))
    elif other.endswith("0000") and other != "000000":
        assert not one.startswith(other[:2])


@given(st.text("江苏省徐州市鼓楼区和县新城区成都市吉林 、,司法局在", max_size=30))
def test_mentions_are_ordered_and_named(text: str) -> None:
    at = 0
    for found in gazetteer.mentions(text):
        assert found.start >= at and found.areas
        name = text[found.start : found.end]
        former = {alias.ref_area for alias in lexicon.aliases().get(name, ())}
        assert all(
            name in (area.name_zh, *gazetteer.everyday_names(area)) or area.ref_area in former for area in found.areas
        )
        at = found.end


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("襄樊市", "420600"),
        ("密云县", "110118"),
        ("锡盟", "152500"),
        ("宣武区", ""),
        ("松山湖", ""),
        ("羊城", ""),
        ("巴州区", "511902"),
    ],
)
def test_former_and_short_names(name: str, code: str) -> None:
    """A former name means the area of today where its extent is the same; merged districts, zones and bynames mean none."""
    assert gazetteer.code_of(name) == code


def test_parts_without_a_code_lie_in_their_city() -> None:
    parts = gazetteer.parts_without_code()
    assert parts["松山湖"] == "441900" and parts["宣武区"] == "110102" and parts["前海"] == "440300"
    assert not set(parts) & set(gazetteer.names())

import pytest

from lib import lexicon
from lib.lexicon import codelists
from lib.project import CityStatsError


@pytest.mark.parametrize(
    ("given", "code"),
    [(441900, "441900"), ("441900", "441900"), ("东莞市", "441900"), ("Dongguan", "441900"), ("坪山新区", "440310")],
)
def test_an_area_by_code_name_or_former_name(given, code):
    assert codelists.area_code(given) == code


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("松山湖", "part of 东莞市"),
        ("东完市", "did you mean .*东莞市"),
        ("鼓楼区", "give the code"),
        ("", "is no area"),
    ],
)
def test_what_is_no_area_is_said(given, told):
    with pytest.raises(CityStatsError, match=told):
        codelists.area_code(given)


def test_a_zone_is_inside_an_area_and_has_no_code_of_its_own():
    zones = [alias for found in lexicon.aliases().values() for alias in found if alias.kind == "functional"]
    assert len(zones) > 50
    assert all(alias.ref_area in lexicon.areas() for alias in zones)
    assert not {alias.alias for alias in zones} & {area.name_zh for area in lexicon.areas().values()}

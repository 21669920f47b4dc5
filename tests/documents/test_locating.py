"""How a document calls itself, and which areas may be called so."""

from __future__ import annotations

import pytest

from lib import lexicon
from lib.documents.clues import clues
from lib.documents.locating import fits, own_level
from lib.documents.masthead import page


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("全县现有司法所9个,我县连续三年达标。", "县"),
        ("县委、县政府高度重视。市局给予指导。全县上下共同努力。", "县"),
        ("全市共调解纠纷9件,居全省第一,获评全国先进。", "市"),
        ("我镇在县委领导下开展工作,全镇调解纠纷9件。", "镇"),
        ("我乡全年调解纠纷9件。", "镇"),
        ("全省先进,全国模范,全区第二。", ""),
        ("调解纠纷9件。", ""),
    ],
)
def test_what_a_document_calls_its_area(text: str, level: str) -> None:
    assert own_level(page(text, ""), "", clues()) == level


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("440000", {"省"}),
        ("450000", {"省", "区"}),
        ("110000", {"省", "市"}),
        ("441900", {"市", "镇"}),
        ("440300", {"市"}),
        ("440781", {"市", "镇"}),
        ("110118", {"县", "区", "镇"}),
        ("150726", {"县", "旗", "镇"}),
        ("152500", {"盟"}),
        ("532800", {"州"}),
    ],
)
def test_which_words_fit_an_area(code: str, words: set[str]) -> None:
    assert {word for word in clues().levels if fits(lexicon.areas()[code], word)} == words

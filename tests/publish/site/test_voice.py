"""How the site speaks: each language whole, titles where a document has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from lib.documents import Document
from lib.publish.site.voice import theme_of, themes, voice

ZH, EN = voice("zh"), voice("en")


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        for key, branch in tree.items():
            yield from leaves(branch, f"{path}.{key}")
    else:
        yield path, str(tree)


def test_both_languages_have_the_same_words_and_no_blank_of_their_own() -> None:
    zh, en = ({path: set(re.findall(r"\{(\w*)", text)) for path, text in leaves(one.words)} for one in (ZH, EN))
    assert zh.keys() == en.keys()
    assert all(en[path] <= zh[path] for path in zh), "English fills in nothing that Chinese does not"


@pytest.mark.parametrize(
    ("known", "zh", "en"),
    [
        ({"title": "坪山区司法局工作总结", "ref_area": "440310", "year": "2023"}, "坪山区司法局工作总结", "Pingshan"),
        ({"publisher": "东莞市司法局", "ref_area": "441900", "year": "2022"}, "东莞市司法局2022年", "Dongguan"),
        ({"title": "无地区的题"}, "无地区的题", "无地区的题"),
        ({}, "d-1", "d-1"),
    ],
)
def test_a_document_has_a_title_in_both_languages(known: dict[str, str], zh: str, en: str) -> None:
    document = Document("d-1", "文", "文", doc_type="report", **known)
    assert ZH.title(document).startswith(zh)
    assert en in EN.title(document) and known.get("year", "") in EN.title(document)


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        ({"value": 4936, "unit": "名", "unit_measure": "person", "text": "4936"}, "4936名", "4936"),
        ({"value": 12.0, "unit": "批", "unit_measure": "no_such_unit", "text": "12"}, "12批", "12批"),
        ({"value": None, "unit": "件", "unit_measure": "case", "text": "若干"}, "若干", "若干"),
    ],
)
def test_amounts(row: dict[str, Any], zh: str, en: str) -> None:
    assert ZH.amount(row).replace(",", "") == zh
    assert EN.amount(row).replace(",", "").startswith(en)


def test_a_normal_flag_and_no_breakdown_say_nothing() -> None:
    assert ZH.flag({"obs_status": "A", "status": "actual"}) == ZH.words["statuses"].get("actual", "")
    assert ZH.breakdown("_T") == ZH.breakdown("") == EN.area("") == EN.period("") == ""


def test_every_theme_of_an_indicator_is_a_theme() -> None:
    assert theme_of("lawyers") in themes() and theme_of("no_such_indicator") == ""
    assert len(set(themes())) == len(themes())

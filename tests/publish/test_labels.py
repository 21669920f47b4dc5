"""The words around a report: both languages know the same ones, with the same blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from lib.publish.labels import labels


@pytest.mark.parametrize(
    ("tag", "lang"), [("zh", "zh-CN"), ("zh-CN", "zh-CN"), ("ZH-hant", "zh-CN"), ("en", "en"), ("de", "en"), ("", "en")]
)
def test_every_tag_has_a_language(tag: str, lang: str) -> None:
    assert labels(tag)["lang"] == lang


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, child in node.items():
            yield from leaves(child, f"{path}.{key}")
    elif isinstance(node, list):
        for place, child in enumerate(node):
            yield from leaves(child, f"{path}.{place}")
    else:
        yield path, str(node)


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    zh, en = (
        {path: sorted(re.findall(r"\{(\w*)\}", text)) for path, text in leaves(labels(lang))} for lang in ("zh", "en")
    )
    assert zh == en


def test_english_labels_hold_no_chinese_but_the_way_to_it() -> None:
    chinese = [path for path, text in leaves(labels("en")) if re.search("[\u4e00-\u9fff]", text)]
    assert chinese == [".nav.switch"]

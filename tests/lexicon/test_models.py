"""The declarations of single entries: what is refused whatever file it stands in."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from lib.lexicon import models

CONTEXT = {
    "themes": {"lawyers": {}},
    "lists and themes": {"lawyers": {}, "new": ""},
    "classes": {"entity": ""},
    "words": {"家", "所"},
    "indicators": {"law_firms": {}},
    "unit measures": {"entity": ""},
}
RULE = {"units": "entity", "words": "律师事务所"}


def faults(model: Any, value: Any) -> list[str]:
    try:
        TypeAdapter(model).validate_python(value, context=CONTEXT)
    except ValidationError as error:
        return [f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors()]
    return []


@pytest.mark.parametrize(
    "more",
    [{}, {"units": "家 所"}, {"rivals": ["new", "lawyers"]}, {"with": "现有", "not": "新增"}, {"unless": ["lawyers"]}],
)
def test_a_rule_that_holds(more: dict[str, Any]) -> None:
    assert faults(models.RuleEntry, {**RULE, **more}) == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"units": "家 头"}, "头: neither a class"),
        ({"rivals": ["old"]}, "'old' is none of the lists and themes"),
        ({"unless": ["notary"]}, "'notary' is none of the themes"),
        ({"within": 200}, "less than or equal to 72"),
        ({"within": "ten"}, "valid integer"),
        ({"pattern": "律师("}, "not a regular expression"),
        ({"close": "yes"}, "valid boolean"),
        ({"wrods": "律所"}, "not permitted"),
    ],
)
def test_a_rule_that_does_not(more: dict[str, Any], told: str) -> None:
    (fault,) = faults(models.RuleEntry, {**RULE, **more})
    assert told in fault


def test_an_indicator_needs_names_definitions_and_a_rule() -> None:
    missing = {fault.split(":")[0] for fault in faults(models.IndicatorEntry, {"theme": "lawyers"})}
    assert missing >= {"name_zh", "name_en", "kind", "unit_measure", "definition", "definition_zh", "rules"}


def test_a_pattern_may_go_on_behind_its_bar() -> None:
    assert models.pattern("甲|\n    乙").fullmatch("乙")
    with pytest.raises(ValueError, match="not a regular expression"):
        models.pattern("甲(")

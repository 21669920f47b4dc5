"""comparability.yml is edited by hand: what it names must exist, what it words must be whole."""

import re

import pytest
import yaml

from lib import lexicon
from lib.lexicon import codelists
from lib.observations import intervals, reconciliation
from lib.schemas import FLAGS

RULES = lexicon.comparability()


def test_every_indicator_it_names_is_known():
    named = {*RULES["verbs"]["indicators"]}
    for section in ("definitions", "units", "breaks"):
        named |= {name for entry in RULES[section] for name in entry["indicators"]}
    for section, keys in (
        ("includes", ("indicator", "part")),
        ("rates", ("rate", "part", "whole")),
        ("complements", ("complement", "rate")),
        ("totals", ("indicator",)),
        ("parts", ("whole", "part")),
        ("kinds", ("indicator",)),
    ):
        named |= {entry[key] for entry in RULES[section] for key in keys}
    named |= {rule["indicator"] for rule in RULES["per"].values()} | set(RULES["near_ceiling"]["indicators"])
    assert named <= set(codelists.indicators())


def test_every_area_it_names_is_known():
    assert {area for entry in RULES["breaks"] for area in entry.get("areas", [])} <= set(lexicon.areas())


@pytest.mark.parametrize("section", ["reasons", "methods", "empty", "warnings", "words"])
def test_every_text_is_whole_in_both_languages(section):
    for name, entry in RULES[section].items():
        assert set(entry) - {"flag"} == {"zh", "en"}, name
        assert all(entry.values()) or entry.get("flag") == "", name
        assert sorted(re.findall(r"{(\w+)}", entry["zh"])) == sorted(re.findall(r"{(\w+)}", entry["en"]))
        assert entry.get("flag", "A") in ("", *FLAGS)


def test_every_reason_a_rule_gives_is_worded():
    given = {entry["reason"] for entry in [*RULES["units"], *RULES["reference_notes"]]} | {
        entry["unstated"] for entry in RULES["definitions"]
    }
    given |= (
        {entry[key] for entry in RULES["kinds"] for key in ("stated", "unstated")}
        | set(RULES["grades"].values())
        | set(intervals.APPROXIMATE)
    )
    assert given - {""} <= set(RULES["reasons"])


def test_the_precedence_is_one_the_code_knows():
    assert set(RULES["precedence"]) == set(reconciliation.SORTS)


def test_no_file_of_the_lexicon_repeats_a_key():
    class Strict(yaml.SafeLoader):
        pass

    def mapping(loader, node):
        keys = [loader.construct_object(key) for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"{node.start_mark}: {keys}"
        return dict(zip(keys, [loader.construct_object(value, deep=True) for _, value in node.value], strict=True))

    Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    for name in ("comparability.yml", "checks.yml", "changes.yml"):
        yaml.load((lexicon.HERE / name).read_text("utf-8"), Strict)


def test_levels_and_ancestors():
    assert (codelists.level("440310"), codelists.level("000000"), codelists.level("x")) == ("district", "nation", "")
    assert codelists.ancestors("440310") == ["440300", "440000", "000000"]


def test_names_in_both_languages_and_unknown_ones_as_they_are():
    assert (codelists.name("lawyers"), codelists.name("population_resident", "en"), codelists.name("nothing")) == (
        "执业律师人数",
        "Resident population",
        "nothing",
    )


def test_the_guide_lists_every_derivation():
    guide = (lexicon.HERE.parent.parent / "docs/observations.md").read_text("utf-8")
    assert all(f"`{rule}`" in guide for rule in RULES["methods"])


def test_definitions_say_with_what_an_indicator_is_not_compared():
    assert codelists.definition("law_firms").endswith("；不与年度检查考核律师事务所数比较或相加")
    assert codelists.definition("law_firms", "en").endswith("; not to be compared with or added to: Law firms assessed")
    assert codelists.definition("nothing") == ""


def test_every_indicator_is_defined_in_both_languages_and_what_it_must_not_meet_is_not_itself():
    known = lexicon.indicators()
    assert len(known) >= 110 and len([one for one in known.values() if not one.extended]) == 56
    for name, one in known.items():
        assert one.definition and re.search("[一-鿿]", one.definition_zh), name
        assert name not in one.not_with and one.of != name
        assert not one.of or (one.extended and known[one.of].theme == one.theme), name

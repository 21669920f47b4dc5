"""Every indicator is defined in both languages, and said not to be what it is easily mistaken for."""

import re

from lib import lexicon
from lib.lexicon import codelists


def test_only_indicators_are_named_and_all_of_the_first_list():
    known = codelists.indicators()
    core = {name for name, entry in known.items() if not entry.extended}
    assert set(lexicon.exclusions()) <= set(known)
    assert core - set(lexicon.exclusions()) == set(), "add them to lib/lexicon/exclusions.yml"


def test_texts_are_of_their_language():
    for name, entry in lexicon.exclusions().items():
        assert entry["zh"].endswith("。") and re.search(r"[\u4e00-\u9fff]", entry["zh"]), name
        assert entry["en"].endswith(".") and not re.search(r"[，。；]", entry["en"]), name


def test_every_indicator_is_defined_in_both_languages():
    for name in codelists.indicators():
        assert re.search(r"[\u4e00-\u9fff]", codelists.definition(name, "zh")), name
        assert re.search(r"[a-z]", codelists.definition(name, "en")), name

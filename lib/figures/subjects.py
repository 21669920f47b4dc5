"""The noun phrase that a figure counts, and the verb that says how (新收, 受理, 办结)."""

from __future__ import annotations

import re

from .. import lexicon

_CLAUSE = re.compile("[,，。;；]")
_MARK = re.compile(r"[,，。;；:：\n\t]")
_AFTER = re.compile("[一-鿿“”()A-Za-z·、]{2,20}")


def verb(local: str) -> str:
    """How the cases are counted (新收, 收办, 受理, 办结 …): the first such verb of the clause, else its last verb; empty where none."""
    clause = _CLAUSE.split(local.partition("#")[0])[-1]
    if handling := lexicon.patterns("subjects")["handling"].search(clause):
        return handling[0]
    found = lexicon.patterns("subjects")["verbs"].findall(clause)
    return found[-1] if found else ""


def subject(local: str) -> str:
    """The noun phrase counted, simplified: 全市现有律师事务所# → 律师事务所; #家律师事务所 → 律师事务所."""
    words = lexicon.patterns("subjects")
    left, _, right = local.partition("#")
    after = _AFTER.match(right)
    clause = _MARK.split(left)[-1].strip(" 　、和及与")
    clause = words["trailing"].sub("", clause)
    before = words["leading"].sub("", clause)
    noun = words["opening"].sub("", before)
    if after and not words["not_noun"].match(after[0]):
        return after[0].strip("的、和及与")
    if not noun.strip("的了") and before:
        noun = before
    return noun.strip("的、和及与 ")[-24:]

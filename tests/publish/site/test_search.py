"""The parts of the search index: every sentence is found by its pairs, names and definitions are there, scripts cannot be broken out of."""

import json
import re
from itertools import pairwise

import pytest
import small_project

from lib.publish.site import build, content, parts, search, source_pages
from lib.publish.site.voice import voice


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    pages = build.build(small_project.make(tmp_path_factory.mktemp("search")), [])
    return {
        name.removeprefix("parts/").removesuffix(".js"): read(text)
        for name, text in pages.items()
        if name.startswith("parts/")
    }


def read(text):
    name, content = re.fullmatch(r'\(window\.CITYSTATS\?\?=\{\}\)\["(.+?)"\]=(.*);\n', text, re.DOTALL).groups()
    assert name
    return json.loads(content)


def sentences(found):
    return [tuple(one) for name in sorted(found) if name.startswith("search/text-") for one in found[name]]


def test_every_sentence_and_the_anchor_of_its_first_figure(found):
    texts = {text: anchor for anchor, text in sentences(found)}
    for row in small_project.figures():
        (hit,) = [text for text in texts if row["sentence"].startswith(text[:6]) and row["text"] in text]
        assert re.fullmatch(r"f\d+", texts[hit])
    assert "今年截至11月底,調解成功率98%。" in texts, "as printed, in traditional characters"


def holding(found, term):
    """Numbers of the sentences that hold all pairs of `term`, as the script finds them."""
    core = found["search/core"]
    hits = None
    for pair in {a + b for a, b in pairwise(term)}:
        steps = found[f"search/pairs-{search.bucket(pair, core['pairs'])}"].get(pair, [])
        numbers, at = set(), 0
        for step in steps:
            at += step
            numbers.add(at)
        hits = numbers if hits is None else hits & numbers
    return hits


@pytest.mark.parametrize("term", ["调解成功率", "律师", "3302", "调解组织"])
def test_pairs_lead_to_just_the_sentences_that_hold_them(found, term):
    fold = str.maketrans(found["search/core"]["fold"])
    expected = {at for at, (_, text) in enumerate(sentences(found)) if term in text.translate(fold)}
    assert expected and expected <= holding(found, term)


def test_every_part_is_small_however_long_the_texts(monkeypatch):
    texts = [(f"f{at}", f"第{at}所司法所调解纠纷{at * 7}件。") for at in range(3000)]
    monkeypatch.setattr(search, "TEXT_CHARS", 2000)
    monkeypatch.setattr(search, "PAIRS", 500)
    divided, starts = search._divided(texts)
    assert [one for part in divided for one in part] == texts
    assert [divided[at][0] for at in range(len(divided))] == [texts[start] for start in starts]
    pairs = search._pairs(texts, {})
    count = -(-sum(map(len, pairs.values())) // 500)
    buckets = search._buckets(pairs, count)
    assert sum(map(len, buckets)) == len(pairs) and len(buckets) == count


def test_names_definitions_and_areas_are_there_in_both_languages(found):
    core = found["search/core"]
    (lawyers,) = [entry for entry in core["indicators"] if entry[0] == "lawyers"]
    assert lawyers[1:3] == ["执业律师人数", "Practising lawyers"] and "律师" in lawyers[3] and "Lawyers" in lawyers[4]
    (pingshan,) = [entry for entry in core["areas"] if entry[0] == "440310"]
    assert set(pingshan[3]) == {"坪山区", "坪山", "Pingshan"}
    titles = {page[0] for page in core["pages"]} & {page[0] for page in core["pages"] if page[1]}
    assert {"方法", "标记与用语", "修订记录", "来源"} <= titles


def test_numbers_are_in_the_part_of_their_indicator(found):
    part = found["values/mediation_success_rate"]
    rows = [dict(zip(part["columns"], row, strict=True)) for row in part["rows"]]
    assert [(row["area"], row["period_en"], row["text_zh"]) for row in rows] == [
        ("440700", "Jan–Nov 2024", "98%"),
        ("440310", "2023", "98%"),
    ]
    assert all(row["href"].startswith("sources/") and row["bar"] == "" for row in rows)
    assert rows[0]["traits"] != rows[1]["traits"], "another year, another level"


def test_traditional_characters_find_simplified_ones(found):
    fold = found["search/core"]["fold"]
    assert "".join(fold.get(char, char) for char in "調解成功率") == "调解成功率"
    assert all(len(char) == len(plain) == 1 for char, plain in fold.items())


def test_a_part_cannot_break_out_of_its_script():
    assert "\u2028" not in parts.script("x", ["a\u2028b"])


def test_long_tables_of_sentences_keep_their_documents(tmp_path):
    stuff = content.Material.read(small_project.make(tmp_path), [])
    views = {document.doc_id: source_pages.view(document, stuff, voice("zh")) for document in stuff.documents}
    core = read(search.files(stuff, views)["parts/search/core.js"])
    firsts = [document[5] for document in core["documents"]]
    assert firsts == sorted(firsts) and firsts[0] == 0 and firsts[-1] < core["sentences"]

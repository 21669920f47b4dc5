"""Every sentence of every report: comparing words only by leave of lib.comparison.comparability, numbers only with year and unit."""

from __future__ import annotations

import ast
import importlib
import itertools
import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from lib import lexicon
from lib.comparison import comparability
from lib.reporting import parameters
from lib.reporting.charts import Chart
from lib.reporting.story.claims import Claim, Prose
from lib.reporting.story.key_figures import KeyFigures
from lib.wording.messages import catalogue, speak

ROOT = Path(__file__).parents[3]
REPORTS = sorted(path.relative_to(ROOT / "params").with_suffix("").as_posix() for path in ROOT.glob("params/*/*.yml"))
COMPARING = re.compile(
    r"最[高低多少大小]|居首|首位|名列|第[一二三\d]位|[高低多少大小]于|超过其|\d倍|是.{0,30}的.{0,6}倍|增至|降至|升至|增长|下降|上升|减少了|领先|落后|相差"
    r"|\b(?:highest|lowest|most|least|fewest|largest|smallest|is first|ranks?|times as|more than|less than|fewer than|above|below|rose|fell|up|down|"
    r"increas\w*|decreas\w*|ahead|behind|points apart|higher|lower)\b"
)
YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,.])")
NUMBER = re.compile(r"(?<![\w,.])\d[\d,]*(?:\.\d+)?(?![\w.])|(?<![\d,.])\d[\d,]*(?:\.\d+)?(?=[\u4e00-\u9fff%‰])")
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


@cache
def run(name: str) -> tuple[object, ...]:
    """What the notebook of a report displays with its parameters: the objects themselves, no charts drawn."""
    notebook = name.split("/")[0]
    values = yaml.safe_load((ROOT / "params" / f"{name}.yml").read_text("utf-8"))
    cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text("utf-8"))["cells"]
    shown: list[object] = []
    names: dict[str, object] = {"__name__": "notebook"}
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        body = ast.parse("".join(cell["source"]).replace("from IPython.display import display", "")).body
        last = ast.Expression(body.pop().value) if body and isinstance(body[-1], ast.Expr) else None
        names["display"] = lambda *things: shown.extend(things)
        exec(compile(ast.Module(body, []), notebook, "exec"), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names |= values
        if last is not None and (value := eval(compile(last, notebook, "eval"), names)) is not None:
            shown.append(value)
    return tuple(shown)


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch):
    for module, drawing in (("yearly", "panels"), ("over_time", "_panels"), ("quality", "_map")):
        monkeypatch.setattr(
            importlib.import_module(f"lib.reporting.charts.{module}"), drawing, lambda *_, **__: "<svg/>"
        )


def claims(name: str) -> list[Claim]:
    """The sentences and titles of a report with what entitles them to compare."""
    found = []
    for thing in run(name):
        if isinstance(thing, Prose):
            found += thing.claims
        elif isinstance(thing, Chart) and thing.claim:
            found.append(thing.claim)
    return found


def spoken(name: str) -> list[str]:
    """All other texts: headings, introductions, alternative texts' first sentences, notes, captions."""
    found = []
    for thing in run(name):
        if isinstance(thing, Prose) and not thing.claims:
            found.append(thing.data)
        elif isinstance(thing, Chart) and not thing.claim:
            found.append(thing.title)
        elif hasattr(thing, "caption"):
            found += [thing.caption, *(text for _, text in getattr(thing, "notes", ()))]
    return found


def read(text: str) -> str:
    """`text` as it is read, without the fixed words of caution that the lexicon adds (breaks, definitions)."""
    text = LINK.sub(r"\1", text)
    for caution in cautions():
        text = text.replace(caution, "")
    return text


@cache
def cautions() -> tuple[str, ...]:
    """The fixed texts of comparability.yml, the longest first; of those with a gap the parts around it."""

    def leaves(node: object):
        if isinstance(node, dict):
            for key, child in node.items():
                yield from [child] if key in ("zh", "en") and isinstance(child, str) else leaves(child)
        elif isinstance(node, list):
            for child in node:
                yield from leaves(child)

    parts = {
        part
        for text in leaves(lexicon.comparability())
        for part in re.split(r"\{\w+\}", text)
        if len(part) > (12 if part.isascii() else 3)
    }
    return tuple(sorted(parts, key=len, reverse=True))


@pytest.mark.parametrize("name", REPORTS)
def test_every_comparing_word_has_its_leave(name):
    told = claims(name)
    assert told or name.startswith(("explore",)), "a report says something"
    for claim in told:
        if COMPARING.search(read(claim.text)):
            assert claim.use, f"{claim.text!r} compares without leave"
        if claim.use in ("rank", "divide"):
            assert len(claim.rows) >= 3, "two areas alone make no order"
            first, last = claim.rows[0], claim.rows[-1]
            others = claim.rows[1:]
            assert all(comparability.verdict(first, other, "rank") for other in others), claim.text
            assert comparability.verdict(first, last, "rank")
            assert all(float(first["obs_value"]) > float(other["obs_value"]) for other in others)
        if claim.use == "compare":
            pairs = itertools.combinations(claim.rows, 2)
            assert all(comparability.verdict(one, other, "compare") for one, other in pairs), claim.text
        if claim.use == "change":
            start, end = claim.rows
            assert comparability.verdict(start, end, "change"), claim.text
            assert start["ref_area"] == end["ref_area"] and start["unit_measure"] == end["unit_measure"]


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_compares_beside_the_sentences(name):
    for text in spoken(name):
        if found := COMPARING.search(read(text)):
            assert _stands_in_messages(found[0]), f"{found[0]!r} in {text!r}"


def _stands_in_messages(word: str) -> bool:
    """Words of explanations (the highest by …, apart) that are fixed texts and say nothing of a number."""
    return any(
        word in entry[lang] and "{" not in entry[lang] for entry in catalogue().values() for lang in ("zh", "en")
    )


@pytest.mark.parametrize("name", REPORTS)
def test_every_number_has_its_year_and_unit(name):
    lang = parameters.read(ROOT / "params" / f"{name}.yml").get("language", "zh")
    t = speak(lang)
    units = {t(key) for key in catalogue() if key.startswith("unit.") and "{" not in catalogue()[key][lang]}
    for claim in claims(name):
        text = read(claim.text)
        if not claim.rows and not re.search(r"（\d{4}|\(\d{4}", text):
            continue  # counts of documents, tasks and values: their unit is part of the sentence
        numbers = [number for number in NUMBER.findall(text) if not YEAR.fullmatch(number)]
        assert not numbers or YEAR.search(text), text
        assert not numbers or any(unit in text for unit in units) or "CNY" in text, text


@pytest.mark.parametrize("name", REPORTS)
def test_key_figures_have_a_period_and_a_unit(name):
    shown = [thing for thing in run(name) if isinstance(thing, KeyFigures)]
    assert len(shown) == 1 and 1 <= len(shown[0].figures) <= 6
    for figure in shown[0].figures:
        assert YEAR.search(figure.period), figure
        assert re.search(r"[^\d,.\s]", figure.value), figure


def test_a_text_that_compares_says_what_must_grant_it():
    loose = [
        key
        for key, entry in catalogue().items()
        for lang in ("zh", "en")
        if "{" in entry[lang] and COMPARING.search(re.sub(r"\{\w+\}", "", entry[lang])) and "use" not in entry
    ]
    assert set(loose) <= {"bound.at_least", "bound.at_most", "report.more"}, loose
    uses = {entry["use"] for entry in catalogue().values() if "use" in entry}
    assert uses <= {"rank", "compare", "divide", "change", "printed"}

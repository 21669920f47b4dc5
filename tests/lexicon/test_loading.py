"""Every file of the lexicon is checked when it is loaded, and a fault is told with its file and line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib import lexicon
from lib.lexicon import loading
from lib.project import CityStatsError

LIB = lexicon.HERE.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the lexicon's data that a test may damage."""
    for path in (*lexicon.HERE.glob("*.yml"), *lexicon.HERE.glob("*.csv")):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(loading, "HERE", tmp_path)
    loading.load_yaml.cache_clear()
    loading.load_csv.cache_clear()
    yield tmp_path
    loading.load_yaml.cache_clear()
    loading.load_csv.cache_clear()


@pytest.mark.parametrize(
    "path", sorted([*lexicon.HERE.glob("*.yml"), *lexicon.HERE.glob("*.csv")]), ids=lambda path: path.name
)
def test_the_files_of_the_project_hold(path: Path) -> None:
    assert (loading.load_yaml if path.suffix == ".yml" else loading.load_csv)(path.name)


FAULTS = [
    ("comparability.yml", "near_ceiling: {indicators:", "near_ceiling: {indicaters:", "near_ceiling.indicaters: no such key"),
    ("comparability.yml", "{whole: notarial_cases, part:", "{whole: notary_cases, part:", "'notary_cases' is none of the indicators"),
    ("comparability.yml", "unit_groups:\n  - [case,", "unit_groups:\n  - [cases,", "'cases' is none of the unit measures"),
    ("comparability.yml", 'areas: ["440400"]', 'areas: ["449900"]', "'449900' is none of the areas"),
    ("comparability.yml", "reason: counts_rounds}", "reason: counts_round}", "'counts_round' is none of the reasons"),
    ("indicators.yml", "kind: stock", "kind: stocks", "law_firms.kind"),
    ("indicators.yml", "theme: lawyers\n", "theme: lawyer\n", "law_firms.theme: 'lawyer' is none of the themes"),
    ("indicators.yml", "unit_measure: entity\n", "unit_measure: entities\n", "'entities' is none of the unit measures"),
    ("indicators.yml", "- units: entity\n", "- units: firms\n", "firms: neither a class under units nor measure words"),
    ("indicators.yml", "        after: 14\n", "        wihtin: 14\n", "rules.0.wihtin: no such key"),
    ("indicators.yml", "rivals: [notary, arbitration]", "rivals: [notaries]", "'notaries' is none of the lists and themes"),
    ("indicators.yml", "of: lawyers\n", "of: lawers\n", "'lawers' is none of the indicators"),
    ("indicators.yml", "    definition_zh: 期末在本地区登记的律师事务所\n", "", "law_firms.definition_zh: missing"),
    ("areas.csv", ",city,", ",town,", "level"),
    ("areas.csv", "441900,东莞市,Dongguan,city,440000", "441900,东莞市,Dongguan,city,449999", "'449999' is none of the areas"),
    ("areas.csv", "440310,坪山区,", "440305,坪山区,", "stands in line"),
    ("units.csv", "人次,person_time,count,strong", "人次,person_time,number,strong", "measure"),
    ("qualifiers.csv", "大约,about,before", "大约,circa,before", "qualifier"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message"), FAULTS)
def test_a_fault_is_told_with_file_and_line(folder: Path, name: str, old: str, new: str, message: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    (folder / name).write_text(changed, "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(CityStatsError) as told:
        (loading.load_yaml if name.endswith(".yml") else loading.load_csv)(name)
    first = re.match(rf"lib/lexicon/{re.escape(name)}, line (\d+): ", str(told.value))
    assert first and 0 <= line + old.strip().count("\n") - int(first[1]) <= (10 if "missing" in message else 1), (
        told.value
    )
    assert message in str(told.value)


def test_a_trap_says_why(folder: Path) -> None:
    path = folder / "traps.yml"
    path.write_text(re.sub(r"    why: .*\n", "", path.read_text("utf-8"), count=1), "utf-8")
    with pytest.raises(CityStatsError, match=r"traps\.yml, line \d+: traps\.0\.why: missing"):
        loading.load_yaml("traps.yml")


@pytest.mark.parametrize(
    "name", ["indicators.yml", "comparability.yml", "contexts.yml", "messages.yml", "documents.yml"]
)
def test_a_key_may_stand_only_once(folder: Path, name: str) -> None:
    path = folder / name
    key = re.search(r"^(\w+):", path.read_text("utf-8"), re.M)
    assert key
    path.write_text(f"{path.read_text('utf-8')}\n{key[1]}: {{}}\n", "utf-8")
    with pytest.raises(CityStatsError, match=f"{name}: not valid YAML.*{key[1]} stands twice"):
        loading.load_yaml(name)


def test_an_area_lies_below_one_of_a_higher_level(folder: Path) -> None:
    path = folder / "areas.csv"
    path.write_text(
        path.read_text("utf-8").replace("440300,深圳市,Shenzhen,city,440000", "440300,深圳市,Shenzhen,city,441900"),
        "utf-8",
    )
    with pytest.raises(CityStatsError, match=r"areas\.csv, line \d+: 440300 \(city\) lies below 441900 \(city\)"):
        loading.load_csv("areas.csv")


def test_every_entry_of_contexts_is_asked_for() -> None:
    """An entry that no code names is dead: it would be edited without effect."""
    code = "\n".join(path.read_text("utf-8") for path in LIB.rglob("*.py"))
    sections = lexicon.load_yaml("contexts.yml")
    free = {"limits", "actors"}  # read as a whole
    names = {
        name
        for section, entries in sections.items()
        if section not in free and isinstance(entries, dict)
        for name in entries
    }
    dead = [
        name
        for name in (*sections, *sorted(names))
        if not re.search(rf"""["']{name}["']""", code) and not named_in_parts(name, code)
    ]
    assert dead == []


def named_in_parts(name: str, code: str) -> bool:
    """rise_noun, fall_noun: names that the code puts together."""
    return name.endswith("_noun") and "'_noun'" in code

"""Reads the files of the lexicon and checks them: every fault is a CityStatsError with file and line."""

from __future__ import annotations

import csv
from collections.abc import Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..project import CityStatsError

HERE = Path(__file__).parent
SHOWN = 5  # faults an error tells of
SHARES = ("percent", "per_10k", "CNY")  # units of indicators that no measure word of units.csv has
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same language, read ten times faster where libyaml is
_KEYS = {
    "areas.csv": ("ref_area",),
    "units.csv": ("unit",),
    "qualifiers.csv": ("word", "place"),
    "aliases.csv": ("ref_area", "alias"),
    "codes.csv": ("list", "code"),
}


class _Loader(_BASE):  # type: ignore[misc]
    """YAML in which a key may stand only once: the second would silently replace the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


@cache
def load_yaml(name: str) -> Any:
    """A YAML file of this folder, checked; read once, so what it gives is not to be changed."""
    try:
        text = (HERE / name).read_text("utf-8")
        data = yaml.load(text, _Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CityStatsError(f"lib/lexicon/{name}: not valid YAML, mend it there: {error}") from None
    _checked(name, text, data)
    return data


def _checked(name: str, text: str, data: Any) -> None:
    from pydantic import TypeAdapter, ValidationError  # here: importing the library must not cost it

    from . import models

    try:
        TypeAdapter(models.FILES.get(name, models.ANY)).validate_python(
            data, context=_context(name, data if isinstance(data, dict) else {})
        )
    except ValidationError as error:
        faults = [f"line {_line(text, fault['loc'])}: {_told(fault)}" for fault in error.errors()]
        more = [f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise CityStatsError("\n".join(f"lib/lexicon/{name}, {fault}" for fault in faults[:SHOWN] + more)) from None


def _told(fault: Any) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"{place}: no such key; mend the name, or declare the key in lib/lexicon/models.py"
    if fault["type"] == "missing":
        return f"{place}: missing"
    return f"{place}: {fault['msg'].removeprefix('Value error, ')}"


def _line(text: str, place: tuple[int | str, ...]) -> int:
    """The line of a place given by keys and indices; parts that are none (names of types) are passed over."""
    node = yaml.compose(text, _BASE)
    line = 1
    for part in place:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == str(part)), None)
            node = found[1] if found else node
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            found = (node,)
        if found:
            line = found[0].start_mark.line + 1
    return line


def _context(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What names in a file may refer to."""
    if name not in ("indicators.yml", "comparability.yml"):
        return {}
    units = load_csv("units.csv")
    measures = dict.fromkeys([*(row["unit_measure"] for row in units), *SHARES])
    known: dict[str, Any] = {"unit measures": measures, "words": {row["unit"] for row in units}}
    if name == "indicators.yml":
        themes, lists = data.get("themes") or {}, data.get("lists") or {}
        indicators = data.get("indicators") or {}
        return {**known, "themes": themes, "lists and themes": {**themes, **lists}, "classes": data.get("units") or {}, "indicators": indicators}  # fmt: skip
    extracted = load_yaml("indicators.yml")["indicators"]
    areas = {row["ref_area"]: row for row in load_csv("areas.csv")}
    indicators = {**extracted, **(data.get("indicators") or {})}
    return {**known, "indicators": indicators, "reasons": data.get("reasons") or {}, "areas": areas}


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """A CSV file of this folder as dicts of strings, checked; read once."""
    try:
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            rows = tuple(csv.DictReader(file))
    except UnicodeDecodeError as error:
        raise CityStatsError(f"lib/lexicon/{name}: not UTF-8, mend it there: {error}") from None
    _rows_checked(name, rows)
    return rows


def _rows_checked(name: str, rows: tuple[dict[str, str], ...]) -> None:
    from pydantic import TypeAdapter, ValidationError

    from . import models

    listed = rows if name == "areas.csv" else load_csv("areas.csv") if name == "aliases.csv" else ()
    areas = {row.get("ref_area", ""): row for row in listed}
    try:
        TypeAdapter(list[models.ROWS[name]]).validate_python(list(rows), context={"areas": areas})  # type: ignore[valid-type]
    except ValidationError as error:
        faults = [f"lib/lexicon/{name}, line {_row_line(fault['loc'])}: {_told(fault)}" for fault in error.errors()]
        raise CityStatsError("\n".join(faults[:SHOWN])) from None
    seen: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows, 2):
        key = tuple(row[column] for column in _KEYS[name])
        if key in seen:
            raise CityStatsError(f"lib/lexicon/{name}, line {line}: {' '.join(key)} stands in line {seen[key]} too")
        seen[key] = line
    _higher(rows, areas, models.LEVELS)


def _row_line(place: tuple[int | str, ...]) -> int:
    return int(place[0]) + 2 if place and isinstance(place[0], int) else 1


def _higher(rows: tuple[dict[str, str], ...], areas: Mapping[str, Mapping[str, str]], levels: tuple[str, ...]) -> None:
    """The area above an area is of a higher level."""
    for line, row in enumerate(rows, 2):
        above = areas.get(row.get("parent", ""))
        if above and levels.index(above["level"]) >= levels.index(row["level"]):
            fault = f"{row['ref_area']} ({row['level']}) lies below {row['parent']} ({above['level']})"
            raise CityStatsError(f"lib/lexicon/areas.csv, line {line}: {fault}; give an area of a higher level")

"""What changed between two states of data/processed: added, removed and changed values, with the sentence, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from .. import ids, lexicon, schemas
from ..checks import findings
from ..lexicon import codelists
from . import build

_PLACE = ["indicator", "ref_area", "time_period", "breakdown", "status"]
_PROOF = ["figure_ids", "sentence", "message_zh", "message_en"]
COLUMNS = ["table", "kind", "key", *_PLACE, "field", "old", "new", *_PROOF]
_KINDS = ("added", "removed", "changed")
_WATCHED = {
    "observations": ["obs_value", "lower", "upper", "qualifier", "unit_measure", "obs_status", "origin", "growth"],
    "figures": [
        "text",
        "value",
        "lower",
        "upper",
        "qualifier",
        "unit",
        "measure",
        "status",
        "ref_area",
        "scope",
        "time_period",
        "indicator",
        "breakdown",
        "verb",
    ],
    "checks": ["severity", "expected", "found"],
}
_MAIN = {"observations": "obs_value", "figures": "text", "checks": "message_zh"}
_LONGEST = 160  # characters of a sentence that a changelog shows


@dataclass(frozen=True)
class Changes:
    """`table` has COLUMNS, one row per value added, removed or changed (one per field)."""

    table: pd.DataFrame

    def markdown(self, lang: str = "zh") -> str:
        """Changelog text: a summary line per table, then every change with its sentence."""
        return "\n".join(_lines(self.table, lang)) + "\n"

    def __bool__(self) -> bool:
        return len(self.table) > 0


def diff(old: Path | str, new: Path | str) -> Changes:
    """The changes from folder `old` to folder `new`, each a state of data/processed; CityStatsError where a table is missing."""
    before, after = build.read(Path(old)), build.read(Path(new))
    found = [
        compare(name, getattr(before, name), getattr(after, name)) for name in ("observations", "figures", "checks")
    ]
    return Changes(pd.concat(found, ignore_index=True))


def compare(name: str, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS for one table. Figures are matched by the words before them, so that text inserted elsewhere changes nothing."""
    before, after = _keyed(name, old), _keyed(name, new)
    after = _rematched(before, after) if name == "figures" else after
    both = before.index.intersection(after.index)
    added, removed = after[~after.index.isin(both)], before[~before.index.isin(both)]
    found = [
        _whole(name, "added", added),
        _whole(name, "removed", removed),
        *_fields(name, before.loc[both], after.loc[both]),
    ]
    table = _telling(pd.concat(found, ignore_index=True))
    order = table["kind"].map({kind: place for place, kind in enumerate(_KINDS)})
    return (
        table.assign(_order=order)
        .sort_values(["_order", "ref_area", "indicator", "key", "field"], kind="stable")[COLUMNS]
        .reset_index(drop=True)
    )


def _keyed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` indexed by a key that outlives rebuilding."""
    if name == "figures":
        frame = frame.assign(figure_ids=ids.figure_ids(frame))
        place = frame["doc_id"] + "|" + frame["prefix"]
        return frame.set_index((place + "|" + place.groupby(place).cumcount().astype(str)).rename("key"))
    key = (
        frame["check_id"]
        if name == "checks"
        else frame[schemas.KEY].agg("|".join, axis=1)
        if len(frame)
        else frame["indicator"]
    )
    return frame.set_index(key.rename("key")).rename(columns={"quote": "sentence"})


def _rematched(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """`after` with the keys of `before` for figures whose own words and those after them are the same, though those before changed."""
    words = [frame["doc_id"] + "|" + frame["text"] + "|" + frame["suffix"] for frame in (before, after)]
    lost, fresh = (words[0][~before.index.isin(after.index)], words[1][~after.index.isin(before.index)])
    known = dict(zip(lost.drop_duplicates(keep=False), lost.drop_duplicates(keep=False).index, strict=True))
    renamed = {key: known[text] for key, text in fresh.drop_duplicates(keep=False).items() if text in known}
    return after.rename(index=renamed)


def _telling(table: pd.DataFrame) -> pd.DataFrame:
    """Without fields that only follow from another one: bounds from the value, the value from the text."""
    changed = table["kind"].eq("changed")
    for followers, leader in ((["lower", "upper"], "obs_value"), (["lower", "upper"], "value"), (["value"], "text")):
        led = table.loc[changed & table["field"].eq(leader), "key"]
        table = table[~(changed & table["field"].isin(followers) & table["key"].isin(led))]
        changed = table["kind"].eq("changed")
    return table


def _whole(name: str, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    shown = _shown(rows[_MAIN[name]])
    old, new = (shown, "") if kind == "removed" else ("", shown)
    return _rows(rows, name, kind).assign(field=_MAIN[name], old=old, new=new)[COLUMNS]


def _fields(name: str, before: pd.DataFrame, after: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for field in _WATCHED[name]:
        old, new = before[field], after[field]
        differs = old.ne(new) & ~(old.isna() & new.isna())
        yield _rows(after[differs], name, "changed").assign(
            field=field, old=_shown(old[differs]), new=_shown(new[differs])
        )[COLUMNS]


def _rows(rows: pd.DataFrame, name: str, kind: str) -> pd.DataFrame:
    place = {
        column: rows[column] if column in rows else pd.Series("", index=rows.index, dtype=str)
        for column in [*_PLACE, *_PROOF]
    }
    return (
        pd.DataFrame(place, index=rows.index)
        .rename_axis("key")
        .reset_index()
        .assign(table=name, kind=kind)
        .set_index(rows.index)
    )


def _shown(values: pd.Series) -> pd.Series:
    return (
        values.map("{:,.15g}".format).where(values.notna(), "").astype(str)
        if pd.api.types.is_numeric_dtype(values)
        else values
    )


@cache
def _texts() -> dict[str, Any]:
    answer: dict[str, Any] = lexicon.load_yaml("changes.yml")
    return answer


def _lines(table: pd.DataFrame, lang: str) -> Iterator[str]:
    texts = _texts()
    yield f"# {texts['title'][lang]}"
    yield ""
    if table.empty:
        yield texts["none"][lang]
        return
    for name, rows in table.groupby("table", sort=False):
        counts = {kind: rows.loc[rows["kind"].eq(kind), "key"].nunique() for kind in _KINDS}
        yield f"- {texts['summary'][lang].format(head=texts['heads'][name][lang], **counts)}"
    for (name, kind), rows in table.groupby(["table", "kind"], sort=False):
        yield f"\n## {texts['heads'][name][lang]} · {texts['kinds'][kind][lang]}\n"
        for _, fields in rows.groupby("key", sort=False):
            yield f"- {_line(fields.to_dict('records'), lang)}"


def _line(fields: list[dict[str, Any]], lang: str) -> str:
    """One value's change: its name, every field that changed, the sentence."""
    texts, row = _texts(), fields[0]
    template = texts["lines"][row["table"]][row["kind"]][lang]
    changes = texts["separator"][lang].join(
        texts["change"][lang].format(**{**field, "field": _field(field, lang)}) for field in fields
    )
    old, new = (row[f"message_{lang}"] if row["table"] == "checks" and row[end] else row[end] for end in ("old", "new"))
    line = template.format(name=_name(row, lang), changes=changes, old=old, new=new)
    if row["sentence"] and row["table"] != "checks":
        sentence = " ".join(row["sentence"].split())
        cut = sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST] + "…"
        line += f"  \n  {texts['quote'][lang].format(sentence=cut)}"
    answer: str = line
    return answer


def _name(row: dict[str, Any], lang: str) -> str:
    """Area, period and indicator; a figure without them by its id."""
    if not row["indicator"]:
        answer: str = row["figure_ids"]
        return answer
    area = lexicon.areas().get(row["ref_area"])
    parts = [
        getattr(area, f"name_{lang}") if area else row["ref_area"],
        findings.period(row["time_period"], lang) if row["time_period"] else "",
        codelists.name(row["indicator"], lang),
    ]
    parts += [row["breakdown"]] if row["breakdown"] not in ("", "_T") else []
    parts += [_texts()["target"][lang]] if row["status"] == "target" else []
    return ("" if lang == "zh" else " ").join(part for part in parts if part)


def _field(row: dict[str, Any], lang: str) -> str:
    column = schemas.TABLES[row["table"]].columns[row["field"]]
    answer: str = column.metadata["title_zh"] if lang == "zh" else column.title.lower()
    return answer

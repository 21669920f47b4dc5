"""The rows of data/processed that stand behind a report, and DataFrames as cells of the block model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from .. import ids, lexicon, schemas
from ..project import Project
from .blocks import Report
from .labels import labels
from .prose import Node, clean

SHEETS = ("observations", "figures", "checks", "sources")


def read(project: Project) -> dict[str, pd.DataFrame]:
    """observations, figures, checks and sources of a project, as far as they are there."""
    found = {}
    for name in SHEETS:
        path = project.raw / "sources.csv" if name == "sources" else project.processed / f"{name}.csv"
        if path.is_file():
            found[name] = (
                pd.read_csv(path, dtype=str, keep_default_na=False) if name == "sources" else schemas.read(path, name)
            )
    return found


def figure_ids(report: Report) -> list[str]:
    """Ids (`<doc_id>#f<start>`) of the figures that the report links to, sorted."""
    return sorted({figure for href, _ in links(report.blocks) if (figure := ids.linked(href))})


def links(node: Any) -> Iterator[tuple[str, str]]:
    """(address, sentence) of every link within blocks, in order; the sentence is empty where the link gives none."""
    if isinstance(node, Mapping):
        if node.get("href"):
            yield node["href"], node.get("title", "")
        for key, child in node.items():
            if key not in ("svg", "png"):
                yield from links(child)
    elif isinstance(node, list):
        for child in node:
            yield from links(child)


def behind(report: Report, data: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The rows of each table of `data` that the report rests on: its figures, the observations and checks made of them, their
    documents, and reference and derived values of the same indicators and areas. Tables without a row are left out."""
    used = set(figure_ids(report))
    kept = {name: _rows(name, data[name], used) for name in SHEETS if name in data}
    return {name: frame for name, frame in kept.items() if len(frame)}


def _rows(name: str, frame: pd.DataFrame, used: set[str]) -> pd.DataFrame:
    if name == "figures":
        return frame[ids.figure_ids(frame).isin(used)]
    if name == "sources":
        return frame[frame["doc_id"].isin({ids.parts(figure)[0] for figure in used})]
    direct = frame["figure_ids"].map(lambda ids: not used.isdisjoint(ids.split()))
    if name == "checks":
        return frame[direct]
    series = set(zip(frame["indicator"][direct], frame["ref_area"][direct], strict=True))
    same = pd.Series(
        [key in series for key in zip(frame["indicator"], frame["ref_area"], strict=True)],
        index=frame.index,
        dtype=bool,
    )
    return frame[direct | (frame["origin"].ne("reported") & same)]


def cells(frame: pd.DataFrame, name: str, lang: str) -> tuple[list[Node], list[list[Node]]]:
    """Columns and rows of `frame` in the shape of the block model, heads in words, names beside the codes of indicator and area."""
    frame = _named(frame, lang)
    columns = [_column(frame, key, name, lang) for key in frame]
    values = zip(*(frame[key].tolist() for key in frame), strict=True)
    return columns, [[_cell(value) for value in row] for row in values]


def _named(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    which = "name_zh" if lang.startswith("zh") else "name_en"
    known: dict[str, Mapping[str, Any]] = {"indicator": lexicon.indicators(), "ref_area": lexicon.areas()}
    for key, entries in known.items():
        if key in frame:
            names = [getattr(entries[code], which) if code in entries else "" for code in frame[key]]
            frame = frame.copy()
            frame.insert(list(frame.columns).index(key) + 1, f"{key}_name", names)
    return frame


def _column(frame: pd.DataFrame, key: str, name: str, lang: str) -> Node:
    declared = schemas.TABLES[name].columns.get(key) if name in schemas.TABLES else None
    words = labels(lang)["columns"]
    title = (declared.metadata["title_zh"] if lang.startswith("zh") else declared.title) if declared is not None else ""
    kind = "number" if pd.api.types.is_numeric_dtype(frame[key]) else "text"
    return {"key": key, "label": words.get(key) or title or key, "unit": "", "kind": kind}


def _cell(value: Any) -> Node:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"text": "" if value != value else f"{value:.15g}", "value": None if value != value else value}
    return {"text": clean(value), "value": None}

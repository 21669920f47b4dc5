"""What the data holds and how good it is: coverage, figures no indicator knows, extraction against gold files."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ... import ids
from ...wording import Messages, phrasing, speak
from . import value_cell
from .model import Cell, Column, Row, Table

EXAMPLES = 3
SUBJECTS = 60  # rows printed; a researcher reads the rest from metrics.figures()


def coverage(data: pd.DataFrame, lang: str = "zh") -> Table:
    """Area × year × theme: how many observations, by origin (rows of metrics.coverage that hold any)."""
    t = speak(lang)
    kinds = ("reported", "reference", "derived", "targets")
    columns = (
        Column("year", t("column.year")),
        Column("theme", t("column.theme")),
        Column("figures", t("column.figures"), kind="number"),
        *(Column(kind, t(f"coverage.{kind}"), kind="number") for kind in kinds),
    )
    rows = data[(data["observations"] > 0) | (data["figures"] > 0)].to_dict("records")
    cells = tuple(
        Row(
            (
                Cell(str(row["year"])),
                Cell(t.theme(row["theme"])),
                *(_number(row[kind]) for kind in ("figures", *kinds)),
            ),
            t.area(row["ref_area"]),
        )
        for row in rows
    )
    return Table("coverage", t("coverage.caption"), columns, cells, source=t("source.documents"))


def unmapped(figures: pd.DataFrame, lang: str = "zh") -> Table:
    """Figures without an indicator by what they count, the commonest first: where a new indicator would pay."""
    t = speak(lang)
    groups = unmapped_groups(figures)
    columns = (
        Column("subject", t("column.counted")),
        Column("count", t("column.figures"), kind="number"),
        Column("documents", t("column.documents"), kind="number"),
        Column("examples", t("column.example")),
    )
    rows = tuple(_subject(subject, group, t) for subject, group in groups[:SUBJECTS])
    total = sum(len(group) for _, group in groups)
    caption = t("unmapped.caption", n=total, subjects=len(groups), shown=len(rows))
    return Table("unmapped", caption, columns, rows, source=t("source.documents"))


def unmapped_groups(figures: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """(subject, its figures without indicator), by documents, then by figures, then by name."""
    rows = figures[figures["indicator"].fillna("").eq("") & figures["measure"].ne("duration")]
    named = rows.assign(
        subject=rows["subject"].fillna("").where(rows["subject"].fillna("").ne(""), rows["unit"].fillna(""))
    )
    groups = [(str(subject), group) for subject, group in named.groupby("subject") if subject]
    return sorted(groups, key=lambda item: (-item[1]["doc_id"].nunique(), -len(item[1]), item[0]))


def evaluation(scores: pd.DataFrame, lang: str = "zh") -> Table:
    """Precision, recall and F1 by field, as the evaluation against a gold file gives them."""
    t = speak(lang)
    text = [name for name in scores.columns if not pd.api.types.is_numeric_dtype(scores[name])]
    columns = tuple(
        Column(
            name, t(f"score.{name}") if t.known(f"score.{name}") else name, kind="text" if name in text else "number"
        )
        for name in scores.columns
    )
    rows = tuple(
        Row(tuple(Cell(_field(str(value), t)) if name in text else _score(value) for name, value in row.items()))
        for row in scores.to_dict("records")
    )
    return Table("evaluation", t("evaluation.caption"), columns, rows)


def _field(name: str, t: Messages) -> str:
    """What is measured, in words: a field of the figures, or finding them at all."""
    return t(f"scored.{name}") if t.known(f"scored.{name}") else name


def _subject(subject: str, group: pd.DataFrame, t: Messages) -> Row:
    first = group.iloc[0]
    figure = ids.figure_id(first["doc_id"], first["start"])
    example = value_cell.clause({"quote": first["sentence"], "obs_value": first["value"]})
    return Row(
        (
            Cell(subject),
            _number(len(group)),
            _number(group["doc_id"].nunique()),
            Cell(example, href=value_cell.href(figure), title=str(first["sentence"])),
        )
    )


def _number(value: Any) -> Cell:
    return Cell(phrasing.plain(float(value)), float(value))


def _score(value: Any) -> Cell:
    if phrasing.missing(value):
        return Cell("")
    return Cell(f"{value:,.0f}" if float(value).is_integer() and value > 1 else f"{value:.3f}", float(value))

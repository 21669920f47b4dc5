"""How good an extraction is against a labelled file: precision, recall and F1 by field, and the errors.

The measure is that of docs/figures.md: a found figure is paired with the labelled one whose span it overlaps most, one to one;
`core` figures count for recall, a figure that overlaps nothing labelled is a false find, `optional` ones count neither way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from .. import lexicon
from ..project import CityStatsError

QUANTITY = ("value", "qualifier", "unit", "measure")
CONTEXT = ("status", "ref_area", "scope", "time_period", "indicator")
NEEDED = ("doc_id", "start", "end", *QUANTITY, *CONTEXT)


@dataclass(frozen=True)
class Evaluation:
    """core, found, false: counts. `scores`: detection, quantity, record → (precision, recall, f1). `fields`: share right of the
    core figures found. `errors`: DataFrame kind, doc_id, start, text, want, got."""

    core: int
    found: int
    false: int
    scores: dict[str, tuple[float, float, float]]
    fields: dict[str, float]
    errors: pd.DataFrame

    def frame(self) -> pd.DataFrame:
        """One row per measure: measure, precision, recall, f1 (a field has only a share right, as precision)."""
        rows = [(name, *values) for name, values in self.scores.items()]
        rows += [(name, share, math.nan, math.nan) for name, share in self.fields.items()]
        return pd.DataFrame(rows, columns=["measure", "precision", "recall", "f1"])

    def text(self, errors: int = 50) -> str:
        """For a terminal: the measures, then the first errors."""
        lines = [f"core figures {self.core}, found {self.found}, false finds {self.false}"]
        lines += [f"{name:10} precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}" for name, (p, r, f) in self.scores.items()]
        lines += [
            "right of the figures found: " + "  ".join(f"{name} {share:.3f}" for name, share in self.fields.items())
        ]
        for row in self.errors.head(errors).itertuples():
            lines.append(
                f"{row.kind:12} {row.doc_id}:{row.start} {row.text}"
                + (f"  want {row.want!r} got {row.got!r}" if row.want or row.got else "")
            )
        if len(self.errors) > errors:
            lines.append(f"… and {len(self.errors) - errors} more errors (--errors N)")
        return "\n".join(lines)


def read_gold(path: Path | str) -> pd.DataFrame:
    """A labelled file: columns of NEEDED, `text` and `level` (core, optional; default core). CityStatsError names what is missing."""
    path = Path(path)
    if not path.is_file():
        raise CityStatsError(f"{path}: no such file; give a CSV with the columns {', '.join(NEEDED)}")
    try:
        gold = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except ValueError as error:  # pandas' own errors and UnicodeDecodeError
        raise CityStatsError(f"{path}: no CSV table in UTF-8: {error}") from None
    missing = [name for name in NEEDED if name not in gold]
    if missing:
        raise CityStatsError(f"{path}: columns missing: {', '.join(missing)}; docs/figures.md says what each holds")
    if gold.empty:
        raise CityStatsError(f"{path}: holds no labelled figure")
    for name, default in (("level", "core"), ("text", "")):
        if name not in gold:
            gold[name] = default
    try:
        return gold.assign(
            start=gold["start"].astype(int), end=gold["end"].astype(int), value=gold["value"].astype(float)
        )
    except ValueError as error:
        raise CityStatsError(f"{path}: start, end and value must be numbers: {error}") from None


def as_labelled(figure: dict[str, Any]) -> dict[str, Any]:
    """A found figure as labelled files know it: a kind of a listed indicator (专职 …) is a part of it, one beyond the list has none."""
    known = lexicon.indicators().get(figure.get("indicator", ""))
    if known is None or not known.extended:
        return figure
    return {**figure, "indicator": known.of, "scope": "part" if known.of else ""}


def evaluate(gold: Path | str | pd.DataFrame, figures: pd.DataFrame) -> Evaluation:
    """`figures` (as extracted) against `gold` (a path or what read_gold gives); only documents that gold names are judged."""
    labelled = gold if isinstance(gold, pd.DataFrame) else read_gold(gold)
    found_by = {doc_id: rows.to_dict("records") for doc_id, rows in figures.astype(object).fillna("").groupby("doc_id")}
    core = found = false = 0
    right = dict.fromkeys(("quantity", "record", *QUANTITY, *CONTEXT), 0)
    errors: list[tuple[Any, ...]] = []
    for doc_id, rows in labelled.groupby("doc_id", sort=False):
        pairs, missed, spurious = _pair(rows.to_dict("records"), found_by.get(doc_id, []))
        missed = [row for row in missed if row["level"] == "core"]
        pairs = [(want, got) for want, got in pairs if want["level"] == "core"]
        core, found, false = core + len(pairs) + len(missed), found + len(pairs), false + len(spurious)
        errors += [("spurious", doc_id, row["start"], row["text"], "", "") for row in spurious]
        errors += [("missed", doc_id, row["start"], row["text"], "", "") for row in missed]
        for want, found_one in pairs:
            got = as_labelled(found_one)
            same = {name: _same(name, want, got) for name in (*QUANTITY, *CONTEXT)}
            for name, ok in same.items():
                right[name] += ok
                if not ok:
                    errors.append((name, doc_id, want["start"], want["text"], str(want[name]), str(got.get(name, ""))))
            right["quantity"] += all(same[name] for name in QUANTITY)
            right["record"] += all(same.values())
    scores = {
        name: _f1(hits, found + false, core)
        for name, hits in (("detection", found), ("quantity", right["quantity"]), ("record", right["record"]))
    }
    fields = {name: right[name] / found if found else 0.0 for name in (*QUANTITY, *CONTEXT)}
    return Evaluation(
        core,
        found,
        false,
        scores,
        fields,
        pd.DataFrame(errors, columns=["kind", "doc_id", "start", "text", "want", "got"]),
    )


def _f1(hits: int, given: int, wanted: int) -> tuple[float, float, float]:
    precision, recall = (hits / given if given else 0.0), (hits / wanted if wanted else 0.0)
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def _same(name: str, want: dict[str, Any], got: dict[str, Any]) -> bool:
    if name == "value":
        return math.isclose(float(want[name]), float(got[name]), rel_tol=1e-4, abs_tol=1e-9)
    if name == "scope" and not want["indicator"]:
        return True  # scope matters only where the figure is the value of an indicator
    return str(want[name]).strip() == str(got.get(name, "")).strip()


def _pair(
    gold: list[dict[str, Any]], found: list[dict[str, Any]]
) -> tuple[list[tuple[dict[str, Any], dict[str, Any]]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Pairs by overlap, largest first; the labelled figures without a pair; the found ones that overlap nothing labelled."""
    overlaps = sorted(
        (
            (min(want["end"], got["end"]) - max(want["start"], got["start"]), -i, -j)
            for i, want in enumerate(gold)
            for j, got in enumerate(found)
            if min(want["end"], got["end"]) > max(want["start"], got["start"])
        ),
        reverse=True,
    )
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in overlaps:
        if -i not in chosen and -j not in taken:
            chosen[-i] = -j
            taken.add(-j)
    touching = {-j for _, _, j in overlaps}
    pairs = [(gold[i], found[j]) for i, j in sorted(chosen.items())]
    return (
        pairs,
        [row for i, row in enumerate(gold) if i not in chosen],
        [row for j, row in enumerate(found) if j not in touching],
    )

"""The inputs of a derivation: pairs of observations of one source, their codes and ids, and the row that comes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from .. import periods, schemas
from ..lexicon import codelists, comparability
from . import intervals, reason_codes
from .reason_codes import code

CELL = ["ref_area", "time_period", "breakdown", "status", "source_id", "source_title"]


def keys(rows: pd.DataFrame) -> pd.Series:
    """`indicator|area|period|breakdown` of each row, as in the column `inputs`."""
    return rows["indicator"] + "|" + rows["ref_area"] + "|" + rows["time_period"] + "|" + rows["breakdown"]


def of(observations: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Rows of indicator `first` beside those of `second`, of the same area, period, breakdown and source."""
    return pairs(
        observations[observations["indicator"].eq(first)], observations[observations["indicator"].eq(second)], CELL
    )


def pairs(left: pd.DataFrame, right: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """`left` with the value (b), bounds and ids of the row of `right` that agrees in `on`; its own as a."""
    sides = []
    for name, rows in (("a", left), ("b", right)):
        low, high = intervals.presumed(rows)
        more = {
            name: rows["obs_value"],
            f"{name}_low": low,
            f"{name}_high": high,
            f"{name}_key": keys(rows),
            f"{name}_ids": rows["figure_ids"],
            f"{name}_reasons": rows["reasons"],
        }
        sides.append(
            rows.assign(**more)
            if name == "a"
            else _preferred(rows, on).assign(**more).drop_duplicates(on)[[*on, *more]]
        )
    return sides[0].merge(sides[1], on=on, how="inner")


def _preferred(rows: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """`rows` with the definition that a rate is based on first, where a source counts one thing in several ways."""
    order = {name: place for place, name in enumerate(comparability()["base_order"])}
    return rows.assign(_order=rows["definition"].map(order)).sort_values("_order", kind="stable")


def interval(pairs: pd.DataFrame, side: str) -> tuple[pd.Series, pd.Series]:
    return pairs[f"{side}_low"], pairs[f"{side}_high"]


def both(pairs: pd.DataFrame, reason: str) -> dict[str, pd.Series]:
    """Codes and ids of both inputs, and the rule's own reason."""
    own = pd.Series(code(reason) if reason else "", index=pairs.index, dtype=str)
    reasons = reason_codes.join([own, pairs["a_reasons"], pairs["b_reasons"]]).map(distinct).astype(str)
    return {
        "reasons": reasons,
        "figure_ids": (pairs["a_ids"] + " " + pairs["b_ids"]).str.strip(),
        "inputs": pairs["a_key"] + " " + pairs["b_key"],
    }


def distinct(codes: str) -> str:
    """Every code once; wording of the inputs (逾, 近, a verb) belongs to them, not to the result."""
    drop = {"over", "under", "about", "verb", "part_not_separate", "kinds_unstated"}
    return " ".join(dict.fromkeys(part for part in codes.split(" ") if part.partition("=")[0] not in drop))


def limits(rows: pd.DataFrame, reason: str) -> pd.Series:
    """`reason` and what limited the input: its months and its definition; not its conflict, break or wording."""
    kept = (
        rows["reasons"]
        .str.findall(r"(?:part_of_year=\S+|as_of_month=\S+|definition_\w+|counts_\w+|includes_part=\S+|verb=\S+)")
        .str.join(" ")
    )
    return reason_codes.join([pd.Series(reason, index=rows.index), kept])


def worded(rule: str, **values: Any) -> dict[str, pd.Series]:
    """method and method_en of every row: the rule's sentence with indicators named and numbers filled in."""
    series = next(value for value in values.values() if isinstance(value, pd.Series))
    found = {}
    for column, lang in (("method", "zh"), ("method_en", "en")):
        named = {
            key: value if isinstance(value, pd.Series) else pd.Series(codelists.name(value, lang), index=series.index)
            for key, value in values.items()
        }
        template = comparability()["methods"][rule][lang]
        filled = [template.format(**dict(zip(named, row, strict=True))) for row in zip(*named.values(), strict=True)]
        found[column] = pd.Series(filled, index=series.index, dtype=str)
    return found


def shown(values: pd.Series) -> pd.Series:
    return values.map("{:,.15g}".format).astype(str)


def rows(source: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    """Observation rows of origin `derived`: place, period and source of `source`, the rest from `columns`."""
    if source.empty:
        return schemas.empty("observations")
    base = source.assign(
        freq=periods.frame(source["time_period"])["freq"],
        origin="derived",
        unit="",
        precision=np.nan,
        growth=np.nan,
    )
    if "indicator" in columns:  # another indicator is not counted by the input's verb
        base = base.assign(verb="", definition="")
    base = base.assign(
        growth_precision=np.nan,
        growth_unit="",
        growth_id="",
        obs_status="A",
        **{"qualifier": "exact", "lower": np.nan, "upper": np.nan, **columns},
    )
    for column in ("obs_value", "lower", "upper"):
        base[column] = base[column].replace([np.inf, -np.inf], np.nan).round(4)
    return schemas.conform(base, "observations")


def stack(found: Iterable[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(list(found), ignore_index=True)

"""What the data says against itself, and what it confirms: every check a table of findings, each explained in Chinese and English."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .. import lexicon, periods, schemas
from ..lexicon import codelists
from ..observations import candidates, dated, intervals, operands, reason_codes, reconciliation, with_ids
from ..schemas import KEY
from . import findings
from . import unread as unread_places
from .findings import FINDING, finding
from .totals import parts_total

_CELL = ["ref_area", "time_period", "breakdown", "status"]


def run(
    figures: pd.DataFrame,
    observations: pd.DataFrame,
    conflicts: pd.DataFrame | None = None,
    reference: pd.DataFrame | None = None,
    unread: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """checks.csv (schemas.CHECKS), sorted by check and id.

    `conflicts` as observations.build gives them (else found again from `figures`); `reference` lets reported values be
    held against reference values that they displaced; `unread` are the places where a number was not understood.
    """
    figures = schemas.conform(figures, "figures")
    return table([of_documents(figures, unread), of_areas(figures, observations, conflicts, reference)])


def of_documents(figures: pd.DataFrame, unread: pd.DataFrame | None = None) -> pd.DataFrame:
    """Findings on whole documents: totals printed beside their parts, places that were not understood."""
    found = [parts_total(figures), *([unread_places.unread(unread)] if unread is not None else [])]
    return pd.concat([frame for frame in found if len(frame)] or [pd.DataFrame(columns=FINDING)], ignore_index=True)


def of_areas(
    figures: pd.DataFrame,
    observations: pd.DataFrame,
    conflicts: pd.DataFrame | None = None,
    reference: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """All other findings; areas can be checked one by one."""
    found = [
        rate_parts(observations),
        conflict(_conflicts(figures) if conflicts is None else conflicts),
        reported_reference(observations, reference),
        growth_levels(observations),
        jump(observations),
        target_result(observations),
        part_over_whole(observations),
        out_of_range(observations),
        corrected(observations),
    ]
    return pd.concat([frame for frame in found if len(frame)] or [pd.DataFrame(columns=FINDING)], ignore_index=True)


def table(found: list[pd.DataFrame]) -> pd.DataFrame:
    """Findings in words, as checks.csv."""
    filled = [frame for frame in found if len(frame)]
    worded = findings.worded(pd.concat(filled or [pd.DataFrame(columns=FINDING)], ignore_index=True))
    return schemas.conform(worded.sort_values(["check", "check_id"]), "checks")


def rate_parts(observations: pd.DataFrame) -> pd.DataFrame:
    """A printed rate against its printed parts: within the rounding of all three, or not."""
    found = []
    for entry in lexicon.load_yaml("comparability.yml")["rates"]:
        if entry.get("assumed"):
            continue
        printed = observations[observations["origin"].ne("derived")]
        pairs = operands.of(printed, entry["part"], entry["whole"])
        pairs = pairs[pairs["b"].gt(0)]
        rates = printed[printed["indicator"].eq(entry["rate"])]
        low, high = intervals.presumed(rates)
        rates = rates[operands.CELL].assign(rate=rates["obs_value"], low=low, high=high, rate_ids=rates["figure_ids"])
        rows = pairs.merge(rates, on=operands.CELL)
        least, most = 100 * rows["a_low"] / rows["b_high"], 100 * rows["a_high"] / rows["b_low"]
        fits = (least <= rows["high"]) & (most >= rows["low"])
        found.append(
            finding(
                rows.assign(indicator=entry["rate"]),
                "rate_parts",
                case=np.where(fits, "confirmed", "differs"),
                expected=100 * rows["a"] / rows["b"],
                found=rows["rate"],
                figure_ids=rows["rate_ids"] + " " + rows["a_ids"] + " " + rows["b_ids"],
                part=entry["part"],
                whole=entry["whole"],
                a=rows["a"],
                b=rows["b"],
            )
        )
    return pd.concat(found, ignore_index=True)


def conflict(conflicts: pd.DataFrame) -> pd.DataFrame:
    """One key printed with different values."""
    ids = conflicts["kept_id"] + " " + conflicts["other_id"]
    case = np.where(conflicts["decided_by"].eq("first_printed"), "open", "decided")
    return finding(
        conflicts,
        "conflict",
        case=case,
        expected=conflicts["other"],
        found=conflicts["kept"],
        figure_ids=ids,
        rule=conflicts["decided_by"],
    )


def reported_reference(observations: pd.DataFrame, reference: pd.DataFrame | None) -> pd.DataFrame:
    """A reported value against the reference value of the same key; agreement within rounding or the declared tolerance."""
    if reference is None or reference.empty:
        return pd.DataFrame(columns=FINDING)
    known = reference[[*KEY, "obs_value", "source_title"]].rename(
        columns={"obs_value": "other", "source_title": "source"}
    )
    rows = observations[observations["origin"].eq("reported")].merge(known, on=KEY)
    tolerance = lexicon.comparability()["check_limits"]["reference_tolerance"]
    low, high = intervals.presumed(rows)
    near = rows["other"].between(low, high) | ((rows["obs_value"] / rows["other"] - 1).abs() <= tolerance)
    case = np.where(near, "agrees", "differs")
    return finding(
        rows,
        "reported_reference",
        case=case,
        expected=rows["other"],
        found=rows["obs_value"],
        figure_ids=rows["figure_ids"],
        source=rows["source"],
    )


def growth_levels(observations: pd.DataFrame) -> pd.DataFrame:
    """A printed growth rate against the printed or reference value of the year before."""
    rows = observations[
        observations["growth"].notna() & observations["growth_unit"].eq("percent") & observations["growth"].gt(-100)
    ]
    before = observations[observations["origin"].ne("derived") & observations["status"].eq("actual")]
    before_low, before_high = intervals.presumed(before)
    before = before[["indicator", *_CELL]].assign(
        earlier=before["obs_value"], earlier_low=before_low, earlier_high=before_high, earlier_ids=before["figure_ids"]
    )
    low, high = intervals.presumed(rows)
    rows = rows.assign(
        low=low, high=high, now=rows["time_period"], time_period=periods.shifted(rows["time_period"], -1)
    )
    rows = rows.merge(before, on=["indicator", *_CELL]).assign(time_period=lambda frame: frame["now"])
    half = rows["growth_precision"] / 2
    least, most = rows["low"] / (1 + (rows["growth"] + half) / 100), rows["high"] / (1 + (rows["growth"] - half) / 100)
    fits = (np.floor(least) <= rows["earlier_high"]) & (np.ceil(most) >= rows["earlier_low"])
    return finding(
        rows,
        "growth_levels",
        case=np.where(fits, "agrees", "differs"),
        expected=rows["obs_value"] / (1 + rows["growth"] / 100),
        found=rows["earlier"],
        figure_ids=rows["figure_ids"] + " " + rows["growth_id"] + " " + rows["earlier_ids"],
        growth=rows["growth"].map("{:+.15g}%".format),
        a=rows["earlier"],
    )


def jump(observations: pd.DataFrame) -> pd.DataFrame:
    """Two years running that differ by more than the declared factor, without a printed growth rate or a declared break."""
    rows = dated(observations[observations["status"].eq("actual") & observations["origin"].ne("derived")])
    rows = rows[rows["months"].isin([0, 12]) & rows["kind"].ne("rate") & rows["obs_value"].gt(0)].sort_values(
        [*KEY[:2], "breakdown", "year"], kind="stable"
    )
    before = rows.groupby(["indicator", "ref_area", "breakdown"])[
        ["obs_value", "time_period", "year", "figure_ids", "unit_measure"]
    ].shift()
    factor = lexicon.comparability()["check_limits"]["jump_factor"]
    ratio = rows["obs_value"] / before["obs_value"]
    leaps = (rows["year"] - before["year"]).eq(1) & (ratio.gt(factor) | ratio.lt(1 / factor)) & rows["growth"].isna()
    leaps &= rows["obs_status"].ne("B") & rows["unit_measure"].eq(before["unit_measure"])
    rows, before = rows[leaps], before[leaps]
    ids = (before["figure_ids"] + " " + rows["figure_ids"]).str.strip()
    return finding(
        rows,
        "jump",
        case="jump",
        expected=before["obs_value"],
        found=rows["obs_value"],
        figure_ids=ids,
        a=before["obs_value"],
        before=before["time_period"],
        factor=factor,
    )


def target_result(observations: pd.DataFrame) -> pd.DataFrame:
    """A target against the printed result of its period."""
    results = observations[observations["status"].eq("actual") & observations["origin"].ne("derived")]
    results = results[["indicator", "ref_area", "time_period", "breakdown", "obs_value", "figure_ids"]]
    rows = observations[observations["status"].eq("target")].merge(
        results, on=["indicator", "ref_area", "time_period", "breakdown"], suffixes=("", "_done")
    )
    met = (
        rows["obs_value_done"]
        .ge(rows["obs_value"])
        .where(rows["qualifier"].ne("at_most"), rows["obs_value_done"].le(rows["obs_value"]))
    )
    ids = (rows["figure_ids"] + " " + rows["figure_ids_done"]).str.strip()
    return finding(
        rows,
        "target_result",
        case=np.where(met, "met", "missed"),
        expected=rows["obs_value"],
        found=rows["obs_value_done"],
        figure_ids=ids,
    )


def part_over_whole(observations: pd.DataFrame) -> pd.DataFrame:
    """A part larger than its whole, of one source."""
    rules = lexicon.comparability()
    pairs = [(entry["part"], entry["whole"]) for entry in [*rules["rates"], *rules["parts"]]]
    found = []
    for part, whole in pairs:
        rows = operands.of(
            observations[observations["origin"].ne("derived") & observations["status"].eq("actual")], part, whole
        )
        rows = rows[rows["a_low"] > rows["b_high"]]
        found.append(
            finding(
                rows,
                "part_over_whole",
                case="over",
                expected=rows["b"],
                found=rows["a"],
                figure_ids=rows["a_ids"] + " " + rows["b_ids"],
                part=part,
                whole=whole,
            )
        )
    return pd.concat(found, ignore_index=True)


def out_of_range(observations: pd.DataFrame) -> pd.DataFrame:
    """Rates outside 0-100 and negative counts."""
    rate = observations["indicator"].map(codelists.kinds()).eq("rate")
    wrong_rate = rate & ~observations["obs_value"].between(0, 100)
    rows = observations[wrong_rate | (~rate & observations["obs_value"].lt(0))]
    case = np.where(wrong_rate[rows.index], "rate", "negative")
    return finding(
        rows, "out_of_range", case=case, expected=np.nan, found=rows["obs_value"], figure_ids=rows["figure_ids"]
    )


def corrected(observations: pd.DataFrame) -> pd.DataFrame:
    """Observations that rest on a declared correction."""
    rows = observations[reason_codes.has(observations["reasons"], "corrected") & observations["origin"].eq("reported")]
    reason = rows["reasons"].map(lambda codes: dict(reason_codes.split(codes))["corrected"]).astype(str)
    return finding(
        rows,
        "corrected",
        case="corrected",
        expected=np.nan,
        found=rows["obs_value"],
        figure_ids=rows["figure_ids"],
        reason=reason,
    )


def _conflicts(figures: pd.DataFrame) -> pd.DataFrame:
    sources: Any = pd.DataFrame(columns=["doc_id"])
    rows = candidates(with_ids(figures), sources)
    return reconciliation.choose(rows[rows["measure"].ne("growth")])[1]

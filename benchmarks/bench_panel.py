"""How long a whole province takes: 50 areas × 10 years × 60 indicators from figures to checks, comparisons and files.

    python benchmarks/bench_panel.py [areas years indicators]

The figures are made up (fixed seed); nothing is written outside a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lib import schemas
from lib.checks import consistency
from lib.comparison import views
from lib.dataset import build
from lib.lexicon import codelists
from lib.observations import derive, reported
from lib.project import Project


def panel(areas: int, years: int, indicators: int, seed: int = 7) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Made-up figures and sources: one report per area and year, one figure per indicator, every fifth approximate, every
    fourth with growth, every tenth area reporting eleven months."""
    rng = np.random.default_rng(seed)
    known = [name for name in codelists.indicators() if name not in ("population_resident", "mediation_failure_rate")]
    names = (known + [f"synthetic_{number}" for number in range(indicators)])[:indicators]
    index = pd.MultiIndex.from_product(
        [range(areas), range(2015, 2015 + years), range(indicators)], names=["area", "year", "at"]
    )
    rows = index.to_frame(index=False)
    rows["indicator"] = rows["at"].map(dict(enumerate(names)))
    rate = rows["indicator"].map(codelists.kinds()).eq("rate")
    rows["value"] = np.where(
        rate, rng.integers(300, 999, len(rows)) / 10, rng.integers(5, 60_000, len(rows)).astype(float)
    )
    rows["measure"] = np.where(rate, "percent", "count")
    rows["qualifier"] = np.where(rng.random(len(rows)) < 0.2, "over", "exact")
    growth = rows[~rate & (rng.random(len(rows)) < 0.25)].assign(
        measure="growth", qualifier="exact", at=lambda frame: frame["at"] + 500
    )
    growth["value"] = rng.integers(-300, 900, len(growth)) / 10
    rows = pd.concat([rows, growth], ignore_index=True)
    return _figures(rows), _sources(rows)


def _figures(rows: pd.DataFrame) -> pd.DataFrame:
    months = np.where(rows["area"] % 10 == 9, "-01/" + rows["year"].astype(str) + "-11", "")
    percent = rows["measure"].isin(["percent", "growth"])
    text = rows["value"].map("{:g}".format) + np.where(percent, "%", "")
    return schemas.conform(
        pd.DataFrame(
            {
                "doc_id": "area" + rows["area"].astype(str) + "-" + rows["year"].astype(str),
                "start": rows["at"] * 40,
                "end": rows["at"] * 40 + text.str.len(),
                "text": text,
                "value": rows["value"],
                "lower": rows["value"],
                "upper": rows["value"].where(rows["qualifier"].eq("exact")),
                "qualifier": rows["qualifier"],
                "unit": np.where(percent, "%", "件"),
                "unit_measure": np.where(percent, "percent", rows["indicator"].map(codelists.units()).fillna("case")),
                "measure": rows["measure"],
                "status": "actual",
                "ref_area": (440000 + 1 + rows["area"]).astype(str),
                "scope": "area",
                "time_period": rows["year"].astype(str) + months,
                "indicator": rows["indicator"],
                "verb": "受理",
                "sentence": "全年" + rows["indicator"] + text + "。",
                "prefix": "全年" + rows["indicator"],
                "suffix": "。",
            }
        ),
        "figures",
    )


def _sources(rows: pd.DataFrame) -> pd.DataFrame:
    documents = rows[["area", "year"]].drop_duplicates()
    doc_id = "area" + documents["area"].astype(str) + "-" + documents["year"].astype(str)
    return pd.DataFrame(
        {"doc_id": doc_id, "title": "报告 " + doc_id, "published": (documents["year"] + 1).astype(str) + "-02-01"}
    )


def timed(label: str, work: Callable[[], Any]) -> Any:
    begin = time.perf_counter()
    result = work()
    print(f"{label:<28}{time.perf_counter() - begin:7.2f} s")
    return result


def main(areas: int = 50, years: int = 10, indicators: int = 60) -> None:
    figures, sources = panel(areas, years, indicators)
    print(f"{areas} areas x {years} years x {indicators} indicators: {len(figures):,} figures")
    values, conflicts = timed("observations.build", lambda: reported.build(figures, sources))
    derived = timed("derive.derive", lambda: derive(values))
    everything = pd.concat([values, derived], ignore_index=True)
    found = timed("checks.run", lambda: consistency.run(figures, everything, conflicts))
    year, names = 2014 + years, list(figures["indicator"].unique())
    table = timed("compare, one year", lambda: views.compare(everything, year, indicators=names, figures=figures))
    timed("compare, nearest", lambda: views.compare(everything, year, indicators=names, match="nearest", max_gap=3))
    timed("rank", lambda: views.rank(table))
    timed("trend, every indicator", lambda: views.trend(everything, names))
    timed("coverage", lambda: views.coverage(everything, figures))
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.raw.mkdir(parents=True)
        sources.to_csv(project.raw / "sources.csv", index=False)
        built = build.Built(figures, everything, found)
        timed("write, validated", lambda: build.write(project, built))
        timed("load", lambda: build.load(project))
    print(
        f"{len(everything):,} observations ({len(derived):,} derived), {len(found):,} findings, {len(table):,} cells compared"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""Small tables for tests: figures made by hand, and those of the gold file with their sentences."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from lib import schemas
from lib.lexicon import codelists
from lib.observations import reference, reported
from lib.observations.derived import derive
from lib.project import Project

ROOT = Path(__file__).resolve().parent.parent
PROJECT = Project(ROOT)
_VERBS = r"(新收|收办|受理|办结|承办|调处|收到)"


def figure(indicator: str, value: float, area: str = "441900", period: str = "2022", **fields: Any) -> dict[str, Any]:
    """One figure as printed: `figure("lawyers", 4936)`; any column of figures.csv by name."""
    text = fields.get("text", f"{value:g}")
    qualifier = fields.get("qualifier", "exact")
    rate = codelists.kinds().get(indicator) == "rate"
    known = {
        "doc_id": f"{area}-{period[:4]}",
        "text": text,
        "value": value,
        "lower": value if qualifier in ("exact", "over", "at_least") else None,
        "upper": value if qualifier in ("exact", "under", "at_most") else None,
        "qualifier": qualifier,
        "unit": "%" if rate else "件",
        "unit_measure": codelists.units().get(indicator, "case"),
        "measure": "percent" if rate else "count",
        "status": "actual",
        "ref_area": area,
        "scope": "area",
        "time_period": period,
        "indicator": indicator,
        "sentence": f"全年{text}。",
        "prefix": "全年",
        "suffix": "。",
    }
    return known | fields


def growth(indicator: str, percent: float, area: str = "441900", period: str = "2022", **fields: Any) -> dict[str, Any]:
    """The printed change of an indicator on the year before."""
    given = {"measure": "growth", "unit": "%", "unit_measure": "percent", "text": f"{percent:g}%"}
    return figure(indicator, percent, area, period, **given | fields)


def figures(*rows: dict[str, Any]) -> pd.DataFrame:
    """figures.csv of `rows`, each at a place of its own."""
    places = count(10, 10)
    made = [{"start": place, "end": place + len(row["text"])} | row for row, place in zip(rows, places, strict=False)]
    return schemas.conform(pd.DataFrame(made), "figures")


def sources(**published: str) -> pd.DataFrame:
    """sources.csv with the given dates of publication by doc_id (`-` written `_`)."""
    return pd.DataFrame(
        [
            {"doc_id": name.replace("_", "-"), "title": f"报告 {name}", "published": date}
            for name, date in published.items()
        ],
        columns=["doc_id", "title", "published"],
    )


def observe(*rows: dict[str, Any], reference: pd.DataFrame | None = None) -> pd.DataFrame:
    """Observations of `rows`."""
    return reported.build(figures(*rows), sources(), reference)[0]


def refer(*rows: tuple[str, str, str, float], **fields: Any) -> pd.DataFrame:
    """Reference values (indicator, area, period, value) as observations."""
    made = pd.DataFrame(rows, columns=["indicator", "ref_area", "time_period", "obs_value"])
    made["unit_measure"] = made["indicator"].map(codelists.units())
    blank = dict.fromkeys(("quote", "publisher", "url", "accessed", "note"), "")
    made = made.assign(
        **blank
        | {"qualifier": "exact", "source_title": "年鉴", "source_grade": "official", "source_id": "supplement"}
        | fields
    )
    return reference.observe(made.assign(obs_value=made["obs_value"].astype(float)))


def panel(*rows: dict[str, Any], reference: pd.DataFrame | None = None) -> pd.DataFrame:
    """Observations of `rows` and what is derived from them."""
    values = observe(*rows, reference=reference)
    return pd.concat([values, derive(values)], ignore_index=True)


def one(table: pd.DataFrame, **key: Any) -> pd.Series:
    """The only row with these values."""
    found = table
    for column, value in key.items():
        found = found[found[column].eq(value)]
    assert len(found) == 1, f"{len(found)} rows with {key}"
    return found.iloc[0]


@cache
def gold() -> pd.DataFrame:
    """The gold figures in the contract of figures.csv: sentences cut from the documents, grades and verbs read beside the number."""
    rows = pd.read_csv(ROOT / "tests/gold/figures.csv", dtype=str, keep_default_na=False)
    texts = {doc_id: (ROOT / f"data/raw/{doc_id}.txt").read_text("utf-8-sig") for doc_id in rows["doc_id"].unique()}
    for number in ("start", "end", "value"):
        rows[number] = pd.to_numeric(rows[number])
    rows["lower"] = rows["value"].where(rows["qualifier"].isin(["exact", "over", "at_least"]))
    rows["upper"] = rows["value"].where(rows["qualifier"].isin(["exact", "under", "at_most"]))
    rows["unit_measure"] = rows["indicator"].map(codelists.units()).fillna("")
    around = [_around(texts[row.doc_id], row.start, row.end) for row in rows.itertuples()]
    rows = rows.assign(**pd.DataFrame(around, index=rows.index))
    graded = rows["indicator"].isin(["mediators_rated", "normative_documents_reviewed"])
    rows["breakdown"] = rows["breakdown"].where(graded, "")
    return schemas.conform(rows, "figures")


def gold_sources() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data/raw/sources.csv", dtype=str, keep_default_na=False)


@cache
def gold_panel() -> pd.DataFrame:
    """Everything the five documents and the reference values give."""
    values = reported.build(gold(), gold_sources(), reference.load(PROJECT))[0]
    return pd.concat([values, derive(values)], ignore_index=True)


def _around(text: str, start: int, end: int) -> dict[str, str]:
    begin = max(text.rfind(mark, 0, start) for mark in "。;；\n") + 1
    stop = min((place for mark in "。;；\n" if (place := text.find(mark, end)) >= 0), default=len(text))
    before, after = text[begin:start], re.split(r"[,，、]", text[end:stop])[0]
    verbs = re.findall(_VERBS, before)
    grades = (
        re.findall(r"[二三四][级級]", after)
        or re.findall(r"[二三四][级級]", before)
        or re.findall(r"市政府|部门|镇街", before)
    )
    sentence = {
        "sentence": text[begin : stop + 1].strip(),
        "prefix": text[max(0, start - 32) : start],
        "suffix": text[end : end + 32],
    }
    return {
        **sentence,
        "verb": verbs[-1] if verbs else "",
        "breakdown": grades[-1].replace("級", "级") if grades else "",
    }

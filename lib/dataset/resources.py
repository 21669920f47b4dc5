"""The tables that the codes of the panel point to: sources, areas, indicators, populations, code lists; published beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .. import documents, lexicon
from ..lexicon import codelists
from ..observations import label
from ..project import Project

POPULATION = "population_resident"
REFERENCE = "reference"
# name → (title, description, key); the columns are those of the frames below
DESCRIBED = {
    "sources": ("Sources", "The documents, and the files of reference values (doc_type reference)", ["doc_id"]),
    "areas": ("Areas", "The areas that the panel speaks of, and those above them", ["ref_area"]),
    "indicators": ("Indicators", "Names, units, kinds and definitions of the indicators", ["indicator"]),
    "populations": ("Populations", "Residents by area and period, with source and grade", ["ref_area", "time_period"]),
    "codes": ("Code lists", "What the codes of the panel mean, obs_status as SDMX CL_OBS_STATUS", ["list", "code"]),
}
LINKS = {  # table → (column, table it points to, its column)
    "figures": [
        ("doc_id", "sources", "doc_id"),
        ("ref_area", "areas", "ref_area"),
        ("indicator", "indicators", "indicator"),
    ],
    "observations": [
        ("indicator", "indicators", "indicator"),
        ("ref_area", "areas", "ref_area"),
        ("source_id", "sources", "doc_id"),
    ],
    "checks": [("indicator", "indicators", "indicator"), ("ref_area", "areas", "ref_area")],
    "sources": [("ref_area", "areas", "ref_area")],
    "populations": [("ref_area", "areas", "ref_area"), ("source_id", "sources", "doc_id")],
    "areas": [("parent", "areas", "ref_area")],
}


def tables(
    project: Project, figures: pd.DataFrame, observations: pd.DataFrame, sources: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Every table of DESCRIBED, all columns texts but year and obs_value; `sources` as documents.table gives it."""
    listed = _sources(project, sources)
    codes = {*observations["ref_area"], *figures["ref_area"], *listed["ref_area"]} - {""}
    return {
        "sources": listed,
        "areas": _areas(codes),
        "indicators": _indicators(),
        "populations": populations(observations),
        "codes": pd.DataFrame(list(lexicon.load_csv("codes.csv")), dtype=str),
    }


def populations(observations: pd.DataFrame) -> pd.DataFrame:
    """Residents of the panel: area with names, period, value, flag, source, grade and address."""
    rows = observations[observations["indicator"].eq(POPULATION) & observations["status"].eq("actual")]
    columns = [
        "ref_area", "area_zh", "area_en", "time_period", "year", "obs_value", "obs_status", "qualifier", "comment_obs", "comment_en",
        "source_id", "source_title", "source_grade", "source_url",
    ]  # fmt: skip
    return label(rows)[columns].reset_index(drop=True)


def _sources(project: Project, sources: pd.DataFrame) -> pd.DataFrame:
    """The documents, then the files of reference values."""
    files = sorted((project.raw / "reference").glob("*.csv"))
    more = pd.DataFrame(
        [
            {"doc_id": path.stem, "file": f"reference/{path.name}", "title": _titled(path), "doc_type": REFERENCE}
            for path in files
        ]
    )
    columns = documents.table([]).columns
    found = [frame.reindex(columns=columns) for frame in (sources, more)]
    return pd.concat(found, ignore_index=True).astype(object).fillna("").astype(str)


def _titled(path: Path) -> str:
    return f"参考值 Reference values: {path.stem}"


def _areas(codes: set[str]) -> pd.DataFrame:
    wanted = codes | {above for code in codes for above in codelists.ancestors(code)}
    known = lexicon.areas()
    rows = [
        {
            "ref_area": area.ref_area,
            "name_zh": area.name_zh,
            "name_en": area.name_en,
            "level": area.level,
            "parent": area.parent,
        }
        for code, area in known.items()
        if code in wanted
    ]
    strange = [
        {"ref_area": code, "name_zh": code, "name_en": code, "level": "", "parent": ""}
        for code in sorted(wanted - set(known))
    ]
    return pd.DataFrame([*rows, *strange], columns=["ref_area", "name_zh", "name_en", "level", "parent"], dtype=str)


def _indicators() -> pd.DataFrame:
    themes = lexicon.themes()
    return pd.DataFrame(
        [
            {
                "indicator": name,
                "name_zh": known.name_zh,
                "name_en": known.name_en,
                "theme": known.theme,
                "theme_zh": themes.get(known.theme, {}).get("zh", known.theme),
                "theme_en": themes.get(known.theme, {}).get("en", known.theme),
                "kind": known.kind,
                "unit_measure": known.unit_measure,
                "definition": known.definition,
                "note_zh": known.note_zh,
                "note_en": known.note_en,
            }
            for name, known in codelists.indicators().items()
        ],
        dtype=str,
    )

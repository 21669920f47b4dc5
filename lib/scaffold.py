"""A project of one's own: its folders, and a params file for every report that its documents make possible."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from . import documents, lexicon
from .project import TEMPLATE, CityStatsError, Project, replace_file

MADE = "# made by `citystats add`; edit it as you like, or delete it and the report goes\n"
IGNORED = ".citystats/\nreports/\ndata/processed/*.parquet\n"
README = """# Statistics of justice bureaus

    citystats add FILE|FOLDER|URL...   files documents in data/raw and makes params files for their areas and years
    citystats report                   data/processed and reports/index.html
    citystats export panel.duckdb      the panel for other programs

`data/raw/reference` holds values from elsewhere, with source and grade; more CSV files of the same columns add to them. `params` holds one file
per report, `notebooks` what they run. Corrections: `data/raw/corrections.yml`.
"""


def init(folder: Path | str) -> Project:
    """Makes a project in `folder`, which may exist but not be one; its paths are those of Project.

    Notebooks import the package as citystats, so that a project may have a lib/ of its own.
    """
    project = Project(Path(folder).resolve())
    register = project.raw / "sources.csv"
    if register.exists():
        raise CityStatsError(f"{project.root}: is a project already; `citystats add` files documents in it")
    texts: dict[Path, str] = {
        project.root / ".gitignore": IGNORED,
        project.root / "README.md": README,
        project.raw
        / "corrections.yml": "# - {figure: DOC#f123, field: value, expect: 12, value: 21, reason: misprint, checked_by: NAME}\n",
        **{project.notebooks / path.name: _notebook(path) for path in sorted((TEMPLATE / "notebooks").glob("*.ipynb"))},
    }
    for path, text in texts.items():
        if not path.exists():
            replace_file(path, text)
    for path in sorted((TEMPLATE / "data" / "raw" / "reference").glob("*.csv")):
        target = project.raw / "reference" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(path, target)
    replace_file(register, ",".join(documents.COLUMNS) + "\n")  # last: with it the folder is a project
    return project


def _notebook(path: Path) -> str:
    """A notebook of this package, importing it by the name that no project's own lib/ can take; no gold files of its own."""
    data = json.loads(path.read_text("utf-8"))
    for cell in data["cells"]:
        cell["source"] = [
            line.replace("from lib", "from citystats").replace('"tests/gold/figures.csv"', '""')
            for line in cell["source"]
        ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def add_params(project: Project, added: Iterable[Mapping[str, str]]) -> list[Path]:
    """Params files that documents just added (rows of sources.csv) call for and that are not there yet; the files made.

    A comparison of every year, a profile of every area, the targets of every plan; where a project has none at all, a trend per
    theme and data quality.
    """
    wanted: dict[str, dict[str, object]] = {}
    rows = [row for row in added if row.get("ref_area") in lexicon.areas() and row.get("year")]
    for row in sorted(rows, key=lambda row: row["year"], reverse=True):  # the profile is of an area's latest year
        area, year = row["ref_area"], int(row["year"])
        wanted[f"yearly_comparison/{year}"] = {"year": year, "areas": "all", "match": "nearest", "max_gap": 1}
        wanted.setdefault(f"area_profile/{place(area)}", {"area": area, "year": year, "areas": "all"})
        if row.get("doc_type") == "plan":
            wanted[f"plan_targets/{place(area)}-{year}"] = {"area": area, "year": year}
    if rows and not any((project.params / "indicator_trend").glob("*.yml")):
        themes = [theme for theme in lexicon.themes() if theme != "reference"]
        wanted |= {f"indicator_trend/{theme}": {"themes": [theme], "areas": "all"} for theme in themes}
    if rows and not any((project.params / "data_quality").glob("*.yml")):
        wanted["data_quality/all"] = {"areas": "all", "gold": ""}
    made = []
    for name, values in sorted(wanted.items()):
        path = project.params / f"{name}.yml"
        if not path.exists():
            replace_file(path, MADE + yaml.safe_dump(values, allow_unicode=True, sort_keys=False))
            made.append(path)
    return made


def place(area: str) -> str:
    """An area's English name as part of a file name."""
    name = unicodedata.normalize("NFKD", lexicon.areas()[area].name_en).lower()
    return "".join(char for char in name if char.isascii() and char.isalpha()) or area

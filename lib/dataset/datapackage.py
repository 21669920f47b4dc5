"""datapackage.json (Frictionless Data Package v2) from the declarations in lib/schemas.py: what the tables mean, for people and programs."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import Any

import pandas as pd
import pandera.pandas as pa

from .. import documents, schemas
from ..project import Project
from . import resources

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"int64": "integer", "float64": "number"}


def text(project: Project, tables: dict[str, str]) -> str:
    """datapackage.json as written; `tables` are the CSV texts by file name, whose size and hash it records."""
    return json.dumps(describe(project, tables), ensure_ascii=False, indent=2) + "\n"


def describe(project: Project, tables: dict[str, str]) -> dict[str, Any]:
    """The package: no date, so that equal data makes an equal file."""
    return {
        "$schema": PROFILE,
        "name": "citystats",
        "version": _version(tables),
        "title": "Statistics from the annual reports and plans of Chinese justice bureaus",
        "description": "Figures extracted from published documents, one observation per indicator, area and period, and what the data says against itself.",
        "keywords": ["司法行政", "统计", "justice", "China", "local government"],
        "licenses": [{"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"}],
        "contributors": [{"title": "citystats contributors", "roles": ["creator", "maintainer"]}],
        "sources": _sources(project),
        "resources": [_resource(path.removesuffix(".csv"), content) for path, content in tables.items()],
    }


def _version(tables: dict[str, str]) -> str:
    """The program's version and the first digits of the tables' hash: data that differ have versions that differ."""
    digest = hashlib.sha256("".join(tables[name] for name in sorted(tables)).encode("utf-8")).hexdigest()
    return f"{version('citystats')}+{digest[:8]}"


def _resource(name: str, content: str) -> dict[str, Any]:
    data = content.encode("utf-8")
    title, description, key = _described(name)
    return {
        "name": name,
        "type": "table",
        "title": title,
        "description": description,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": _fields(name, content),
            "primaryKey": key,
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": "" if other == name else other, "fields": [there]}}
                for column, other, there in resources.LINKS.get(name, [])
            ],
            "missingValues": [""],
        },
    }


def _described(name: str) -> tuple[str, str, list[str]]:
    """Title, description and key of a table."""
    if name in resources.DESCRIBED:
        return resources.DESCRIBED[name]
    table = schemas.TABLES[name]
    return str(table.title), str(table.description), list(table.unique or [])


def _fields(name: str, content: str) -> list[dict[str, Any]]:
    """The columns; those of tables that schemas declares with all that is known, the others by name and type."""
    if name in schemas.TABLES:
        return [_field(column) for column in schemas.TABLES[name].columns.values()]
    heads = content.partition("\n")[0].split(",")
    observed = schemas.OBSERVATIONS.columns
    types = {"obs_value": "number", "year": "integer"}
    return [
        {
            "name": head,
            "type": types.get(head, "string"),
            **({"title": observed[head].title} if head in observed else {}),
        }
        for head in heads
    ]


def _field(column: pa.Column) -> dict[str, Any]:
    """One column: type, titles, unit and constraints, from its pandera declaration.

    An empty cell is Frictionless' missing value: `required` holds where no check of the column lets '' pass.
    """
    kind = _TYPES.get(str(column.dtype), "string")
    field = {
        "name": column.name,
        "type": kind,
        "title": column.title,
        "title_zh": column.metadata["title_zh"],
        "description": column.description,
    }
    if column.metadata["unit"]:
        field["unit"] = column.metadata["unit"]
    if constraints := _constraints(column, kind):
        field["constraints"] = constraints
    return field


def _constraints(column: pa.Column, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for check in column.checks:
        known = check.statistics
        if "allowed_values" in known:
            found["enum"] = [value for value in known["allowed_values"] if value != ""]
        if "pattern" in known:
            found["pattern"] = known["pattern"].removeprefix("(?s)")
        if "min_value" in known:
            found["minimum"] = known["min_value"]
    if _never_empty(column, kind):
        found["required"] = True
    return found


def _never_empty(column: pa.Column, kind: str) -> bool:
    if kind != "string":
        return not column.nullable
    blank = pd.DataFrame({column.name: pd.Series([""], dtype=str)})
    try:
        pa.DataFrameSchema({column.name: column}).validate(blank)
    except pa.errors.SchemaError:
        return True
    return False


def _sources(project: Project) -> list[dict[str, str]]:
    """The documents and the reference values' pages, once each."""
    rows = documents.sources(project.raw / "sources.csv")
    found = [
        {"title": row.get("title") or row.get("doc_id") or row.get("file", ""), "path": row.get("url", "")}
        for row in rows
    ]
    for path in sorted((project.raw / "reference").glob("*.csv")):
        pages = pd.read_csv(path, dtype=str, keep_default_na=False).drop_duplicates(["source_title", "url"])
        found += [
            {"title": title, "path": url} for title, url in pages[["source_title", "url"]].itertuples(index=False)
        ]
    return [{key: value for key, value in source.items() if value} for source in found]

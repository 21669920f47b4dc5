"""datapackage.json is read here as a stranger would: only the JSON and the CSV files, no schema of ours."""

import csv
import hashlib
import io
import json
import re

import made
import pytest

from lib import schemas
from lib.dataset import build, datapackage


@pytest.fixture(scope="module")
def tables():
    built = build.build(made.PROJECT, made.gold(), made.gold_sources())
    return {
        f"{name}.csv": schemas.dump(table, name) if name in schemas.TABLES else schemas.csv_text(table)
        for name, table in built.tables(made.PROJECT).items()
    }


@pytest.fixture(scope="module")
def described(tables):
    return json.loads(datapackage.text(made.PROJECT, tables))


def test_the_package_says_what_frictionless_asks(described):
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", described["name"])
    assert described["licenses"][0]["name"]
    assert described["contributors"][0]["title"]
    assert len(described["sources"]) > 5
    assert all(source["title"] for source in described["sources"])
    assert [resource["path"] for resource in described["resources"]] == [
        f"{name}.csv"
        for name in ("figures", "observations", "checks", "sources", "areas", "indicators", "populations", "codes")
    ]


def test_size_and_hash_are_those_of_the_files(described, tables):
    for resource in described["resources"]:
        data = tables[resource["path"]].encode()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()


def test_every_cell_keeps_what_the_package_promises(described, tables):
    cells = 0
    for resource in described["resources"]:
        rows = list(csv.reader(io.StringIO(tables[resource["path"]], newline="")))
        fields = resource["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields]
        for row in rows[1:]:
            assert len(row) == len(fields)
            cells += sum(_cell(value, field, resource["path"]) for value, field in zip(row, fields, strict=True))
    assert cells > 10_000


def test_primary_keys_are_unique(described, tables):
    for resource in described["resources"]:
        rows = list(csv.DictReader(io.StringIO(tables[resource["path"]], newline="")))
        keys = [tuple(row[column] for column in resource["schema"]["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys)) > 0


def test_other_data_is_another_version(described, tables):
    other = datapackage.describe(made.PROJECT, {**tables, "checks.csv": tables["checks.csv"] + "\n"})
    assert other["version"] != described["version"]


def _cell(value: str, field: dict, path: str) -> bool:
    where = f"{path} {field['name']}: {value!r}"
    rules = field.get("constraints", {})
    if value == "":
        assert not rules.get("required"), where
        return True
    if field["type"] in ("integer", "number"):
        number = int(value) if field["type"] == "integer" else float(value)
        assert number >= rules.get("minimum", number), where
        return True
    assert value in rules.get("enum", [value]), where
    assert re.search(rules.get("pattern", ""), value, re.DOTALL), where
    return True

"""YAML of users: within bounds, each fault told by file; numbers that mean what they look like."""

import pytest

from lib import yaml_files
from lib.project import CityStatsError

BAD = {
    "aliases": ("a: &a [1]\nb: *a\n", "aliases"),
    "alias bomb": ("a: &a [x,x,x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a,*a,*a]\n" for n in range(30)), "aliases"),
    "merge": ("a: &a {x: 1}\nb:\n  <<: *a\n", "aliases"),
    "a key twice": ("year: 2022\nyear: 2023\n", "year stands twice"),
    "deep": ("[" * 3000 + "]" * 3000, "nested too deeply"),
    "deep mappings": ("".join(" " * n + "a:\n" for n in range(600)), "deep"),
    "long": ("a: " + "x" * 5_000_000, "at most 200,000"),
    "python object": ("a: !!python/object/apply:os.system ['true']\n", "could not determine a constructor"),
    "open bracket": ("a: [1, 2\n", "not valid YAML"),
    "tab": ("a:\n\t- 1\n", "not valid YAML"),
    "control": ("a: \x01\n", "not valid YAML"),
    "no day": ("a: 2023-02-30\n", "quotes"),
    "two documents": ("a: 1\n---\nb: 2\n", "not valid YAML"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_by_name(tmp_path, name):
    text, said = BAD[name]
    path = tmp_path / "x.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(CityStatsError, match=r"^params/x\.yml: ") as error:
        yaml_files.read(path, "params/x.yml")
    assert said in str(error.value)


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-32", "latin-1"])
def test_another_encoding_is_told(tmp_path, encoding):
    path = tmp_path / "x.yml"
    path.write_bytes(("title: é\n" if encoding == "latin-1" else "title: 工作总结\n").encode(encoding))
    with pytest.raises(CityStatsError, match="UTF-8"):
        yaml_files.read(path, "x.yml")


def test_a_mark_at_its_beginning_and_an_empty_file_are_fine(tmp_path):
    path = tmp_path / "x.yml"
    path.write_text("\ufeffyear: 2022\n", "utf-8")
    assert yaml_files.read(path, "x.yml") == {"year": 2022}
    path.write_text("")
    assert yaml_files.read(path, "x.yml") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("83", 83), ("-5", -5), ("12.5", 12.5), ("true", True), ("null", None)]
    + [(text, text) for text in ("0123", "12:30", "1_000", "yes", "on", "0x10", ".inf", "1e3", "2023-02-06", "4,936")],
)
def test_literally_only_plain_decimals_are_numbers(tmp_path, text, value):
    path = tmp_path / "x.yml"
    path.write_text(f"value: {text}\n")
    found = yaml_files.read(path, "x.yml", literal=True)["value"]
    assert found == value and type(found) is type(value)

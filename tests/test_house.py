"""The house: a package imports only what stands below it, and of other packages only their faces."""

import ast
from pathlib import Path

import pytest

LIB = Path(__file__).parents[1] / "lib"
# from the ground up; a package may import those before it
FLOORS = (
    "project", "parallel", "yaml_files", "periods", "ids", "schemas", "payloads", "lexicon", "wording", "documents", "quantities", "numerals", "figures", "observations",
    "checks", "dataset", "comparison", "reporting", "publish", "workflow", "panels", "metrics", "scaffold", "cli",
)  # fmt: skip
MODULES = sorted(LIB.rglob("*.py"))


def home(parts: tuple[str, ...] | list[str]) -> str:
    return parts[0] if parts else ""


def imports(path: Path) -> list[tuple[list[str], str]]:
    """(dotted module below lib, imported name) of every import from lib, relative or not, wherever it stands."""
    package = list(path.relative_to(LIB).parts[:-1])
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level + 1]
            elif (node.module or "").split(".")[0] in ("lib", "citystats"):
                base = []
            else:
                continue
            module = [*base, *(part for part in (node.module or "").split(".") if part not in ("", "lib", "citystats"))]
            found += [(module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(alias.name.split(".")[1:], "") for alias in node.names if alias.name.split(".")[0] == "lib"]
    return found


def is_module(parts: list[str]) -> bool:
    place = LIB.joinpath(*parts)
    return (place / "__init__.py").is_file() or place.with_suffix(".py").is_file()


def target(module: list[str], name: str) -> list[str]:
    return [*module, name] if name and is_module([*module, name]) else module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LIB).as_posix())
def test_imports_point_downwards(path):
    own = home(path.relative_to(LIB).with_suffix("").parts)
    if own == "__init__":
        return
    above = [
        ".".join(target(module, name))
        for module, name in imports(path)
        if target(module, name) and home(target(module, name)) != own
        and FLOORS.index(home(target(module, name))) > FLOORS.index(own)
    ]  # fmt: skip
    assert not above, f"{path.relative_to(LIB)} imports {above}, which stand above it"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LIB).as_posix())
def test_other_packages_are_entered_by_their_face(path):
    """`from ..documents import Document`, not from a module inside; a module as a whole may be what a face offers."""
    own = home(path.relative_to(LIB).with_suffix("").parts)
    inside = [
        f"{'.'.join(module)}: {name}"
        for module, name in imports(path)
        if home(module) not in (own, "") and len(module) > 1 and not (LIB.joinpath(*module) / "__init__.py").is_file()
        and home(module) not in ("publish", "workflow")  # entered module by module, so that no command loads what it does not need
    ]  # fmt: skip
    assert not inside, f"{path.relative_to(LIB)} reaches into {inside}"


def test_every_package_has_a_floor_and_no_other():
    found = {home(path.relative_to(LIB).with_suffix("").parts) for path in MODULES} - {"__init__"}
    assert found <= set(FLOORS)


def test_inside_imports_are_relative():
    """So that the same code can be installed under another name."""
    absolute = [
        path.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == "lib"
    ]
    assert not absolute

"""What a module or a notebook imports: the files of lib that a step depends on, and what a warm kernel imports beforehand."""

from __future__ import annotations

import ast
import contextlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

LIB = Path(__file__).parents[1]
NAMES = ("lib", "citystats")  # the package is installed under both


def closure(modules: Iterable[str], root: Path = LIB) -> set[str]:
    """`lib/…` files that `modules` import, directly or not, wherever in the file the import stands: the modules themselves, the
    packages they lie in, and those packages' data files (not those of `lib` itself, which are nobody's in particular)."""
    return set(_closure(frozenset(modules), root))


@cache
def _closure(modules: frozenset[str], root: Path) -> frozenset[str]:
    """Cached, because the reports of one notebook import the same."""
    found: set[Path] = set()
    waiting = [path for module in modules for path in _files_of(module, root)]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if path.suffix == ".py":
            waiting += [file for module in _imported(path, root) for file in _files_of(module, root)]
    return frozenset(
        f"{NAMES[0]}/{path.relative_to(root).as_posix()}" if root == LIB else path.relative_to(root.parent).as_posix()
        for path in found
    )


@cache
def _files_of(module: str, root: Path) -> tuple[Path, ...]:
    """The file of a module, and every package above it with its data files; () for what is no module of `root`."""
    first, *parts = module.split(".")
    if first != root.name and not (root == LIB and first in NAMES):
        return ()
    found: list[Path] = []
    for depth in range(len(parts) + 1):
        place = root.joinpath(*parts[:depth])
        if (place / "__init__.py").is_file():
            found += [place / "__init__.py", *(_data_files(place) if depth else ())]
        elif depth and place.with_suffix(".py").is_file():
            found.append(place.with_suffix(".py"))
    return tuple(found)


def _data_files(package: Path) -> Iterator[Path]:
    """Files that are no Python in a package and in its folders that are no packages."""
    for path in sorted(package.iterdir()):
        if path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").is_file():
            yield from _data_files(path)
        elif path.is_file() and path.suffix not in (".py", ".pyc"):
            yield path


@cache
def _imported(path: Path, root: Path) -> tuple[str, ...]:
    """Modules that a file imports; cached, because every report asks for most of lib."""
    package = ".".join(path.parent.relative_to(root.parent).parts)
    return tuple(imported_names(ast.parse(path.read_text("utf-8")), package))


def imported_names(tree: ast.AST, package: str = "") -> Iterator[str]:
    """Dotted names of what the code imports, wherever it does; `package` is what relative imports start from.

    Of `from a import b` both `a` and `a.b`, since b may be a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (package or not node.level):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def notebook_imports(notebooks: Iterable[Path]) -> list[str]:
    """Modules the notebooks' code cells import, sorted; cells that are not plain Python are passed over."""
    found: set[str] = set()
    for path in notebooks:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                with contextlib.suppress(SyntaxError):
                    found.update(imported_names(ast.parse("".join(cell["source"]))))
    return sorted(found)

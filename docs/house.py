"""The table of modules in docs/architecture.md, made of the modules' own first lines, so that it never tells of another house.

python docs/house.py
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- house: begin (python docs/house.py) -->", "<!-- house: end -->"
# from the ground up, as in tests/test_house.py
ORDER = (
    "project", "parallel", "yaml_files", "periods", "ids", "schemas", "payloads", "lexicon", "wording", "documents", "quantities", "numerals", "figures", "observations",
    "checks", "dataset", "comparison", "reporting", "publish", "workflow", "panels", "metrics", "scaffold", "cli",
)  # fmt: skip


def first_line(path: Path) -> str:
    """The first sentence of a module's docstring, on one line."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return re.sub(r"\s+", " ", text.split("\n\n")[0]).replace("|", "\\|")


def house() -> str:
    """The table: a line for every package and every module in it."""
    lines = ["| | |", "|---|---|"]
    for name in ORDER:
        package = ROOT / "lib" / name
        if package.is_dir():
            lines.append(f"| **{name}/** | **{first_line(package / '__init__.py')}** |")
            modules = sorted(path for path in package.rglob("*.py") if path.name != "__init__.py")
            lines += [f"| `{path.relative_to(ROOT / 'lib').as_posix()}` | {first_line(path)} |" for path in modules]
        elif package.with_suffix(".py").is_file():
            lines.append(f"| `{name}.py` | {first_line(package.with_suffix('.py'))} |")
    return "\n".join(lines)


def page() -> str:
    """architecture.md with the table as it is now."""
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{house()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

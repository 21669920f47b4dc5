"""What a step depends on: imports followed through the package."""

from lib.workflow.imports import closure


def test_imports_are_followed_through_the_package(tmp_path):
    root = tmp_path / "lib"
    (root / "words").mkdir(parents=True)
    (root / "words" / "__init__.py").write_text("")
    (root / "words" / "units.csv").write_text("a\n")
    (root / "a.py").write_text("def f():\n    from lib import b\n")
    (root / "b.py").write_text("import lib.words\n")
    (root / "c.py").write_text("from lib import a\n")
    assert closure(["lib.a"], root) == {"lib/a.py", "lib/b.py", "lib/words/__init__.py", "lib/words/units.csv"}

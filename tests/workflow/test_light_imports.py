"""What worker processes leave out stays out, and notebooks are validated without it."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import lib.workflow.light_imports
import sys, nbformat
nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", id="a")]))
try:
    nbformat.validate({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "sheet"}]})
except nbformat.ValidationError:
    print("refused")
print(sys.modules["rfc3987_syntax"])
"""


def test_notebooks_are_still_validated() -> None:
    made = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert made.stdout.splitlines() == ["refused", "None"]

"""run.json: what a run did, for a program."""

import json

from small_project import run


def log(project):
    return json.loads((project.reports / "run.json").read_text("utf-8"))


def test_run_json_tells_a_program_everything(project):
    run(project)
    entry = next(entry for entry in log(project)["steps"] if entry["step"] == "report/demo/2022")
    assert len(entry["inputs"]["notebooks/demo.ipynb"]) == len(entry["outputs"]["reports/demo/2022.html"]) == 64
    assert {"data/raw/sources.csv", "lib/workflow/execute.py", "pandas", "lib/publish/html.py"} <= entry[
        "inputs"
    ].keys()
    assert not any("/site" in name or name.endswith("cli.py") for name in entry["inputs"])
    assert log(project)["run"]["versions"]["typst"]

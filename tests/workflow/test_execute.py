"""A report's notebook, executed: half of one is never taken for a whole one."""

import time

import pytest
import small_project

from lib.workflow import execute
from lib.workflow.execute import Job

SHOW = ("from IPython.display import HTML\nHTML('x')", [])


CELLS = [
    ("year = 2022", ["parameters"]),
    (
        "import os, sys, random\nimport numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt\nimport seaborn as sns",
        [],
    ),
    ("pd.DataFrame({'a': [1.5, None], '地区': ['坪山', '江门']})", []),
    ("figure, axes = plt.subplots()\naxes.plot([1, 2], [3, 1])\nplt.show()", []),
    ("sns.barplot(x=['a', 'b'], y=[1, 2])", []),
    (
        "plt.rcParams['backend'], sorted({str(key) for key in plt.rcParams if str(plt.rcParams[key]) != str(plt.rcParamsDefault[key])})",
        [],
    ),
    ("[path for path in sys.path if 'site-packages' not in path and path.endswith(('main', 'lib', 'notebooks'))]", []),
    (
        "os.getcwd().rsplit('/', 1)[1], sys.argv[0].rsplit('/', 1)[-1].removesuffix('.py'), __name__, os.environ['PYTHONHASHSEED'], list({'a', 'b', 'c', 'd'})",
        [],
    ),
    ("print('out'); print('err', file=sys.stderr)\n!echo shell", []),
    ("plt.figure()\nplt.hist([1, 2, 2])", []),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    made = small_project.make(tmp_path_factory.mktemp("kernels"), runs=("2022",))
    small_project.notebook(made, "demo", CELLS)
    return made


@pytest.fixture
def attempt(project, monkeypatch):
    """Execute a notebook made of `cells`; no rendering."""
    monkeypatch.setattr(execute, "render", lambda *_: {})

    def run(cells=CELLS, name="demo", **job):
        small_project.notebook(project, name, cells)
        small_project.params(project, f"{name}/2022", year=2022)
        return execute.make(Job(str(project.root), name, "2022", **job))

    return run


FAILURES = {
    "error": ([SHOW, ("1 / 0", [])], "bad/2022: ZeroDivisionError: division by zero\nin the cell:\n    1 / 0"),
    "error that is allowed": ([SHOW, ("1 / 0", ["raises-exception"])], "ZeroDivisionError"),
    "leaves early": ([SHOW, ("import sys\nsys.exit(0)", []), ("'later'", [])], "bad/2022: "),
    "dies": ([SHOW, ("import os\nos._exit(0)", []), ("'later'", [])], "bad/2022: its kernel died"),
    "shows nothing": ([("x = 1", [])], "bad/2022: ran, but showed no table, chart or text"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_half_a_report_is_never_taken_for_a_whole_one(attempt, name):
    cells, message = FAILURES[name]
    outcome = attempt(cells, "bad")
    assert message in outcome.error
    assert outcome.files == {}


def test_a_notebook_that_hangs_is_stopped(attempt):
    begun = time.monotonic()
    outcome = attempt([SHOW, ("import time\ntime.sleep(600)", [])], "slow", timeout=4)
    assert "slow/2022: took longer than 4 s and was stopped" in outcome.error
    assert time.monotonic() - begun < 60


def test_an_unknown_parameter_and_a_missing_notebook_are_said(project):
    small_project.params(project, "yearly_comparison/2022", yaer=2022)
    small_project.notebook(project, "yearly_comparison")
    outcome = execute.make(Job(str(project.root), "yearly_comparison", "2022"))
    assert "yaer" in outcome.error and not outcome.files
    small_project.params(project, "nowhere/2022", year=2022)
    assert "no notebooks/nowhere.ipynb" in execute.make(Job(str(project.root), "nowhere", "2022")).error

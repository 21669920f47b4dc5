"""Kernels: a warm one gives what a cold one gives, failures are seen for what they are, nothing outlives its run."""

import pytest
import small_project

from lib.workflow import execute, kernel_server, kernels
from lib.workflow.execute import Job
from lib.workflow.imports import notebook_imports

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


@pytest.fixture(scope="module")
def warm(project, tmp_path_factory):
    if not kernel_server.Zygote.available():
        pytest.skip("forks only where that is safe")
    folder = tmp_path_factory.mktemp("z")
    with kernel_server.Zygote(
        folder, notebook_imports([project.notebooks / "demo.ipynb"]), kernels.environment(project)
    ) as running:
        yield running


@pytest.fixture
def attempt(project, monkeypatch):
    """Execute a notebook made of `cells`; no rendering."""
    monkeypatch.setattr(execute, "render", lambda *_: {})

    def run(cells=CELLS, name="demo", **job):
        small_project.notebook(project, name, cells)
        small_project.params(project, f"{name}/2022", year=2022)
        return execute.make(Job(str(project.root), name, "2022", **job))

    return run


def test_without_a_zygote_the_kernel_starts_cold(attempt, tmp_path):
    outcome = attempt(
        [("6 * 7", []), ("from IPython.display import HTML\nHTML('x')", [])],
        "lone",
        zygote=str(tmp_path / "gone" / "zygote"),
    )
    assert outcome.error == ""
    assert '"42"' in outcome.files[".ipynb"].decode()


def test_what_fails_warm_only_is_made_cold_and_said(attempt, warm):
    cells = [
        (f"import os\nassert os.getppid() != {warm.process.pid}", []),
        ("from IPython.display import HTML\nHTML('x')", []),
    ]
    outcome = attempt(cells, "shy", zygote=warm.address)
    assert outcome.error == "" and outcome.kernel == "stock"
    assert outcome.remark.startswith("made with a stock kernel; with a warm one it failed: shy/2022: AssertionError")

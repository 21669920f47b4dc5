"""Warm kernels give what cold ones give; a stopped run leaves none behind."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import small_project

from lib.workflow import execute, kernel_server, kernels, suite
from lib.workflow.execute import Job
from lib.workflow.imports import notebook_imports

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


def test_a_warm_kernel_gives_the_very_outputs_of_a_cold_one(attempt, warm):
    cold, first, second = attempt(), attempt(zygote=warm.address), attempt(zygote=warm.address)
    assert (cold.error, first.error, first.remark) == ("", "", "")
    assert (cold.kernel, first.kernel) == ("stock", "warm")
    outputs = [cell.get("outputs") for cell in json.loads(cold.files[".ipynb"])["cells"]]
    pictures = [output for cell in outputs for output in cell if "image/png" in output.get("data", {})]
    assert len(pictures) == 3, "or this test would compare nothing"
    assert first.files[".ipynb"] == cold.files[".ipynb"] == second.files[".ipynb"]


def test_warm_kernels_draw_different_random_numbers(attempt, warm):
    cells = [SHOW, ("import random, numpy\nrandom.random(), numpy.random.random()", [])]
    first, second = (attempt(cells, "dice", zygote=warm.address).files[".ipynb"] for _ in range(2))
    assert first != second


def alive(marker):
    return subprocess.run(["pgrep", "-f", marker], capture_output=True, text=True).stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="reads the process table")
@pytest.mark.parametrize("warm", [True, False])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_stopped_run_leaves_no_process_behind(tmp_path, how, warm):
    """Nothing here waits for a time: each step waits until what it waits for is so."""
    project = small_project.make(tmp_path, runs=("2022", "2023"))
    marker = f"citystats-marker-{random.SystemRandom().randrange(10**9)}"
    for run in ("2022", "2023"):
        small_project.params(
            project,
            f"demo/{run}",
            year=2022,
            fail=f"import subprocess; subprocess.run(['sh', '-c', 'sleep 3000; : {marker}'])",
        )
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\nimport small_project\nfrom pathlib import Path\nfrom lib.dataset import build\nfrom lib.workflow import suite as workflow\nfrom lib.project import Project\n"
        f"build.run = small_project.as_it_is\nsys.exit(workflow.run(Project(Path(sys.argv[2])), jobs=2, warm={warm}))"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parents[1]), str(tmp_path)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: len(alive(marker)) >= 2 or run.poll() is not None)
    assert run.poll() is None
    run.send_signal(how)
    assert run.wait() == (-how if how == signal.SIGKILL else suite.INTERRUPTED)
    wait_until(lambda: not alive(marker) and not alive(str(tmp_path)))


def wait_until(true):
    """However loaded the machine: only a run that never gets there fails, after ten minutes."""
    end = time.monotonic() + 600
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)

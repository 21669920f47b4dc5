"""Run All in a real JupyterLab, in a real browser: every notebook completes, and the widgets of explore react."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from lib.project import Project

pytestmark = pytest.mark.browser
PROJECT = Project.find()
NOTEBOOKS = sorted(path.stem for path in PROJECT.notebooks.glob("*.ipynb"))
INDICATOR = ".jp-Notebook-ExecutionIndicator"
MINUTES = 3 * 60_000  # the longest a notebook may take on a busy machine, in ms


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the notebooks, with settings of its own; its address."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(PROJECT.notebooks, home / "notebooks", ignore=shutil.ignore_patterns(".*"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {
        "CITYSTATS_ROOT": str(PROJECT.root),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={home}",
    ]
    command += ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(command, cwd=home, env={**os.environ, **places}, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api", server, home / "lab.log")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()[-3000:]
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-3000:])


@pytest.fixture
def page(browser, lab):
    context = browser.new_context(viewport={"width": 1300, "height": 1600})
    opened = context.new_page()
    yield opened
    context.close()


def run_all(page, lab: str, name: str) -> None:
    """Open a notebook as a reader would, Run → Run All Cells, wait until the kernel has done them all."""
    page.goto(f"{lab}/lab/tree/notebooks/{name}.ipynb?reset", timeout=MINUTES)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=MINUTES)
    wait_for_kernel(page, lab, name)
    page.click("text=Run >> nth=0")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    cells = len(
        [
            cell
            for cell in json.loads((PROJECT.notebooks / f"{name}.ipynb").read_text("utf-8"))["cells"]
            if cell["cell_type"] == "code"
        ]
    )
    save_until(
        page,
        lab,
        name,
        lambda nb: all(cell.get("execution_count") for cell in nb["cells"] if cell["cell_type"] == "code"),
        cells,
    )


def wait_for_kernel(page, lab: str, name: str) -> None:
    """The notebook's own kernel is up: Run All before that only asks which kernel to take."""
    end = time.monotonic() + MINUTES / 1000
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{lab}/api/sessions", timeout=30) as answer:
            sessions = {session["path"]: session["kernel"]["execution_state"] for session in json.load(answer)}
        if sessions.get(f"notebooks/{name}.ipynb") == "idle":
            page.wait_for_selector(f"{INDICATOR}[data-status=idle]", state="attached", timeout=MINUTES)
            page.wait_for_timeout(1000)
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{name}: no kernel within {MINUTES / 1000:g} s")


def save_until(page, lab: str, name: str, done, cells: int) -> None:
    """Save whenever the kernel rests until what the server holds satisfies `done`; a cell that failed is shown at once."""
    end = time.monotonic() + MINUTES / 1000
    while time.monotonic() < end:
        page.wait_for_timeout(2000)
        page.wait_for_selector(f"{INDICATOR}[data-status=idle]", state="attached", timeout=MINUTES)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1500)
        notebook = stored(lab, name)
        errors = [
            output
            for cell in notebook["cells"]
            for output in cell.get("outputs", [])
            if output["output_type"] == "error"
        ]
        assert not errors, f"{errors[0]['ename']}: {errors[0]['evalue']}"
        if done(notebook) and len([cell for cell in notebook["cells"] if cell["cell_type"] == "code"]) == cells:
            return
    raise AssertionError(f"{name}: not all cells ran within {MINUTES / 1000:g} s")


def stored(lab: str, name: str) -> dict:
    """The notebook as saved; asked for again where the server is just writing it."""
    for _ in range(10):
        try:
            with urllib.request.urlopen(f"{lab}/api/contents/notebooks/{name}.ipynb", timeout=30) as answer:
                return json.load(answer)["content"]
        except urllib.error.HTTPError:
            time.sleep(1)
    raise AssertionError(f"{name}: the server does not give it back")


@pytest.mark.parametrize("name", [name for name in NOTEBOOKS if name != "explore"])
def test_run_all_completes(page, lab, name):
    run_all(page, lab, name)
    page.wait_for_selector(".jp-OutputArea h1", state="attached", timeout=30_000)


def test_explore_reacts(page, lab):
    outside = []
    page.on(
        "request",
        lambda request: (
            outside.append(request.url)
            if not request.url.startswith((lab, lab.replace("http", "ws"), "data:", "blob:"))
            else None
        ),
    )
    run_all(page, lab, "explore")
    _paste_shows_its_figures(page)
    _choosing_a_theme_draws_again(page)
    _a_table_is_searched(page)
    assert not outside, outside


def _paste_shows_its_figures(page) -> None:
    box = page.locator("textarea:visible").last
    box.scroll_into_view_if_needed()
    box.fill("全市受理法律援助案件7654宗。")
    page.locator("button", has_text="提取数字").click()
    page.wait_for_selector(".jp-OutputArea :text('7654')", timeout=60_000)


def _choosing_a_theme_draws_again(page) -> None:
    theme = page.locator(".widget-dropdown select").first
    theme.scroll_into_view_if_needed()
    before = page.locator(".widget-vbox figcaption").first.inner_text()
    theme.select_option(label="法律援助")
    page.wait_for_function(
        "before => document.querySelector('.widget-vbox figcaption')?.innerText !== before", arg=before, timeout=60_000
    )


def _a_table_is_searched(page) -> None:
    search = page.locator("input[type=search]").first
    search.scroll_into_view_if_needed()
    search.fill("司法鉴定")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.dt-container')].some(t => t.querySelectorAll('tbody tr').length > 0 && [...t.querySelectorAll('tbody tr')].every(r => r.innerText.includes('司法鉴定')))",
        timeout=30_000,
    )

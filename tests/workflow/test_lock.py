"""One run at a time."""

import json
import os
import subprocess
import sys

import pytest
from small_project import run

from lib.project import Project
from lib.workflow import lock, suite
from lib.workflow.lock import LockedError


def test_a_second_run_is_refused_while_one_is_at_work(project, capsys):
    from lib.workflow import lock

    with lock.lock(project):
        assert run(project) == suite.LOCKED
    assert f"another run is at work here: process {os.getpid()}" in capsys.readouterr().err
    assert not (project.reports / "run.json").exists()


def test_the_lock_says_who_holds_it_and_is_free_after_a_kill(tmp_path):
    project = Project(tmp_path)
    hold = f"import time; from pathlib import Path; from lib.project import Project; from lib.workflow.lock import lock\nwith lock(Project(Path({str(tmp_path)!r}))): print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    with (
        pytest.raises(LockedError, match=rf"process {holder.pid} on \S+ since \d{{4}}-\d\d-\d\dT") as refused,
        lock.lock(project),
    ):
        pass
    assert "another run" in str(refused.value)
    assert json.loads((project.state / "who.json").read_text())["pid"] == holder.pid, (
        "a refused run leaves the holder's name alone"
    )
    holder.kill()
    holder.wait()
    with lock.lock(project):
        assert json.loads((project.state / "who.json").read_text())["pid"] != holder.pid
    assert not (project.state / "who.json").exists()

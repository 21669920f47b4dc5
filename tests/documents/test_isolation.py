"""Whatever a reader does, the process that asked for a document goes on: answers, refusals, deaths, memory, time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lib.documents import budgets, isolation
from lib.project import CityStatsError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="documents are read apart on Linux only")


def refuse():
    raise CityStatsError("a.docx: the third part is damaged")


def devour():
    held = []
    while True:
        held.append(bytearray(16 << 20))


def compute():
    while True:
        pass


def test_an_answer_comes_back_and_it_was_another_process():
    assert isolation.run(lambda: ("律师", os.getpid()), "a.docx")[0] == "律师"
    assert isolation.run(os.getpid, "a.docx") != os.getpid()


def test_a_refusal_comes_back_as_it_was_said():
    with pytest.raises(CityStatsError, match=r"^a\.docx: the third part is damaged$"):
        isolation.run(refuse, "a.docx")


def test_the_death_of_the_process_is_told():
    with pytest.raises(CityStatsError, match=r"^a\.pdf: .*SIGSEGV"):
        isolation.run(lambda: os.kill(os.getpid(), signal.SIGSEGV), "a.pdf")
    with pytest.raises(CityStatsError, match=r"^a\.pdf: .*died"):
        isolation.run(lambda: os._exit(3), "a.pdf")


def test_memory_ends_the_process_and_not_this_one(monkeypatch):
    monkeypatch.setenv("CITYSTATS_MAX_MEMORY", "64")
    with pytest.raises(CityStatsError, match=r"a\.xlsx: .*"):
        isolation.run(devour, "a.xlsx")


def test_processor_time_ends_the_process_and_can_be_raised(monkeypatch):
    monkeypatch.setenv("CITYSTATS_MAX_SECONDS", "1")
    with pytest.raises(CityStatsError, match=r"a\.pdf: .*1 seconds of processor time.*CITYSTATS_MAX_SECONDS=4"):
        isolation.run(compute, "a.pdf")


def test_nothing_stays_behind(monkeypatch):
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before, started = set(Path("/proc/self/fd").iterdir()), children.read_text().split()
    for _ in range(20):
        isolation.run(lambda: 1, "a.docx")
    assert set(Path("/proc/self/fd").iterdir()) == before
    assert children.read_text().split() == started


def test_it_dies_with_the_process_that_waits_for_it(tmp_path):
    code = (
        "import os, sys, time\nfrom lib.documents import isolation\n"
        f"isolation.run(lambda: (open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())), time.sleep(60)), 'a')"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    note = tmp_path / "pid"
    while not (note.is_file() and note.read_text()):
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    child = Path("/proc", note.read_text())
    end = time.monotonic() + 20
    while child.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert not child.exists()


@pytest.mark.parametrize("name", budgets.LIMITS)
def test_every_limit_says_what_it_counts_and_how_to_raise_it(monkeypatch, name):
    budgets.hold(name, budgets.LIMITS[name].most)
    variable = f"CITYSTATS_MAX_{name.upper()}"
    with pytest.raises(budgets.OverBudgetError, match=f"{budgets.LIMITS[name].words}.*{variable}="):
        budgets.hold(name, budgets.LIMITS[name].most + 1)
    monkeypatch.setenv(variable, str(budgets.LIMITS[name].most + 1))
    budgets.hold(name, budgets.LIMITS[name].most + 1)
    for wrong in ("-1", "0", "viel", "1e9", "٣"):
        monkeypatch.setenv(variable, wrong)
        with pytest.raises(CityStatsError, match=variable):
            budgets.hold(name, 1)

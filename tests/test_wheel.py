"""The wheel, unpacked beside a project that has a lib/ of its own: both names are there, and nothing needs the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ASK = "from citystats import metrics; print(metrics.compare(2023, areas=['中山市'], indicators=['lawyers'])['obs_value'].tolist())"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder to import from that holds what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-build-isolation",
        "--no-deps",
        "--no-index",
        "-w",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_a_project_with_a_lib_of_its_own_is_made_filled_and_asked(installed, tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "CITYSTATS_ROOT"}
    environment |= {"PYTHONPATH": str(installed)}

    def python(*arguments, folder):
        done = subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, cwd=folder, env=environment, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    (tmp_path / "report.txt").write_text("中山市司法局2023年工作总结\n2023年，全市执业律师1625人。\n", "utf-8")
    python("-m", "citystats.cli", "init", "own", folder=tmp_path)
    own = tmp_path / "own"
    (own / "lib").mkdir()
    (own / "lib" / "__init__.py").write_text("raise RuntimeError('the lib of the project')", "utf-8")
    python("-m", "citystats.cli", "add", "../report.txt", folder=own)
    python("-m", "citystats.cli", "build", folder=own)
    assert python("-c", ASK, folder=own) == "[1625.0]\n"
    assert (own / "data" / "processed" / "observations.parquet").is_file()


def test_both_names_are_in_the_wheel(installed):
    for name in ("lib", "citystats"):
        assert (installed / name / "lexicon" / "indicators.yml").is_file()
        assert (installed / name / "template" / "notebooks" / "yearly_comparison.ipynb").is_file()

"""`python run_small_project.py ROOT`: a real run of a small project whose data/processed is taken as it lies there."""

import sys
from pathlib import Path

import small_project

from lib.dataset import build
from lib.project import Project
from lib.workflow import suite

if __name__ == "__main__":
    build.run = small_project.as_it_is
    sys.exit(suite.run(Project(Path(sys.argv[1])), jobs=2))

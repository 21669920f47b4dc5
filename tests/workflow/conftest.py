"""A small project whose reports take no time."""

import pytest
import small_project

from lib.dataset import build
from lib.workflow import workers


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "run", small_project.as_it_is)
    monkeypatch.setattr(workers, "make", small_project.pretend)
    return small_project.make(tmp_path)

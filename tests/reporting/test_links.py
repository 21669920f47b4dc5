"""A number's link leads to its sentence on every road: JupyterLab started in notebooks/ or at the root, papermill, nbconvert."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from jupyter_server.services.contents.filemanager import FileContentsManager

from lib import ids
from lib.project import Project
from lib.publish import exporters
from lib.reporting.tables import value_cell
from lib.workflow import published_files

PAGE = "<p id='f1'>一句</p>"


@pytest.fixture
def project(tmp_path):
    for folder in ("notebooks", "reports/sources", "reports/yearly_comparison", "data/raw"):
        (tmp_path / folder).mkdir(parents=True)
    made = Project(tmp_path)
    published_files.put(made, {"sources/a.html": PAGE})
    return made


@pytest.mark.parametrize(
    ("root", "notebook"), [(".", "notebooks/mine.ipynb"), ("notebooks", "mine.ipynb"), (".", "out.ipynb")]
)
def test_jupyter_opens_the_page_beside_a_notebook(project, root, notebook):
    """JupyterLab reads a relative link from the notebook's folder and asks its contents manager for the file."""
    manager = FileContentsManager(root_dir=str(project.root / root))
    link = value_cell.href("a#f1")
    assert link is not None
    path = (PurePosixPath(notebook).parent / link.partition("#")[0]).as_posix()
    assert manager.get(path, type="file")["content"] == PAGE


@pytest.mark.parametrize("folder", [".", "notebooks", "reports/yearly_comparison", "notebooks/mine"])
def test_nbconvert_finds_the_pages_from_where_the_notebook_lies(project, folder):
    (project.root / folder).mkdir(exist_ok=True)
    found = exporters._root({"path": str(project.root / folder)})
    assert (project.root / folder / found / "sources" / "a.html").read_text("utf-8") == PAGE


def test_a_published_notebook_leads_to_the_page_beside_it(project):
    link = ids.from_run(f'"{value_cell.href("a#f1")}"').strip('"').partition("#")[0]
    assert (project.reports / "yearly_comparison" / link).read_text("utf-8") == PAGE


def test_the_link_in_notebooks_is_made_once_and_nothing_of_yours_is_touched(project):
    published_files.link_notebooks(project)
    assert (project.notebooks / "reports").resolve() == project.reports.resolve()
    (project.notebooks / "reports").unlink()
    (project.notebooks / "reports").mkdir()
    published_files.link_notebooks(project)
    assert not (project.notebooks / "reports").is_symlink()

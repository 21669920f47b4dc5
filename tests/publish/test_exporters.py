"""nbconvert's formats give what the suite gives."""

from __future__ import annotations

from functools import cache

import nbconvert
import nbformat
from fixtures import notebooks

from lib.publish import blocks, html, pdf


@cache
def made(name: str) -> bytes:
    return pdf.render(blocks.from_notebook(getattr(notebooks, name)()), name="2022")


def test_nbconvert_makes_the_same_pdf(tmp_path):
    path = tmp_path / "2022.ipynb"
    nbformat.write(notebooks.comparison(), path)
    body, resources = nbconvert.get_exporter("citystats-pdf")().from_filename(str(path))
    assert body == made("comparison") and resources["output_extension"] == ".pdf"


def test_nbconvert_makes_the_same_page(tmp_path):
    path = tmp_path / "2022.ipynb"
    nbformat.write(notebooks.comparison(), path)
    body, resources = nbconvert.get_exporter("citystats-html")().from_filename(str(path))
    assert body == html.render(blocks.from_notebook(notebooks.comparison()), name="2022", formats=())
    assert resources["output_extension"] == ".html"


def test_beside_a_notebook_of_notebooks_the_links_stay(tmp_path):
    path = tmp_path / "notebooks" / "mine.ipynb"
    path.parent.mkdir()
    (tmp_path / "reports" / "sources").mkdir(parents=True)
    nbformat.write(notebooks.comparison(), path)
    body, _ = nbconvert.get_exporter("citystats-html")().from_filename(str(path))
    assert 'href="../reports/sources/dongguan-2022-report.html#f3304"' in body

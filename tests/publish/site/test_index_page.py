"""The index: one result an area, the latest, whole years before parts of one."""

import re

import pytest

from lib.project import Project
from lib.publish.site import index_page
from lib.publish.site.content import Material
from lib.publish.site.settings import Settings
from lib.publish.site.voice import voice


@pytest.fixture(scope="module")
def stuff() -> Material:
    return Material.read(Project.find(), [])


def row(area: str, period: str, origin: str = "reported", **more: str) -> dict[str, str]:
    return {"ref_area": area, "time_period": period, "origin": origin, "status": "actual", "breakdown": "_T", **more}


@pytest.mark.parametrize(
    ("rows", "period"),
    [
        ([row("441900", "2021"), row("441900", "2022")], "2022"),
        ([row("441900", "2022-01-01/P6M"), row("441900", "2022")], "2022"),
        ([row("441900", "2023", "extrapolated"), row("441900", "2022")], "2022"),
        ([row("441900", "2025", status="target"), row("441900", "2022")], "2022"),
        ([row("441900", "2025", breakdown="二级"), row("441900", "2022")], "2022"),
    ],
)
def test_the_latest_result(rows: list[dict[str, str]], period: str) -> None:
    (found,) = index_page.latest(rows)
    assert found["time_period"] == period


def test_the_nation_is_no_area_beside_others() -> None:
    assert index_page.latest([row("000000", "2022")]) == []


def test_the_page_names_its_documents(stuff: Material) -> None:
    page = index_page.page(stuff, Settings(), voice("en"), [])
    assert re.search(r"<html[^>]*lang=.en", page)
    assert all(document.doc_id in page for document in stuff.documents)

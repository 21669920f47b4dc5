"""The list of sources: every document and every reference value with what is known of it."""

import pytest

from lib.project import Project
from lib.publish.site import source_list
from lib.publish.site.content import Material
from lib.publish.site.voice import voice


@pytest.fixture(scope="module")
def stuff() -> Material:
    return Material.read(Project.find(), [])


def test_all_documents_and_references_are_listed(stuff: Material) -> None:
    pages = source_list.pages(stuff, voice("zh"))
    assert all(document.doc_id in pages["sources/index.html"] for document in stuff.documents)
    assert "sources/references.html" in pages


def test_a_table_has_a_row_a_document(stuff: Material) -> None:
    assert len(source_list.document_table(stuff.documents, stuff, voice("en"))["rows"]) == len(stuff.documents)


def test_facts_name_edition_and_version(stuff: Material) -> None:
    facts = source_list.facts(stuff, voice("zh"))
    assert any(stuff.data_version in value for _, value, _ in facts)
    assert all(name and value for name, value, _ in facts)

"""The site around the reports, in both languages: index, sources, themes, areas, indicators, explorer, methods, flags, revisions;
the parts of data that its pages load, and the data to download. Made of files alone: the same files give the same site."""

from __future__ import annotations

from collections.abc import Iterable

from ...dataset import editions
from ...project import FONTS, Project
from . import explorer, index_page, indicator_pages, info_pages, listings, search, settings, source_list, source_pages
from .content import REFERENCE, Material, Row
from .settings import Settings
from .voice import LANGUAGES, Voice, voice

DATA = ("figures.csv", "observations.csv", "checks.csv", "datapackage.json")


def build(project: Project, published: Iterable[Row]) -> dict[str, str | bytes]:
    """Path below reports/ → content of everything but the reports themselves."""
    stuff, given = Material.read(project, published), settings.read(project)
    downloads = files(project)
    found: dict[str, str | bytes] = {}
    for v in map(voice, LANGUAGES):
        offered = [name for name in downloads if name.count("/") == 1]
        found |= {v.at(path): page for path, page in pages(stuff, given, v, offered).items()}
    views = {document.doc_id: source_pages.view(document, stuff, voice("zh")) for document in stuff.documents}
    found |= search.files(stuff, views)
    found |= explorer.values(stuff)
    found |= indicator_pages.value_files(stuff)
    found |= listings.area_csv(stuff)
    fonts = (path for path in sorted(FONTS.iterdir()) if path.suffix in (".ttf", ".txt"))
    return found | downloads | {f"fonts/{path.name}": path.read_bytes() for path in fonts}


def pages(stuff: Material, given: Settings, v: Voice, downloads: list[str]) -> dict[str, str]:
    """Path of the Chinese page → the page in the language of `v`."""
    return {
        "index.html": index_page.page(stuff, given, v, downloads),
        "explore.html": explorer.page(stuff, v),
        **{source_pages.path(document): source_pages.page(document, stuff, v) for document in stuff.documents},
        **source_list.pages(stuff, v),
        **listings.theme_pages(stuff, v),
        **listings.area_pages(stuff, v),
        **indicator_pages.pages(stuff, v),
        **info_pages.pages(stuff, given, v),
    }


def files(project: Project) -> dict[str, str | bytes]:
    """The data to download: what data/processed holds, the reference values, the values of every edition."""
    paths = {f"data/{name}": project.processed / name for name in DATA}
    paths |= {f"data/{name}": project.raw / "reference" / name for name in REFERENCE}
    paths |= {f"data/editions/{one.edition}.csv": one.path for one in editions.read(project)}
    return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}

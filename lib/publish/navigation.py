"""Addresses within reports/: where a page stands in each language, and the bar that leads from every page to the others.

Chinese pages of the site stand at the top (`themes/lawyers.html`), their English twins below `en/` at the same path. Reports are
made one language at a time; the twin of `<notebook>/<run>` is `<notebook>/<run>-en`.
"""

from __future__ import annotations

from typing import Any

from .labels import labels

ENGLISH = "en/"
PAGES = ("explore.html", "indicators/index.html", "sources/index.html", "methods.html", "revisions.html")
TWINNED = ("index.html", "flags.html", *PAGES, "indicators/", "sources/", "themes/", "areas/")


def is_english(lang: str) -> bool:
    return not lang.lower().startswith("zh")


def localised(path: str, lang: str) -> str:
    """The page of the site at `path` (from reports/) for readers of `lang`; what has no twin stays as it is.

    >>> localised("themes/lawyers.html#lawyers", "en"), localised("data/figures.csv", "en"), localised("index.html", "zh-CN")
    ('en/themes/lawyers.html#lawyers', 'data/figures.csv', 'index.html')
    """
    return ENGLISH + path if is_english(lang) and path.startswith(TWINNED) else path


def twin_of_run(run: str) -> str:
    """The name under which the same report stands in the other language: 2024 ↔ 2024-en."""
    return run.removesuffix("-en") if run.endswith("-en") else f"{run}-en"


def bar(root: str, lang: str, twin: str = "") -> dict[str, Any]:
    """What the bar at the top holds. `root` leads to reports/, `twin` is the page in the other language, from reports/ (default: its index)."""
    words, other = labels(lang), "zh" if is_english(lang) else "en"
    texts = words["nav"]
    return {
        "title": words["site"],
        "label": texts["label"],
        "home": root + localised("index.html", lang),
        "links": [
            {"text": texts[path.split("/")[0].removesuffix(".html")], "href": root + localised(path, lang)}
            for path in PAGES
        ],
        "switch": {
            "text": texts["switch"],
            "lang": labels(other)["lang"],
            "href": root + (twin or localised("index.html", other)),
        },
    }

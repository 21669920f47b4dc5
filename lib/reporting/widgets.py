"""The widgets of notebooks/explore.ipynb: search tables, pick indicators and areas, try the extraction on a text or file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import itables
import pandas as pd
from IPython.core.formatters import DisplayFormatter
from IPython.display import HTML

from .. import lexicon
from ..comparison import views
from ..lexicon import codelists
from ..wording import phrasing, speak
from . import charts, story

TEXTS = 120  # characters of a long text a search table shows
COLUMNS = {
    "figures": [
        "doc_id",
        "text",
        "unit",
        "value",
        "subject",
        "indicator",
        "ref_area",
        "time_period",
        "status",
        "scope",
        "sentence",
    ],
    "observations": [
        "indicator",
        "ref_area",
        "time_period",
        "breakdown",
        "obs_value",
        "unit_measure",
        "obs_status",
        "origin",
        "comment_obs",
        "quote",
    ],
}
WIDE = widgets.Layout(width="98%")


def offline() -> None:
    """itables without any request to another host: its script goes into the notebook once."""
    itables.init_notebook_mode(all_interactive=False, connected=False)


def search(table: pd.DataFrame, name: str, lang: str = "zh") -> HTML:
    """Rows of `figures` or `observations` with names for codes, searchable as a whole and by column."""
    t = speak(lang)
    shown = table[[column for column in COLUMNS[name] if column in table]].copy()
    for column, named in (("indicator", t.indicator), ("ref_area", t.area)):
        shown[column] = [named(code) if code else "" for code in shown[column].fillna("")]
    worded: dict[str, Callable[[str], str]] = {
        "unit_measure": t.unit,
        "breakdown": lambda code: "" if code == "_T" else codelists.named(code, lang),
        "origin": lambda code: t(f"origin_short.{code}") if t.known(f"origin_short.{code}") else code,
    }
    for column, word in worded.items():
        if column in shown:
            shown[column] = [word(str(code)) if not phrasing.missing(code) else "" for code in shown[column]]
    for column in ("value", "obs_value"):
        if column in shown:
            shown[column] = [phrasing.plain(value, 6) if pd.notna(value) else "" for value in shown[column]]
    for column in ("sentence", "quote"):
        if column in shown:
            shown[column] = shown[column].fillna("").astype(str).str.slice(0, TEXTS)
    numeric = [place for place, column in enumerate(shown) if column in ("value", "obs_value")]
    shown = shown.rename(columns={column: t(f"explore.{column}") for column in shown})
    caption = t(f"explore.{name}", n=len(shown))
    return HTML(
        itables.to_html_datatable(
            shown,
            caption=caption,
            connected=False,
            showIndex=False,
            column_filters="header",
            maxBytes=0,
            classes="display compact",  # cells wrap: a long sentence never lies over its neighbour
            columnDefs=[{"className": "dt-right", "targets": numeric}],
            scrollX=True,
            style="width:100%",
        )
    )


def picker(observations: pd.DataFrame, year: int, areas: list[str], lang: str = "zh") -> widgets.VBox:
    """Theme, indicators, areas and year on top; chart over the years, chart of the year and sentences below, redrawn on any change."""
    t = speak(lang)
    held = observations.loc[observations["status"].eq("actual"), "indicator"].value_counts()
    themes = [theme for theme in lexicon.themes() if any(codelists.themes().get(name) == theme for name in held.index)]
    theme = widgets.Dropdown(options=[(t.theme(name), name) for name in themes], description=t("explore.theme"))
    indicators = widgets.SelectMultiple(description=t("explore.indicator"), rows=6)
    places = list(dict.fromkeys([*areas, *observations["ref_area"]]))
    chosen = widgets.SelectMultiple(
        options=[(t.area(code), code) for code in places], value=areas, description=t("explore.ref_area"), rows=6
    )
    at = widgets.BoundedIntText(value=year, min=1949, max=2100, description=t("explore.year"))
    result = widgets.Output()

    def offer(_: Any = None) -> None:
        names = [name for name in lexicon.indicators() if codelists.themes().get(name) == theme.value and name in held]
        indicators.options = [(t.indicator(name), name) for name in names]
        indicators.value = sorted(names, key=lambda name: -held[name])[:2]

    def draw(_: Any = None) -> None:
        names, codes = list(indicators.value), list(chosen.value)
        put(result, *picture(observations, names, codes, at.value, lang))

    offer()
    draw()
    theme.observe(offer, "value")
    for control in (indicators, chosen, at):
        control.observe(draw, "value")
    return widgets.VBox([widgets.HBox([theme, at]), widgets.HBox([indicators, chosen]), result], layout=WIDE)


def picture(observations: pd.DataFrame, indicators: list[str], areas: list[str], year: int, lang: str) -> list[Any]:
    """What the picker shows for a choice: the years, the one year beside it, and the sentences; empty choices say so."""
    history = views.trend(observations, indicators, areas)
    now = views.compare(observations, year, areas, indicators, match="nearest", max_gap=2)
    shown = now[now["obs_value"].notna()]
    beside = [charts.theme(shown, theme, lang) for theme in dict.fromkeys(shown["theme"])]
    return [charts.trend(history, lang), *beside, story.trends(history, lang)]


def paste(show: Callable[[str], Any], lang: str = "zh", text: str = "") -> widgets.VBox:
    """A box for a text and a button; below it the text with its figures marked, as `show` (metrics.show) gives it."""
    t = speak(lang)
    box = widgets.Textarea(value=text or t("explore.sample"), layout=widgets.Layout(width="98%", height="8em"))
    button = widgets.Button(description=t("explore.extract"), button_style="primary")
    result = widgets.Output()
    button.on_click(lambda _: put(result, attempt(show, box.value, lang)))
    put(result, attempt(show, box.value, lang))
    return widgets.VBox([box, button, result], layout=WIDE)


def upload(show: Callable[[str], Any], lang: str = "zh") -> widgets.VBox:
    """A file of one's own (.txt, .html, .docx, .pdf, .xlsx, .csv): its text with the figures marked. Nothing is kept."""
    t = speak(lang)
    chooser = widgets.FileUpload(
        description=t("explore.upload"), accept=".txt,.html,.htm,.docx,.pdf,.xlsx,.csv", multiple=False
    )
    result = widgets.Output()
    chooser.observe(lambda change: put(result, *(_uploaded(show, entry, lang) for entry in change["new"])), "value")
    return widgets.VBox([chooser, result], layout=WIDE)


def attempt(show: Callable[[str], Any], text: str, lang: str) -> Any:
    """`show(text)`; what is wrong with the text, in words, where it cannot be read."""
    if not text.strip():
        return HTML(f"<p>{speak(lang)('explore.empty')}</p>")
    try:
        return show(text)
    except ValueError as error:
        return pd.DataFrame({speak(lang)("explore.error"): [str(error)]})


def put(output: widgets.Output, *objects: Any) -> None:
    """Replace what `output` shows; set as data, so that it works in a callback, a test and without a browser alike."""
    formatter = DisplayFormatter()
    shown = [formatter.format(thing) for thing in objects]
    output.outputs = tuple(
        {"output_type": "display_data", "data": data, "metadata": metadata} for data, metadata in shown
    )


def _uploaded(show: Callable[[str], Any], entry: Any, lang: str) -> Any:
    """The uploaded file, read under its own name, since the suffix says what it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(entry["name"]).name
        path.write_bytes(bytes(entry["content"]))
        return attempt(show, str(path), lang)

"""The face of the library: what a researcher imports.

    from lib import metrics
    metrics.extract("全市现有律师事务所373家。", year="2022", ref_area="441900")   # DataFrame, one row per figure
    metrics.show("report.txt")                                                # the text with its figures marked, in a notebook
    metrics.compare(2023, match="nearest")                                    # indicator × area
    metrics.explain("dongguan-2022-report#f3304")                             # which rule decided what

Tables are those of data/processed (docs/architecture.md); `citystats build` or `make report` makes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from . import documents, panels
from .comparison import views
from .dataset import formats
from .documents import Document
from .figures import Record, explanation, extraction, highlight
from .lexicon import areas, codelists, indicators, themes
from .panels import Area, Panel, Source
from .project import CityStatsError, Project
from .quantities import NumeralError, parse_number

__all__ = [
    "CityStatsError",
    "NumeralError",
    "areas",
    "checks",
    "compare",
    "coverage",
    "explain",
    "explain_text",
    "extract",
    "figures",
    "indicators",
    "observations",
    "panel",
    "parse_number",
    "profile",
    "rank",
    "show",
    "sources",
    "table",
    "targets",
    "themes",
    "trend",
    "typed",
    "unread",
    "use_chinese_font",
    "wide",
]  # fmt: skip

rank, wide = views.rank, views.wide


def extract(text_or_path: str | Path | bytes | Document, **metadata: str) -> pd.DataFrame:
    """The figures of one text, file or Document, one row each (columns: docs/figures.md).

    A folder or a sources.csv gives the figures of all its documents. `metadata` (title, year, ref_area, doc_type, publisher,
    published, doc_id) override what the text says of itself; all are optional. Raises CityStatsError for a file that cannot be read.
    """
    loaded = _loaded(text_or_path, metadata)
    return extraction.frame_of(row for document in loaded for row in extraction.extract(document))


def _loaded(text_or_path: str | Path | bytes | Document, metadata: dict[str, str]) -> list[Document]:
    """The documents that a call names; `metadata` can be given for one only."""
    if isinstance(text_or_path, Document):
        return [text_or_path]
    if not isinstance(text_or_path, (str, Path)) or not _is_folder(text_or_path):
        return [documents.read(text_or_path, **_with_area(metadata))]
    if metadata:
        raise CityStatsError(
            f"{text_or_path}: {', '.join(metadata)} can be given for one document only; use its sources.csv"
        )
    return documents.load(text_or_path)


def _with_area(metadata: dict[str, str]) -> dict[str, str]:
    """`metadata` with the area as its code; an area nobody knows is an error."""
    area = metadata.get("ref_area")
    return {**metadata, "ref_area": codelists.area_code(area)} if area else metadata


def unread(text_or_path: str | Path | bytes | Document, **metadata: str) -> pd.DataFrame:
    """Where a text, file, Document or folder holds what may be a number and was not read, since that would have been a guess: one
    row each, doc_id, start, end, text, reason (as in checks.yml), sentence. What a reader could not read of a file at all stands in
    `Document.warnings`."""
    return extraction.unread_frame(_loaded(text_or_path, metadata)).drop(columns=["ref_area", "year"])


def show(text_or_path: str | Path | bytes | Document, **metadata: str) -> highlight.Highlighted:
    """The text with every figure marked and what was understood of each; displays itself in a notebook."""
    given = _placed(text_or_path)
    document = given if isinstance(given, Document) else documents.read(given, **metadata)
    return highlight.Highlighted(document, extract(document))


def table(data: pd.DataFrame, caption: str, id: str = "table", source: str = "") -> Any:
    """Any DataFrame as a table that a notebook shows and that page, PDF and workbook set like the suite's own."""
    from .reporting.tables import from_frame

    return from_frame(data, caption, id, source)


def use_chinese_font() -> None:
    """Let matplotlib charts of one's own show Chinese, in the font that comes with the suite."""
    from .reporting.charts import use_chinese_font as use

    use()


def explain(figure_id: str, project: Project | None = None) -> pd.Series:
    """Which words and which rule decided what of one figure (`dongguan-2022-report#f3304`).

    A Series: text, value, unit, words (before # after), rule (indicator and its number in indicators.yml, with the words it
    matched), period, area, scope, status, section. Raises CityStatsError where there is no such figure.
    """
    doc_id, _, anchor = figure_id.rpartition("#f")
    document = documents.find((project or Project.find()).raw, doc_id)
    for sentence, quantity, record in extraction.analyse(document):
        if str(quantity.start) == anchor:
            return pd.Series(
                {
                    "figure_id": figure_id, "text": document.text[quantity.start : quantity.end], "value": quantity.value,
                    "qualifier": quantity.qualifier, "unit": quantity.unit, "measure": quantity.measure, "words": record.local,
                    "indicator": record.indicator, "rule": _decided(record), "scope": record.scope, "time_period": record.time_period,
                    "ref_area": record.ref_area, "status": record.status, "sentence": sentence.text,
                    "section": " / ".join(heading.name for heading in sentence.path),
                }
            )  # fmt: skip
    raise CityStatsError(f"{figure_id}: no figure begins there; metrics.figures() lists them")


def explain_text(text_or_path: str | Path | bytes | Document, **metadata: str) -> list[explanation.Explanation]:
    """Every number of a text or file with the rules that held on its words, what each scored, and what decided the rest."""
    document = text_or_path if isinstance(text_or_path, Document) else documents.read(text_or_path, **metadata)
    return list(explanation.explain(document))


def _decided(record: Record) -> str:
    if record.rule:
        return explanation.decided(record.rule)
    return "taken from the figure it compares with or belongs to" if record.indicator else "no rule matched"


def panel(source: Source | Iterable[Source] | None = None) -> Panel:
    """The panel of this project, or of a folder, file, files or documents: figures, observations, checks, compare(), trend(),
    profile(), show(), to_parquet() …"""
    return panels.panel(source)


def figures() -> pd.DataFrame:
    """All figures of the corpus, with figure_id."""
    return panel().figures


def observations() -> pd.DataFrame:
    """The panel: one row per indicator, area, period, breakdown, status and definition."""
    return panel().observations


def checks() -> pd.DataFrame:
    """What the data says against itself."""
    return panel().checks


def sources() -> pd.DataFrame:
    """The documents of the corpus, one row each."""
    built = panel().sources
    if len(built):
        return built
    raw = Project.find().raw
    return documents.table(documents.load(raw, unread=[]), documents.urls(raw / "sources.csv"))


def compare(
    year: int,
    areas: Sequence[Area] | Area | None = None,
    indicators: Sequence[str] | str | None = None,
    themes: Sequence[str] | str | None = None,
    match: Literal["exact", "nearest"] = "exact",
    max_gap: int = 1,
    per: Literal["population", "lawyers"] | None = None,
    *,
    partial: bool = True,
    estimates: bool = False,
) -> pd.DataFrame:
    """Indicator × area for one year. Areas are codes or names; `match="nearest"` lets a year within `max_gap` stand in, its own
    period shown; `per` divides by residents (per 100,000) or lawyers; `partial=False` leaves out parts of a year."""
    return panel().compare(year, areas, indicators, themes, match, max_gap, per, partial=partial, estimates=estimates)


def trend(
    indicators: Sequence[str] | str | None = None,
    areas: Sequence[Area] | Area | None = None,
    *,
    theme: str | None = None,
    estimates: bool = False,
) -> pd.DataFrame:
    """Every year's value of the chosen indicators and areas, breaks and changes marked."""
    return panel().trend(indicators, areas, theme=theme, estimates=estimates)


def profile(area: Area) -> pd.DataFrame:
    """The latest value of every indicator of one area, with the value before."""
    return panel().profile(area)


def targets(area: Area | None = None, year: int | None = None) -> pd.DataFrame:
    """Planned numbers, with the result of their year where a report of it is loaded."""
    return panel().targets(area, year)


def coverage() -> pd.DataFrame:
    """How many values there are, by area, year and theme; zeros included."""
    return panel().coverage()


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """Any of these tables with the types it means: dates, whole years, categories for codes and names, NA for what is missing."""
    return formats.typed(table)


def _placed(text_or_path: str | Path | bytes | Document) -> str | Path | bytes | Document:
    """A relative path that is not here but in the project as a path of the project; anything else as it is."""
    if not isinstance(text_or_path, (str, Path)) or "\n" in str(text_or_path) or not 0 < len(str(text_or_path)) < 1024:
        return text_or_path
    try:
        below = Project.find().root / text_or_path
        return below if not Path(text_or_path).exists() and below.exists() else text_or_path
    except (OSError, CityStatsError):  # a text, not a path; or no project
        return text_or_path


def _is_folder(path: str | Path) -> bool:
    if not 0 < len(str(path)) < 4096 or "\n" in str(path):
        return False
    try:
        return Path(path).is_dir() or Path(path).name == "sources.csv"
    except (OSError, ValueError):  # no name a file can have: a text
        return False

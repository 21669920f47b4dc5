"""The panel in the forms that other programs read: typed tables, Parquet, one DuckDB or SQLite file, a workbook, CSV for Excel."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from .. import schemas
from ..project import CityStatsError, replace_file

DATES = ("period_start", "period_end")
FREE = (  # texts that are hardly ever the same twice
    "text", "subject", "section", "sentence", "prefix", "suffix", "quote", "method", "method_en", "comment_obs", "comment_en", "reasons",
    "figure_ids", "growth_id", "inputs", "check_id", "message_zh", "message_en", "title", "file", "sha256", "url", "source_url", "definition_text",
)  # fmt: skip
FORMATS = ("parquet", "duckdb", "sqlite", "xlsx", "csv")
WIDEST = 60  # characters of a workbook's column


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with the types it means: dates as dates, whole years as Int64, codes and names as categories, blanks as missing."""
    found: dict[str, Any] = {}
    for column, values in table.items():
        name = str(column)
        if name in DATES:
            found[name] = pd.to_datetime(values.mask(values.eq("")), format="%Y-%m-%d")
        elif name in ("year", "gap_years", "start", "end") and values.dtype.kind in "fiO":
            found[name] = pd.to_numeric(values.mask(values.eq("")) if values.dtype.kind == "O" else values).astype(
                "Int64"
            )
        elif pd.api.types.is_string_dtype(values) or values.dtype.kind == "O":
            texts = values.astype("string").mask(values.isna() | values.eq(""))
            found[name] = texts if name in FREE else texts.astype("category")
        else:
            found[name] = values
    return pd.DataFrame(found, index=table.index)


def parquet(table: pd.DataFrame) -> bytes:
    """The typed table as Parquet; the same rows and libraries give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = BytesIO()
    arrow = pa.Table.from_pandas(typed(table), preserve_index=False)
    pq.write_table(arrow, buffer, compression="zstd")
    return buffer.getvalue()


def write(tables: Mapping[str, pd.DataFrame], target: Path, form: str) -> list[Path]:
    """The tables at `target`, a folder for parquet and csv, else one file; the files written. CityStatsError for another form."""
    if form not in FORMATS:
        raise CityStatsError(f"format {form!r} is not known; known are {', '.join(FORMATS)}")
    if form in ("parquet", "csv"):
        made = {
            target / f"{name}.{form}": parquet(table) if form == "parquet" else excel_csv(table)
            for name, table in tables.items()
        }
        for path, content in made.items():
            replace_file(path, content)
        return list(made)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.tmp")
    beside.unlink(missing_ok=True)
    try:
        {"duckdb": _duckdb, "sqlite": _sqlite, "xlsx": _workbook}[form](tables, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return [target]


def excel_csv(table: pd.DataFrame) -> bytes:
    """CSV that a Chinese Excel opens by a double click: UTF-8 with the mark that tells it so."""
    return b"\xef\xbb\xbf" + schemas.csv_text(table).encode("utf-8")


def _duckdb(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    import duckdb
    import pyarrow as pa

    with contextlib.closing(duckdb.connect(str(path))) as connection:
        for name, table in tables.items():
            plain = typed(table)
            plain = plain.astype(
                {column: "string" for column in plain if isinstance(plain[column].dtype, pd.CategoricalDtype)}
            )
            connection.register("incoming", pa.Table.from_pandas(plain, preserve_index=False))
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')
            connection.unregister("incoming")


def _sqlite(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for name, table in tables.items():
            plain = table.astype({column: "float64" for column in table if str(table[column].dtype) == "Int64"})
            plain.mask(plain.eq("")).to_sql(name, connection, index=False)
        connection.commit()


def _workbook(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """A sheet a table: numbers as numbers, texts never formulas or links, heads frozen and filtered."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with contextlib.closing(xlsxwriter.Workbook(str(path), options)) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            for at, column in enumerate(table.columns):
                sheet.write_string(0, at, str(column), bold)
                widths = [len(str(value)) for value in table[column].head(50)]
                sheet.set_column(at, at, min(max([8, len(str(column)), *widths]) + 1, WIDEST))
                for row, value in enumerate(table[column].tolist(), 1):
                    if isinstance(value, str):
                        sheet.write_string(row, at, value[:32767])
                    elif not pd.isna(value):
                        sheet.write_number(row, at, float(value))
            sheet.freeze_panes(1, 1)
            if len(table):
                sheet.autofilter(0, 0, len(table), len(table.columns) - 1)

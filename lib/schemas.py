"""What every table of data/processed may hold: one declaration per column, checked on write, published as datapackage.json."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from . import ids
from .project import CityStatsError

PERIOD = r"^\d{4}(-\d{2}(-\d{2})?(/P\d+[MY])?)?$"
DOCUMENT_PERIOD = r"^(\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?)?$"
QUALIFIERS = ("exact", "about", "over", "under", "at_least", "at_most")
KEY = ["indicator", "ref_area", "time_period", "breakdown", "status", "definition"]
FLAGS = ("B", "D", "E", "U", "P", "A")  # SDMX CL_OBS_STATUS, in order of precedence
ORIGINS = ("reported", "reference", "derived", "extrapolated")
GRADES = ("document", "official", "repost", "media", "compiled")
COVERAGES = ("year", "part_of_year", "as_of", "several_years")
DAY = r"^\d{4}-\d{2}-\d{2}$"
SHOWN = 20  # bad rows an error lists


def _column(
    dtype: Any,
    title: tuple[str, str],
    description: str,
    checks: Sequence[Any] = (),
    unit: str = "",
    nullable: bool = False,
) -> pa.Column:
    metadata = {"title_zh": title[0], "unit": unit}
    return pa.Column(dtype, list(checks), nullable=nullable, title=title[1], description=description, metadata=metadata)


def _text(zh: str, en: str, description: str, *, pattern: str = "", allowed: Sequence[str] = ()) -> pa.Column:
    """A column of strings; empty where there is nothing to say, never missing."""
    checks = [pa.Check.str_matches(pattern)] if pattern else []
    checks += [pa.Check.isin(list(allowed))] if allowed else []
    return _column(str, (zh, en), description, checks)


def _number(
    zh: str,
    en: str,
    description: str,
    *,
    unit: str = "as unit_measure",
    nullable: bool = True,
    minimum: float | None = None,
) -> pa.Column:
    checks = [pa.Check.ge(minimum)] if minimum is not None else []
    return _column(float, (zh, en), description, checks, unit, nullable)


def _offset(zh: str, en: str, description: str) -> pa.Column:
    return _column("int64", (zh, en), description, [pa.Check.ge(0)], "code points")


INDICATOR = _text("指标", "Indicator", "Id of lib/lexicon/indicators.yml or comparability.yml", pattern=r"^[a-z0-9_]+$")
AREA = _text("地区", "Area", "GB/T 2260 code", pattern=r"^\d{6}$")

FIGURES = pa.DataFrameSchema(
    {
        "doc_id": _text("文档", "Document", "The source document, as in sources.csv", pattern=r"^\S+$"),
        "start": _offset("起", "Start", "Offset of the number's first character in the document's text"),
        "end": _offset("止", "End", "Offset after the number's last character"),
        "text": _text("原文数字", "Text", "The number as printed", pattern=r"(?s)^.+$"),
        "value": _number("数值", "Value", "The number, scale word applied", unit="as unit", nullable=False),
        "lower": _number(
            "下界", "Lower bound", "Least value the qualifier allows; empty where it sets none", unit="as unit"
        ),
        "upper": _number(
            "上界", "Upper bound", "Greatest value the qualifier allows; empty where it sets none", unit="as unit"
        ),
        "qualifier": _text("限定", "Qualifier", "How the text limits the number", allowed=QUALIFIERS),
        "unit": _text("单位", "Unit", "Unit as printed, simplified, without scale word"),
        "unit_measure": _text("计量单位", "Unit of measure", "Normalised unit", pattern=r"^[A-Za-z0-9_]*$"),
        "measure": _text(
            "类型", "Measure", "What kind of number it is", allowed=("count", "amount", "percent", "growth", "duration")
        ),
        "status": _text("状态", "Status", "Done (actual) or planned (target)", allowed=("actual", "target")),
        "ref_area": _text("地区", "Area", "GB/T 2260 code of the area it speaks of", pattern=r"^(\d{6})?$"),
        "scope": _text(
            "范围", "Scope", "The whole area, or part of it; empty without indicator", allowed=("area", "part", "")
        ),
        "time_period": _text(
            "时期", "Period", "ISO 8601: a year, months from/to, years from/to", pattern=DOCUMENT_PERIOD
        ),
        "indicator": _text(
            "指标", "Indicator", "Id of lib/lexicon/indicators.yml, empty where none", pattern=r"^[a-z0-9_]*$"
        ),
        "breakdown": _text("细分", "Breakdown", "Grade or level the figure is limited to, simplified"),
        "verb": _text("动词", "Verb", "The verb of the count (新收, 受理, 办结), simplified"),
        "subject": _text("对象", "Subject", "What is counted, as printed, simplified"),
        "section": _text("章节", "Section", "Heading the figure stands under"),
        "sentence": _text("句子", "Sentence", "The sentence as printed"),
        "prefix": _text("前文", "Prefix", "Characters before the number (W3C TextQuoteSelector)"),
        "suffix": _text("后文", "Suffix", "Characters after the number (W3C TextQuoteSelector)"),
    },
    unique=["doc_id", "start"],
    strict=True,
    ordered=True,
    name="figures",
    title="Figures",
    description="Every figure found in the documents, with its place in the published text",
)

OBSERVATIONS = pa.DataFrameSchema(
    {
        "indicator": INDICATOR,
        "indicator_zh": _text("指标名称", "Indicator (Chinese)", "Name of the indicator in Chinese"),
        "indicator_en": _text("指标名称(英文)", "Indicator (English)", "Name of the indicator in English"),
        "ref_area": AREA,
        "area_zh": _text("地区名称", "Area (Chinese)", "Name of the area in Chinese"),
        "area_en": _text("地区名称(英文)", "Area (English)", "Name of the area in English"),
        "time_period": _text(
            "时期", "Period", "SDMX: 2022, 2024-01-01/P11M (start and length), 2021-10, 2020-11-01", pattern=PERIOD
        ),
        "year": _column("int64", ("年份", "Year"), "The year in which the period ends"),
        "period_start": _text("起始日", "First day", "First day of the period, ISO 8601", pattern=DAY),
        "period_end": _text("截止日", "Last day", "Last day of the period, ISO 8601", pattern=DAY),
        "coverage": _text(
            "覆盖",
            "Coverage",
            "year: a whole year, or a stock at its end; part_of_year: some months of a flow; "
            "as_of: a stock at another time; several_years: added up over years",
            allowed=COVERAGES,
        ),
        "breakdown": _text("细分", "Breakdown", "Grade or level (二级, 部门); _T for the whole", pattern=r"^\S+$"),
        "status": _text(
            "状态",
            "Status",
            "Result (actual) or target; part of the key, as both may exist for a year",
            allowed=("actual", "target"),
        ),
        "definition": _text(
            "口径",
            "Definition",
            "What the verb or sentence says is counted (received, accepted, closed …), empty where it says nothing; part of "
            "the key, as one source may print several",
            pattern=r"^[a-z_]*$",
        ),
        "freq": _text(
            "频率",
            "Frequency",
            "SDMX CL_FREQ: A year, S half-year, Q quarter, M month, _O other",
            allowed=("A", "S", "Q", "M", "_O"),
        ),
        "obs_value": _number("数值", "Value", "The observation", nullable=False),
        "lower": _number("下界", "Lower bound", "Least value that the wording or the rounding of the inputs allows"),
        "upper": _number("上界", "Upper bound", "Greatest value that the wording or the rounding of the inputs allows"),
        "precision": _number(
            "精度", "Precision", "Size of the last printed digit: 1 for 2041, 1000 for 2.5万, 0.1 for 98.3%"
        ),
        "qualifier": _text(
            "限定", "Qualifier", "How the text limits the number; about for estimates", allowed=QUALIFIERS
        ),
        "unit_measure": _text("计量单位", "Unit of measure", "Normalised unit", pattern=r"^[A-Za-z0-9_]+$"),
        "unit": _text("单位", "Unit", "Unit as printed, simplified"),
        "obs_status": _text(
            "标记",
            "Flag",
            "SDMX CL_OBS_STATUS, one flag by precedence: B time series break, D definition differs, E estimated value, "
            "U low reliability, P provisional value (the source says so), A normal value",
            allowed=FLAGS,
        ),
        "origin": _text(
            "来历",
            "Origin",
            "reported: extracted from a document; reference: from data/raw/reference; derived: computed from these; "
            "extrapolated: a guess at what is not known yet, never compared",
            allowed=ORIGINS,
        ),
        "rule": _text(
            "推算规则",
            "Rule",
            "Id of the derivation in comparability.yml, empty where not derived",
            pattern=r"^[a-z_]*$",
        ),
        "method": _text("方法", "Method (Chinese)", "How a derived value was computed, in words, Chinese"),
        "method_en": _text("方法(英文)", "Method (English)", "How a derived value was computed, in words, English"),
        "comment_obs": _text("说明", "Comment (Chinese)", "Every reason for caution, in words, Chinese"),
        "comment_en": _text("说明(英文)", "Comment (English)", "Every reason for caution, in words, English"),
        "reasons": _text(
            "原因代码",
            "Reasons",
            "Codes of comparability.yml behind flag and comment, code or code=parameter, space-separated",
        ),
        "verb": _text("动词", "Verb", "The verb of the count as printed, simplified (新收, 收办, 受理, 办结)"),
        "growth": _number("同比", "Growth", "Printed change on the year before", unit="growth_unit"),
        "growth_precision": _number(
            "同比精度", "Growth precision", "Size of the last printed digit of growth", unit="growth_unit", minimum=0
        ),
        "growth_unit": _text("同比单位", "Growth unit", "Unit of growth", allowed=("", "percent", "point", "absolute")),
        "growth_id": _text("同比出处", "Growth figure", "Figure id of the printed growth", pattern=ids.FIGURES),
        "source_id": _text(
            "来源", "Source", "doc_id of the document, or the file of data/raw/reference", pattern=r"^\S+$"
        ),
        "source_title": _text("来源标题", "Source title", "Title of the document or page"),
        "source_url": _text("网址", "Source URL", "Where it was published, empty where unknown"),
        "source_grade": _text(
            "来源等级",
            "Source grade",
            "document (read by this suite), official, repost, media, compiled",
            allowed=GRADES,
        ),
        "published": _text(
            "发布日期", "Published", "Date of publication, empty where unknown", pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
        ),
        "figure_ids": _text(
            "图号", "Figures", "Ids (doc_id#fstart) of the figures it rests on, space-separated", pattern=ids.FIGURES
        ),
        "inputs": _text(
            "输入",
            "Inputs",
            "Keys (indicator|area|period|breakdown) of the observations a derived value was computed from, space-separated",
        ),
        "quote": _text("原句", "Quote", "The sentence as printed"),
    },
    unique=KEY,
    strict=True,
    ordered=True,
    name="observations",
    title="Observations",
    description="One value per indicator, area, period, breakdown, status and definition, with its flag and reasons",
)

CHECKS = pa.DataFrameSchema(
    {
        "check_id": _text("编号", "Check id", "Stable id: check, key and figure", pattern=r"^\S+$"),
        "check": _text("检查", "Check", "Which check, as in lib/lexicon/checks.yml", pattern=r"^[a-z_]+$"),
        "severity": _text(
            "级别",
            "Severity",
            "info: confirmed or context; note: look at it; warning: something does not fit",
            allowed=("info", "note", "warning"),
        ),
        "indicator": _text(
            "指标", "Indicator", "As in observations; empty for what was not read", pattern=r"^[a-z0-9_]*$"
        ),
        "ref_area": _text(
            "地区", "Area", "GB/T 2260 code; empty where the document's is not known", pattern=r"^(\d{6})?$"
        ),
        "time_period": _text("时期", "Period", "SDMX period, as in observations, or empty", pattern=rf"{PERIOD}|^$"),
        "expected": _number("应为", "Expected", "What the other numbers imply"),
        "found": _number("实为", "Found", "What is printed"),
        "difference": _number("差", "Difference", "found minus expected"),
        "figure_ids": _text("图号", "Figures", "Figures concerned, space-separated", pattern=ids.FIGURES),
        "message_zh": _text("说明", "Message (Chinese)", "What it means, in Chinese", pattern=r"^.+$"),
        "message_en": _text("说明(英文)", "Message (English)", "What it means, in English", pattern=r"^.+$"),
    },
    unique=["check_id"],
    strict=True,
    ordered=True,
    name="checks",
    title="Checks",
    description="What the data says against itself, and what it confirms",
)

TABLES: dict[str, pa.DataFrameSchema] = {"figures": FIGURES, "observations": OBSERVATIONS, "checks": CHECKS}


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """`frame` with the columns, order and types of table `name`; absent columns empty, codes strings, blanks as ''."""
    found = {}
    for column, kind in _kinds(name).items():
        values = frame[column] if column in frame else pd.Series("" if kind is str else float("nan"), index=frame.index)
        found[column] = _string(values) if kind is str else _numeric(values, kind, name)
    return pd.DataFrame(found, index=frame.index).reset_index(drop=True)


def validate(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """`frame` itself if it is a valid table `name`; else CityStatsError with the bad rows."""
    try:
        return TABLES[name].validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        rows = [
            f"  row {_place(case.index)}, {case.column}: {case.failure_case!r} fails {case.check}"
            for case in cases.head(SHOWN).itertuples(index=False)
        ]
        more = f"\n  … and {len(cases) - SHOWN} more" if len(cases) > SHOWN else ""
        raise CityStatsError(
            f"{name}: {len(cases)} cells break the table's schema (lib/schemas.py); mend the data or what made it:\n"
            + "\n".join(rows)
            + more
        ) from None


def read(path: Path, name: str) -> pd.DataFrame:
    """Table `name` from a CSV file: codes as strings, empty text as '', empty numbers as NaN."""
    if not path.is_file():
        raise CityStatsError(f"{path}: not there; run `citystats build` first")
    try:
        found = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except ValueError as error:  # pandas' own errors and UnicodeDecodeError
        raise CityStatsError(f"{path}: damaged, {error}; run `citystats build --force`") from None
    texts = [column for column in found.columns if column not in numbers(name)]
    found[texts] = found[texts].replace(_SHIELDED, "", regex=True)
    return conform(found.replace({column: {"": None} for column in numbers(name)}), name)


def dump(frame: pd.DataFrame, name: str) -> str:
    """The validated table as CSV text: LF line ends, numbers in their shortest form, so that equal data is equal bytes."""
    return csv_text(validate(conform(frame, name), name))


_FORMULA = re.compile(
    r"(?=[=+\-@\t\r])(?![-+]?[\d.,]+[%‰]?$)"
)  # what a spreadsheet would compute; a number it would not
_SHIELDED = re.compile(r"^'(?=[=+\-@\t\r])")


def inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before = + - @ and tab, unless it is a number.

    >>> [inert(text) for text in ("=1+1", "-5.2%", "+86人", "律师")]
    ["'=1+1", '-5.2%', "'+86人", '律师']
    """
    return f"'{text}" if _FORMULA.match(text) else text


def bare(cell: str) -> str:
    """A cell of a table of data/processed as it was before `inert`."""
    return _SHIELDED.sub("", cell)


class _Lines(StringIO):
    """Rows that end in CR LF, taken down with LF; what a cell holds stays as it is."""

    def write(self, row: str) -> int:
        return super().write(row.removesuffix("\r\n") + "\n")


def csv_text(frame: pd.DataFrame) -> str:
    """`frame` as CSV: LF line ends, numbers in their shortest form, every cell with a line end of any kind in quotes.

    Rows are written with CR LF first, since Python's csv quotes a lone CR only where the line end of the file has one.
    """
    buffer = _Lines(newline="")
    texts = [column for column in frame.columns if frame[column].dtype.kind not in "iufbMm"]
    frame = frame.assign(**{column: frame[column].map(inert, na_action="ignore") for column in texts})
    frame.to_csv(buffer, index=False, float_format="%.15g", lineterminator="\r\n")
    return buffer.getvalue()


def empty(name: str) -> pd.DataFrame:
    """Table `name` without rows."""
    return conform(pd.DataFrame(columns=list(TABLES[name].columns)), name)


def numbers(name: str) -> list[str]:
    """The numeric columns of table `name`."""
    return [column for column, kind in _kinds(name).items() if kind is not str]


@cache
def _kinds(name: str) -> dict[str, type]:
    kinds = {"int64": int, "float64": float}
    return {column: kinds.get(str(declared.dtype), str) for column, declared in TABLES[name].columns.items()}


def _string(values: pd.Series) -> pd.Series:
    text = values.astype(str)
    return text.mask(values.isna(), "") if values.hasnans else text


def _numeric(values: pd.Series, kind: type, name: str) -> pd.Series:
    if values.dtype == kind:
        return values
    try:
        return pd.to_numeric(values.mask(values.eq("")) if values.dtype.kind == "O" else values).astype(kind)
    except (ValueError, TypeError) as error:
        raise CityStatsError(f"{name}: column {values.name}: {error}; a number is due there, or nothing") from None


def _place(index: Any) -> str:
    return "(whole table)" if pd.isna(index) else str(int(index) + 2)  # as an editor counts: line 1 is the header

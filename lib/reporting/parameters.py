"""What each notebook may be asked: one pydantic model per notebook, and the check its first cell makes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from .. import documents, lexicon, yaml_files
from ..project import CityStatsError, Project
from ..wording import phrasing

Year = Annotated[int, BeforeValidator(lambda value: _no_bool(value)), Field(ge=1949, le=2100)]
Gap = Annotated[int, BeforeValidator(lambda value: _no_bool(value)), Field(ge=0, le=20)]
MOST = 100  # areas of one report
Language = Literal["zh", "en"]


def _no_bool(value: Any) -> Any:
    """YAML 1.1 reads `no` and `on` as booleans, and Python takes a boolean for a number."""
    if isinstance(value, bool):
        raise ValueError(f"{value} is no number")
    return value


def _known(kind: str, value: str, names: Iterable[str]) -> str:
    if value not in names:
        raise ValueError(f"{value!r} is no {kind}; allowed: {', '.join(names)}")
    return value


def _area(value: Any) -> str:
    """A GB/T 2260 code, or a Chinese or English name that only one area has → the code."""
    found = [code for code, area in lexicon.areas().items() if str(value) in (code, area.name_zh, area.name_en)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"{value!r} is the name of {len(found)} areas; give the code: {', '.join(found)}")
    loaded = ", ".join(f"{code} {lexicon.areas()[code].name_zh}" for code in default_areas())
    raise ValueError(f"{value!r} is no area; allowed: codes and names of lib/lexicon/areas.csv, such as {loaded}")


def _indicator(value: str) -> str:
    return _known("indicator", value, lexicon.indicators())


def _theme(value: str) -> str:
    return _known("theme", value, lexicon.themes())


def _no_more(values: Any) -> Any:
    if isinstance(values, list) and len(values) > MOST:
        raise ValueError(f"{len(values)} of them; one report shows at most {MOST}")
    return values


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


Area = Annotated[str, BeforeValidator(_area)]
Areas = Annotated[
    list[Area], BeforeValidator(lambda value: [] if value == "all" else _no_more(value)), AfterValidator(_unique)
]
Indicators = Annotated[list[Annotated[str, AfterValidator(_indicator)]], AfterValidator(_unique)]
Themes = Annotated[list[Annotated[str, AfterValidator(_theme)]], AfterValidator(_unique)]


class Parameters(BaseModel):
    """What all notebooks share. An empty list means all of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    areas: Areas = []
    language: Language = "zh"

    def chosen_areas(self) -> list[str]:
        """The areas asked for, else all the areas documents have come from."""
        return list(self.areas) or default_areas()


class Choice(Parameters):
    """Notebooks that show a choice of indicators: by name, else by theme, else all."""

    indicators: Indicators = []
    themes: Themes = []

    def chosen_indicators(self) -> list[str]:
        if self.indicators:
            return list(self.indicators)
        return [name for name, entry in lexicon.indicators().items() if not self.themes or entry.theme in self.themes]


class YearlyComparison(Choice):
    year: Year
    match: Literal["exact", "nearest"] = "exact"
    max_gap: Gap = 0
    per: Literal["none", "population", "lawyers"] = "population"

    def denominator(self) -> str | None:
        return None if self.per == "none" else self.per


class Years(Parameters):
    """Notebooks over several years."""

    first_year: Year = 2018
    last_year: Year = 2030

    @model_validator(mode="after")
    def _in_order(self) -> Years:
        if self.first_year > self.last_year:
            raise ValueError(
                f"first_year {self.first_year} comes after last_year {self.last_year}; no year lies between them"
            )
        return self

    def within(self, data: pd.DataFrame) -> pd.DataFrame:
        """The rows of `data` of the areas and years asked for; a row without area or year stays."""
        year = [phrasing.year_of(period) for period in data["year" if "year" in data else "time_period"]]
        here = [area == "" or area in self.chosen_areas() for area in data["ref_area"]]
        kept = [
            place and (at is None or self.first_year <= at <= self.last_year)
            for place, at in zip(here, year, strict=True)
        ]
        return data.loc[pd.Series(kept, index=data.index, dtype=bool)].reset_index(drop=True)


class IndicatorTrend(Years, Choice):
    pass


class AreaProfile(Parameters):
    area: Area
    year: Year
    max_gap: Gap = 1
    per: Literal["none", "population", "lawyers"] = "population"

    def denominator(self) -> str | None:
        return None if self.per == "none" else self.per

    def compared_areas(self) -> list[str]:
        """The area itself, then the others."""
        return [self.area, *(area for area in self.chosen_areas() if area != self.area)]


class PlanTargets(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    area: Area
    year: Year
    language: Language = "zh"


class DataQuality(Years):
    gold: str = ""


class Explore(Parameters):
    year: Year


MODELS: dict[str, type[BaseModel]] = {
    "yearly_comparison": YearlyComparison,
    "indicator_trend": IndicatorTrend,
    "area_profile": AreaProfile,
    "plan_targets": PlanTargets,
    "data_quality": DataQuality,
    "explore": Explore,
}


def default_areas() -> list[str]:
    """The areas of the documents, in the order of areas.csv: those of the built corpus, where area and year of a document are
    guessed if sources.csv does not say them; before the first build those that sources.csv names."""
    project = Project.find()
    built = project.processed / "sources.csv"
    rows = documents.sources(built if built.is_file() else project.raw / "sources.csv")
    having = {row.get("ref_area", "") for row in rows}
    return [code for code in lexicon.areas() if code in having]


def validate(notebook: str, values: Mapping[str, Any]) -> Any:
    """`values` as the notebook's model; CityStatsError names the parameter and what it allows."""
    try:
        return MODELS[notebook].model_validate(dict(values))
    except ValidationError as error:
        raise CityStatsError(_explain(notebook, error)) from None


def read(path: Path) -> dict[str, Any]:
    """One params file as a mapping, read as papermill reads it."""
    values = yaml_files.read(path, f"params/{path.parent.name}/{path.name}") or {}
    if not isinstance(values, dict):
        raise CityStatsError(f"{path.name}: needs lines `parameter: value`")
    return values


def check(notebook: str, namespace: Mapping[str, Any]) -> Any:
    """The notebook's parameters from its own globals, checked.

    papermill injects a parameter the notebook does not know and only warns; here it is an error, as is a misspelt
    line in the parameters cell itself.
    """
    fields = MODELS[notebook].model_fields
    given = {name: namespace[name] for name in fields if name in namespace}
    unknown = {name: namespace.get(name) for name in _assigned(namespace) if name not in fields}
    return validate(notebook, {**given, **unknown})


def _assigned(namespace: Mapping[str, Any]) -> list[str]:
    """Names the parameters cells gave a value: the cells just before this one that do nothing but assign."""
    names: list[str] = []
    for source in reversed(list(namespace.get("In", []))[:-1]):
        found = _only_assignments(source)
        if found is None:
            break
        names += found
    return names


def _only_assignments(source: str) -> list[str] | None:
    """The names a cell assigns, None for a cell that does anything else."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    names = []
    for node in body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else None
        )
        if targets is None or not all(isinstance(target, ast.Name) for target in targets):
            return None
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return names


def _explain(notebook: str, error: ValidationError) -> str:
    lines = [_line(notebook, problem) for problem in error.errors(include_url=False)]
    return "\n".join([f"{notebook}: the parameters cannot be used:", *dict.fromkeys(lines)])


def _line(notebook: str, problem: Mapping[str, Any]) -> str:
    name = str(problem["loc"][0]) if problem["loc"] else notebook
    if problem["type"] == "extra_forbidden":
        return f"- {name}: unknown parameter; allowed: {', '.join(MODELS[notebook].model_fields)}"
    message = problem["msg"].removeprefix("Value error, ").replace("Input should be", "allowed:")
    return f"- {name}: {message} (given: {problem.get('input')!r})"

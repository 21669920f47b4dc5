"""What each file of the lexicon may hold. A file is checked when it is loaded; an error names the file, the line and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo

LEVELS = ("nation", "province", "city", "district")
GROUPED = re.compile(r"\|\s+")  # a pattern may go on in the next line after |


def pattern(text: str) -> re.Pattern[str]:
    """A pattern of the lexicon, compiled; ValueError where it is none."""
    try:
        return re.compile(GROUPED.sub("|", text))
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None


def _pattern(text: str) -> str:
    pattern(text)
    return text


def _known(what: str) -> AfterValidator:
    """A word that the validation context lists under `what`."""

    def check(value: str, info: ValidationInfo) -> str:
        known: Mapping[str, Any] = (info.context or {}).get(what, {})
        if value not in known:
            raise ValueError(f"{value!r} is none of the {what}: {_some(known)}")
        return value

    return AfterValidator(check)


def _some(known: Mapping[str, Any]) -> str:
    names = sorted(known)
    return ", ".join(names[:40]) + (f" … ({len(names)} in all)" if len(names) > 40 else "")


def _unit_words(value: str, info: ValidationInfo) -> str:
    context = info.context or {}
    unknown = [] if value in context["classes"] else [word for word in value.split() if word not in context["words"]]
    if unknown or not value.strip():
        raise ValueError(f"{' '.join(unknown)}: neither a class under units nor measure words of units.csv")
    return value


def _measure_words(value: str, info: ValidationInfo) -> str:
    unknown = [word for word in value.split() if word not in (info.context or {})["words"]]
    if unknown:
        raise ValueError(f"{' '.join(unknown)}: no measure word of units.csv")
    return value


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
Theme = Annotated[str, _known("themes")]
Listed = Annotated[str, _known("lists and themes")]
AnIndicator = Annotated[str, _known("indicators")]
Reason = Annotated[str, _known("reasons")]
Area = Annotated[str, _known("areas")]
UnitMeasure = Annotated[str, _known("unit measures")]
UnitWords = Annotated[str, AfterValidator(_unit_words)]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]


class Strict(BaseModel):
    """No key that is not declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Both(Strict):
    """Words in both languages."""

    zh: str
    en: str


# --- indicators.yml -------------------------------------------------------------------------------------------------


class ThemeEntry(Both):
    words: Text


class Defaults(Strict):
    within: Annotated[int, Field(ge=0, le=72)] | None = None
    after: Annotated[int, Field(ge=0, le=24)] | None = None
    close: bool | None = None
    rivals: list[Listed] | None = None
    not_: Text | None = Field(default=None, alias="not")


class RuleEntry(Defaults):
    """README.md says what each key does."""

    units: UnitWords
    words: Text
    with_: Text | None = Field(default=None, alias="with")
    verbs: Text | None = None
    before: bool | None = None
    across: bool | None = None
    theme: bool | None = None
    generic: bool | None = None
    first: bool | None = None
    unless: list[Theme] | None = None
    yields_to: list[Theme] | None = None
    part: Text | None = None
    pattern: Pattern | None = None


class IndicatorEntry(Strict):
    name_zh: Text
    name_en: Text
    theme: Theme
    kind: Literal["stock", "flow", "rate"]
    unit_measure: UnitMeasure
    definition: Text
    definition_zh: Text
    extended: bool = False
    campaign: bool = False
    undivided: bool = False
    of: AnIndicator | None = None
    not_with: list[AnIndicator] = []
    not_limited_by: list[Id] = []
    note_zh: str = ""
    note_en: str = ""
    breakdown: Pattern = ""
    rules: Annotated[list[RuleEntry], Field(min_length=1)]


class ThingEntry(Strict):
    name_zh: Text
    name_en: Text
    rules: Annotated[list[RuleEntry], Field(min_length=1)]


class Indicators(Strict):
    themes: dict[Id, ThemeEntry]
    units: dict[Id, Annotated[str, AfterValidator(_measure_words)]]
    between: Text
    all_of: Text
    objects: Text
    lists: dict[Id, Text]
    defaults: dict[Literal["stock", "flow", "rate", "thing"], Defaults]
    rates: dict[AnIndicator, AnIndicator]
    indicators: dict[Id, IndicatorEntry]
    things: dict[Id, ThingEntry]


# --- comparability.yml ----------------------------------------------------------------------------------------------


class ReferenceIndicator(Strict):
    name_zh: Text
    name_en: Text
    theme: Id
    kind: Literal["stock", "flow", "rate"]
    unit_measure: UnitMeasure
    definition: Text
    definition_zh: str = ""


class Verbs(Strict):
    indicators: list[AnIndicator]
    classes: dict[Id, list[Text]]


class Definition(Verbs):
    unstated: Reason


class UnitRule(Strict):
    indicators: list[AnIndicator]
    units: list[Text]
    reason: Reason


class Includes(Strict):
    indicator: AnIndicator
    words: list[Text]
    part: AnIndicator
    breakdown: Text


class Kinds(Strict):
    indicator: AnIndicator
    words: list[Text]
    stated: Reason
    unstated: Reason


class Break(Both):
    id: Id
    date: Date
    indicators: list[AnIndicator]
    areas: list[Area] = []


class ReferenceNote(Strict):
    match: Pattern
    reason: Reason | Literal[""]


class Rate(Strict):
    rate: AnIndicator
    part: AnIndicator
    whole: AnIndicator
    assumed: bool = False


class Complement(Strict):
    complement: AnIndicator
    rate: AnIndicator


class Total(Strict):
    indicator: AnIndicator
    breakdowns: list[Text]


class Part(Strict):
    whole: AnIndicator
    part: AnIndicator


class Annualise(Strict):
    from_months: Annotated[int, Field(ge=1, le=12)]


class Per(Strict):
    indicator: AnIndicator
    factor: int
    unit: Id
    from_: str = Field(alias="from")
    max_gap: int


class ReasonEntry(Both):
    flag: Literal["", "B", "D", "E", "U", "P", "A"]


class NearCeiling(Strict):
    indicators: list[AnIndicator]
    from_: float = Field(alias="from", strict=False)


class Standing(Strict):
    """What may stand together: how many areas make a ranking, reasons that leave nothing to compare, reasons too weak."""

    fewest: Annotated[int, Field(ge=2)]
    unknowable: list[Reason]
    weak: list[Reason]


class CheckLimits(Strict):
    reference_tolerance: float
    jump_factor: float


class Comparability(Strict):
    precedence: list[
        Literal["citywide", "own_unit", "full_period", "latest_published", "higher_precision", "first_printed"]
    ]
    indicators: dict[Id, ReferenceIndicator]
    verbs: Verbs
    provisional: list[Text]
    base_order: list[Id | Literal[""]]
    compared_order: list[Id | Literal[""]]
    definitions: list[Definition]
    units: list[UnitRule]
    unit_groups: list[list[UnitMeasure]]
    includes: list[Includes]
    kinds: list[Kinds]
    breaks: list[Break]
    reference_notes: list[ReferenceNote]
    grades: dict[Id, Reason | Literal[""]]
    rates: list[Rate]
    complements: list[Complement]
    totals: list[Total]
    parts: list[Part]
    annualise: Annualise
    per: dict[Id, Per]
    reasons: dict[Id, ReasonEntry]
    methods: dict[Id, Both]
    empty: dict[Id, Both]
    warnings: dict[Id, Both]
    near_ceiling: NearCeiling
    standing: Standing
    apart: dict[Id, Both]
    check_limits: CheckLimits
    words: dict[Text, Both]


# --- the other files ------------------------------------------------------------------------------------------------


class Trap(Strict):
    name: Text
    why: Text
    pattern: Pattern


class Traps(Strict):
    traps: list[Trap]


class Check(Both):
    severity: Literal["info", "note", "warning"]


class AreaRow(Strict):
    ref_area: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    name_zh: Text
    name_en: str
    level: Literal["nation", "province", "city", "district"]
    parent: Area | Literal[""]


class UnitRow(Strict):
    unit: Text
    unit_measure: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]
    measure: Literal["count", "amount", "percent", "growth", "duration"]
    hanzi: Literal["strong", "weak", "no"]


class QualifierRow(Strict):
    word: Text
    qualifier: Literal["exact", "about", "over", "under", "at_least", "at_most"]
    place: Literal["before", "after", "inside"]


ANY: Any = dict[str | int, Any]  # files whose sections their readers know
FILES: dict[str, Any] = {
    "indicators.yml": Indicators,
    "comparability.yml": Comparability,
    "traps.yml": Traps,
    "checks.yml": dict[str, dict[str, Check | Both]],
    "exclusions.yml": dict[Id, Both],
}


class AliasRow(Strict):
    ref_area: Area
    alias: Text
    kind: Literal["former", "short", "functional"]  # functional: a zone that is part of the area, never the area
    note: str


class CodeRow(Strict):
    list: Id
    code: Text
    name_zh: Text
    name_en: Text
    description: str


ROWS: dict[str, type[Strict]] = {
    "areas.csv": AreaRow,
    "units.csv": UnitRow,
    "qualifiers.csv": QualifierRow,
    "aliases.csv": AliasRow,
    "codes.csv": CodeRow,
}

"""Reasons for caution: codes of comparability.yml on every row, from which come the one flag and the comment in both languages."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .. import lexicon
from ..lexicon import codelists
from ..schemas import FLAGS

SEPARATORS = {"zh": "；", "en": "; "}
_GAP = "\u00a0"  # a parameter's spaces, since codes are separated by plain ones


def code(name: str, parameter: Any = "") -> str:
    """`name` or `name=parameter` as it stands in the column `reasons`."""
    return f"{name}={str(parameter).replace(' ', _GAP)}" if str(parameter) else name


def codes(name: str, parameters: pd.Series, where: pd.Series) -> pd.Series:
    """`name=parameter` on the rows `where`, '' elsewhere."""
    return (f"{name}=" + parameters.astype(str).str.replace(" ", _GAP, regex=False)).where(where, "")


def mark(name: str, where: pd.Series) -> pd.Series:
    """`name` on the rows `where`, '' elsewhere."""
    return pd.Series("", index=where.index, dtype=str).where(~where, name)


def join(columns: list[pd.Series]) -> pd.Series:
    """Several columns of codes as one, in the order given, separated by single spaces."""
    found = columns[0].astype(str)
    for column in columns[1:]:
        found = found.str.cat(column.astype(str), sep=" ")
    return found.str.replace(r" +", " ", regex=True).str.strip(" ")


def finish(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with obs_status, comment_obs and comment_en set from `reasons`; each distinct text of codes is worded once."""
    distinct = frame["reasons"].unique()
    columns = {
        "obs_status": {text: status(text) for text in distinct},
        "comment_obs": {text: words(text, "zh") for text in distinct},
        "comment_en": {text: words(text, "en") for text in distinct},
    }
    return frame.assign(**{column: frame["reasons"].map(known).astype(str) for column, known in columns.items()})


def status(reasons: str) -> str:
    """The one flag of several reasons, by precedence B>D>E>U>P>A."""
    found = {lexicon.comparability()["reasons"][name]["flag"] for name, _ in split(reasons)}
    return next((flag for flag in FLAGS if flag in found), "A")


def words(reasons: str, lang: str, section: str = "reasons") -> str:
    """All reasons in words, as one text; `section` is the part of comparability.yml that words them."""
    return SEPARATORS[lang].join(_word(name, parameter, lang, section) for name, parameter in split(reasons))


def texts(reasons: pd.Series, lang: str, section: str = "reasons") -> pd.Series:
    """Every row's reasons in words; each distinct text of codes is worded once."""
    return reasons.map({text: words(text, lang, section) for text in reasons.unique()}).astype(str)


def split(reasons: str) -> list[tuple[str, str]]:
    """The codes with their parameters."""
    parts = (text.partition("=") for text in reasons.split(" ") if text)
    return [(name, parameter.replace(_GAP, " ")) for name, _, parameter in parts]


def has(reasons: pd.Series, name: str) -> pd.Series:
    """Where `reasons` holds the code `name`."""
    return reasons.str.contains(rf"(?:^| ){name}(?:=| |$)", regex=True)


def _word(name: str, parameter: str, lang: str, section: str) -> str:
    breaks = {entry["id"]: entry[lang] for entry in lexicon.comparability()["breaks"]}
    shown = breaks[parameter] if parameter in breaks else codelists.named(parameter, lang)
    answer: str = lexicon.comparability()[section][name][lang].format(p=shown)
    return answer

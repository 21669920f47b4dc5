"""How the site speaks of data in one language: names, periods, amounts, titles of documents and reports, and its own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from ... import lexicon
from ...documents import Document
from ...lexicon import codelists
from ...wording import Messages, phrasing, speak
from .. import navigation
from ..labels import labels

Row = dict[str, Any]
WORDS = Path(__file__).parent / "templates" / "words.yml"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Voice:
    """One of LANGUAGES."""

    lang: str

    @cached_property
    def words(self) -> dict[str, Any]:
        """words.yml in this language."""
        found: dict[str, Any] = _pick(yaml.safe_load(WORDS.read_text("utf-8")), self.lang)
        return found

    @property
    def labels(self) -> dict[str, Any]:
        return labels(self.lang)

    @property
    def tag(self) -> str:
        """The language as HTML names it: zh-CN, en."""
        return str(self.labels["lang"])

    @cached_property
    def messages(self) -> Messages:
        return speak(self.lang)

    def at(self, path: str) -> str:
        """Where the page of the site at `path` stands for this language's readers, from reports/."""
        return navigation.localised(path, self.lang)

    def area(self, code: str) -> str:
        return self.messages.area(code) if code else ""

    def indicator(self, name: str) -> str:
        return codelists.name(name, self.lang)

    def breakdown(self, text: str) -> str:
        return "" if text in ("", "_T") else codelists.named(text, self.lang)

    def series(self, row: Row) -> str:
        """An indicator with its breakdown: 评定等级调解员（二级）."""
        part = self.breakdown(row["breakdown"])
        return self.indicator(row["indicator"]) + (self.bracketed(part) if part else "")

    def bracketed(self, text: str) -> str:
        return f"{self.labels['open']}{text}{self.labels['close']}"

    def theme(self, theme: str) -> str:
        return self.messages.theme(theme)

    def period(self, text: str) -> str:
        return phrasing.period(text, self.messages) if text else ""

    def amount(self, row: Row) -> str:
        """What a figure says: in Chinese the value with the unit as printed, in English with the unit's English name."""
        if row["value"] is None:
            return str(row.get("text", ""))
        if self.lang == "zh" or not self.messages.known(f"unit.{row['unit_measure']}"):
            return f"{plain(row['value'])}{row['unit']}"
        return phrasing.amount(row["value"], row["unit_measure"], self.messages)

    def observed(self, row: Row) -> str:
        """An observation's value with its unit and what its bounds say."""
        return phrasing.observation(row, self.messages)

    def unit(self, unit_measure: str) -> str:
        return self.messages.unit(unit_measure)

    def flag(self, row: Row) -> str:
        """The flag as shown, "" for a normal value, with target said in words."""
        flag = "" if row["obs_status"] == "A" else row["obs_status"]
        return self.listed([self.words["statuses"].get(row.get("status", ""), ""), flag])

    def comment(self, row: Row) -> str:
        return str(row.get("comment_obs" if self.lang == "zh" else "comment_en", ""))

    def method(self, row: Row) -> str:
        return str(row.get("method" if self.lang == "zh" else "method_en", "") or row.get("method", ""))

    def listed(self, parts: list[str]) -> str:
        answer: str = self.words["comma"].join(part for part in parts if part)
        return answer

    def title(self, document: Document) -> str:
        """The document's own title; in English, and where it has none, who says what of when."""
        kind = self.words["doc_types"].get(document.doc_type, "")
        if self.lang == "zh":
            made_up = f"{document.publisher}{document.year}年{kind}" if document.publisher else document.doc_id
            return document.title or made_up
        made = self.words["document_title"].format(area=self.area(document.ref_area), type=kind, year=document.year)
        return made if document.ref_area and document.year else document.title or document.doc_id


def plain(value: float | None) -> str:
    return "" if value is None else phrasing.plain(value)


@cache
def voice(lang: str) -> Voice:
    return Voice(lang)


@cache
def themes() -> tuple[str, ...]:
    """Themes in the order of indicators.yml, then those of indicators that are looked up or derived."""
    return tuple(dict.fromkeys([*lexicon.themes(), *sorted(set(codelists.themes().values()))]))


def theme_of(indicator: str) -> str:
    """The theme an indicator belongs to, "" for an unknown one."""
    return codelists.themes().get(indicator, "")


def _pick(tree: Any, lang: str) -> Any:
    """`tree` with every {zh, en} replaced by the one of `lang`."""
    if not isinstance(tree, dict):
        return tree
    if set(tree) == set(LANGUAGES):
        return tree[lang]
    return {key: _pick(branch, lang) for key, branch in tree.items()}

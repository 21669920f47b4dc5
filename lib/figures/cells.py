"""Numbers alone in a table's cell: headings and caption are their words, and a row of kinds divides what the text counted before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import lexicon
from ..quantities import Quantity
from . import area_mentions, context, indicator_rules, time_expressions
from .context import Frame
from .held import Held
from .indicator_rules import Match
from .record import Record
from .sentences import Sentence

_YEAR_HEAD = re.compile(r"\s*((?:19|20)\d\d)(?:年度?)?\s*")


def read(frame: Frame, sentence: Sentence, held: Held, at: int, records: Sequence[Record]) -> Record:
    """The record of a number alone in a cell.

    The headings tell the indicator; where they name only kinds, areas or 数量, the caption does, and the cell is a part of it
    unless its row is an area or the total. Without either, a row that adds up to a figure counted before divides that.
    """
    quantity = sentence.quantities[at]
    local = f"{quantity.words}#"
    area, several = _area(frame, quantity)
    period = _period(frame, sentence, quantity)
    record = Record(local, period, area, context.status(frame, sentence.plan, local, len(local), period))
    if any(context.is_task(head, "", quantity.qualifier) for head in quantity.heads):
        record = record._replace(status="target")
    if several:
        record = record._replace(scope="part")
    row = frozenset(
        record.theme for record in records if record.theme
    )  # 调解案件(件), 成功(件): columns explain each other
    if found := _recognised(local, quantity, (row, *sentence.contexts)):
        return record.by(found, scope=_scope(frame, record, False))
    if quantity.title and (found := _by_caption(quantity, sentence.contexts)):
        return record.by(found, scope=_scope(frame, record, _is_kind(frame, quantity)))
    if base := _divides(sentence, held, at):
        return record.like(base, sub=True, scope="part")
    return record._replace(scope="")


def _recognised(local: str, quantity: Quantity, contexts: tuple[frozenset[str], ...]) -> Match | None:
    unit = "*" if quantity.measure == "growth" else quantity.unit
    found = indicator_rules.recognise(local, unit, contexts)
    if not found and (not quantity.unit or _is_share(quantity)):
        found = indicator_rules.recognise(local, "*", contexts)
    return found


def _by_caption(quantity: Quantity, contexts: tuple[frozenset[str], ...]) -> Match | None:
    """What the caption counts, before the headings or, without the words that only say 情况, right at the number."""
    bare = lexicon.patterns("tables")["caption"].sub("", quantity.title).strip()
    found = _recognised(f"{quantity.title} {quantity.words}#", quantity, contexts)
    return found or (_recognised(f"{bare}#", quantity, contexts) if bare else None)


def _scope(frame: Frame, record: Record, kind: bool) -> str:
    return "part" if kind or record.scope == "part" or frame.local else "area"


def _is_share(quantity: Quantity) -> bool:
    share = lexicon.patterns("tables")["share"]
    return quantity.measure == "percent" and any(share.search(head) for head in quantity.heads)


def _is_kind(frame: Frame, quantity: Quantity) -> bool:
    """Whether a heading names a kind of what the caption counts: not an area, the total, or just 数量."""
    words = lexicon.patterns("tables")
    heads = [head.strip() for head in quantity.heads]
    if any(words["total"].match(head) for head in heads):
        return False
    return any(not words["plain"].match(head) and not area_mentions.of_cell(head, frame.ref_area) for head in heads)


def _area(frame: Frame, quantity: Quantity) -> tuple[str, bool]:
    """The area that a heading names alone (保定), else that of the words; and whether several are meant together."""
    for head in quantity.heads:
        if named := area_mentions.of_cell(head, frame.ref_area):
            return named, False
    here = area_mentions.areas(quantity.words, frame.ref_area)
    area, several, _ = area_mentions.resolve_area(frame.ref_area, quantity.words, here, len(quantity.words))
    return area, several


def _period(frame: Frame, sentence: Sentence, quantity: Quantity) -> str:
    """The period that the headings name (2016, 2016年, 1-6月), else the caption, else the document's."""
    for head in quantity.heads:
        if year := _YEAR_HEAD.fullmatch(head):
            return year[1]
    for words in (quantity.words, quantity.title):
        named = [
            one.value
            for one in time_expressions.periods(words, frame.now)
            if one.value != time_expressions.WHOLE and not words.endswith(("比", "较"), 0, one.start)
        ]  # 比上年增长: not of the year before
        if named:
            return named[-1]
    return sentence.default


def _divides(sentence: Sentence, held: Held, at: int) -> Record | None:
    """The figure counted before that the cells of this row add up to; for shares of a hundred, the last."""
    quantity = sentence.quantities[at]
    if _is_share(quantity):
        shares = sum(one.value for one in sentence.quantities if one.measure == "percent")
        return held.main[0] if held.main and abs(shares - 100) <= 1 and held.main[0].indicator else None
    row = [one.value for one in sentence.quantities if one.heads and one.unit == quantity.unit]
    if len(row) < 2 or quantity.measure != "count":
        return None
    fits = (
        record for record, whole in reversed(held.wholes) if whole.unit == quantity.unit and whole.value == sum(row)
    )
    return next((record for record in fits if record.indicator), None)

"""Pages about the data: methods and whom to write to, flags and terms, the revision log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ... import lexicon
from ...dataset import editions
from .. import prose
from ..prose import Node
from . import content, frame, source_list
from .content import Material
from .settings import Settings
from .voice import Voice, plain

TEXTS = Path(__file__).parent / "templates"
SHOWN = 400  # changes that a page lists of one edition


def pages(stuff: Material, settings: Settings, v: Voice) -> dict[str, str]:
    return {"methods.html": methods(stuff, settings, v), "flags.html": flags(v), "revisions.html": revisions(stuff, v)}


def methods(stuff: Material, settings: Settings, v: Voice) -> str:
    """How the numbers come about, from methods.<lang>.md, and whom to write to."""
    blocks = _with_ids(prose.blocks((TEXTS / f"methods.{v.lang}.md").read_text("utf-8")))
    contact = settings.contact.zh if v.lang == "zh" else settings.contact.en
    parts: list[str | Node] = [contact]
    if settings.contact_href:
        parts += [
            " ",
            frame.link(settings.contact_href.removeprefix("mailto:"), settings.contact_href)
            if "://" in settings.contact_href
            else _mail(settings.contact_href),
        ]
    blocks += [frame.heading(v.words["contact"], "contact"), frame.paragraph(*parts)]
    w = v.words["methods_page"]
    return frame.blocks_page(
        "methods.html", v, w["title"], blocks, subtitle=w["subtitle"], facts=source_list.facts(stuff, v)
    )


def _mail(href: str) -> Node:
    return {
        "type": "link",
        "href": prose.safe_href(href),
        "title": "",
        "children": [prose.text_node(href.removeprefix("mailto:"))],
    }


def _with_ids(blocks: list[Node]) -> list[Node]:
    """Headings `## Text {#id}` with the id as anchor, so that their addresses stay whatever the text becomes."""
    found: list[Node] = []
    for block in blocks:
        if block["type"] == "heading":
            text, _, anchor = prose.plain(block["inline"]).partition("{#")
            block = frame.heading(text.strip(), anchor.rstrip("}") or f"s{len(found)}", block["level"])
        found.append(block)
    return found


def flags(v: Voice) -> str:
    """Every flag, remark, reason for an empty cell and grade of source, in words."""
    w, rules = v.words["flags_page"], lexicon.comparability()
    grades = [(v.words["grades"][grade], text) for grade, text in w["grade_texts"].items()]
    sections = [
        ("flags", w["flags"], w["flags_text"], [(flag["mark"], flag["text"]) for flag in v.labels["flags"]]),
        ("apart", w["apart"], "", [("", _shown(entry[v.lang])) for entry in rules.get("apart", {}).values()]),
        ("empty", w["empty"], "", [("", _shown(entry[v.lang])) for entry in rules["empty"].values()]),
        (
            "reasons",
            w["reasons"],
            w["reasons_text"],
            [(entry["flag"], _shown(entry[v.lang])) for entry in rules["reasons"].values()],
        ),
        ("grades", w["grades"], "", grades),
    ]
    blocks: list[Node] = []
    for anchor, title, text, entries in sections:
        blocks += [
            frame.heading(title, anchor),
            *([frame.paragraph(text)] if text else []),
            _terms(anchor, title, entries, v),
        ]
    return frame.blocks_page("flags.html", v, w["title"], blocks, subtitle=w["subtitle"])


def _shown(text: str) -> str:
    return text.replace("{p}", "…").strip()


def _terms(anchor: str, caption: str, entries: list[tuple[str, str]], v: Voice) -> Node:
    names = v.words["columns"]
    distinct = list(dict.fromkeys((mark, text) for mark, text in entries if text.strip("…")))
    first = names["grade"] if anchor == "grades" else names["flag"]
    none = "—" if any(mark for mark, _ in distinct) else ""  # a column without any mark is left out
    rows = [{"cells": {"flag": frame.cell(mark or none), "comment": frame.cell(text)}} for mark, text in distinct]
    return frame.table(
        f"table-{anchor}", caption, [("flag", first, "text"), ("comment", names["comment"], "text")], rows
    )


def since(stuff: Material) -> list[editions.Change]:
    """What changed since the last edition; [] where there is none."""
    return editions.changes(stuff.edition.values, current(stuff)) if stuff.edition else []


def current(stuff: Material) -> dict[editions.Key, editions.Value]:
    """The observations as an edition would hold them."""
    return editions.values(
        {**row, "obs_value": "" if row["obs_value"] is None else f"{row['obs_value']:.15g}"}
        for row in stuff.observations
    )


def counted(found: list[editions.Change]) -> dict[str, int]:
    return {kind: sum(change.kind == kind for change in found) for kind in ("changed", "added", "removed")}


def revisions(stuff: Material, v: Voice) -> str:
    """The current data, then every edition with what changed after it and a file of its values, newest first."""
    w = v.words["revisions_page"]
    counts = {
        "documents": len(stuff.documents),
        "figures": f"{len(stuff.figures):,}",
        "observations": f"{len(stuff.observations):,}",
    }
    blocks = [
        frame.heading(w["current"], "current"),
        frame.paragraph(w["current_text"].format(version=stuff.data_version or "—", **counts)),
    ]
    if not stuff.kept:
        blocks.append(frame.paragraph(w["none"]))
    after, states = current(stuff), list(stuff.kept)
    for edition in reversed(states):
        blocks += _edition(edition, editions.changes(edition.values, after), v)
        after = edition.values
    return frame.blocks_page("revisions.html", v, w["title"], blocks, subtitle=w["subtitle"], notes=[w["intro"]])


def _edition(edition: editions.Edition, found: list[editions.Change], v: Voice) -> list[Node]:
    w, name = v.words["revisions_page"], edition.edition
    told = w["edition_text"].format(
        version=edition.data_version,
        documents=edition.documents,
        figures=f"{edition.figures:,}",
        observations=f"{len(edition.values):,}",
    )
    blocks = [
        frame.heading(
            w["changes"].format(edition=w["edition"].format(edition=name, date=edition.date)), f"after-{name}"
        )
    ]
    if found:
        since = v.words["news_since"].format(edition=name, date=edition.date, **counted(found))
        blocks += [frame.paragraph(since), change_table(f"table-{name}", found[:SHOWN], v)]
        blocks += [frame.paragraph(w["capped"].format(n=SHOWN))] if len(found) > SHOWN else []
    else:
        blocks.append(frame.paragraph(v.words["news_none"].format(edition=name)))
    blocks += [
        frame.heading(w["edition"].format(edition=name, date=edition.date), f"edition-{name}"),
        frame.paragraph(told),
    ]
    blocks += [frame.paragraph(edition.notes[v.lang])] if edition.notes[v.lang] else []
    return [*blocks, frame.paragraph(frame.link(w["file"], f"data/editions/{name}.csv"))]


def change_table(anchor: str, found: list[editions.Change], v: Voice) -> Node:
    """One row a change: what, where, when, before and after."""
    names = v.words["columns"]
    columns = [
        (key, names[key], "number" if key in ("before", "after") else "text")
        for key in ("indicator", "change", "area", "period", "before", "after")
    ]
    return frame.table(anchor, v.words["news"], columns, [{"cells": _change_cells(change, v)} for change in found])


def _change_cells(change: editions.Change, v: Voice) -> dict[str, Any]:
    indicator, area, period, breakdown, status, _ = change.key
    named = v.series({"indicator": indicator, "breakdown": breakdown}) + (
        v.bracketed(v.words["statuses"][status]) if status in v.words["statuses"] else ""
    )
    return {
        "indicator": frame.cell(named, content.indicator_page(indicator)),
        "change": frame.cell(v.words["news_kinds"][change.kind]),
        "area": frame.cell(v.area(area)),
        "period": frame.cell(v.period(period), value=period),
        "before": _told(change.before),
        "after": _told(change.after),
    }


def _told(value: editions.Value | None) -> Node:
    if value is None or not value.obs_value:
        return frame.cell("—")
    number = float(value.obs_value)
    flag = "" if value.obs_status in ("A", "") else f" {value.obs_status}"
    return frame.cell(plain(number) + flag, value=number)

"""A page for every indicator: what it is, how it is recognised, what it is not, what limits comparing it, its values, its quality."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ... import ids, lexicon
from ...lexicon import codelists
from ...wording import phrasing
from ..prose import Node
from . import content, frame, listings
from .content import Material, Row
from .sparklines import sparkline
from .voice import Voice, themes

AREAS, YEARS, EXAMPLES, WORDS_SHOWN = 300, 12, 3, 16
WANTED = ("words", "with", "verbs")  # keys of a rule


def pages(stuff: Material, v: Voice) -> dict[str, str]:
    """indicators/<indicator>.html for each, and indicators/index.html."""
    found = {content.indicator_page(name): _page(entry, stuff, v) for name, entry in codelists.indicators().items()}
    return {"indicators/index.html": _index(stuff, v), **found}


def value_files(stuff: Material) -> dict[str, str]:
    """data/indicators/<indicator>.csv: all values of each."""
    return {
        f"data/indicators/{name}.csv": listings.csv_text(stuff.by_indicator[name])
        for name in codelists.indicators()
        if name in stuff.by_indicator
    }


def _index(stuff: Material, v: Voice) -> str:
    w = v.words["indicators_page"]
    blocks: list[Node] = [frame.paragraph(w["title_intro"])]
    for theme in themes():
        entries = [entry for entry in codelists.indicators().values() if entry.theme == theme]
        rows = [{"cells": _index_cells(entry, stuff, v)} for entry in entries]
        columns = [
            (key, v.words["columns"][key], kind)
            for key, kind in (
                ("indicator", "text"),
                ("kind", "text"),
                ("unit", "text"),
                ("definition", "text"),
                ("areas", "number"),
            )
        ]
        blocks += [frame.heading(v.theme(theme), theme), frame.table(f"table-{theme}", v.theme(theme), columns, rows)]
    subtitle = w["subtitle"].format(n=len(codelists.indicators()))
    return frame.blocks_page("indicators/index.html", v, w["title"], blocks, subtitle=subtitle)


def _index_cells(entry: lexicon.Indicator, stuff: Material, v: Voice) -> dict[str, Node]:
    areas = len(
        {row["ref_area"] for row in stuff.by_indicator[entry.indicator]}
        if entry.indicator in stuff.by_indicator
        else ()
    )
    return {
        "indicator": frame.cell(v.indicator(entry.indicator), content.indicator_page(entry.indicator)),
        "kind": frame.cell(v.words["kinds"].get(entry.kind, entry.kind)),
        "unit": frame.cell(v.unit(entry.unit_measure)),
        "definition": frame.cell(listings.definition(entry, v)),
        "areas": frame.cell(str(areas) if areas else "—", value=float(areas)),
    }


def _page(entry: lexicon.Indicator, stuff: Material, v: Voice) -> str:
    w, name = v.words["indicator_page"], entry.indicator
    rows = stuff.by_indicator.get(name, [])
    blocks = [frame.heading(w["definition"], "definition"), frame.paragraph(listings.definition(entry, v))]
    if excluded := lexicon.exclusions().get(name, {}).get(v.lang):
        blocks += [frame.heading(w["not"], "not"), frame.paragraph(excluded)]
    blocks += [frame.heading(w["recognised"], "recognised"), *_recognised(entry, v), *_examples(rows, stuff, v)]
    blocks += [
        frame.heading(w["comparability"], "comparability"),
        frame.bullets([[text] for text in limits(entry, rows, v)]),
    ]
    blocks += [frame.heading(w["values"], "values"), *_values(entry, rows, stuff, v)]
    blocks += [
        frame.heading(w["quality"], "quality"),
        frame.paragraph(_quality(name, stuff, v)),
        *_related(entry, stuff, v),
    ]
    other = entry.name_en if v.lang == "zh" else entry.name_zh
    facts = w["facts"]
    listed = [
        (
            facts["theme"],
            v.theme(entry.theme),
            f"themes/{entry.theme}.html" if rows else "indicators/index.html#" + entry.theme,
        ),
        (facts["kind"], v.words["kinds"].get(entry.kind, entry.kind), "flags.html"),
        (facts["unit"], v.unit(entry.unit_measure), ""),
        (facts["other"], other, ""),
        (facts["code"], name, ""),
    ]
    downloads = [(v.words["csv_rest"], f"data/indicators/{name}.csv")] if rows else []
    return frame.blocks_page(
        content.indicator_page(name),
        v,
        v.indicator(name),
        blocks,
        subtitle=w["subtitle"],
        facts=listed,
        downloads=downloads,
    )


def _recognised(entry: lexicon.Indicator, v: Voice) -> list[Node]:
    w = v.words["indicator_page"]
    if not entry.rules:
        return [frame.paragraph(w["looked_up"])]
    wanted, barred = rule_words(entry)
    found = [frame.paragraph(w["recognised_text"].format(words=_quoted(wanted, v)))] if wanted else []
    if any(rule.get("theme") for rule in entry.rules):
        found.append(frame.paragraph(w["theme_needed"].format(theme=v.theme(entry.theme))))
    if barred:
        found.append(frame.paragraph(w["excluded"].format(words=_quoted(barred, v))))
    return found


def rule_words(entry: lexicon.Indicator) -> tuple[list[str], list[str]]:
    """The words that the rules look for, and those that turn them away."""
    wanted, barred = dict[str, None](), dict[str, None]()
    for rule in entry.rules:
        for key in WANTED:
            for word in str(rule.get(key, "")).split():
                (barred if word.startswith("!") else wanted).setdefault(word.removeprefix("!"))
        barred |= dict.fromkeys(str(rule.get("not", "")).split())
    return list(wanted), [word for word in barred if word not in wanted]


def _quoted(words: list[str], v: Voice) -> str:
    shown = words[:WORDS_SHOWN]
    more = v.words["indicator_page"]["others"] if len(words) > len(shown) else ""
    answer: str = v.labels["list_comma"].join(shown) + more
    return answer


def _examples(rows: list[Row], stuff: Material, v: Voice) -> list[Node]:
    """Sentences of documents in which it was found, one an area at first."""
    printed = [row for row in rows if row["figure_ids"] and row.get("quote")]
    first = {row["ref_area"]: row for row in reversed(printed)}
    chosen = list({row["quote"]: row for row in [*first.values(), *printed]}.values())[:EXAMPLES]
    if not chosen:
        return []
    items: list[list[str | Node]] = [
        [
            f"“{row['quote'].strip()}” ",
            frame.link(
                f"{v.area(row['ref_area'])} {v.period(row['time_period'])}{v.labels['colon']}{v.observed(row)}",
                content.proof(row),
            ),
        ]
        for row in chosen
    ]
    return [frame.heading(v.words["indicator_page"]["examples"], "examples", 3), frame.bullets(items)]


def limits(entry: lexicon.Indicator, rows: list[Row], v: Voice) -> list[str]:
    """What has to be minded in comparing it, from comparability.yml; `rows` show which verbs were met."""
    rules, w, name = lexicon.comparability(), v.words["indicator_page"]["rules"], entry.indicator
    joined = v.labels["list_comma"].join
    found = [w["rate_kind" if entry.kind == "rate" else entry.kind]] if entry.kind in ("stock", "flow", "rate") else []
    if entry.kind != "rate" and name not in {rule["indicator"] for rule in rules["per"].values()}:
        found.append(w["per"])
    if name in rules["verbs"]["indicators"]:
        found.append(w["verbs"].format(words=joined(v.breakdown(word) for word in _verbs(rows))))
    for item in rules["definitions"]:
        if name in item["indicators"]:
            found.append(
                w["definitions"].format(words=joined(codelists.named(kind, v.lang) for kind in item["classes"]))
            )
    for item in rules["units"]:
        if name in item["indicators"]:
            found.append(w["units"].format(words=joined(item["units"][:2])))
    found += [
        w["includes"].format(part=v.indicator(item["part"])) for item in rules["includes"] if item["indicator"] == name
    ]
    found += [
        w["kinds"].format(words=joined(codelists.named(word, v.lang) for word in item["words"]))
        for item in rules["kinds"]
        if item["indicator"] == name
    ]
    for item in rules["rates"]:
        if item["rate"] == name:
            found.append(w["rate"].format(part=v.indicator(item["part"]), whole=v.indicator(item["whole"])))
            found += [w["assumed"].format(whole=v.indicator(item["whole"]))] if item.get("assumed") else []
    found += [
        w["complement"].format(rate=v.indicator(item["rate"]))
        for item in rules["complements"]
        if item["complement"] == name
    ]
    found += [w["ceiling"]] if name in rules["near_ceiling"]["indicators"] else []
    concerned = sorted((item for item in rules["breaks"] if name in item["indicators"]), key=lambda item: item["date"])
    found += [_break(item, v) for item in concerned]
    return found


def _verbs(rows: list[Row]) -> list[str]:
    """The verbs by which values of an indicator were counted; one of each class where fewer than two were met."""
    met = list(dict.fromkeys(row["verb"] for row in rows if row["verb"]))
    return met if len(met) > 1 else [verbs[0] for verbs in lexicon.comparability()["verbs"]["classes"].values()]


def _break(entry: dict[str, Any], v: Voice) -> str:
    """A break in words, with the areas it is of."""
    places = v.labels["list_comma"].join(v.area(code) for code in entry.get("areas", ()))
    text = entry[v.lang] + (v.bracketed(places) if places else "")
    return str(v.words["indicator_page"]["rules"]["breaks"].format(date=entry["date"], text=text))


def _values(entry: lexicon.Indicator, rows: list[Row], stuff: Material, v: Voice) -> list[Node]:
    """Areas in rows, years in columns; of several values of a year the first, the others in the CSV."""
    w = v.words["indicator_page"]
    if not rows:
        return [frame.paragraph(w["values_none"])]
    by_series: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_series[row["ref_area"], row["breakdown"]].append(row)
    years = sorted({year for row in rows if (year := phrasing.year_of(row["time_period"]))})[-YEARS:]
    order = sorted(by_series, key=lambda key: (key[0], key[1] != "_T", key[1]))[:AREAS]
    made = [{"cells": _series_cells(key, by_series[key], years, v)} for key in order]
    names = v.words["columns"]
    columns = [("area", names["area"], "text"), ("breakdown", names["breakdown"], "text")]
    columns += [(str(year), str(year), "number") for year in years] + [("series", names["series"], "text")]
    caption = v.indicator(entry.indicator) + v.bracketed(v.unit(entry.unit_measure))
    blocks = [frame.table("table-values", caption, columns, made), frame.paragraph(w["values_note"])]
    if drawings := [
        drawing
        for key in order
        if (drawing := sparkline(by_series[key], f"{v.area(key[0])} {v.breakdown(key[1])}".strip(), stuff, v))
    ]:
        blocks += [frame.paragraph(w["trend_note"]), {"type": "drawing", "svg": "".join(drawings)}]
    if len(by_series) > AREAS:
        blocks.append(
            frame.paragraph(
                w["values_more"].format(n=AREAS),
                frame.link(v.words["csv_rest"], f"data/indicators/{entry.indicator}.csv"),
            )
        )
    return blocks


def _series_cells(key: tuple[str, str], rows: list[Row], years: list[int], v: Voice) -> dict[str, Node]:
    cells = {
        "area": frame.cell(v.area(key[0]), f"areas/{key[0]}.html"),
        "breakdown": frame.cell(v.breakdown(key[1])),
        "series": frame.cell(""),
    }
    for year in years:
        own = [row for row in rows if phrasing.year_of(row["time_period"]) == year]
        own.sort(key=lambda row: (row["status"] != "actual", row["origin"] != "reported"))
        cells[str(year)] = _value(own[0], year, v) if own else frame.cell("—")
    return cells


def _value(row: Row, year: int, v: Voice) -> Node:
    """The value with its own months and its flag; the remark is the link's title."""
    months = v.period(row["time_period"]) if row["time_period"] != str(year) else ""
    text = " ".join(filter(None, (v.observed(row), v.flag(row), v.bracketed(months).strip() if months else "")))
    return frame.cell(text, content.proof(row), row["obs_value"], v.comment(row) or row.get("quote", ""))


def _quality(name: str, stuff: Material, v: Voice) -> str:
    """How the labelled figures of this indicator fared."""
    w = v.words["indicator_page"]
    gold = {ids.figure_id(row["doc_id"], row["start"]): row["indicator"] for row in stuff.gold}
    wanted = {figure for figure, indicator in gold.items() if indicator == name}
    if not wanted:
        return str(w["quality_none"])
    labelled = {row["doc_id"] for row in stuff.gold}
    taken = {figure for figure, row in stuff.figure.items() if row["indicator"] == name and row["doc_id"] in labelled}
    counts = {
        "gold": len(wanted),
        "right": len(wanted & taken),
        "missed": len(wanted - taken),
        "wrong": len(taken - wanted),
    }
    return str(w["quality_text"].format(**counts))


def _related(entry: lexicon.Indicator, stuff: Material, v: Voice) -> list[Node]:
    w = v.words["indicator_page"]
    items: list[list[str | Node]] = []
    if entry.indicator in stuff.by_indicator:
        items.append(
            [
                frame.link(
                    w["on_theme"].format(theme=v.theme(entry.theme)), f"themes/{entry.theme}.html#{entry.indicator}"
                )
            ]
        )
        items.append([frame.link(w["in_explorer"], f"explore.html#i={entry.indicator}")])
    for report in stuff.reports_about(entry.theme, v.lang):
        items.append([listings.report_link(report), *listings.formats(report, v)])
    return [frame.heading(w["more"], "more"), frame.bullets(items)] if items else []

"""Openings of the other notebooks: an area's profile, a plan, the state of the data."""

from __future__ import annotations

from typing import Any

import pandas as pd
from IPython.display import Markdown

from ...comparison import rank
from ...project import CityStatsError, Project, inside
from ...wording import name_of, phrasing, speak
from ..tables.quality import evaluation as evaluation_table
from ..tables.quality import unmapped_groups
from .headings import bullets, subheading

FIRSTS = 6


def profile(data: pd.DataFrame, comparison: pd.DataFrame, area: str, lang: str = "zh") -> Markdown:
    """What the area reports, where it is first or last among its level, and its largest printed changes."""
    t = speak(lang)
    having = data[data["obs_value"].notna()]
    if having.empty:
        return bullets(t("section.findings.title"), [t("profile.nothing", area=t.area(area))])
    years = sorted({year for period in having["time_period"] if (year := phrasing.year_of(period)) is not None})
    lines = [
        t(
            "profile.counts_one_year" if years[0] == years[-1] else "profile.counts",
            area=t.area(area),
            n=len(having),
            themes=having["theme"].nunique(),
            first=years[0],
            last=years[-1],
            reported=int(having["origin"].eq("reported").sum()),
        )
    ]
    ranked = rank(comparison)
    own = ranked[(ranked["ref_area"] == area) & ranked["rank"].isin(["1"])].to_dict("records")[:FIRSTS]
    lines += [
        t(
            "profile.first",
            area=t.area(area),
            name=name_of((row["indicator"], row["breakdown"]), t),
            value=phrasing.observation(row, t),
            period=phrasing.period(row["time_period"], t),
            ranked=int(row["ranked"]),
        )
        for row in own
    ]
    grown = having[having["growth"].notna() & having["growth_unit"].eq("percent")]
    for row in grown.to_dict("records"):
        form = "finding.rise" if row["growth"] >= 0 else "finding.fall"
        lines.append(
            t(
                form,
                area=t.area(area),
                period=phrasing.period(row["time_period"], t),
                name=name_of((row["indicator"], row["breakdown"]), t),
                value=phrasing.observation(row, t),
                growth=phrasing.plain(abs(row["growth"])),
            )
        )
    return bullets(t("section.findings.title"), lines)


def plan(tasks: pd.DataFrame, targets: pd.DataFrame, area: str, year: int, lang: str = "zh") -> Markdown:
    """How many tasks, key ones and numbers a plan holds, and how many of those have a result."""
    t = speak(lang)
    if tasks.empty and targets.empty:
        return bullets(t("section.findings.title"), [t("plan.nothing", area=t.area(area), year=year)])
    lines = (
        [
            t(
                "plan.tasks",
                area=t.area(area),
                year=year,
                n=len(tasks),
                sections=tasks["section"].replace("", pd.NA).dropna().nunique(),
            )
        ]
        if len(tasks)
        else []
    )
    if len(tasks) and tasks["key"].any():
        lines.append(t("plan.key", n=int(tasks["key"].sum())))
    if targets.empty:
        return bullets(t("section.findings.title"), [*lines, t("plan.no_numbers")])
    lines.append(t("plan.numbers", n=len(targets), known=int(targets["indicator"].ne("").sum())))
    judged = targets[targets["met"].ne("")]
    lines.append(
        t("plan.judged", n=len(judged), met=int(judged["met"].eq("yes").sum()))
        if len(judged)
        else t("plan.unjudged", area=t.area(area), year=year)
    )
    return bullets(t("section.findings.title"), lines)


def quality(figures: pd.DataFrame, observations: pd.DataFrame, checks: pd.DataFrame, lang: str = "zh") -> Markdown:
    """The data in a few numbers."""
    t = speak(lang)
    if figures.empty:
        return bullets(t("section.findings.title"), [t("quality.nothing")])
    mapped = figures["indicator"].fillna("").ne("").sum()
    severity = checks["severity"].value_counts()
    lines = [
        t(
            "quality.figures",
            n=len(figures),
            documents=figures["doc_id"].nunique(),
            mapped=int(mapped),
            share=f"{mapped / len(figures) * 100:.0f}",
        ),
        t(
            "quality.observations",
            n=len(observations),
            **{origin: int(observations["origin"].eq(origin).sum()) for origin in ("reported", "reference", "derived")},
        ),
        t(
            "quality.checks",
            n=len(checks),
            warnings=int(severity.get("warning", 0)),
            notes=int(severity.get("note", 0)),
        ),
    ]
    groups = [subject for subject, _ in unmapped_groups(figures)[:5]]
    if groups:
        lines.append(t("quality.unmapped", subjects=t.join(groups, last=False)))
    return bullets(t("section.findings.title"), lines)


def evaluation(gold: str, figures: pd.DataFrame, lang: str = "zh") -> Any:
    """The scores of `figures` against a gold file (a path within the project) as a table; a sentence where none is given."""
    if not gold:
        return Markdown(speak(lang)("evaluation.none"))
    path = inside(Project.find().root, gold)
    if not path.is_file():
        raise CityStatsError(
            f"gold: {gold}: no such file in {Project.find().root}; give the path of a gold CSV, or '' to leave it out"
        )
    from ...figures import evaluation as scores

    return evaluation_table(scores.evaluate(path, figures).frame(), lang)


def theme_heading(theme: str, lang: str = "zh") -> Markdown:
    return subheading(speak(lang).theme(theme))

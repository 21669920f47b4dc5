"""Openings of the other notebooks: an area's profile, a plan, the state of the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ...comparison import rank
from ...project import CityStatsError, Project, inside
from ...wording import Messages, phrasing, speak
from ..tables.quality import evaluation as evaluation_table
from ..tables.quality import unmapped_groups
from .claims import Claim, Prose, claim, section_of
from .comparison import linked, printed_change, titled
from .headings import subheading

FIRSTS = 6
SUBJECTS = 5


def profile(data: pd.DataFrame, scaled: pd.DataFrame, area: str, lang: str = "zh") -> Prose:
    """What the area reports, where it is first among its peers per head or by rate (`scaled`), and its printed changes."""
    t = speak(lang)
    having = data[data["obs_value"].notna()]
    if having.empty:
        return section_of(t("section.findings.title"), [claim(t, "profile.nothing", area=t.area(area))])
    grown = having[having["growth"].notna() & having["growth_unit"].eq("percent") & having["origin"].eq("reported")]
    told = [_counts(having, area, t), *_firsts(scaled, area, t)]
    told += [printed_change(row, t) for row in grown.to_dict("records")]
    return section_of(t("section.findings.title"), told)


def _counts(having: pd.DataFrame, area: str, t: Messages) -> Claim:
    years = sorted({year for period in having["time_period"] if (year := phrasing.year_of(period)) is not None})
    return claim(
        t,
        "profile.counts_one_year" if years[0] == years[-1] else "profile.counts",
        area=t.area(area),
        n=len(having),
        themes=having["theme"].nunique(),
        first=years[0],
        last=years[-1],
        reported=int(having["origin"].eq("reported").sum()),
    )


def _firsts(scaled: pd.DataFrame, area: str, t: Messages) -> Iterator[Claim]:
    """Values per head and rates of which `area` is surely the highest of its peers."""
    sized = scaled["unit_measure"].fillna("").astype(str)
    ranked = rank(scaled[sized.isin(["percent", "permille"]) | sized.str.contains("_per_")])
    for row in ranked[(ranked["ref_area"] == area) & ranked["rank"].eq("1")].to_dict("records")[:FIRSTS]:
        same = (ranked["indicator"] == row["indicator"]) & (ranked["breakdown"] == row["breakdown"])
        peers = ranked[same & (ranked["level"] == row["level"]) & ranked["rank"].ne("")]
        yield claim(
            t,
            "profile.first",
            [row, *peers[peers["ref_area"] != area].to_dict("records")],
            area=t.area(area),
            name=titled((row["indicator"], row["breakdown"]), peers, t),
            value=linked(row, t),
            period=phrasing.period(row["time_period"], t),
            n=int(row["ranked"]),
        )


def plan(tasks: pd.DataFrame, targets: pd.DataFrame, area: str, year: int, lang: str = "zh") -> Prose:
    """How many tasks, key ones and numbers a plan holds, and how many of those have a result."""
    t = speak(lang)
    if tasks.empty and targets.empty:
        told = [claim(t, "plan.nothing", area=t.area(area), year=year)]
    else:
        told = [*_tasks(tasks, area, year, t), *_numbers(targets, area, year, t)]
    return section_of(t("section.findings.title"), told)


def _tasks(tasks: pd.DataFrame, area: str, year: int, t: Messages) -> Iterator[Claim]:
    if len(tasks):
        sections = tasks["section"].replace("", pd.NA).dropna().nunique()
        form = "plan.tasks" if sections else "plan.tasks_plain"
        yield claim(t, form, area=t.area(area), year=year, n=len(tasks), sections=sections)
    if len(tasks) and tasks["key"].any():
        yield claim(t, "plan.key", n=int(tasks["key"].sum()), year=year)


def _numbers(targets: pd.DataFrame, area: str, year: int, t: Messages) -> Iterator[Claim]:
    if targets.empty:
        yield claim(t, "plan.no_numbers", year=year)
        return
    yield claim(t, "plan.numbers", n=len(targets), known=int(targets["indicator"].ne("").sum()), year=year)
    judged = targets[targets["met"].ne("")]
    if len(judged):
        yield claim(t, "plan.judged", n=len(judged), met=int(judged["met"].eq("yes").sum()), year=year)
    else:
        yield claim(t, "plan.unjudged", area=t.area(area), year=year)


def quality(
    figures: pd.DataFrame,
    observations: pd.DataFrame,
    checks: pd.DataFrame,
    lang: str = "zh",
    sources: pd.DataFrame | None = None,
) -> Prose:
    """The data in a few numbers; `sources` are all documents, also those without figures."""
    t = speak(lang)
    if figures.empty:
        return section_of(t("section.findings.title"), [claim(t, "quality.nothing")])
    return section_of(t("section.findings.title"), _quality(figures, observations, checks, sources, t))


def _quality(
    figures: pd.DataFrame, observations: pd.DataFrame, checks: pd.DataFrame, sources: pd.DataFrame | None, t: Messages
) -> Iterator[Claim]:
    mapped = int(figures["indicator"].fillna("").ne("").sum())
    having = figures["doc_id"].nunique()
    documents = having if sources is None else len(sources)
    counted = {"n": len(figures), "documents": documents, "having": having, "mapped": mapped}
    yield claim(t, "quality.figures", share=f"{mapped / len(figures) * 100:.0f}", **counted)
    results = observations[observations["status"].eq("actual")]
    origins = results["origin"].value_counts()
    yield claim(
        t,
        "quality.observations",
        n=len(results),
        targets=len(observations) - len(results),
        **{origin: int(origins.get(origin, 0)) for origin in ("reported", "reference", "derived", "extrapolated")},
    )
    severity = checks["severity"].value_counts()
    graded = {f"{name}s": int(severity.get(name, 0)) for name in ("warning", "note")}
    yield claim(t, "quality.checks", n=len(checks), **graded)
    if groups := [subject for subject, _ in unmapped_groups(figures)[:SUBJECTS]]:
        yield claim(t, "quality.unmapped", subjects=t.join(groups, last=False))


def evaluation(gold: str, figures: pd.DataFrame, lang: str = "zh") -> Any:
    """The scores of `figures` against a gold file (a path within the project) as a table; a sentence where none is given."""
    if not gold:
        return Prose(speak(lang)("evaluation.none"))
    path = inside(Project.find().root, gold)
    if not path.is_file():
        raise CityStatsError(
            f"gold: {gold}: no such file in {Project.find().root}; give the path of a gold CSV, or '' to leave it out"
        )
    from ...figures import evaluation as scores

    return evaluation_table(scores.evaluate(path, figures).frame(), lang)


def unseen(lang: str = "zh") -> Prose:
    """What to expect of documents that nobody has looked at; README says the same."""
    return Prose(speak(lang)("evaluation.unseen"))


def theme_heading(theme: str, lang: str = "zh") -> Prose:
    return subheading(speak(lang).theme(theme))

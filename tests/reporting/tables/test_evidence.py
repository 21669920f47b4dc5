"""What a report rests on: checks by severity, documents by kind, reference sources once."""

from __future__ import annotations

import pandas as pd
import pytest
from panels import frame, row

from lib.reporting import tables


def check(severity: str, area: str = "441900", indicator: str = "lawyers", ids: str = "d#f1") -> dict[str, str]:
    return {
        "severity": severity,
        "ref_area": area,
        "indicator": indicator,
        "time_period": "2022",
        "message_zh": f"{severity}：两处不同",
        "message_en": f"{severity}: two values",
        "figure_ids": ids,
    }


CHECKS = pd.DataFrame([check("info"), check("warning", ids=""), check("note", "440700"), check("warning", "440310")])


def said(table: object) -> list[str]:
    return [line.cells[-1].text for line in table.rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("least", "grades"),
    [("warning", ["warning"] * 2), ("note", ["warning"] * 2 + ["note"]), ("info", ["warning"] * 2 + ["note", "info"])],
)
def test_the_gravest_first_down_to_the_least_asked_for(least: str, grades: list[str]) -> None:
    assert said(tables.checks(CHECKS, least=least)) == [f"{grade}：两处不同" for grade in grades]


def test_only_checks_of_the_areas_and_indicators_shown() -> None:
    data = frame(row("lawyers", "440700", 1), row("law_firms", "441900", 1))
    table = tables.checks(CHECKS, data, "en")
    assert said(table) == ["warning: two values", "note: two values", "info: two values"]
    areas = {line.cells[1].text for line in table.rows}
    assert areas == {"Dongguan", "Jiangmen"}, "Pingshan is not shown"


def test_a_check_leads_to_its_sentence_where_it_has_one() -> None:
    links = [line.cells[-1].href for line in tables.checks(CHECKS).rows]
    assert links == [None, "reports/sources/d.html#f1", "reports/sources/d.html#f1", "reports/sources/d.html#f1"]


def source(doc_id: str, area: str, kind: str, **more: str) -> dict[str, str]:
    known = {"title": f"{doc_id}的题", "publisher": "市司法局", "year": "2023", "published": "2024-01-05"}
    return {"doc_id": doc_id, "ref_area": area, "doc_type": kind, **known, **more}


SOURCES = pd.DataFrame(
    [
        source("b-news", "441900", "news"),
        source("c-plan", "441900", "plan", published=""),
        source("d-report", "441900", "report", title=""),
        source("a-report", "441900", "report"),
        source("other", "440300", "report"),
    ]
)


def test_reports_before_plans_before_news_and_no_document_of_another_area() -> None:
    table = tables.sources(SOURCES, frame(row("lawyers", "441900", 1)))
    assert [line.cells[0].href for line in table.rows] == [
        f"reports/sources/{name}.html" for name in ("a-report", "d-report", "c-plan", "b-news")
    ]
    assert table.rows[1].cells[0].text and "东莞" in table.rows[1].cells[0].text, (
        "one without a title is named by place and year"
    )
    assert table.rows[2].cells[3].text not in ("", "2024-01-05"), "a day that is not known is said to be so"


def test_a_reference_source_is_listed_once_and_only_where_a_value_is_from_it() -> None:
    more = {
        "origin": "reference",
        "source_title": "统计年鉴",
        "source_url": "https://example.org/a",
        "source_grade": "official",
    }
    data = frame(
        row("lawyers", "441900", 1, **more),
        row("law_firms", "441900", 2, **more),
        row("notaries", "441900", None, **{**more, "source_title": "别的"}),
    )
    last = tables.sources(SOURCES, data).rows[4:]
    assert [(line.cells[0].text, line.cells[0].href) for line in last] == [("统计年鉴", "https://example.org/a")]

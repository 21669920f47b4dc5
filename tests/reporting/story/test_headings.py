"""The head of a report, and its headings."""

from __future__ import annotations

from panels import frame, row

from lib.reporting import story


def test_head_and_sections():
    from lib.reporting import parameters

    run = parameters.validate(
        "yearly_comparison", {"year": 2023, "areas": ["441900"], "themes": ["lawyers"], "language": "en"}
    )
    payload = story.head("yearly_comparison", run)._repr_mimebundle_()["application/vnd.citystats.report+json"]
    assert payload["title"] == "Justice statistics compared, 2023" and payload["lang"] == "en"
    assert (payload["areas"], payload["themes"], payload["year"]) == (["Dongguan"], ["Lawyers"], "2023")
    assert story.section("overview").data.startswith("## 指标一览\n\n")


def test_the_report_names_the_years_of_its_figures():
    from lib.reporting import parameters

    run = parameters.validate("yearly_comparison", {"year": 2023, "areas": ["441900"]})
    data = frame(
        row("lawyers", "441900", 1, "2022"), row("law_firms", "441900", 1, "2022"), row("notaries", "441900", 1, "2021")
    )
    assert story.head("yearly_comparison", run, data).years == "2021年1项、2022年2项"

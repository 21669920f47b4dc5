"""A large corpus: no page above the limit, and the work does not grow with areas times observations."""

import itertools

import pytest
import small_project

from lib import lexicon
from lib.documents.document import Document
from lib.publish.site import frame, indicator_pages, info_pages, listings, settings, source_list, source_pages
from lib.publish.site.content import Material
from lib.publish.site.voice import voice
from lib.schemas import OBSERVATIONS

YEARS = [str(year) for year in range(2010, 2025)]


class Counted(list):
    """A list that knows how often it was gone through."""

    times = 0

    def __iter__(self):
        self.times += 1
        return super().__iter__()


def observations(areas, indicators):
    base = dict.fromkeys(OBSERVATIONS.columns, "") | {
        "breakdown": "_T",
        "status": "actual",
        "obs_status": "A",
        "origin": "reported",
        "qualifier": "exact",
        "unit_measure": "case",
        "source_id": "long-report",
        "source_title": "某市司法局年度工作报告",
        "quote": "全年共办理各类案件一千二百三十四件，同比增长百分之十，群众满意度进一步提高。" * 2,
        "comment_obs": "按“受理”统计",
        "comment_en": "counted as 受理",
        "figure_ids": "long-report#f9",
    }
    rows = Counted()
    for at, (area, indicator, year) in enumerate(itertools.product(areas, indicators, YEARS)):
        place = {"ref_area": area, "indicator": indicator, "time_period": year}
        rows.append({**base, **place, "obs_value": float(at), "lower": float(at), "upper": float(at)})
    return rows


def large(areas):
    codes = [code for code, area in lexicon.areas().items() if area.level in ("city", "district")][:areas]
    return Material([], [], observations(codes, ["legal_aid_cases", "mediation_cases", "lawyers"]))


def too_large(pages):
    return {name: len(page.encode()) for name, page in pages.items() if len(page.encode()) > frame.LIMIT}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_listing_is_too_large(lang):
    stuff, v = large(400), voice(lang)
    pages = (
        listings.theme_pages(stuff, v)
        | indicator_pages.pages(stuff, v)
        | info_pages.pages(stuff, settings.Settings(), v)
    )
    assert too_large(pages) == {} and len(pages) > 60
    assert "data/indicators/lawyers.csv" in pages["indicators/lawyers.html"], "the rest is offered as CSV"


def test_an_area_with_very_much_is_capped_and_the_rest_offered():
    names = list(lexicon.indicators())[:60]
    stuff = Material([], [], observations(["441900"], names))
    pages = listings.area_pages(stuff, voice("zh"))
    assert too_large(pages) == {}
    assert "data/areas/441900.csv" in pages["areas/441900.html"]
    assert listings.area_csv(stuff)["data/areas/441900.csv"].count("\n") == len(stuff.observations) + 1


def test_references_without_number_are_capped():
    row = {"indicator": "lawyers", "ref_area": "441900", "obs_value": 9.0, "unit_measure": "person", "qualifier": "exact", "quote": "律师9人" * 20, "source_title": "公报", "publisher": "统计局", "source_grade": "official", "url": "https://example.org/", "accessed": "2026-11-22", "note": ""}  # fmt: skip
    rows = [{**row, "time_period": str(1000 + year)} for year in range(4000)]
    pages = source_list.pages(Material([], [], [], references=rows), voice("zh"))
    assert too_large(pages) == {} and "data/supplement.csv" in pages["sources/references.html"]


@pytest.mark.parametrize("count", [250, 1500, 4000])
def test_a_document_full_of_figures(count):
    sentence = "全年办理第{}类案件{}件，同比增长，成效明显。"
    lines = [sentence.format(number, 1000 + number) for number in range(count)]
    text = "\n".join(lines)
    figures, at = [], 0
    for number, line in enumerate(lines):
        start = at + line.index(f"{1000 + number}件")
        row = small_project.figure("long", text, "第")
        figures.append({**row, "start": str(start), "end": str(start + 4), "text": str(1000 + number), "value": 1000.0 + number, "lower": 1000.0 + number, "upper": 1000.0 + number, "unit": "件", "unit_measure": "case", "indicator": "legal_aid_cases", "ref_area": "441900", "time_period": "2022", "sentence": line})  # fmt: skip
        at += len(line) + 1
    document = Document("long", text, text, title="长报告", ref_area="441900", year="2022")
    page = source_pages.page(document, Material([document], figures, []), voice("zh"))
    assert too_large({"long": page}) == {}
    assert page.count("<mark id=") == count, "every figure stays marked in the text"


def test_more_areas_do_not_mean_more_passes_over_the_observations():
    passes = []
    for areas in (5, 20):
        stuff = large(areas)
        stuff.observations.times = 0
        listings.area_pages(stuff, voice("zh"))
        listings.theme_pages(stuff, voice("zh"))
        passes.append(stuff.observations.times)
    assert passes[0] == passes[1]

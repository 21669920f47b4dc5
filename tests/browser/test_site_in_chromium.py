"""The published site in a real browser, opened from a folder as a reader opens it from a USB stick.

CITYSTATS_SITE names the reports/ to look at; without it the project's own is taken, or a site of the small project is made.
"""

import os
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

import small_project

from lib.dataset import editions
from lib.project import Project, replace_file
from lib.publish.site import build
from lib.workflow import execute, published_files

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The folder with index.html. The small site holds the same kinds of page, its reports rendered by the real renderer."""
    real = Path(os.environ.get("CITYSTATS_SITE") or Project.find().reports)
    if (real / "yearly_comparison" / "2024.html").is_file():
        return real
    project = small_project.make(tmp_path_factory.mktemp("site"), runs=("2024",))
    (project.notebooks / "demo.ipynb").rename(project.notebooks / "yearly_comparison.ipynb")
    (project.params / "demo").rename(project.params / "yearly_comparison")
    (project.params / "site.yml").write_text("key_indicators: [lawyers, mediation_success_rate]\n", "utf-8")
    edition_before(project)
    small = execute.parameters
    execute.parameters = lambda path: {"year": 2024}  # the small notebook knows fewer parameters than its namesake
    try:
        outcome = execute.make(execute.Job(str(project.root), "yearly_comparison", "2024"))
    finally:
        execute.parameters = small
    assert not outcome.error, outcome.error
    published_files.put(project, {f"{outcome.name}{suffix}": content for suffix, content in outcome.files.items()})
    entry = {
        "name": outcome.name,
        "head": outcome.head,
        "uses": outcome.uses,
        "formats": sorted(outcome.files),
        "failed": False,
    }
    for name, content in build.build(project, [entry]).items():
        replace_file(project.reports / name, content)
    return project.reports


def edition_before(project: Project) -> None:
    """An edition in which one value was another."""
    path = project.processed / "observations.csv"
    now = path.read_text("utf-8")
    path.write_text(now.replace("3302,3302,3302", "3300,3300,3300"), "utf-8")
    editions.freeze(project, "2024-1", "2024-03-01", "试用版", "trial edition")
    path.write_text(now, "utf-8")


@pytest.fixture
def page(browser, reports):
    """A page that fails the test on any request outside the folder, any console error and any script error."""
    opened = browser.new_page(viewport=SIZES["desk"])
    opened.set_default_timeout(10_000)
    wrong: list[str] = []
    opened.on(
        "request", lambda request: wrong.append(f"request {request.url}") if not inside(request.url, reports) else None
    )
    opened.on(
        "console",
        lambda message: wrong.append(f"console {message.text}") if message.type in ("error", "warning") else None,
    )
    opened.on("pageerror", lambda error: wrong.append(f"script {error}"))
    yield opened
    opened.close()
    assert not wrong, wrong


def inside(url: str, folder: Path) -> bool:
    return url.startswith((folder.as_uri() + "/", "data:", "blob:"))


def in_view(locator) -> bool:
    return locator.evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.height > 0 && b.top >= 0 && b.bottom <= innerHeight }"
    )


def background(locator) -> str:
    return locator.evaluate("e => getComputedStyle(e).backgroundColor")


def test_from_the_index_to_the_sentence_of_a_number(page, reports):
    page.goto((reports / "index.html").as_uri())
    page.locator('.reports a.main[href="yearly_comparison/2024.html"]').click()
    link = page.locator('main a[href*="sources/"][href*="#f"]').first
    anchor = link.get_attribute("href").split("#")[1]
    link.click()
    mark = page.locator(f"mark#{anchor}")
    assert in_view(mark)
    sentence = page.locator(".s", has=mark)
    assert background(sentence) not in ("rgba(0, 0, 0, 0)", background(page.locator("body")))
    note = mark.locator("xpath=following-sibling::*[contains(@class, 'note')][1]")
    assert note.is_visible() and in_view(note.locator(".note-head"))
    assert page.locator(".note:visible").count() == 1
    note.locator(".close").click()
    assert page.locator(".note:visible").count() == 0


def test_the_note_follows_the_keyboard_and_escape_puts_it_away(page, reports):
    page.goto((reports / "sources" / "pingshan-2023-report.html").as_uri())
    page.locator("mark a").first.focus()
    assert page.locator(".note:visible").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".note:visible").count() == 0
    page.locator("mark a").first.click()
    assert page.locator("mark:target + .note").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('mark:target')")
    assert page.locator(".note:visible").count() == 0


def test_the_card_never_lies_over_its_sentence(browser, reports):
    """On a desk it stands beside the text, on a phone and beside tables below it; by click and by keyboard."""
    lying = []
    for size in SIZES.values():
        opened = browser.new_page(viewport=size)
        for path in sorted(reports.glob("sources/*-*.html")):
            opened.goto(path.as_uri())
            for number in range(min(opened.locator("mark a").count(), 12)):
                mark = opened.locator("mark").nth(number)
                mark.locator("a").first.click()
                opened.wait_for_timeout(80)
                if opened.evaluate(OVERLAPS, mark.get_attribute("id")):
                    lying.append(f"{path.name}#{mark.get_attribute('id')} at {size['width']}")
        opened.close()
    assert not lying


# whether the card of a mark lies over the mark or, where there is room for both, over its sentence
OVERLAPS = """id => {
  const mark = document.getElementById(id), card = mark.nextElementSibling;
  if (!card?.matches(".note")) return false;
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const box = card.getBoundingClientRect(), whole = (mark.closest(".s") || mark).getBoundingClientRect();
  const fits = whole.height < innerHeight * 0.5;
  return [...(fits ? mark.closest(".s") || mark : mark).getClientRects()].some((line) => over(line, box));
}"""


@pytest.mark.parametrize(
    "query", ["调解成功率", "調解成功率", "坪山 调解成功率", "坪山调解成功率", "2023坪山区调解成功率"]
)
def test_search_finds_figures_and_leads_to_them(page, reports, query):
    page.goto((reports / "index.html").as_uri())
    page.fill("#q", query)
    hit = page.locator("#results li a", has_text="坪山区").filter(has_text="98%").first
    hit.click()
    page.wait_for_url("**/sources/pingshan-2023-report.html#f*")
    target = page.locator("mark:target")
    assert target.inner_text() == "98%"
    assert in_view(target)


def test_search_in_english_finds_names_definitions_and_numbers(page, reports):
    page.goto((reports / "en" / "index.html").as_uri())
    page.fill("#q", "Pingshan lawyers")
    page.locator("#results li a", has_text="Pingshan 2023 Practising lawyers").first.wait_for()
    assert page.locator("#results h3").first.inner_text().startswith("Numbers")
    page.fill("#q", "licensed to practise")
    page.locator('#results a[href$="indicators/lawyers.html"]').click()
    assert page.locator("h1").inner_text() == "Practising lawyers"


def test_search_shows_a_traditional_sentence_as_printed_and_says_when_there_is_nothing(page, reports):
    page.goto((reports / "index.html").as_uri() + "#q=" + "调解成功率")
    page.locator("#results .snippet", has_text="調解成功率").first.wait_for()
    page.fill("#q", "量子纠缠")
    page.get_by_text("没有找到“量子纠缠”").wait_for()
    page.fill("#q", "<img src=x onerror=alert(1)>")
    page.get_by_text("<img src=x onerror=alert(1)>").first.wait_for()
    assert page.locator("#results img").count() == 0


def test_a_query_that_is_no_address_is_taken_as_it_is(page, reports):
    page.goto((reports / "index.html").as_uri() + "#q=%")
    page.wait_for_function("!document.getElementById('results').hidden")
    assert page.locator("#q").input_value() == "%"


# --- seven things readers come for -----------------------------------------------------------------------------------


def test_task_find_a_number_and_its_sentence(page, reports):
    page.goto((reports / "index.html").as_uri())
    page.locator(".keyfigure dd a", has_text="人").first.click()
    assert in_view(page.locator("mark:target, tr:target"))
    page.goto((reports / "index.html").as_uri())
    page.fill("#q", "坪山律师")
    page.locator("#results li a", has_text="165人").first.click()
    sentence = page.locator(".s", has=page.locator("mark:target"))
    assert "执业律师165人" in sentence.inner_text() or "现有律师165人" in sentence.inner_text()


def test_task_why_two_areas_differ_in_year(page, reports):
    """The explorer shows one year and names those that have another; the indicator's page has a column a year."""
    page.goto((reports / "explore.html").as_uri() + "#i=mediation_success_rate&y=2023")
    page.get_by_text("2023年没有数值的地区").wait_for()
    assert re.search(r"[市省]（有[\d、]*20\d\d年）", page.locator("#remarks").inner_text())
    page.locator("#definition").click()
    heads = page.locator("#table-values thead th").all_inner_texts()
    assert "2023" in {head.split()[0] for head in heads} and len(heads) > 2


def test_task_what_is_missing_and_why(page, reports):
    page.goto((reports / "indicators" / "notary_offices.html").as_uri())
    text = page.locator("main").inner_text()
    assert "不等于" in text or "目前没有数值" in text
    page.goto((reports / "flags.html").as_uri())
    assert "没有收录该地区相应年份的报告" in page.locator("#table-empty").inner_text()


def test_task_download_the_data_of_one_chart(page, reports):
    page.goto((reports / "explore.html").as_uri() + "#i=mediation_success_rate&y=")
    page.locator("#value-table tbody tr").first.wait_for()
    with page.expect_download() as started:
        page.locator("#csv").click()
    assert started.value.suggested_filename == "mediation_success_rate-all-years.csv"
    lines = Path(started.value.path()).read_text("utf-8-sig").splitlines()
    shown = page.locator("#value-table tbody tr").count()
    assert len(lines) == shown + 1 and any(",440310,坪山区,2023,98,98%," in line for line in lines)


def test_task_cite_a_number(browser, reports):
    context = browser.new_context(viewport=SIZES["desk"], permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto((reports / "sources" / "pingshan-2023-report.html").as_uri())
    mark = opened.locator("mark", has_text="165").first
    mark.locator("a").click()
    note = mark.locator("xpath=following-sibling::*[1]")
    note.locator(".cite-number").click()
    opened.get_by_text("已复制").wait_for()
    copied = opened.evaluate("navigator.clipboard.readText()")
    assert "坪山区司法局" in copied and "165人" in copied and copied.endswith(f"#{mark.get_attribute('id')}")
    context.close()


def test_task_switch_language_and_back(page, reports):
    for name in ("index.html", "indicators/lawyers.html", "sources/pingshan-2023-report.html", "explore.html"):
        page.goto((reports / name).as_uri())
        page.locator("a.switch").click()
        assert page.url == (reports / "en" / name).as_uri()
        assert page.evaluate("document.documentElement.lang") == "en"
        page.locator("a.switch").click()
        assert page.url == (reports / name).as_uri()


def test_task_what_changed_since_the_last_edition(page, reports):
    page.goto((reports / "index.html").as_uri())
    told = page.locator("#news + p")
    assert re.search(r"与.+版（\d{4}-\d\d-\d\d）相比：改动 \d+ 条", told.inner_text())
    told.locator("a").click()
    first = page.locator("main table").first
    assert first.locator("tbody tr").count() > 0
    assert page.locator("h2[id^='edition-']").count() > 0


def test_the_explorer_by_keyboard_and_with_a_link_of_its_state(page, reports):
    page.goto((reports / "explore.html").as_uri())
    page.locator("#indicator").focus()
    page.locator("#indicator").select_option("mediation_success_rate")
    page.locator("#value-table tbody tr").first.wait_for()
    page.wait_for_url("**#i=mediation_success_rate*")
    page.locator("#areas input").first.focus()
    page.keyboard.press("Space")
    page.wait_for_function("location.hash.includes('a=')")
    assert "i=mediation_success_rate" in page.url
    before = page.locator("#value-table").inner_text()
    page.reload()
    page.locator("#value-table tbody tr").first.wait_for()
    assert page.locator("#value-table").inner_text() == before


def test_the_explorer_draws_only_what_stands_together(page, reports):
    """Values of another level are not drawn beside each other; the reason is said."""
    page.goto((reports / "explore.html").as_uri() + "#i=mediation_success_rate&y=2024")
    page.locator("#value-table tbody tr").first.wait_for()
    bars, rows = page.locator("#drawing rect.bar").count(), page.locator("#value-table tbody tr").count()
    assert bars <= rows and (bars == 0 or bars > 1), "never a chart of one value"


def test_a_table_sorts(page, reports):
    page.goto((reports / "index.html").as_uri())
    table = page.locator("#document-table")
    head = table.locator("thead th").last
    for expected in ("ascending", "descending"):
        head.click()
        values = [int(text) for text in table.locator("tbody td:last-child").all_inner_texts()]
        assert head.get_attribute("aria-sort") == expected
        assert values == sorted(values, reverse=expected == "descending") and len(values) > 1


def test_without_script_the_mark_and_its_note_still_show(browser, reports):
    context = browser.new_context(java_script_enabled=False, viewport=SIZES["desk"])
    plain = context.new_page()
    plain.goto((reports / "sources" / "pingshan-2023-report.html").as_uri())
    assert plain.locator(".note:visible").count() == 0
    plain.locator("mark a").first.click()
    assert plain.locator("mark:target + .note").is_visible()
    plain.goto((reports / "index.html").as_uri())
    assert not plain.locator("form.search").is_visible()
    context.close()


def kinds(reports: Path) -> list[Path]:
    """One page of each kind in both languages, and the source pages that hold a table."""
    single = (
        "index",
        "explore",
        "methods",
        "flags",
        "revisions",
        "indicators/index",
        "indicators/lawyers",
        "sources/references",
    )
    found = [reports / lang / f"{name}.html" for lang in ("", "en") for name in single]
    found += sorted(reports.glob("sources/*.html"))
    for lang in ("", "en"):
        found += [
            *sorted((reports / lang).glob("themes/*.html"))[:1],
            *sorted((reports / lang).glob("areas/*.html"))[:1],
        ]
    return [*found, *sorted(reports.glob("*/2024.html"))]


def test_no_page_is_larger_than_a_reader_waits_for(reports):
    assert {path.name: size for path in reports.rglob("*.html") if (size := path.stat().st_size) > 1_500_000} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_violation_on_any_kind_of_page(browser, reports, scheme):
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    context = browser.new_context(viewport=SIZES["desk"], color_scheme=scheme, bypass_csp=True)
    opened = context.new_page()
    for path in kinds(reports):
        first = (
            "#f" + path.read_text("utf-8").split('<mark id="f', 1)[1].split('"')[0]
            if "<mark id=" in path.read_text("utf-8")
            else ""
        )
        opened.goto(path.as_uri() + first)
        result = axe.run(opened).response["violations"]
        found += [f"{path.name}: {one['id']} {one['nodes'][0]['target']}" for one in result if one["impact"] in SERIOUS]
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", SIZES)
def test_no_page_scrolls_sideways(browser, reports, size):
    opened = browser.new_page(viewport=SIZES[size])
    wide = []
    for path in kinds(reports):
        opened.goto(path.as_uri())
        if opened.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path.name)
    opened.close()
    assert not wide

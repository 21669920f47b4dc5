"""The published site in a real browser, opened from a folder as a reader opens it from a USB stick.

CITYSTATS_SITE names the reports/ to look at; without it the project's own is taken, or a site of the small project is made.
"""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

import small_project

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


@pytest.mark.parametrize("query", ["调解成功率", "調解成功率", "坪山 调解成功率"])
def test_search_finds_figures_and_leads_to_them(page, reports, query):
    page.goto((reports / "index.html").as_uri())
    page.fill("#q", query)
    hit = page.locator("#results li a", has_text="坪山区").filter(has_text="98%").first
    hit.click()
    page.wait_for_url("**/sources/pingshan-2023-report.html#f*")
    target = page.locator("mark:target")
    assert target.inner_text() == "98%"
    assert in_view(target)


def test_search_shows_a_traditional_sentence_as_printed_and_says_when_there_is_nothing(page, reports):
    page.goto((reports / "index.html").as_uri() + "#q=" + "调解成功率")
    assert page.locator("#results .snippet", has_text="調解成功率").first.is_visible()
    page.fill("#q", "量子纠缠")
    page.get_by_text("没有找到“量子纠缠”").wait_for()
    page.fill("#q", "<img src=x onerror=alert(1)>")
    page.get_by_text("<img src=x onerror=alert(1)>").first.wait_for()
    assert page.locator("#results img").count() == 0


def test_a_table_sorts(page, reports):
    page.goto((reports / "index.html").as_uri())
    table = page.locator("#document-table")
    head = table.locator("thead th").nth(6)
    for expected in ("ascending", "descending"):
        head.click()
        values = [int(text) for text in table.locator("tbody td:nth-child(7)").all_inner_texts()]
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
    """One page of each kind, and the source page that holds a table."""
    found = [
        reports / "index.html",
        *sorted(reports.glob("sources/*.html")),
        *sorted(reports.glob("themes/*.html"))[:1],
    ]
    return [*found, *sorted(reports.glob("areas/*.html"))[:1], *sorted(reports.glob("*/2024.html"))]


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

"""Takes the pictures of README and docs anew from reports/: python docs/images/shoot.py (needs chromium and `make report`)."""

import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from lib.project import Project

HERE = Path(__file__).parent


def comparison(page: Page, reports: Path) -> bytes:
    """The overview table of the comparison of 2023."""
    page.set_viewport_size({"width": 1400, "height": 860})
    page.goto((reports / "yearly_comparison" / "2023.html").as_uri())
    page.locator("#overview").evaluate("table => table.scrollIntoView(true)")
    page.mouse.wheel(0, -180)
    page.wait_for_timeout(500)
    return page.screenshot()


def source(page: Page, reports: Path) -> bytes:
    """A published report with one figure opened."""
    page.set_viewport_size({"width": 1400, "height": 560})
    page.goto((reports / "sources" / "dongguan-2022-report.html").as_uri() + "#f3304")
    page.wait_for_timeout(500)
    return page.screenshot()


def main() -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for shoot in (comparison, source):
            shot = shoot(chromium.new_page(device_scale_factor=1.4), Project.find().reports)
            picture = Image.open(io.BytesIO(shot)).convert("RGB")
            picture.save(HERE / f"{shoot.__name__}.webp", quality=75, method=6)
        chromium.close()


if __name__ == "__main__":
    main()

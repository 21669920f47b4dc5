"""Takes the pictures of README and docs anew from reports/: python docs/images/shoot.py (needs chromium and `make report`).

A machine without Chinese fonts lends chromium the project's own.
"""

import io
import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from lib.project import Project

HERE = Path(__file__).parent
FONTS = """<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias></fontconfig>"""


def comparison(page: Page, reports: Path) -> bytes:
    """The overview table of the comparison of 2023, with its chapter's neighbours."""
    page.set_viewport_size({"width": 1400, "height": 860})
    page.goto((reports / "yearly_comparison" / "2023.html").as_uri())
    page.locator("#overview").evaluate("table => table.scrollIntoView(true)")
    page.mouse.wheel(0, -150)
    page.wait_for_timeout(500)
    return page.screenshot()


def source(page: Page, reports: Path) -> bytes:
    """A published report with one figure opened."""
    page.set_viewport_size({"width": 1400, "height": 560})
    page.goto((reports / "sources" / "dongguan-2022-report.html").as_uri() + "#f3304")
    page.wait_for_timeout(500)
    return page.screenshot()


def main() -> None:
    project = Project.find()
    with tempfile.TemporaryDirectory() as cache, sync_playwright() as playwright:
        config = Path(cache) / "fonts.conf"
        config.write_text(FONTS.format(fonts=project.root / "lib/publish/fonts", cache=cache), "utf-8")
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox"],
            env={**os.environ, "FONTCONFIG_FILE": str(config)},
        )
        for shoot in (comparison, source):
            picture = Image.open(io.BytesIO(shoot(chromium.new_page(device_scale_factor=1.4), project.reports)))
            picture.convert("RGB").save(HERE / f"{shoot.__name__}.webp", quality=75, method=6)
        chromium.close()


if __name__ == "__main__":
    main()

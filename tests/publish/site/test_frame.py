"""What every page of the site has: language, the way to its twin, links that are safe."""

import re

import pytest

from lib.publish.site import frame
from lib.publish.site.voice import voice


def test_a_page_of_blocks_in_both_languages() -> None:
    blocks = [frame.heading("A <b>", "a"), frame.paragraph("text & more"), frame.bullets([["one"], ["two"]])]
    zh, en = (frame.blocks_page("methods.html", voice(lang), "Title", blocks) for lang in ("zh", "en"))
    assert "A &lt;b&gt;" in zh
    assert "text &amp; more" in zh
    assert "en/methods.html" in zh
    assert re.search(r"<html[^>]*lang=.en", en)


@pytest.mark.parametrize(
    ("href", "kept"), [("javascript:alert(1)", False), ("https://a.cn/x", True), ("sources/a.html", True)]
)
def test_only_safe_links_are_links(href: str, kept: bool) -> None:
    assert (href in str(frame.link("x", href))) is kept

"""Characters the font cannot draw are replaced and remembered; those without a shape just go."""

from __future__ import annotations

import pytest

from lib.publish.glyphs import MARK, Glyphs


@pytest.mark.parametrize(
    ("text", "printed", "missing"),
    [
        ("全县现有律师412人。", "全县现有律师412人。", set()),
        ("办结\U0001f600率98%", f"办结{MARK}率98%", {"\U0001f600"}),
        ("办\u200b结\u2060率", "办结率", set()),
        ("一\t二\n三　四", "一\t二\n三　四", set()),
        ("\ue000\ue000局", f"{MARK}{MARK}局", {"\ue000"}),
    ],
)
def test_what_is_printed(text: str, printed: str, missing: set[str]) -> None:
    glyphs = Glyphs()
    assert (glyphs.printable(text), glyphs.missing) == (printed, missing)


def test_what_was_replaced_is_named_once_in_order() -> None:
    glyphs = Glyphs()
    assert glyphs.replaced("、") == ""
    for text in ("好\U0001f600", "\U0001f44d\U0001f600", "\ue000"):
        glyphs.printable(text)
    assert glyphs.replaced("、") == "U+E000、U+1F44D thumbs up sign、U+1F600 grinning face"

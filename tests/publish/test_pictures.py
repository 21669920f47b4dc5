"""Pictures: an SVG made clean, sizes in points, addresses that run nothing."""

from __future__ import annotations

import base64
import struct
from typing import Any
from urllib.parse import unquote

import pytest

from lib.publish.pictures import A4_TEXT, DARK, clean_svg, data_address, png_size, size_in_points

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 518.4 216"><path style="fill: #0072b2"/></svg>'


@pytest.mark.parametrize(
    "noise",
    [
        '<?xml version="1.0"?>\n<!DOCTYPE svg>\n{}',
        SVG.replace("<path", "<metadata><date>2024-01-01</date></metadata><path"),
        SVG.replace("<path", "<script>alert(1)</script><path"),
        SVG.replace("<path", '<SCRIPT href="x"/><path'),
        SVG.replace("<path", "<!-- made\nby hand --><path"),
    ],
)
def test_prolog_metadata_scripts_and_comments_go(noise: str) -> None:
    assert clean_svg(noise.replace("{}", SVG)) == SVG + "\n"


def png(width: int, height: int) -> str:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 6, 0, 0, 0)
    return base64.b64encode(head + bytes(40)).decode()


def test_a_png_tells_its_size() -> None:
    assert png_size(png(640, 480)) == (640, 480)
    assert png_size(base64.b64encode(b"GIF89a" + bytes(60)).decode()) == (0, 0)
    assert png_size("no base64!") == (0, 0)


@pytest.mark.parametrize(
    ("figure", "size"),
    [
        ({"svg": SVG, "width": 0, "height": 0}, (518.4, 216.0)),
        ({"svg": "<svg>", "width": 0, "height": 0}, A4_TEXT),
        ({"svg": "", "width": 800, "height": 400}, (600.0, 300.0)),
        ({"svg": "", "width": 0, "height": 0}, A4_TEXT),
    ],
)
def test_sizes_are_in_points(figure: dict[str, Any], size: tuple[float, float]) -> None:
    assert size_in_points(figure) == size


def test_an_address_stands_in_an_attribute_and_reads_back_as_the_picture() -> None:
    address = data_address(SVG)
    assert address.startswith("data:image/svg+xml,<svg") and not set('"\n&#') & set(address.partition(",")[2])
    drawn = unquote(address.partition(",")[2])
    assert "<path style='fill: #0072b2'/>" in drawn
    assert data_address("", "QUJD") == "data:image/png;base64,QUJD"


def test_every_colour_of_ink_has_one_for_dark_screens() -> None:
    drawn = unquote(data_address(SVG))
    for light, dark in DARK:
        for part in ("fill", "stroke"):
            assert f"[style*='{part}: {light}']{{{part}:{dark} !important}}" in drawn
    assert drawn.count("<style>") == 1

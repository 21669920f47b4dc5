"""Pictures of a notebook: SVG made clean, sizes read from the picture itself."""

from __future__ import annotations

import base64
import re
import struct

from .prose import Node, clean

_BOX = re.compile(r'<svg[^>]*\bviewBox="[\d.+-]+[ ,]+[\d.+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')
DARK = (  # a chart's colour on white, and the one on a dark ground
    ("#ffffff", "#1c222a"),
    ("#222222", "#e4e8ed"),
    ("#6b6b6b", "#a5afbb"),
    ("#999999", "#7b8794"),
    ("#d9d9d9", "#39424e"),
    ("#e6e6e6", "#333c47"),
    ("#000000", "#f2f2f2"),
    ("#0072b2", "#4aa8e0"),
)
A4_TEXT = (460.0, 345.0)  # points; taken for a picture that does not tell its size


def clean_svg(svg: str) -> str:
    """An SVG without prolog, metadata (its date changes every run) and scripts."""
    text = clean(svg)
    text = text[max(text.find("<svg"), 0) :]
    for name in ("metadata", "script"):
        text = re.sub(rf"<{name}\b.*?</{name}>|<{name}\b[^>]*/>", "", text, flags=re.DOTALL | re.IGNORECASE)
    return re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL).strip() + "\n"


def png_size(data: str) -> tuple[int, int]:
    """Width and height in pixels of a base64 PNG; (0, 0) if it is none."""
    try:
        head = base64.b64decode(data[:64])
    except ValueError:
        return 0, 0
    return struct.unpack(">II", head[16:24]) if head[:8] == b"\x89PNG\r\n\x1a\n" else (0, 0)


def size_in_points(figure: Node) -> tuple[float, float]:
    """Width and height of a figure block's picture: an SVG's viewBox is in points (matplotlib's), a PNG's pixel is 3/4 point."""
    if figure["svg"]:
        box = _BOX.search(figure["svg"])
        width, height = (float(box[1]), float(box[2])) if box else (0.0, 0.0)
    else:
        width, height = figure["width"] * 0.75, figure["height"] * 0.75
    return (width, height) if width and height else A4_TEXT


def data_address(svg: str, png: str = "") -> str:
    """A picture as a data: address for <img>, in which no script of an SVG ever runs; quotes are single, so that it stands in an attribute."""
    if not svg:
        return "data:image/png;base64," + png
    text = re.sub(r">\s+<", "><", for_screens(svg)).replace('"', "'").replace("\n", " ")
    return "data:image/svg+xml," + re.sub(r"[%#&]", lambda mark: f"%{ord(mark[0]):02X}", text)


def for_screens(svg: str) -> str:
    """The picture with a style for dark screens: each colour that the suite's charts use for ground and ink has its counterpart."""
    rules = "".join(
        f'[style*="{part}: {light}"]{{{part}:{dark} !important}}' for light, dark in DARK for part in ("fill", "stroke")
    )
    style = f"<style>@media (prefers-color-scheme: dark){{{rules}}}</style>"
    return re.sub(r"(<svg\b[^>]*>)", lambda start: start[1] + style, svg, count=1)

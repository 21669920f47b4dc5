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


_OUTLINE = re.compile(r" d='([^']*)'")
_GROUP = re.compile(r"<g id='[^']*'")  # nothing refers to matplotlib's groups
_FONT = re.compile(r"\b[A-Za-z]+-(Regular|Bold)(?=-[0-9a-f]+')")  # of the glyphs' names
_MOVED = re.compile(r"(translate\([-\d.]+ [-\d.]+)\)")
_SEGMENT = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE]-?\d+)?")  # a minus parts two numbers as well as a blank does
_COORDINATES = {"M": 2, "L": 2, "Q": 4, "C": 6}  # that a command of a path takes


def data_address(svg: str, png: str = "") -> str:
    """A picture as a data: address for <img>, in which no script of an SVG ever runs; quotes are single, so that it stands in an attribute."""
    if not svg:
        return "data:image/png;base64," + png
    text = re.sub(r">\s+<", "><", for_screens(svg)).replace('"', "'").replace("\n", " ")
    text = _FONT.sub(lambda found: found[1][0], _GROUP.sub("<g", text))
    text = _MOVED.sub(lambda found: re.sub(r"(\.\d\d)\d+", r"\1", found[0]), text)
    text = _OUTLINE.sub(lambda found: f" d='{shorter(found[1])}'", text)
    return "data:image/svg+xml," + re.sub(r"[%#&]", lambda mark: f"%{ord(mark[0]):02X}", text)


def shorter(path: str) -> str:
    """The outline `path` of an SVG in fewer characters: every point told from the one before, in tenths of a point, so that nothing adds up.

    >>> shorter("M 282 0  L 282 346  Q 1018 992 1494 1523  z ")
    'M282 0l0 346q736 646 1212 1177z'
    >>> shorter("M222-10L50 1z")
    'M222-10l-172 11z'
    """
    written, last = list[str](), ""
    here = first = (0, 0)
    for letter, given in _SEGMENT.findall(path):
        points = [round(float(number) * 10) for number in _NUMBER.findall(given)]
        if letter == "z" and not points:
            written, last, here = [*written, "z"], "z", first
            continue
        if len(points) != _COORDINATES.get(letter):
            return path  # an arc, a relative or a broken one stays as it is
        name = letter.lower() if written else letter
        told = _told([value - (here[place % 2] if written else 0) for place, value in enumerate(points)])
        again = name == last and name != "m"
        written.append((("" if told.startswith("-") else " ") if again else name) + told)
        last, here = name, (points[-2], points[-1])
        first = here if letter == "M" else first
    return "".join(written)


def _told(tenths: list[int]) -> str:
    texts = [f"{value / 10:.1f}".removesuffix(".0") for value in tenths]
    return texts[0] + "".join(text if text.startswith("-") else f" {text}" for text in texts[1:])


def for_screens(svg: str) -> str:
    """The picture with a style for dark screens: each colour that the suite's charts use for ground and ink has its counterpart."""
    rules = "".join(
        f'[style*="{part}: {light}"]{{{part}:{dark} !important}}' for light, dark in DARK for part in ("fill", "stroke")
    )
    style = f"<style>@media (prefers-color-scheme: dark){{{rules}}}</style>"
    return re.sub(r"(<svg\b[^>]*>)", lambda start: start[1] + style, svg, count=1)

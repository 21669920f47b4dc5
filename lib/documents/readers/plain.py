"""Plain text: which encoding it is in, and the file itself as text, line ends untouched."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from ...project import CityStatsError
from .. import budgets
from . import plain_tables
from .tables import Reading

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 20_000
BROKEN = "\ufffd"
FEW = 0.01  # of the characters: more broken ones, and it is another encoding or no text


def read(data: bytes, name: str) -> Reading:
    """The file as it is, decoded; no line end is changed and nothing is dropped but the byte order mark."""
    warnings: list[str] = []
    reading = read_text(decode(data, name, warnings.append))
    return replace(reading, warnings=tuple(warnings))


def read_text(text: str) -> Reading:
    """A text and the cells of the tables that lie flattened in it."""
    budgets.hold("characters", len(text))
    budgets.hold("lines", text.count("\n"))
    return Reading(text, plain_tables.cells(text))


def decode(data: bytes, name: str, warn: Callable[[str], None] | None = None) -> str:
    """Bytes to text: by byte order mark, as UTF-8, as UTF-16, as GB18030 or Big5 where the result reads as Chinese.

    A few bytes that fit no character become \ufffd, and `warn` is told how many and where. Raises CityStatsError naming the file
    where nothing fits.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name, warn)
    if data.count(0) * 20 > len(data):
        return _without_nulls(_marked(data, _utf16_order(data), name, warn), name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, name, warn)


def _marked(data: bytes, encoding: str, name: str, warn: Callable[[str], None] | None) -> str:
    text = data.decode(encoding, "replace")
    if text.count(BROKEN) > FEW * len(text) + 2:
        raise CityStatsError(f"{name}: marked as {encoding} but damaged in many places; fetch it again")
    return _reported(data, text, encoding, warn)


def _reported(data: bytes, text: str, encoding: str, warn: Callable[[str], None] | None) -> str:
    """`text` after `warn` was told of the bytes in it that were replaced."""
    count = text.count(BROKEN) - data.count(BROKEN.encode()) * (encoding == "utf-8")
    if count > 0 and warn:
        line = text[: text.index(BROKEN)].count("\n") + 1
        places = "one place" if count == 1 else f"{count} places, the first"
        warn(f"not valid {encoding.upper()} in {places} in line {line}; replaced by {BROKEN}")
    return text


def _without_nulls(text: str, name: str) -> str:
    if "\0" in text:
        raise CityStatsError(f"{name}: no text but binary data; fetch it again or save it as UTF-8")
    return text


def _utf16_order(data: bytes) -> str:
    """Without a mark: the order of bytes in which the text reads more like Chinese."""
    sample = data[: 2 * SAMPLE]
    return max(("utf-16-le", "utf-16-be"), key=lambda encoding: plausibility(sample.decode(encoding, "replace")))


def _legacy(data: bytes, name: str, warn: Callable[[str], None] | None) -> str:
    """UTF-8 with a few broken bytes; else GB18030, Big5 and UTF-16 without a mark: the one that decodes whole, or all but a few
    bytes of it, and reads most like Chinese."""
    text = data.decode("utf-8", "replace")
    if text.count(BROKEN) <= FEW * sum(char > "\x7f" for char in text):
        return _reported(data, text, "utf-8", warn)
    candidates = []
    for rank, encoding in enumerate(("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")):
        text = data.decode(encoding, "replace")
        broken = text.count(BROKEN)
        if broken <= FEW * len(text) + 1 and (not broken or rank < 2):
            candidates.append((plausibility(text), -rank, text, encoding))
    if candidates and max(candidates)[0] >= 0.6:
        _, _, text, encoding = max(candidates)
        return _reported(data, text, encoding, warn)
    return _guessed(data, name)


def plausibility(text: str) -> float:
    """Share of characters, from 0 to 1, that Chinese texts are made of: ASCII, its punctuation, the common hanzi."""
    sample = text[:SAMPLE]
    return sum(map(_is_common, sample)) / max(1, len(sample))


def _is_common(char: str) -> bool:
    """ASCII, CJK punctuation and full-width forms, and the hanzi of the first level of GB 2312 or of Big5."""
    if char < "\x80":
        return char >= " " or char in "\t\r\n\f"
    if not "\u4e00" <= char <= "\u9fff":
        return "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or char in "“”‘’—…·×℃①②③④⑤"
    gb, big5 = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return b"\xb0" <= gb[:1] <= b"\xd7" or b"\xa4" <= big5[:1] <= b"\xc6"


def _guessed(data: bytes, name: str) -> str:
    """The last resort: charset-normalizer, where what it finds is text at all."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    text = str(best) if best else ""
    controls = sum(
        unicodedata.category(char) in ("Cc", "Cn", "Co") and char not in "\t\r\n\f" for char in text[:SAMPLE]
    )
    if not text or controls:
        raise CityStatsError(f"{name}: no known encoding of Chinese text fits; save the file as UTF-8")
    return text.removeprefix("\ufeff")

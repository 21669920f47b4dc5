"""What a document says of itself: title, publisher, area, year, kind and date, guessed from text and file name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import PurePath

from .. import lexicon
from ..project import CityStatsError
from . import gazetteer, script

HEAD = 3_000
TAIL = 600
TYPES = ("report", "plan", "news", "statistics")
WIDTHS = str.maketrans("：；，（）／０１２３４５６７８９", ":;,()/0123456789")
DATE = re.compile(r"((?:19|20)\d{2})\s?[-/.年]\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
CHINESE_YEAR = re.compile(r"(?:二[〇零○O]|一九)[〇零○O一二三四五六七八九]{2}(?=年)")
CHINESE_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
TITLE_LENGTH = 80


@dataclass(frozen=True)
class Metadata:
    """What could be told; strings, empty where nothing could. Fields as the columns of sources.csv."""

    title: str = ""
    publisher: str = ""
    ref_area: str = ""
    year: str = ""
    doc_type: str = ""
    published: str = ""
    script: str = ""

    def as_dict(self) -> dict[str, str]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class Clues:
    """documents.yml with its patterns compiled."""

    types: dict[str, dict[str, re.Pattern[str]]]
    body: dict[str, re.Pattern[str]]
    report_first: re.Pattern[str]
    published: re.Pattern[str]
    publisher: list[re.Pattern[str]]
    bodies: re.Pattern[str]
    nobody: frozenset[str]
    furniture: re.Pattern[str]
    nation: re.Pattern[str]
    media: re.Pattern[str]
    title_label: re.Pattern[str]


@cache
def clues() -> Clues:
    try:
        return _clues(lexicon.load_yaml("documents.yml"))
    except (re.error, KeyError, TypeError) as error:
        entry = getattr(error, "pattern", error)
        raise CityStatsError(
            f"lib/lexicon/documents.yml: missing or no regular expression: {entry} ({error})"
        ) from None


def _clues(raw: dict) -> Clues:
    any_of = lambda words: re.compile("|".join(words))  # noqa: E731
    return Clues(
        types={kind: {where: any_of(words) for where, words in entry.items()} for kind, entry in raw["types"].items()},
        body={kind: any_of(words) for kind, words in raw["body"].items()},
        report_first=any_of(raw["report_first"]),
        published=re.compile(
            rf"(?:{'|'.join(raw['published'])}|(?<![^\s•·|])(?:{'|'.join(raw['published_apart'])}))\s?:\s{{0,3}}{DATE.pattern}",
            re.MULTILINE,
        ),
        publisher=[re.compile(rf"{word}\s?:\s{{0,3}}([\u4e00-\u9fff()]{{2,30}})") for word in raw["publisher"]],
        bodies=re.compile(rf"([\u4e00-\u9fff]{{0,16}}?(?:{'|'.join(raw['bodies'])}))"),
        nobody=frozenset(raw["nobody"]),
        furniture=re.compile("|".join(raw["furniture"])),
        nation=any_of(raw["nation"]),
        media=re.compile(raw["media"]),
        title_label=re.compile(
            rf"^[•·\s]*(?:{'|'.join(raw['title_labels'])})\s?:\s*(\S.*?)(?:\s{{2,}}.*)?$", re.MULTILINE
        ),
    )


def guess(
    text: str, file_name: str = "", *, simplified: str = "", title: str = "", known: Mapping[str, str] | None = None
) -> Metadata:
    """What `text` says of itself, the file's name helping out. `known` fields are taken as given and guide the rest.

    Never raises, whatever the text; `simplified` spares a conversion, `title` is what the format itself says it is.
    """
    given = normalise(known or {})
    plain = CHINESE_YEAR.sub(_digits, (simplified or script.simplify(text)).translate(WIDTHS))
    name = unicodedata.normalize("NFKC", PurePath(file_name).stem)
    title = given.get("title") or _title(text, plain, title)
    plain_title = script.simplify(title).translate(WIDTHS)
    publisher = given.get("publisher") or _publisher(plain, plain_title)
    published = given.get("published") or _published(plain)
    doc_type = given.get("doc_type") or _doc_type(plain, plain_title, name)
    return Metadata(
        title=title,
        publisher=publisher,
        ref_area=given.get("ref_area") or _ref_area(plain, plain_title, publisher, name),
        year=given.get("year") or _year(plain, plain_title, name, doc_type, published),
        doc_type=doc_type,
        published=published,
        script=given.get("script") or script.detect(text),
    )


def normalise(given: Mapping[str, str]) -> dict[str, str]:
    """Metadata as people write them in a table, in our form: 2022年 → 2022, 东莞市 → 441900, 2023/2/6 → 2023-02-06.

    Empty values are left out; a value that cannot be put in our form stays as it is.
    """
    found = {key: str(value).strip() for key, value in given.items() if value is not None and str(value).strip()}
    if match := YEAR.search(CHINESE_YEAR.sub(_digits, found.get("year", ""))):
        found["year"] = match[1]
    if "ref_area" in found:
        found["ref_area"] = found["ref_area"].removesuffix(".0")  # a code that went through a spreadsheet
    if "ref_area" in found and not found["ref_area"].isdigit():
        found["ref_area"] = gazetteer.about(script.simplify(found["ref_area"])) or found["ref_area"]
    if match := DATE.search(found.get("published", "")):
        found["published"] = _iso(match)
    for key in ("doc_type", "script"):
        if key in found:
            found[key] = found[key].lower()
    if "doc_type" in found and found["doc_type"] not in TYPES:
        kinds = (kind for kind, known in clues().types.items() if known["title"].search(found["doc_type"]))
        found["doc_type"] = next(kinds, found["doc_type"])
    return found


def _digits(year: re.Match[str]) -> str:
    """二〇二三 → 2023."""
    return year[0].translate(CHINESE_DIGITS)


def _iso(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"


def is_furniture(line: str) -> bool:
    """A line of the web page around a document: breadcrumbs, share buttons, filing numbers."""
    return bool(clues().furniture.search(script.simplify(line).translate(WIDTHS).strip()))


def head_lines(text: str, plain: str) -> list[tuple[str, str]]:
    """The first lines that hold something, without page furniture, as (printed, simplified) pairs."""
    pairs = zip(text[:HEAD].splitlines(), plain[:HEAD].splitlines(), strict=True)
    stripped = [(line.strip(), other.strip()) for line, other in pairs]
    return [(line, other) for line, other in stripped if other and not is_furniture(other)][:30]


def _title(text: str, plain: str, format_title: str) -> str:
    """The line at the head that reads most like a title: names a kind of document, a year, a body; no sentence."""
    candidates = [(line, other) for line, other in head_lines(text, plain)[:12] if len(other) <= TITLE_LENGTH]
    if label := clues().title_label.search(plain[:HEAD]):
        candidates.insert(0, (text[label.start(1) : label.end(1)], label[1]))
    if format_title.strip():
        candidates.insert(0, (format_title.strip(), script.simplify(format_title.strip()).translate(WIDTHS)))
    scored = [(_title_score(other), -at, line) for at, (line, other) in enumerate(candidates)]
    score, at, best = max(scored, default=(0.0, 0, ""))
    before = candidates[-at - 1] if at < 0 else ("", "")
    if score > 0 and clues().bodies.fullmatch(before[1]) and before[0] not in best:
        return before[0] + best  # a title over two lines: the body's name, then what it reports
    return best if score > 0 else ""


def _title_score(line: str) -> float:
    if (
        len(line) < 4
        or line.endswith((":", "。", ";", ","))
        or re.match(r"[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、]", line)
    ):
        return 0.0
    known = clues()
    kinds = any(kind["title"].search(line) for kind in known.types.values())
    score = (
        2.0 * kinds + bool(YEAR.search(line)) + bool(known.bodies.search(line)) + 0.5 * any(gazetteer.mentions(line))
    )
    return score + 0.4 if not re.search(r"[,。;:!?]", line) else score - 1


def _publisher(plain: str, title: str) -> str:
    """The body a 来源: line names, else the one in the title, in the opening sentences, or in the signature."""
    known = clues()
    for pattern in known.publisher:
        for match in pattern.finditer(plain[:HEAD] + "\n" + plain[-TAIL:]):
            if match[1] not in known.nobody and (body := known.bodies.match(match[1])):
                return body[1]
    for part in (title, _signature(plain), plain[:800]):
        for body in known.bodies.finditer(part):
            if place := next(gazetteer.mentions(body[1]), None):
                return body[1][place.start :]
            if known.nation.match(body[1]):
                return body[1]
    return ""


def _signature(plain: str) -> str:
    """A short line at the end that is nothing but a body's name."""
    lines = [line.strip() for line in plain[-TAIL:].splitlines()]
    return next((line for line in lines if len(line) <= 30 and clues().bodies.fullmatch(line)), "")


def _published(plain: str) -> str:
    """The date a 发布日期: line gives, else a date that has a line of the head, or of the end, to itself."""
    if date := published_in(plain[:HEAD]):
        return date
    for part in (plain[:1500], plain[-TAIL:]):
        for line in part.splitlines():
            if (
                (match := DATE.search(line))
                and len(line.strip(" •·\t\u3000")) <= len(match[0]) + 10
                and not line[: match.start()].strip(" •·\t\u3000")
            ):
                return _iso(match)
    return ""


def published_in(text: str) -> str:
    """The date a line 发布日期:… gives, in ISO form, or empty."""
    match = clues().published.search(text.translate(WIDTHS))
    return _iso(match) if match else ""


def _doc_type(plain: str, title: str, name: str) -> str:
    """By title, file name, then the sound of the body; report where nothing speaks and the text is long, else news."""
    known = clues()
    if known.report_first.search(title):
        return "report"
    for where, said in (("title", title), ("file", name.lower())):
        for kind, patterns in known.types.items():
            if patterns[where].search(said):
                return kind
    sample = plain[:20_000]
    counts = {kind: len(pattern.findall(sample)) for kind, pattern in known.body.items()}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else ("report" if len(plain) > 1500 else "news")


def _ref_area(plain: str, title: str, publisher: str, name: str) -> str:
    """By title and publisher, file name, opening lines, then the name that comes up most."""
    context = f"{publisher} {title} {plain[:HEAD]}"
    titled = gazetteer.about(title, context)
    office = "" if clues().media.search(publisher) else gazetteer.about(publisher, context)
    if found := titled if not office or gazetteer.within(titled, office) else office:
        return found
    if clues().nation.search(publisher) or clues().nation.search(title):
        return "000000"
    named = gazetteer.about(name, context) or gazetteer.by_english(name)
    return named or gazetteer.most_frequent(plain[:1500]) or gazetteer.most_frequent(plain[:20_000])


def _year(plain: str, title: str, name: str, doc_type: str, published: str) -> str:
    """The year reported on or planned for: by title, file name, opening sentence, then from the date published."""
    for said in (title, name):
        if years := YEAR.findall(said):
            return years[-1] if doc_type == "plan" and len(years) > 1 else years[0]
    opening = re.search(
        r"(?<![\d自从])((?:19|20)\d{2})年(?:度|以来|来|,|工作|上半年|第?[一二三四]季度|1-)", plain[:HEAD]
    )
    if opening:
        return opening[1]
    if published:
        return str(int(published[:4]) - (doc_type == "report" and published[5:7] <= "06"))
    years = YEAR.findall(plain[:20_000])
    return max(sorted(set(years), reverse=True), key=years.count) if years else ""

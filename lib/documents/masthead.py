"""What stands around a document's prose: its title, who published it and when, the signature, and page furniture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from . import gazetteer, script
from .clues import CHINESE_DAY, DATE, DAY_FIRST, WIDTHS, YEAR, clues, iso_date

HEAD = 3_000
TAIL = 600
OPENING = 320
TITLE_LENGTH = 80
LONGEST_BODY = 18  # characters of a body's name after its place
HEAD_LINES = 12
GREETING = 40  # a shorter line that ends with a colon addresses somebody
STAMP_LENGTH = 60  # of a line that holds a date, the paper and the author, no sentence
NUMERIC_DATE = r"(?:19|20)\d{2}\s?[-/.]\s?(?:1[0-2]|0?[1-9])\s?[-/.]\s?(?:3[01]|[12]\d|0?[1-9])(?!\d)"
NO_TITLE = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])|^【|[|\t]|(?:报|社|网)讯|^\(?记者|\d\s+\d+[\s%]"
)
LEADS = re.compile(rf"^.{{0,3}}(?P<first>{NUMERIC_DATE})(?!\s*[-—至])|讯\s?\([^)\n]{{0,30}}?(?P<wire>{NUMERIC_DATE})")
SHORT_PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}[省市县区州旗盟]")
CLOCK = re.compile(r"^今天是|备案|版权所有|©")
FULL_STOP = re.compile(r"[。;!?]")


@dataclass(frozen=True)
class Page:
    """A document taken apart, all in Simplified characters with half-width punctuation.

    `masthead` is what stands above the title, `body` what stands below it, `opening` the first prose of the body,
    `subtitle` where and when it was read out,
    `signature` the last lines, `hints` what the format itself says (publisher, published, site, keywords).
    """

    title: str
    masthead: str
    body: str
    opening: str
    signature: str
    subtitle: str = ""
    file_name: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)


def page(plain: str, title: str, file_name: str = "", hints: Mapping[str, str] | None = None) -> Page:
    """`plain` taken apart around its `title` (Simplified; empty where it has none)."""
    at = plain[:HEAD].find(title) if title else -1
    end = at + len(title) if at >= 0 else 0
    body = plain[end:]
    prose = [line.strip() for line in body[:HEAD].splitlines() if _is_prose(line.strip())]
    return Page(
        title=title,
        masthead=plain[: max(at, 0)],
        body=body,
        opening="\n".join(prose)[:OPENING],
        signature=signature(plain),
        subtitle=next((line.strip() for line in body.splitlines()[:4] if _speech(line)), ""),
        file_name=file_name,
        hints={key: script.simplify(value).translate(WIDTHS) for key, value in (hints or {}).items()},
    )


def _is_prose(line: str) -> bool:
    if SHORT_PLACE.fullmatch(line):
        return True
    announces = line.endswith(":") and len(line) < GREETING
    return len(line) >= 5 and not is_furniture(line) and not announces and not is_stamp(line)


def is_stamp(line: str) -> bool:
    """A short line with a date, a source or an author, and no sentence: 2012-11-06 来源:汉水日报."""
    dated = DATE.search(line) or DAY_FIRST.search(line)
    return bool(dated) and len(line) <= STAMP_LENGTH and not FULL_STOP.search(line) and "," not in line


def is_furniture(line: str) -> bool:
    """A line of the web page around a document: breadcrumbs, share buttons, filing numbers."""
    return bool(clues().furniture.search(script.simplify(line).translate(WIDTHS).strip()))


def head_lines(text: str, plain: str) -> list[tuple[str, str]]:
    """The first lines that hold something, without page furniture, as (printed, simplified) pairs."""
    pairs = zip(text[:HEAD].splitlines(), plain[:HEAD].splitlines(), strict=True)
    stripped = [(line.strip(), other.strip()) for line, other in pairs]
    return [(line, other) for line, other in stripped if other and not is_furniture(other)][:30]


def title_of(text: str, plain: str, format_title: str) -> str:
    """The line at the head that reads most like a title: names a kind of document, a year, a body; no sentence."""
    candidates = [(line, other) for line, other in head_lines(text, plain)[:HEAD_LINES] if len(other) <= TITLE_LENGTH]
    if label := clues().title_label.search(plain[:HEAD]):
        candidates.insert(0, (text[label.start(1) : label.end(1)], label[1]))
    if format_title.strip():
        candidates.insert(0, (format_title.strip(), script.simplify(format_title.strip()).translate(WIDTHS)))
    first = candidates[0][1] if candidates else ""
    scored = [(_title_score(other, other == first), -at, line) for at, (line, other) in enumerate(candidates)]
    score, at, best = max(scored, default=(0.0, 0, ""))
    before = candidates[-at - 1] if at < 0 else ("", "")
    if score > 0 and clues().bodies.fullmatch(before[1]) and before[0] not in best:
        return before[0] + best  # a title over two lines: the body's name, then what it reports
    return best if score > 0 else ""


def _title_score(line: str, first: bool) -> float:
    """How much a line reads like a title; the first of a page may be one whatever it says, a row of a table never is."""
    if len(line) < 4 or line.endswith((":", "。", ";", ",")) or NO_TITLE.search(line) or is_stamp(line):
        return 0.0
    known = clues()
    kinds = any(kind["title"].search(line) for kind in known.types.values())
    score = (
        2.0 * kinds + bool(YEAR.search(line)) + bool(known.bodies.search(line)) + 0.5 * any(gazetteer.mentions(line))
    )
    if known.bodies.fullmatch(line):
        return 0.4  # the name of the site, or the first line of a title
    plain = not re.search(r"[,。;:!?]", line)
    return score + 0.4 * plain + 1 if first and "。" not in line else score + (0.4 if plain else -1)


def publisher_of(plain: str, title: str, hint: str = "") -> str:
    """The body a 来源: line or the format names, else the one in the title, the signature, or the opening sentences."""
    known = clues()
    named = [match[1] for pattern in known.publisher for match in pattern.finditer(plain[:HEAD] + "\n" + plain[-TAIL:])]
    for name in (*named, hint):
        if name and name not in known.nobody and (body := known.bodies.match(name)):
            return body[1]
    for part in (title, signature(plain), plain[:800]):
        for body in known.bodies.finditer(part):
            if name := _body_of_a_place(body[1]):
                return name
            if known.nation.match(body[1]):
                return body[1]
    return ""


def _body_of_a_place(words: str) -> str:
    """湛江市霞山区司法局 of words that end so; empty where there is no place or more than a name between it and the body."""
    found = list(gazetteer.mentions(words))
    if not found:
        return ""
    chain = gazetteer.chains(found, words)[-1]
    between = clues().bodies.fullmatch(words, chain[-1].end)
    named = (
        between
        and len(words) - chain[-1].end <= LONGEST_BODY
        and not re.search(r"[现有共在是的了]", words[chain[-1].end :])
    )
    return words[chain[0].start :] if named else ""


def signature(plain: str) -> str:
    """A short line at the end that is nothing but a body's name."""
    lines = [line.strip() for line in plain[-TAIL:].splitlines()]
    return next((line for line in reversed(lines) if len(line) <= 30 and clues().bodies.fullmatch(line)), "")


def published_of(plain: str, hint: str = "") -> str:
    """The date a 发布日期: line gives, else the format, else a stamp of the head, else a date that has a line of the end."""
    if date := published_in(plain[:HEAD]) or iso_date(hint):
        return date
    head = [line.strip(" •·\t\u3000") for line in plain[:1500].splitlines()]
    for line in filter(None, head):
        if _speech(line) or CLOCK.search(line):
            continue
        if is_stamp(line) or _is_date(line):
            return iso_date(line)
        if lead := LEADS.search(line):
            return iso_date(lead["first"] or lead["wire"])
    lines = (line.strip(" •·\t\u3000") for line in plain[-TAIL:].splitlines())
    return next((iso_date(line) for line in lines if _is_date(line)), "")


def _is_date(line: str) -> bool:
    """A date and hardly more: a time, a weekday, brackets."""
    match = DATE.search(line) or DAY_FIRST.search(line) or CHINESE_DAY.search(line)
    return (
        bool(match)
        and len(line) <= len(match[0] if match else "") + 10
        and not line[: match.start() if match else 0].strip("( ")
    )


def _speech(line: str) -> bool:
    """——2023年1月9日在…会议上: the day it was read out."""
    return bool(re.search(r"日[,\s]?在", line))


def published_in(text: str) -> str:
    """The date a line 发布日期:… gives, in ISO form, or empty."""
    match = clues().published.search(text.translate(WIDTHS))
    return iso_date(match[0]) if match else ""

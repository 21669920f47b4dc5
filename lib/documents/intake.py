"""Filing a document: what it seems to be, a name for it, its bytes into data/raw and its row into sources.csv."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock

from .. import lexicon
from ..project import CityStatsError, Project, replace_file
from . import register
from .document import DESCRIBING, read, sha256
from .metadata import TYPES, Doubt, Metadata, guess, normalise
from .readers.plain import decode

__all__ = ["Filing", "Metadata", "accepted", "add", "doubts", "guess", "propose", "question"]

NOTED = ("url", "accessed")  # known of the publication, never guessed
GIVEN = (*DESCRIBING, *NOTED)
LABELS = {
    "doc_id": "编号 doc_id",
    "file": "文件 file",
    "title": "标题 title",
    "publisher": "发布机构 publisher",
    "ref_area": "地区 ref_area",
    "year": "年份 year",
    "doc_type": "类型 doc_type",
    "published": "发布日期 published",
    "script": "字体 script",
    "url": "网址 url",
    "accessed": "访问日期 accessed",
}


@dataclass(frozen=True)
class Filing:
    """A document about to be filed, or filed: its row of sources.csv, its bytes, and which fields were guessed."""

    row: Mapping[str, str]
    data: bytes
    guessed: frozenset[str]

    def describe(self) -> str:
        """What the document was taken for, a field a line, guesses marked; for the person who files it to check."""
        lines = []
        for key, label in LABELS.items():
            value = self.row.get(key, "")
            if key == "ref_area" and (area := lexicon.areas().get(value)):
                value = f"{value} {area.name_zh} {area.name_en}"
            lines.append(f"{label}: {value or '—'}{' (guessed)' if key in self.guessed and value else ''}")
        return "\n".join(lines)


def doubts(file: Path | str, **overrides: str) -> tuple[Doubt, ...]:
    """What a person has to be asked before `add` can file: area and year, where they are not given and the text is unsure."""
    given = _checked({key: value for key, value in overrides.items() if value})
    return read(Path(file), **{key: value for key, value in given.items() if key in DESCRIBING}).doubts


def question(doubt: Doubt) -> str:
    """The doubt in words: what is asked, the best guess with its confidence, and what speaks for it."""
    guess = f"perhaps {_shown(doubt.leading)} ({doubt.confidence:.0%})" if doubt.leading else "nothing tells"
    rival = f" or {_shown(doubt.rival)}" if doubt.rival else ""
    return f"{LABELS[doubt.field]}: {guess}{rival}{f'; {doubt.why}' if doubt.why else ''}"


def accepted(field: str, answer: str) -> str:
    """An answer in our form (东莞市 → 441900); CityStatsError says what it may be."""
    return _checked({field: answer}).get(field, "")


def _shown(value: str) -> str:
    area = lexicon.areas().get(value)
    return f"{value} {area.name_zh}" if area else value


def propose(project: Project, file: Path | str, **overrides: str) -> Filing:
    """What `add` would file, without filing it.

    Raises CityStatsError where the file cannot be read, is filed already, an override is not understood, or area or year
    can neither be told from the text nor are given.
    """
    file = Path(file)
    given = _checked({key: value for key, value in overrides.items() if value})
    document = read(file, **{key: value for key, value in given.items() if key in DESCRIBING})
    data = file.read_bytes()
    rows = register.sources(project.raw / "sources.csv") if (project.raw / "sources.csv").is_file() else []
    digest = sha256(data)
    _refuse_known(project, rows, file, digest)
    found = {key: str(getattr(document, key)) for key in DESCRIBING} | {key: given.get(key, "") for key in NOTED}
    taken = {row.get("doc_id", "") for row in rows}
    found["doc_id"] = given.get("doc_id") or _name(found, taken, file, document.doubts)
    if any(row.get("doc_id") == found["doc_id"] for row in rows):
        raise CityStatsError(f"{file}: doc_id {found['doc_id']} is taken in sources.csv; give another")
    row = {**found, "file": found["doc_id"] + file.suffix.lower(), "sha256": digest}
    return Filing(row, data, frozenset(found) - frozenset(given) - set(NOTED))


def add(project: Project, file: Path | str, **overrides: str) -> Filing:
    """Files a document: copies it byte for byte to data/raw/<doc_id>.<suffix> and appends its row to sources.csv.

    `overrides` are fields of sources.csv that are known better than guessed. Either both files change or neither.
    """
    project.state.mkdir(parents=True, exist_ok=True)
    with FileLock(project.state / "sources.lock"):
        filing = propose(project, file, **overrides)
        target = project.raw / filing.row["file"]
        if target.exists():
            raise CityStatsError(
                f"{target}: is there already but not in sources.csv; move it away or give another doc_id"
            )
        replace_file(target, filing.data)
        try:
            _append(project.raw / "sources.csv", filing.row)
        except BaseException:
            target.unlink()
            raise
    return filing


def files_of(path: Path) -> list[Path]:
    """The documents of a folder and its folders, by name; a file is itself. A .csv is data unless it is named."""
    if not path.is_dir():
        return [path]
    found = [file for file in sorted(path.rglob("*")) if file.is_file() and register.is_document(file)]
    if not found:
        raise CityStatsError(f"{path}: no documents in this folder")
    return found


def update(project: Project, doc_id: str, file: Path | str, **overrides: str) -> Filing:
    """Puts another version of a filed document in its place; what sources.csv says of it stays, but for `overrides`, hash and format."""
    with FileLock(project.state / "sources.lock"):
        row = _row(project, doc_id)
        kept = {key: row[key] for key in GIVEN if row.get(key)}
        data = Path(file).read_bytes()
        read(file, **{key: value for key, value in kept.items() if key in DESCRIBING})
        changed = {**row, **kept, **_checked({key: value for key, value in overrides.items() if value})}
        changed |= {"doc_id": doc_id, "file": f"{doc_id}{Path(file).suffix.lower()}", "sha256": sha256(data)}
        old = project.raw / row.get("file", "")
        replace_file(project.raw / changed["file"], data)
        _rewrite(project.raw / "sources.csv", doc_id, changed)
        if old.is_file() and old.name != changed["file"]:
            old.unlink()
    return Filing(changed, data, frozenset())


def remove(project: Project, doc_id: str) -> Path:
    """Takes a document out of sources.csv and its file out of data/raw; the path of the file."""
    with FileLock(project.state / "sources.lock"):
        path = project.raw / _row(project, doc_id).get("file", "")
        _rewrite(project.raw / "sources.csv", doc_id, None)
        if path.is_file():
            path.unlink()
    return path


def _row(project: Project, doc_id: str) -> dict[str, str]:
    project.state.mkdir(parents=True, exist_ok=True)
    rows = {
        row.get("doc_id") or Path(row.get("file", "")).stem: row
        for row in register.sources(project.raw / "sources.csv")
    }
    if doc_id not in rows:
        raise CityStatsError(f"no document {doc_id} in sources.csv; there are {', '.join(sorted(rows)) or 'none'}")
    return rows[doc_id]


def _rewrite(path: Path, doc_id: str, row: Mapping[str, str] | None) -> None:
    """sources.csv with another row for `doc_id`, or without it."""
    text = decode(path.read_bytes(), str(path))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = list(reader.fieldnames or register.COLUMNS)
    columns += [key for key in register.COLUMNS if key not in columns and row and row.get(key)]
    rows = list(reader)
    named = [known.get("doc_id") or Path(known.get("file") or "").stem for known in rows]
    kept = [row if name == doc_id else known for name, known in zip(named, rows, strict=True) if row or name != doc_id]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(
        out, columns, lineterminator="\r\n" if "\r\n" in text else "\n", extrasaction="ignore", restval=""
    )
    writer.writeheader()
    writer.writerows(dict(known) for known in kept if known)
    replace_file(path, out.getvalue())


def _checked(given: dict[str, str]) -> dict[str, str]:
    """Overrides in our form; an error names the field and what it may be."""
    if unknown := sorted(set(given) - set(GIVEN)):
        raise CityStatsError(f"unknown field {', '.join(unknown)}; known are {', '.join(GIVEN)}")
    given = normalise(given)
    allowed = {
        "ref_area": (given.get("ref_area", "") in lexicon.areas(), "a code or name in lib/lexicon/areas.csv"),
        "year": (bool(re.fullmatch(r"(19|20)\d{2}", given.get("year", ""))), "a year such as 2023"),
        "doc_type": (given.get("doc_type") in TYPES, "one of " + ", ".join(TYPES)),
        "published": (_is_date(given.get("published", "")), "a date such as 2023-02-06"),
        "script": (given.get("script") in ("hans", "hant"), "hans or hant"),
        "doc_id": (
            bool(re.fullmatch(r"[a-z0-9][a-z0-9-]*", given.get("doc_id", ""))),
            "lower-case letters, digits, hyphens",
        ),
    }
    for key, (valid, expected) in allowed.items():
        if key in given and not valid:
            raise CityStatsError(f"{key} {given[key]!r} is not understood; it must be {expected}")
    return given


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _refuse_known(project: Project, rows: list[dict[str, str]], file: Path, digest: str) -> None:
    """The same bytes are filed already."""
    for row in rows:
        filed = project.raw / row.get("file", "")
        known = row.get("sha256") or (sha256(filed.read_bytes()) if filed.is_file() else "")
        if known.lower() == digest:
            raise CityStatsError(
                f"{file}: filed already as {row.get('doc_id') or filed.stem} ({filed.name}); nothing to do"
            )


def _name(found: Mapping[str, str], taken: set[str], file: Path, unsure: tuple[Doubt, ...] = ()) -> str:
    """<place>-<year>-<type>, with a number where that is taken."""
    area = lexicon.areas().get(found["ref_area"])
    for key, known in (("ref_area", area), ("year", found["year"])):
        if not known:
            told = "; ".join(question(doubt) for doubt in unsure if doubt.field == key)
            raise CityStatsError(f"{file}: cannot tell its {LABELS[key]} from the text; give it ({told})")
    place = unicodedata.normalize("NFKD", area.name_en if area else "").lower()
    base = f"{re.sub(r'[^a-z]', '', place)}-{found['year']}-{found['doc_type']}"
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _append(path: Path, row: Mapping[str, str]) -> None:
    """One more row; the rows that stand there, the order of columns and the line ends stay as they are."""
    text = decode(path.read_bytes(), str(path)) if path.is_file() else ""
    newline = "\r\n" if "\r\n" in text or not text else "\n"
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = list(reader.fieldnames or register.COLUMNS)
    columns += [key for key in register.COLUMNS if key not in columns and row.get(key)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator=newline, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows([*reader, row])
    replace_file(path, out.getvalue())

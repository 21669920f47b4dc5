"""Documents: a published file as text with what is known of it, and the register of them, sources.csv."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pandas as pd

from .. import ids
from ..project import CityStatsError
from . import readers
from .document import DESCRIBING, Document, _bytes_of, _document, sha256
from .readers.plain import decode

COLUMNS = (
    "doc_id",
    "file",
    "title",
    "publisher",
    "ref_area",
    "year",
    "doc_type",
    "published",
    "script",
    "sha256",
    "url",
    "accessed",
)
NOT_BY_ITSELF = (".csv", ".tsv", ".md")  # data and notes beside the documents, read only where they are named


def load(
    path: Path | str, sources: Path | str | None = None, unread: list[CityStatsError] | None = None
) -> list[Document]:
    """The documents of a folder, of a sources.csv, or of one file, in the order of sources.csv, then by file name.

    In a folder sources.csv says what is known of each; files it does not list are read as well, but a .csv only where it is
    listed or named. A register given as `sources` may know of files elsewhere too; the folder's own must not list what is
    not there. Raises CityStatsError for whatever a user has to mend; a document that cannot be read is left out where `unread` is
    given, which then holds what is wrong with it.
    """
    if not str(path) or not Path(path).exists():
        raise CityStatsError(f"{path or 'empty path'}: no such file or folder")
    path = Path(path)
    loaded = []
    for file, row in listing(path, Path(sources) if sources else None):
        try:
            loaded.append(_load_one(file, row))
        except CityStatsError as error:
            if unread is None:
                raise
            unread.append(error)
    return loaded


def find(folder: Path, doc_id: str) -> Document:
    """The document `doc_id` of a folder, none of the others being read; CityStatsError names those there are."""
    named = {row.get("doc_id") or ids.doc_id_of(file.stem): (file, row) for file, row in listing(folder, None)}
    if doc_id not in named:
        raise CityStatsError(f"no document {doc_id or 'without a name'}; there are {', '.join(sorted(named))}")
    return _load_one(*named[doc_id])


def sources(path: Path) -> list[dict[str, str]]:
    """The rows of a sources.csv; every column may be missing or empty, cells are stripped. `path` may be in any encoding."""
    return rows_of(_bytes_of(path), str(path))


def rows_of(data: bytes, path: str) -> list[dict[str, str]]:
    """The same of its bytes, wherever they come from; `path` is what an error names."""
    rows = csv.DictReader(io.StringIO(decode(data, path), newline=""))
    if not {"doc_id", "file"} & {_key(column) for column in rows.fieldnames or ()}:
        raise CityStatsError(
            f"{path}: its first line names neither doc_id nor file; it must name the columns, parted by commas"
        )
    found = [{_key(key): (value or "").strip() for key, value in row.items() if isinstance(value, str)} for row in rows]
    found = [row for row in found if any(row.values())]
    for number, row in enumerate(found, start=1):
        _refuse_names(row, f"{path}, row {number}")
    _refuse_duplicates(found, Path(path))
    return found


def distinct(loaded: Iterable[Document]) -> list[Document]:
    """`loaded` without what was named twice; CityStatsError where two different files would have one doc_id."""
    found: dict[str, Document] = {}
    for document in loaded:
        other = found.setdefault(document.doc_id, document)
        if other is not document and not _same_file(other.path, document.path):
            first, second = (known.path or "standard input" for known in (other, document))
            raise CityStatsError(
                f"{first} and {second}: both have the doc_id {document.doc_id}; rename one, or give it another in sources.csv"
            )
    return list(found.values())


def _same_file(one: Path | None, other: Path | None) -> bool:
    return one is not None and other is not None and one.resolve() == other.resolve()


def urls(register: Path) -> dict[str, str]:
    """doc_id → where the document was published, for the rows of a sources.csv that say so; {} without the file."""
    rows = sources(register) if register.is_file() else []
    return {row.get("doc_id") or ids.doc_id_of(Path(row["file"]).stem): row["url"] for row in rows if row.get("url")}


def table(loaded: Iterable[Document], urls: Mapping[str, str] | None = None) -> pd.DataFrame:
    """What is known of the documents, one row each, columns as DESCRIBING, `file` and `url`, all strings."""
    rows = [
        {
            **{name: getattr(document, name) for name in DESCRIBING},
            "file": document.path.name if document.path else "",
            "url": (urls or {}).get(document.doc_id, ""),
        }
        for document in loaded
    ]
    return pd.DataFrame(rows, columns=[*DESCRIBING, "file", "url"], dtype=str)


def _key(column: str | None) -> str:
    return (column or "").strip().lower()


def _refuse_names(row: Mapping[str, str], place: str) -> None:
    """A doc_id becomes the name of files and anchors, `file` is looked for below the folder: neither may lead elsewhere."""
    if row.get("doc_id") and not ids.is_doc_id(row["doc_id"]):
        raise CityStatsError(f"{place}: doc_id {row['doc_id']!r} is none; it may hold {ids.DOC_ID_RULE}")
    name = row.get("file", "")
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor or ".." in re.split(r"[/\\]", name):
        raise CityStatsError(
            f"{place}: file {name!r} leads out of the folder; put the document into it and name it alone"
        )


def _refuse_duplicates(rows: list[dict[str, str]], path: Path) -> None:
    seen: set[str] = set()
    for row in rows:
        name = row.get("doc_id") or (ids.doc_id_of(Path(row["file"]).stem) if row.get("file") else "")
        if name and name in seen:
            raise CityStatsError(f"{path}: doc_id {name} stands there twice; give one of the two rows another doc_id")
        seen.add(name)


def listing(path: Path, given: Path | None) -> Iterator[tuple[Path, dict[str, str]]]:
    """(file, row of sources.csv or {}) for everything `path` names."""
    if path.is_file() and path.name == "sources.csv" and given is None:
        yield from _registered(sources(path), path.parent, path)
        return
    folder = path if path.is_dir() else path.parent
    register = given or (folder / "sources.csv" if (folder / "sources.csv").is_file() else None)
    rows = sources(register) if register else []
    if path.is_file():
        yield path, next((row for row in rows if _names(row, path)), {})
        return
    listed = list(_registered(rows, folder, register, strict=not given)) if register else []
    if rows and not listed:
        raise CityStatsError(
            f"{register}: lists none of the files in {folder}; mend its column file or give another --sources"
        )
    known = {file.resolve() for file, _ in listed}
    readable = _readable(folder)
    stems = Counter(ids.doc_id_of(file.stem) for file in readable)
    unlisted = [(file, _free_id(file, stems)) for file in readable if file.resolve() not in known]
    if not listed and not unlisted:
        raise CityStatsError(
            f"{path}: no documents in this folder; known formats are {', '.join(sorted(set(readers.FORMATS) - set(NOT_BY_ITSELF)))}"
        )
    yield from listed
    yield from unlisted


def _registered(
    rows: list[dict[str, str]], folder: Path, register: Path, strict: bool = True
) -> Iterator[tuple[Path, dict[str, str]]]:
    """Rows with the file each names; a row whose file is not there is an error, or left out unless `strict`."""
    for row in rows:
        name = row.get("file") or row.get("doc_id", "")
        file = _place(folder, register.parent, name)
        if file:
            yield file, row
        elif strict:
            raise CityStatsError(
                f"{register}: lists {name or 'a row without file and doc_id'}, which is not in {folder}; add the file or remove the row"
            )


def _place(folder: Path, beside: Path, name: str) -> Path | None:
    """The file called `name`, as seen from the folder of documents or from the register; else by its bare name."""
    places = (folder / name, beside / name, folder / Path(name).name)
    try:
        return next((place for place in places if place.is_file()), None) or _by_stem(folder, name)
    except (OSError, ValueError):  # no name a file can have
        return None


def _by_stem(folder: Path, name: str) -> Path | None:
    """The file whose name without suffix is `name`, where a row says no more than the doc_id."""
    named = (folder / f"{name}{suffix}" for suffix in readers.FORMATS if name and suffix not in NOT_BY_ITSELF)
    return next((file for file in named if file.is_file()), None)


def _names(row: dict[str, str], path: Path) -> bool:
    return Path(row.get("file") or row.get("doc_id", "")).name in (path.name, path.stem)


def _readable(folder: Path) -> list[Path]:
    """Files of a known format, by name; hidden ones, notes on the folder and .csv tables (data, not documents) are left out."""
    return [file for file in sorted(folder.iterdir()) if is_document(file) and file.is_file()]


def is_document(file: PurePath) -> bool:
    """Whether a file of this name is read without being named in a register."""
    suffix = file.suffix.lower()
    return suffix in readers.FORMATS and suffix not in NOT_BY_ITSELF and not file.name.startswith((".", "~$"))


def doc_ids(files: Sequence[PurePath]) -> list[str]:
    """The id of each unregistered file of one folder: its stem, with the format where several have the same."""
    stems = Counter(ids.doc_id_of(file.stem) for file in files)
    return [_free_id(file, stems).get("doc_id", ids.doc_id_of(file.stem)) for file in files]


def _free_id(file: PurePath, stems: Mapping[str, int]) -> dict[str, str]:
    """{} or, where another file of the folder has the same stem, a doc_id that tells the format."""
    name = ids.doc_id_of(file.stem)
    return {"doc_id": f"{name}-{file.suffix[1:].lower()}"} if stems[name] > 1 else {}


def _load_one(file: Path, row: dict[str, str]) -> Document:
    return of_bytes(_bytes_of(file), file, row)


def of_bytes(data: bytes, file: Path, row: Mapping[str, str]) -> Document:
    """The document that `data` is, fetched from `file` by whatever way; `row` is what sources.csv says of it."""
    if row.get("sha256") and row["sha256"].lower() != sha256(data):
        raise CityStatsError(
            f"{file}: its bytes differ from the sha256 in sources.csv; restore the file, or mend the row if the change is meant"
        )
    given = {key: row[key] for key in DESCRIBING if row.get(key)}
    return _document(readers.read_bytes(data, str(file)), file, given)

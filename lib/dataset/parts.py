"""Figures of a corpus of any size: documents in chunks, a Parquet part for each, named by what it was made from.

A part that is there already is not made again, so a run that was stopped goes on where it was, and a changed document costs its
chunk. Which chunk a document is in follows from its id alone: one more document changes one chunk. Documents are read one at a
time, so that memory is bounded by a chunk's figures, however large the corpus.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from .. import documents, ids, parallel
from ..figures import extraction
from ..project import CityStatsError
from . import fingerprint

CHUNK = 200  # documents; at some thirty figures each a part holds about 6,000 rows
NOTES = b"citystats"  # the key of a part's notes in its Parquet metadata
NUMBERS = {"start": pa.int64(), "end": pa.int64(), "value": pa.float64(), "lower": pa.float64(), "upper": pa.float64()}
SCHEMA = pa.schema([(name, NUMBERS.get(name, pa.string())) for name in extraction.COLUMNS])
_PART = re.compile(r"part-\d{5}-[0-9a-f]{16}\.parquet")


@dataclass(frozen=True)
class Item:
    """A document to read: where it is (a path or an address fsspec knows), its id, and its row of sources.csv."""

    location: str
    doc_id: str
    row: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Chunk:
    """What one worker does at a time. It holds no open thing, so it can go to another machine that reaches the same places."""

    number: int
    items: tuple[Item, ...]
    out: str
    code: str
    extended: bool = True


@dataclass(frozen=True)
class Part:
    """One part: its file name, what is in it, and which documents could not be read, each as `location: reason`."""

    name: str
    documents: int = 0
    figures: int = 0
    characters: int = 0
    failed: tuple[str, ...] = ()
    made: bool = True


@dataclass
class Total:
    """What a run came to; `parts` by name."""

    parts: list[Part] = field(default_factory=list)

    def sum(self, what: str) -> int:
        return sum(getattr(part, what) for part in self.parts)

    @property
    def failed(self) -> list[str]:
        return sorted(reason for part in self.parts for reason in part.failed)


def listing(place: str, sources: str | None = None) -> list[Item]:
    """The documents of a folder or of a sources.csv, on this machine or at an address such as s3://bucket/reports.

    Raises CityStatsError where there are none, and where two have one id.
    """
    found = list(_remote(place) if "://" in place else _local(place, sources))
    if not found:
        raise CityStatsError(f"{place}: no documents there; known formats are {', '.join(documents.FORMATS)}")
    seen: dict[str, str] = {}
    for item in found:
        if (other := seen.setdefault(item.doc_id, item.location)) != item.location:
            raise CityStatsError(
                f"{other} and {item.location}: both have the doc_id {item.doc_id}; rename one, or give it another in sources.csv"
            )
    return found


def _local(place: str, sources: str | None) -> Iterator[Item]:
    for file, row in documents.listing(Path(place), Path(sources) if sources else None):
        yield Item(str(file), row.get("doc_id") or ids.doc_id_of(file.stem), tuple(sorted(row.items())))


def _remote(place: str) -> Iterator[Item]:
    """The same of a folder that only fsspec reaches: the files its sources.csv lists, then the others of a known format."""
    files, folder = fsspec.core.url_to_fs(place)
    protocol = place.partition("://")[0]
    try:
        found = {PurePosixPath(name).name: name for name in sorted(files.ls(folder, detail=False))}
    except (OSError, ValueError) as error:
        raise CityStatsError(f"{place}: cannot be listed: {error}") from None
    rows = (
        documents.rows_of(files.cat_file(found["sources.csv"]), f"{place}/sources.csv")
        if "sources.csv" in found
        else []
    )
    named = {PurePosixPath(row.get("file", "")).name: row for row in rows}
    others = [PurePosixPath(name) for name in found if name not in named and documents.is_document(PurePosixPath(name))]
    for name, row in named.items():
        if name not in found:
            raise CityStatsError(
                f"{place}/sources.csv: lists {name}, which is not there; add the file or remove the row"
            )
        yield Item(
            f"{protocol}://{found[name]}",
            row.get("doc_id") or ids.doc_id_of(PurePosixPath(name).stem),
            tuple(sorted(row.items())),
        )
    for file, doc_id in zip(others, documents.doc_ids(others), strict=True):
        yield Item(f"{protocol}://{found[file.name]}", doc_id, (("doc_id", doc_id),))


def chunks(items: Sequence[Item], out: str, extended: bool = True) -> list[Chunk]:
    """The items by chunk: as many chunks as there are CHUNK documents, rounded up to a power of two, so that growth is rarely felt."""
    count = 1
    while count * CHUNK < len(items):
        count *= 2
    found: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        found[int(hashlib.sha256(item.doc_id.encode()).hexdigest()[:8], 16) % count].append(item)
    code = fingerprint.code()
    return [
        Chunk(number, tuple(sorted(found[number], key=lambda item: item.doc_id)), out, code, extended)
        for number in sorted(found)
    ]


def extract(
    items: Sequence[Item],
    out: str,
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    extended: bool = True,
    told: Callable[[Part], None] = lambda part: None,
) -> Total:
    """Figures of `items` as parts in the folder `out` (a path or an address); parts of earlier runs that no longer hold are removed.

    jobs: own processes. executor: where chunks are worked on instead, e.g. a Dask client's. told: called with every part.
    A document that cannot be read is named in its part and stops nothing; a chunk whose worker died is named whole.
    """
    files, folder = fsspec.core.url_to_fs(out)
    files.makedirs(folder, exist_ok=True)
    total = Total()
    work = chunks(items, out, extended)
    here = jobs == 1 and executor is None
    handed = parallel.distribute(make, work, workers=min(jobs, len(work)), executor=executor, preload=(__name__,))
    for chunk, part in ((chunk, make(chunk)) for chunk in work) if here else handed:
        if isinstance(part, parallel.LostError):
            part = Part("", len(chunk.items), failed=tuple(f"{item.location}: {part}" for item in chunk.items))
        total.parts.append(part)
        told(part)
    total.parts.sort(key=lambda part: part.name)
    kept = {part.name for part in total.parts}
    for path in files.ls(folder, detail=False):
        name = PurePosixPath(path).name
        if _PART.fullmatch(name) and name not in kept:
            files.rm_file(path)
    return total


def make(chunk: Chunk) -> Part:
    """One part, unless it is there."""
    files, folder = fsspec.core.url_to_fs(chunk.out)
    name = f"part-{chunk.number:05d}-{_name(chunk)}.parquet"
    path = f"{folder}/{name}"
    if files.exists(path):
        return _known(files, path, name)
    rows, failed, characters = [], list[str](), 0
    for item in chunk.items:
        try:
            document = documents.of_bytes(_data(item), Path(item.location), dict(item.row))
            rows += extraction.extract(document, extended=chunk.extended)
            characters += len(document.text)
        except Exception as error:  # one bad document among many: named, and the others come out
            failed.append(
                str(error) if isinstance(error, CityStatsError) else f"{item.location}: {type(error).__name__}: {error}"
            )
    notes: dict[str, Any] = {"documents": len(chunk.items) - len(failed), "characters": characters, "failed": failed}
    table = pa.table({column: [row[column] for row in rows] for column in SCHEMA.names}, schema=SCHEMA)
    table = table.replace_schema_metadata({NOTES: json.dumps(notes, ensure_ascii=False, sort_keys=True).encode()})
    with files.open(f"{path}.tmp", "wb") as stream:
        pq.write_table(table, stream, compression="zstd")
    files.mv(f"{path}.tmp", path)
    return Part(name, notes["documents"], len(rows), characters, tuple(failed))


def _known(files: Any, path: str, name: str) -> Part:
    with files.open(path, "rb") as stream:
        metadata = pq.read_metadata(stream)
    notes = json.loads((metadata.metadata or {}).get(NOTES, b"{}"))
    return Part(name, notes["documents"], metadata.num_rows, notes["characters"], tuple(notes["failed"]), made=False)


def _name(chunk: Chunk) -> str:
    """Hash of all that the part follows from: the documents' bytes and rows, the code, the lexicon, the indicators asked for."""
    found = hashlib.sha256(f"{chunk.code} {chunk.extended}".encode())
    for item in chunk.items:
        try:
            content = hashlib.sha256(_data(item)).hexdigest()
        except (OSError, CityStatsError) as error:
            content = f"unreadable: {error}"
        found.update(f"\n{item.doc_id} {content} {json.dumps(item.row, ensure_ascii=False)}".encode())
    return found.hexdigest()[:16]


def _data(item: Item) -> bytes:
    files, path = fsspec.core.url_to_fs(item.location)
    return bytes(files.cat_file(path))


def read(out: str, columns: Sequence[str] | None = None) -> pa.Table:
    """All parts of a folder as one Arrow table; for corpora beyond memory let DuckDB or Polars read `part-*.parquet` there."""
    files, folder = fsspec.core.url_to_fs(out)
    names = sorted(path for path in files.ls(folder, detail=False) if _PART.fullmatch(PurePosixPath(path).name))
    return pa.concat_tables(
        [pq.read_table(files.open(name, "rb"), columns=columns) for name in names] or [SCHEMA.empty_table()]
    )

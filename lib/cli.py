"""The command line, `citystats`: thin, each command hands over to the library."""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .project import CityStatsError, Project, printable, replace_file, write_out


def _say(text: str, err: bool = False, nl: bool = True) -> None:
    """One line to the user; whatever a document or a file name holds, it does not steer the terminal."""
    click.echo(printable(text), err=err, nl=nl)


if TYPE_CHECKING:
    from .documents import Doubt


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # in a locale that lacks Chinese it is escaped, not an error
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except CityStatsError as error:
            _say(f"error: {error}", err=True)
            ctx.exit(2)
        except re.error as error:
            _say(f"error: {_place_of(str(error.pattern))}: not a regular expression: {error}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            ctx.exit(0)
        except OSError as error:
            _say(f"error: {error.filename or 'file'}: {error.strerror or error}", err=True)
            ctx.exit(2)


def _place_of(pattern: str) -> str:
    """Where in lib/lexicon a pattern stands: patterns are compiled when first needed, far from their file."""
    from . import lexicon

    for path in sorted(lexicon.HERE.glob("*.yml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if pattern in line:
                return f"lib/lexicon/{path.name}, line {number}: {line.strip()}"
    return f"lib/lexicon: {pattern}"


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="citystats")
def main() -> None:
    """Comparable statistics from the annual reports and plans of Chinese justice bureaus."""


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--sources",
    type=click.Path(exists=True, dir_okay=False),
    help="sources.csv with what is known of the documents; all of it optional",
)
@click.option("--out", help="CSV file to write (default standard output), or a folder or address for parts in Parquet")
@click.option(
    "--all-indicators/--listed-indicators",
    default=True,
    show_default=True,
    help="all, or only the 56 that labelled files use (not `extended` in indicators.yml)",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="worker processes, for parts")
@click.option(
    "--cluster", metavar="ADDRESS", help="scheduler of a Dask cluster that makes the parts, e.g. tcp://scheduler:8786"
)
def extract(
    paths: tuple[str, ...], sources: str | None, out: str | None, all_indicators: bool, jobs: int, cluster: str | None
) -> None:
    """Figures of documents: a folder, files, a sources.csv, or - for standard input.

    With a folder as --out a corpus of any size is worked on in parts, which a later run takes up again.
    """
    if out and not out.lower().endswith(".csv") and (Path(out).is_dir() or not Path(out).exists()):
        sys.exit(_extract_parts(paths, sources, out, all_indicators, jobs, cluster))
    from . import documents, schemas
    from .figures import extraction

    loaded, unread = [], list[CityStatsError]()
    for path in dict.fromkeys(paths):
        if path == "-":
            loaded.append(documents.read(sys.stdin.buffer.read(), doc_id="stdin"))
        else:
            loaded += documents.load(path, sources=sources, unread=unread)
    if unread and not loaded:
        raise unread[0] if len(unread) == 1 else CityStatsError("\n".join(map(str, unread)))
    loaded = documents.distinct(loaded)
    for warning in (line for document in loaded for line in document.warnings):
        click.echo(f"warning: {warning}", err=True)
    table = extraction.frame_of(
        row for document in loaded for row in extraction.extract(document, extended=all_indicators)
    )
    text = schemas.csv_text(table)
    if out:
        write_out(Path(out), text)
        _say(f"{len(table)} figures of {len(loaded)} documents → {out}", err=True)
    else:
        sys.stdout.buffer.write((printable(text) if sys.stdout.isatty() else text).encode("utf-8"))
        sys.stdout.buffer.flush()
    for error in unread:
        _say(f"not read: {error}", err=True)
    sys.exit(int(bool(unread)))


def _extract_parts(
    paths: tuple[str, ...], sources: str | None, out: str, extended: bool, jobs: int, cluster: str | None
) -> int:
    """Exit code: 0, or 1 where documents could not be read (they are named; the others are there)."""
    from tqdm import tqdm

    from .dataset import cluster as clusters
    from .dataset import parts

    items = [item for path in dict.fromkeys(paths) for item in parts.listing(path, sources)]
    with (
        clusters.executor(cluster) as executor,
        tqdm(total=len(items), unit=" documents", disable=None, dynamic_ncols=True, smoothing=0.1) as bar,
    ):
        total = parts.extract(
            items,
            out,
            jobs=jobs,
            executor=executor,
            extended=extended,
            told=lambda part: bar.update(part.documents + len(part.failed)),
        )
    for reason in total.failed:
        _say(f"not read: {reason}", err=True)
    made = sum(part.made for part in total.parts)
    _say(
        f"{total.sum('figures'):,} figures of {total.sum('documents'):,} documents in {len(total.parts)} parts ({made} made, "
        f"{len(total.parts) - made} there already), {len(total.failed)} documents not read → {out}",
        err=True,
    )
    return int(bool(total.failed))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False))
def init(folder: str) -> None:
    """Make a project in FOLDER: data/raw with reference values, notebooks, and where params and corrections go."""
    from . import scaffold

    project = scaffold.init(folder)
    _say(f"{project.root}: a project; go there, `citystats add FILE|FOLDER|URL...`, then `citystats report`")


@main.command()
@click.argument("given", nargs=-1, required=True, metavar="FILE|FOLDER|URL...")
@click.option("--title")
@click.option("--publisher")
@click.option("--area", "ref_area", help="GB/T 2260 code, as in lib/lexicon/areas.csv")
@click.option("--year")
@click.option("--type", "doc_type", type=click.Choice(["report", "plan", "news", "statistics"]))
@click.option("--published", help="ISO date of publication")
@click.option("--doc-id")
@click.option("--url")
@click.option("--dry-run", is_flag=True, help="show what was guessed, file nothing")
def add(given: tuple[str, ...], dry_run: bool, **fields: str | None) -> None:
    """File documents: guess area, year, type, title and date, copy each into data/raw, enter it in sources.csv.

    Several at once, whole folders, pages from the web as they are published. Fields can be given for one document only. Params files
    of new areas and years are made where there are none; those that are there stay as they are.
    """
    from . import scaffold

    project, known = Project.find(), {name: value for name, value in fields.items() if value}
    failed: list[str] = []
    added: list[Mapping[str, str]] = []
    with _files(given) as files:
        if known and len(files) > 1:
            raise CityStatsError(f"{', '.join(known)} can be given for one document only, not for {len(files)}")
        for file, noted in files:
            try:
                added.append(_file_one(project, file, {**noted, **known}, dry_run))
            except CityStatsError as error:
                if len(files) == 1:
                    raise
                failed.append(str(error))
    if dry_run:
        return _say("nothing filed (--dry-run)")
    for path in scaffold.add_params(project, added):
        _say(f"made {path.relative_to(project.root).as_posix()}")
    if failed:
        raise CityStatsError("\n".join([f"{len(failed)} of {len(files)} not filed:", *failed]))
    _say("filed; `citystats report` takes it up")


def _file_one(project: Project, file: Path, known: dict[str, str], dry_run: bool) -> Mapping[str, str]:
    from .documents import intake

    if _on_a_terminal():
        known |= {doubt.field: _answer(doubt) for doubt in intake.doubts(file, **known)}
    filing = (intake.propose if dry_run else intake.add)(project, file, **known)
    _say(filing.describe())
    return filing.row


@contextlib.contextmanager
def _files(given: tuple[str, ...]) -> Iterator[list[tuple[Path, dict[str, str]]]]:
    """Every file named, also those of folders and addresses, with what is noted of it; those fetched are gone afterwards."""
    from .documents import fetching, intake

    with tempfile.TemporaryDirectory() as folder:
        found: list[tuple[Path, dict[str, str]]] = []
        for number, name in enumerate(given):
            if fetching.is_url(name):
                page = fetching.fetch(name)
                path = Path(folder, str(number), page.name)
                replace_file(path, page.data)
                found.append((path, {"url": page.url, "accessed": page.accessed}))
            elif not Path(name).exists():
                raise click.BadParameter(f"{name!r} does not exist", param_hint="FILE|FOLDER|URL...")
            else:
                found += [(path, {}) for path in intake.files_of(Path(name))]
        yield found


@main.command()
@click.argument("doc_id")
@click.argument("given", metavar="FILE|URL")
def update(doc_id: str, given: str) -> None:
    """Put another version of a filed document in its place."""
    from .documents import intake

    with _files((given,)) as files:
        [(file, noted)] = files
        _say(intake.update(Project.find(), doc_id, file, **noted).describe())


@main.command()
@click.argument("doc_id")
def remove(doc_id: str) -> None:
    """Take a document out of sources.csv and data/raw; its params files stay."""
    from .documents import intake

    _say(f"removed {intake.remove(Project.find(), doc_id).name}; `citystats report` takes it up")


def _on_a_terminal() -> bool:
    return sys.stdin.isatty()


def _answer(doubt: Doubt) -> str:
    """Asks on the terminal for what the text does not tell, until the answer is one."""
    from .documents import intake

    def value(text: str) -> str:
        try:
            return intake.accepted(doubt.field, text)
        except CityStatsError as error:
            raise click.UsageError(str(error)) from None

    return str(click.prompt(intake.question(doubt), default=doubt.leading or None, value_proc=value))


@main.command()
@click.argument("gold", type=click.Path(dir_okay=False), metavar="GOLD.csv")
@click.option("--documents", "folder", type=click.Path(exists=True), help="the labelled documents; default data/raw")
@click.option("--errors", default=50, show_default=True, help="how many errors to list")
def evaluate(gold: str, folder: str | None, errors: int) -> None:
    """Judge the extraction on labelled documents: precision, recall, F1 by field, and the errors."""
    from . import documents
    from .figures import evaluation, extraction

    labelled = evaluation.read_gold(gold)
    wanted = set(labelled["doc_id"])
    loaded = [document for document in documents.load(folder or Project.find().raw) if document.doc_id in wanted]
    if absent := wanted - {document.doc_id for document in loaded}:
        raise CityStatsError(f"{gold}: no document {', '.join(sorted(absent))}; give their folder with --documents")
    table = extraction.frame_of(row for document in loaded for row in extraction.extract(document))
    _say(evaluation.evaluate(labelled, table).text(errors))


@main.command()
@click.argument("text")
@click.option("--title", default="")
@click.option("--area", "ref_area", default="", help="GB/T 2260 code, as in lib/lexicon/areas.csv")
@click.option("--year", default="")
@click.option("--type", "doc_type", type=click.Choice(["report", "plan", "news", "statistics"]))
@click.option("--published", default="", help="ISO date of publication")
def explain(text: str, **given: str | None) -> None:
    """Why each number of TEXT (- for standard input) is understood as it is: rules, their scores, the words that decided."""
    from . import metrics

    read = sys.stdin.read() if text == "-" else text
    known = {name: value for name, value in given.items() if value}
    found = metrics.explain_text(read.encode(), **known)
    _say("\n".join(line for one in found for line in one.lines()) or "no figure in it")


@main.command()
@click.option("--force", is_flag=True, help="even if nothing changed")
def build(force: bool) -> None:
    """data/raw → data/processed."""
    from .workflow import suite

    sys.exit(suite.build(Project.find(), force=force))


@main.command()
@click.argument("target", type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "duckdb", "sqlite", "xlsx", "csv"]),
    help="default: what the name of TARGET ends in, else parquet",
)
@click.option(
    "--from", "source", type=click.Path(exists=True), help="a folder or file of documents; default this project"
)
def export(target: str, form: str | None, source: str | None) -> None:
    """The panel and what its codes mean at TARGET: a folder of Parquet or CSV files, or one DuckDB, SQLite or Excel file."""
    from . import panels
    from .dataset import formats

    endings = {".duckdb": "duckdb", ".sqlite": "sqlite", ".db": "sqlite", ".xlsx": "xlsx"}
    chosen = form or endings.get(Path(target).suffix.lower(), "parquet")
    for path in formats.write(panels.panel(source).tables(), Path(target), chosen):
        click.echo(path, err=True)


@main.command()
@click.argument("old", type=click.Path(exists=True, file_okay=False))
@click.argument("new", type=click.Path(exists=True, file_okay=False))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def diff(old: str, new: str, lang: str) -> None:
    """What changed between two states of data/processed, in words for a changelog."""
    from .dataset import changes

    _say(changes.diff(old, new).markdown(lang), nl=False)


@main.command()
@click.argument("name")
@click.option("--date", required=True, help="the day it is handed out, as 2024-03-01")
@click.option("--note-zh", default="", help="what a reader should know of it, in Chinese")
@click.option("--note-en", default="", help="the same in English")
def edition(name: str, date: str, note_zh: str, note_en: str) -> None:
    """Keep the data as they are now as an edition, to which the site compares later ones."""
    from .dataset import editions

    kept = editions.freeze(Project.find(), name, date, note_zh, note_en)
    click.echo(f"edition {kept.edition} of {kept.date}: {len(kept.values)} values in data/editions/{kept.edition}.csv")


@main.command()
@click.option("--year", type=int, help="only reports of this year")
@click.option("--only", multiple=True, metavar="NOTEBOOK[/RUN]", help="only these reports, e.g. yearly_comparison/2024")
@click.option("--jobs", type=int, help="worker processes")
@click.option("--force", is_flag=True, help="even if nothing changed")
@click.option(
    "--warm/--cold", default=None, help="fork kernels from one that has imported everything, or start each anew"
)
def report(year: int | None, only: tuple[str, ...], jobs: int | None, force: bool, warm: bool | None) -> None:
    """The main job: data, notebooks, pages, PDFs, workbooks and the site; only what changed.

    Exit codes: 0 all is well, 1 a report could not be made, 2 bad input, 3 another run holds the lock.
    """
    from .workflow import suite

    sys.exit(suite.run(Project.find(), year=year, only=only, jobs=jobs, force=force, warm=warm))


if __name__ == "__main__":
    main()

"""The one way through: read → assemble → solve → content. The command line, the pages and the API all go this way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sanjiang.assemble import Assembly, assemble
from sanjiang.assemble.assembly import Library
from sanjiang.brief.content import Brief, Source, make_brief, named_figures
from sanjiang.core.errors import DocumentError, FilesSkippedError, LibraryError
from sanjiang.core.statement import Statement
from sanjiang.documents.gather import Found, gather
from sanjiang.grammar.findings import Finding, find_contradictions
from sanjiang.grammar.pattern_check import Failure, failures
from sanjiang.grammar.patterns import load_patterns
from sanjiang.grammar.reader import Reading, read_statements
from sanjiang.library.atlas import load_atlas
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import Region, load_regions

Progress = Callable[[str], None]


def load_library(assumed: Mapping[str, float] | None = None) -> Library:
    """Load regions, chains and atlas.

    Parameters
    ----------
    assumed : mapping of str to float, optional
        Figures that the user sets, by name, each in the unit of the data file.

    Raises
    ------
    LibraryError
        If a data file is wrong, or `assumed` names no figure.
    """
    values = dict(assumed or {})
    library = Library(load_regions(), load_chains(values), load_atlas(values))
    unknown = sorted(set(values) - set(named_figures(library, date.today())))
    if unknown:
        raise LibraryError(
            f"没有这个假设 no such assumption: {unknown[0]}",
            "--assume",
            "用简报“假设”一栏中的名称 take a name from the brief's list of assumptions",
        )
    return library


def check_patterns() -> tuple[int, list[Failure]]:
    """Return how many patterns the grammar has, and the examples that are read otherwise than they say."""
    library = load_library()
    patterns = load_patterns()
    return len(patterns), list(failures(patterns, library.regions, library.chains))


def read(source: Path | Found, library: Library) -> Reading:
    """Read one document into statements; DocumentError if it cannot be read."""
    found = Found(str(source), source) if isinstance(source, Path) else source
    return read_statements(found.document(), library.regions, library.chains)


def read_all(
    paths: Sequence[Path], library: Library, progress: Progress = lambda _: None
) -> tuple[list[Reading], list[DocumentError]]:
    """Read files, and what lies in folders and archives; one that cannot be read stops none of the others.

    Returns
    -------
    list of Reading, list of DocumentError
        What could be read, and why the rest could not.
    """
    readings: list[Reading] = []
    failures: list[DocumentError] = []
    for found in gather(paths):
        progress(f"读 reading {found.name}")
        try:
            readings.append(read(found, library))
        except DocumentError as error:
            failures.append(error)
    return readings, failures


def check(readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """Find what documents say that cannot all be true; a text given twice under two names counts once."""
    return find_contradictions(_once(readings), [r.document for r in readings])


@dataclass(frozen=True)
class Request:
    """What is asked.

    Parameters
    ----------
    documents : tuple of Path
        Files, folders of files, archives.
    region : str
        A region's name or code.
    as_of : date or None
        Later documents are left out; None means the day of the latest document.
    alone : bool
        Leave neighbours out.
    assumed : mapping of str to float
        Figures that the user sets.
    readings : tuple of Reading
        What was read before, as a register hands it over; it goes with what the documents say.
    """

    documents: tuple[Path, ...]
    region: str
    as_of: date | None
    alone: bool
    assumed: Mapping[str, float]
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Study:
    """The documents of a request, read and assembled.

    Parameters
    ----------
    region : Region
    as_of : date
    readings, kept : tuple of Reading
        All that could be read, and those not later than `as_of`, the earliest first.
    statements : tuple of Statement
    library : Library
    assembly : Assembly
    failures : list of DocumentError
        Of the documents that could not be read.
    """

    region: Region
    as_of: date
    readings: tuple[Reading, ...]
    kept: tuple[Reading, ...]
    statements: tuple[Statement, ...]
    library: Library
    assembly: Assembly
    failures: list[DocumentError]


def brief(request: Request, progress: Progress = lambda _: None) -> tuple[Brief, list[DocumentError]]:
    """Make a brief.

    Returns
    -------
    Brief, list of DocumentError
        The brief of what could be read, and the documents that could not.

    Raises
    ------
    DocumentError
        If no document remains.
    LibraryError
        If the region or an assumption is not known.
    """
    found = study(request, progress)
    sources = [_source(r, found.kept, found.as_of) for r in found.readings]
    content = make_brief(
        found.region,
        found.as_of,
        sources,
        found.statements,
        found.assembly,
        found.library,
        findings=check(found.kept),
        alone=request.alone,
    )
    return content, found.failures


@dataclass(frozen=True)
class Heard:
    """What the documents of a request say.

    Parameters
    ----------
    as_of : date
        The day asked for, else that of the latest document.
    readings, kept : tuple of Reading
        All that could be read, and those not later than `as_of`, the earliest first.
    statements : tuple of Statement
        Of those kept; a text given twice counts once.
    failures : list of DocumentError
        Of the documents that could not be read.
    """

    as_of: date
    readings: tuple[Reading, ...]
    kept: tuple[Reading, ...]
    statements: tuple[Statement, ...]
    failures: list[DocumentError]


def hear(request: Request, library: Library, progress: Progress = lambda _: None) -> Heard:
    """Read the documents of a request; DocumentError if none remains."""
    found, failures = read_all(request.documents, library, progress)
    readings = (*request.readings, *found)
    if not readings:
        raise _nothing(failures)
    dated = [r.document.published for r in readings if r.document.published]
    as_of = request.as_of or max(dated, default=date.today())
    kept = _until(as_of, readings)
    return Heard(as_of, readings, kept, tuple(_once(kept)), failures)


def study(request: Request, progress: Progress = lambda _: None) -> Study:
    """Read and assemble the documents of a request; errors as `brief`'s."""
    library = load_library(request.assumed)
    region = library.regions.find(request.region)
    heard = hear(request, library, progress)
    progress("组网、求解 assembling and solving")
    assembly = assemble(
        heard.statements,
        {r.document.name: r.home for r in heard.kept},
        library,
        region,
        heard.as_of,
        published={r.document.name: r.document.published for r in heard.kept},
        alone=request.alone,
    )
    return Study(region, heard.as_of, heard.readings, heard.kept, heard.statements, library, assembly, heard.failures)


def _nothing(failures: Sequence[DocumentError]) -> DocumentError:
    """Return why nothing could be read."""
    if failures:
        return next((e for e in failures if not isinstance(e, FilesSkippedError)), failures[0])
    return DocumentError(
        "没有可用的文件 no document",
        "DOCUMENTS",
        "给出文件，或先用 register add 入册 give documents, or add them to the register",
    )


def _until(as_of: date, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings of documents not later than a day, the earliest first; DocumentError if none remains."""
    kept = [r for r in readings if r.document.published is None or r.document.published <= as_of]
    if not kept:
        first = readings[0].document
        raise DocumentError(
            f"所有文件都晚于基准日 every document is later than {as_of}",
            f"{first.name} ({first.published})",
            "放宽 --as-of 或给出更早的文件 give a later --as-of or earlier documents",
        )
    return tuple(sorted(kept, key=lambda r: (r.document.published or date.min, r.document.name)))


def _once(readings: Sequence[Reading]) -> list[Statement]:
    """Return the statements; a text given twice under two names counts once."""
    first: dict[str, Statement] = {}
    for reading in readings:
        for statement in reading.statements:
            first.setdefault(statement.id, statement)
    return list(first.values())


def _source(reading: Reading, kept: Sequence[Reading], as_of: date) -> Source:
    document = reading.document
    used = reading in kept
    notes = list(document.notes)
    if not used:
        notes.insert(0, f"晚于基准日,未采用 later than {as_of}, left out")
    elif document.published is None:
        notes.insert(0, "没有发布日期,按早于基准日处理 no date of publication, taken as earlier than the as-of date")
    return Source(
        name=document.name,
        title=document.title,
        published=document.published,
        publisher=document.source,
        sha256=document.sha256,
        statements=len(reading.statements) if used else 0,
        used=used,
        note="; ".join(notes) or None,
    )

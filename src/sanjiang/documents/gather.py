"""Documents of folders and archives: found, told by their first bytes, and never written anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from errno import EACCES, EPERM
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from sanjiang.core.errors import DocumentError, FilesSkippedError, printable
from sanjiang.documents.archive import Archive, Budget
from sanjiang.documents.document import Document
from sanjiang.documents.kinds import kind_of, may_be_document
from sanjiang.documents.limits import LIMITS, Limits, beyond
from sanjiang.documents.office import main_part
from sanjiang.documents.read import document_from_bytes, read_bytes, read_document

_HEAD = 4096
_HIDDEN = (".", "~$", "__MACOSX", "Thumbs.db", "desktop.ini")  # what systems and offices leave beside documents
_SHOWN = 3  # so many skipped files are named


@dataclass(frozen=True, slots=True)
class Found:
    """A document that was found, or why there is none.

    Parameters
    ----------
    name : str
        ``folder/a.docx`` or ``archive.zip/inner/a.docx``: what the document is called, never a place to write to.
    source : Path, bytes or DocumentError
        The file, what it holds, or why it cannot be read.
    limits : Limits
    """

    name: str
    source: Path | bytes | DocumentError
    limits: Limits = LIMITS

    def document(self) -> Document:
        """Read it; errors as `read_document`'s."""
        if isinstance(self.source, DocumentError):
            raise self.source
        if isinstance(self.source, Path):
            return read_document(self.source, self.name)
        return document_from_bytes(self.source, self.name, self.limits)


def gather(paths: Iterable[Path], limits: Limits = LIMITS) -> Iterator[Found]:
    """Yield the documents of files, folders and archives, in order.

    A file that is named is always yielded, whatever it is. In folders and archives, what is no document is skipped,
    and told by one `Found` that holds `FilesSkippedError`; links to folders are not followed.

    Parameters
    ----------
    paths : iterable of Path
    limits : Limits, optional
    """
    for item in find(paths):
        if isinstance(item, DocumentError):
            yield Found(item.where, item, limits)
        else:
            yield from _file(item, limits)


def find(paths: Iterable[Path]) -> Iterator[Path | DocumentError]:
    """Yield files and what folders hold, each once and in order, archives unopened; and what of folders is not read.

    Parameters
    ----------
    paths : iterable of Path
        A file that is named is always yielded. Folders are searched as `gather` says.
    """
    seen: set[Path | DocumentError] = set()
    for path in paths:
        for item in _below(path) if _is_folder(path) else (path,):
            if item not in seen:
                seen.add(item)
                yield item


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _file(path: Path, limits: Limits) -> Iterator[Found]:
    name = printable(str(path))
    if kind_of(_head(path)) != "zip":
        yield Found(name, path, limits)
        return
    try:
        data = read_bytes(path, "archive_bytes", limits)
    except DocumentError as error:
        yield Found(name, error)
        return
    yield from _zip(data, name, Budget(limits, name), 1)


def _below(folder: Path) -> Iterator[Path | DocumentError]:
    count, skipped, shut = 0, list[str](), list[OSError]()
    for root, folders, files in os.walk(folder, onerror=shut.append):
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith(_HIDDEN) or not _may_be_read(path):
                continue
            if may_be_document(_head(path), name):
                count += 1
                yield path
            else:
                skipped.append(printable(str(path.relative_to(folder))))
    for error in shut:
        yield DocumentError(
            f"文件夹打不开 / the folder cannot be listed ({error.strerror or type(error).__name__})",
            printable(str(error.filename)),
            "请检查权限 / check its permissions",
        )
    yield from _told(printable(str(folder)), count + len(shut), skipped)


def _zip(data: bytes, name: str, budget: Budget, depth: int) -> Iterator[Found]:
    """Yield a zip itself if it is an office file, else the documents in it."""
    budget.clock.restart()
    try:
        archive = Archive(data, name, budget)
        is_archive = main_part(archive)[0] == "zip"
    except DocumentError as error:
        yield Found(name, error)
        return
    if not is_archive:
        budget.files -= len(archive.names())
        yield Found(name, data, budget.limits)
    elif depth > budget.limits.depth:
        yield Found(name, beyond(budget.limits, "depth", name))
    else:
        yield from _members(archive, budget, depth)


def _members(archive: Archive, budget: Budget, depth: int) -> Iterator[Found]:
    count, skipped = 0, []
    for inner in archive.names():
        if any(part.startswith(_HIDDEN) and part != ".." for part in PurePosixPath(inner).parts):
            continue
        head, name = archive.head(inner, _HEAD), f"{archive.where}/{inner}"
        if head and not may_be_document(head, inner):
            skipped.append(inner)
            continue
        count += 1
        budget.clock.restart()
        is_zip = kind_of(head) == "zip"
        try:
            data = archive.read(inner, "archive_bytes" if is_zip else "file_bytes")
        except DocumentError as error:
            yield Found(name, error)
        else:
            yield from _zip(data, name, budget, depth + 1) if is_zip else (Found(name, data, budget.limits),)
        if budget.is_spent():
            return
    yield from (Found(archive.where, said) for said in _told(archive.where, count, skipped))


def _told(where: str, count: int, skipped: list[str]) -> Iterator[DocumentError]:
    """Yield what was skipped, and that there is nothing where no document was found."""
    if skipped:
        names = "、".join(skipped[:_SHOWN]) + ("…" if len(skipped) > _SHOWN else "")
        yield FilesSkippedError(
            f"略过 {len(skipped)} 个不读的文件 / files of other kinds, skipped: {len(skipped)} ({names})",
            where,
            "要读就另存为 .docx、.pdf 或纯文本 / to have them read, save them as .docx, .pdf or text",
        )
    if not count:
        yield DocumentError(
            "文件夹或压缩包里没有可读的文件 / no document in this folder or archive",
            where,
            "请放入 .docx、.pdf、.xlsx、.txt、.md 或 .html / put .docx, .pdf, .xlsx, .txt, .md or .html in it",
        )


def _may_be_read(path: Path) -> bool:
    """Tell files from devices, pipes and links that lead nowhere; reading says which files it may not look at."""
    try:
        return S_ISREG(path.stat().st_mode)
    except OSError as error:
        return error.errno in (EACCES, EPERM)


def _head(path: Path) -> bytes:
    """Return a file's first bytes; none where it cannot be read, which reading it will say."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""

"""The documents of a folder, in an order that is always the same."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sanjiang.core.errors import DocumentError

ENDINGS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".xlsx")
"""How the names of documents end that a folder is searched for; a file that is named is read whatever its ending."""


def find_documents(
    sources: Sequence[Path], leave_out: Collection[Path] = ()
) -> tuple[tuple[str, ...], list[DocumentError]]:
    """List the documents of files and folders.

    Parameters
    ----------
    sources : sequence of Path
        Files stand as they are; folders are searched with all that lies below, by name, without hidden files.
        A folder that is reached twice, by a link, is searched once.
    leave_out : collection of Path
        Files that are no documents whatever their names: what is being written.

    Returns
    -------
    tuple of str, list of DocumentError
        The paths, each once; and the folders that hold nothing or cannot be listed.
    """
    found: dict[str, None] = {}
    faults: list[DocumentError] = []
    ours = {os.path.realpath(path) for path in leave_out}
    for source in sources:
        if not source.is_dir():
            found[str(source)] = None
            continue
        inside = [path for path in _below(str(source), set(), faults) if os.path.realpath(path) not in ours]
        found.update(dict.fromkeys(inside))
        if not inside and not any(fault.where == str(source) for fault in faults):
            faults.append(
                DocumentError(
                    "文件夹里没有可读的文件 no document in the folder",
                    str(source),
                    f"放入这些文件 put files in it: {' '.join(ENDINGS)}",
                )
            )
    return tuple(found), faults


def _below(folder: str, seen: set[tuple[int, int]], faults: list[DocumentError]) -> Iterator[str]:
    """Yield the documents below a folder; folders in `seen`, by device and number, are not entered again."""
    try:
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listed:
            entries = sorted((entry.name, entry.is_dir()) for entry in listed if not entry.name.startswith("."))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        faults.append(
            DocumentError(
                f"文件夹打不开 the folder cannot be listed ({reason})", folder, "请检查权限 check permissions"
            )
        )
        return
    for name, is_folder in entries:
        path = os.path.join(folder, name)
        if is_folder:
            yield from _below(path, seen, faults)
        elif name.lower().endswith(ENDINGS):
            yield path

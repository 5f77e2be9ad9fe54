"""Imports a workbook or JSON Lines: previewed, or kept where nothing is wrong."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from sanjiang.documents.read import read_bytes
from sanjiang.workbench.register.imports import Comparison, Imported, keep, known_import
from sanjiang.workbench.register.turns import my_turn
from sanjiang.workbench.register.undo_import import is_undone


def import_file(path: Path, by: str, *, dry: bool = False) -> Imported:
    """Import a file: all of it or, where anything is wrong, nothing.

    Parameters
    ----------
    path : Path
        ``.xlsx`` or ``.jsonl``; which it is, its bytes say.
    by : str
    dry : bool, optional
        Only tell what it would bring.

    Raises
    ------
    DocumentError, RegisterError
        If it cannot be read at all.
    ConflictError
        If somebody was quicker; nothing is written then.
    """
    data = read_bytes(path, "file_bytes")
    compare = _read(data, path.name)  # nobody waits while a long table is read
    with nullcontext() if dry else my_turn():
        if source := known_import(data, path.name, None if dry else by):
            return Imported(path.name, number=source.id, known=True, undone=is_undone(source))
        batch, found = compare()
        if not dry and not found.faults and (batch.new or batch.changes):
            found.number = keep(batch, by).id
    return found


def _read(data: bytes, name: str) -> Comparison:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        from sanjiang.workbench.register.jsonl import read_jsonl

        return read_jsonl(data, name)
    from sanjiang.workbench.register.excel.read import read_workbook

    return read_workbook(data, name)

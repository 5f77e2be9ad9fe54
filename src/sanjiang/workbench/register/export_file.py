"""Exports what counts by two clocks: projects as a workbook, all statements as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sanjiang.core.errors import RegisterError
from sanjiang.workbench.register.clocks import NOW, Clocks, Standing, standing
from sanjiang.workbench.register.excel.values import Value
from sanjiang.workbench.register.models import Statement


def export_file(path: Path, clocks: Clocks = NOW) -> int:
    """Write a file by its ending; return how many statements it holds.

    Parameters
    ----------
    path : Path
        ``.xlsx``: projects; ``.jsonl``: all statements.
    clocks : Clocks, optional

    Raises
    ------
    RegisterError
        If the ending is another, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".jsonl"):
        raise RegisterError(
            f"不写这种文件 not a kind that is written: {path.name}", "register export", "用 use .xlsx 或 or .jsonl"
        )
    if ending == ".xlsx":
        from sanjiang.workbench.register.excel.write import export

        rows = list(_projects(clocks))
        data, count = export(rows), len(rows)
    else:
        from sanjiang.workbench.register.jsonl import lines

        told = list(lines(clocks))
        data, count = "".join(told).encode(), len(told)
    write_bytes(path, data)
    return count


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole; RegisterError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new")
        new.write_bytes(data)
        new.replace(path)
    except OSError as error:
        raise RegisterError(
            f"不能写 cannot be written ({error.strerror})", str(path), "换一个位置 choose another place"
        ) from None


def _projects(clocks: Clocks) -> Iterator[dict[str, Value | None]]:
    from sanjiang.workbench.register.excel.last_words import NO_WORD, last_words
    from sanjiang.workbench.register.excel.shown import remark_of, shown

    found = list(standing(clocks, Statement.objects.filter(kind="project")))
    words = last_words((each.row.id for each in found if each.row.judged), clocks.known)
    for each in found:
        word = words.get(each.row.id, NO_WORD)
        said = each.current.said
        yield {**shown(said, word.note or remark_of(said)), **_added(each), "seen": float(word.count)}


def _added(each: Standing) -> dict[str, Value | None]:
    said = each.current.said
    return {"id": said["id"], "document": said["document"], "quote": "……".join(e["quote"] for e in said["evidence"])}

"""A workbook becomes a batch: the text that its evidence counts in, new statements, changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from sanjiang.core.statement import statement_id
from sanjiang.workbench.register.current import Said
from sanjiang.workbench.register.excel.compare import compare, line_text
from sanjiang.workbench.register.excel.said import Fields
from sanjiang.workbench.register.excel.shown import RULE
from sanjiang.workbench.register.excel.tables import Line, Tables, read_tables
from sanjiang.workbench.register.imports import Batch, Comparison, Imported

REMARK = "备注："


@dataclass(frozen=True, slots=True)
class _Stood:
    """Where a row and its remark stand in the text."""

    line: tuple[int, int]
    remark: tuple[int, int] | None


def read_workbook(data: bytes, name: str) -> Comparison:
    """Read a workbook, and return what compares it with the register.

    Raises
    ------
    DocumentError, RegisterError
        If it cannot be read at all.
    """
    return partial(_compared, read_tables(data, name), data, name)


def _compared(tables: Tables, data: bytes, name: str) -> tuple[Batch, Imported]:
    compared = compare(tables.lines)
    text, stood = _text(tables.lines)
    digest = sha256(data).hexdigest()
    batch = Batch(name, data, text, changes=[change for _, change in compared.changed])
    for line, fields in compared.new:
        batch.new.append(_said(fields, text, stood[(line.sheet, line.row)], name, digest))
    rows = [_row(line, "new", fields.get("name")) for line, fields in compared.new]
    for line, change in compared.changed:
        rows.append({**_row(line, "changed", change.statement.name), "fields": change.fields})
    counts = len(compared.new), len(compared.changed), compared.unchanged
    return batch, Imported(name, *counts, rows, [*tables.faults, *compared.faults], tables.notes)


def _row(line: Line, said: str, name: object) -> dict[str, object]:
    return {"where": f"{line.sheet}!{line.row}", "said": said, "name": name}


def _text(lines: list[Line]) -> tuple[str, dict[tuple[str, int], _Stood]]:
    pieces: list[str] = []
    stood, at = {}, 0
    for line in lines:
        said = line_text(line)
        remark = line.values.get("remark")
        pieces.append(said)
        begin, at = at, at + len(said) + 1
        noted = None
        if isinstance(remark, str) and remark:
            pieces.append(f"{REMARK}{remark}")
            noted = (at + len(REMARK), at + len(REMARK) + len(remark))
            at = noted[1] + 1
        stood[(line.sheet, line.row)] = _Stood((begin, begin + len(said)), noted)
    return "\n".join(pieces), stood


def _said(fields: Fields, text: str, stood: _Stood, name: str, digest: str) -> Said:
    """Return a row as a statement; a person's own table says it, so that it is sure that it says so."""
    spans = [stood.line, *([stood.remark] if stood.remark else [])]
    return {
        "id": statement_id(digest, "project", stood.line, 0),
        "document": name,
        "kind": "project",
        "evidence": [{"start": start, "end": end, "quote": text[start:end]} for start, end in spans],
        "confidence": 1.0,
        "rule": RULE,
        **fields,
    }

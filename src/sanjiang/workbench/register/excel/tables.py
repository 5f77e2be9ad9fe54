"""The tables of projects in a workbook: headers found, every cell's value, and every fault by its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sanjiang.core.errors import RegisterError
from sanjiang.documents.lines import half_width
from sanjiang.workbench.register.excel.cells import Cell, SheetCells, read_sheets, reference
from sanjiang.workbench.register.excel.columns import BY_KEY, MONEY, NEEDED, NOTES, Heading, heading
from sanjiang.workbench.register.excel.values import Value, WrongError, value_of, written

HEADER_WITHIN = 10
"""Rows of a sheet among which its header stands."""
AGREE = "只留一列，或改成一致 keep one of the columns, or make them agree"
_ABOVE = re.compile("单位:?((?:百万|[千万亿])?元)")
_NUMBERING = frozenset(("序号", "序", "no", "no."))
_FIRST_ROW = re.compile(r"[A-Z]{1,3}(\d+)(?::[A-Z]{1,3}(\d+))?")


@dataclass(slots=True)
class Line:
    """A row of a table: where its columns stand, what they say, where each stands, and the words of all its cells."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    values: dict[str, Value] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    is_faulty: bool = False

    def fault(self, wrong: WrongError, key: str = "") -> RegisterError:
        """Return a fault of the cell of a column, or of the row where there is no such column."""
        self.is_faulty = True
        key = wrong.key or key
        place = self.places.get(key) or reference(self.row, self.columns.get(key, 0))
        return RegisterError(wrong.what, f"{self.sheet}!{place}", wrong.mend)


@dataclass(slots=True)
class Tables:
    """What a workbook says: its rows, the columns that it has, every fault, and what was not read."""

    lines: list[Line] = field(default_factory=list)
    faults: list[RegisterError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_tables(data: bytes, name: str) -> Tables:
    """Read the tables of projects of a workbook.

    Raises
    ------
    DocumentError, RegisterError
        If it is none that can be read; faults of its cells are told in the answer.
    """
    sheets, hidden = read_sheets(data, name)
    tables, found = Tables(), 0
    tables.notes += [f"隐藏的工作表没有读 a hidden sheet is not read: {each}" for each in hidden]
    for sheet in sheets:
        if header := _header(sheet):
            found += 1
            _read(sheet, header, tables)
        elif sheet.rows and sheet.name != NOTES:
            tables.notes.append(f"不是项目表，没有读 no table of projects, not read: {sheet.name}")
    if not found:
        needed = "、".join(f"{BY_KEY[key].zh} {BY_KEY[key].en}" for key in NEEDED)
        tables.faults.append(
            RegisterError(
                f"没有项目表 no table of projects (要有 needs: {needed})",
                name,
                "表头用模板的写法 use the headings of: sanjiang register import --template OUT.xlsx",
            )
        )
    return tables


def _header(sheet: SheetCells) -> tuple[int, list[Heading]] | None:
    """Return the row that heads a table, the one of the first with the most headings that are known."""
    best: tuple[int, list[Heading]] | None = None
    most = 1
    for row in sorted(sheet.rows)[:HEADER_WITHIN]:
        heads = [heading(at, cell.value) for at, cell in sorted(sheet.rows[row].items()) if isinstance(cell.value, str)]
        known = len({head.column.key for head in heads if head.column})
        if known > most:
            best, most = (row, heads), known
    return best


def _read(sheet: SheetCells, header: tuple[int, list[Heading]], tables: Tables) -> None:
    top, heads = header
    heads, faults = _with_units(sheet, top, heads)
    faults += _merged(sheet, top)
    columns = {head.column.key: head.at for head in reversed(heads) if head.column}
    if capacity := next((head for head in heads if head.column and head.column.key == "capacity" and head.unit), None):
        columns.setdefault("unit", capacity.at)
    for key in NEEDED:
        if key not in columns:
            column = BY_KEY[key]
            what = f"缺列 a column is missing: {column.zh} {column.en}"
            faults.append(RegisterError(what, f"{sheet.name}!{top}:{top}", "补上这一列 add it"))
    tables.faults += faults
    unused = [head.title for head in heads if not head.column and head.title.lower() not in _NUMBERING]
    if unused:
        tables.notes.append(f"没有用的列 columns not used: {sheet.name}: {'、'.join(unused)}")
    if hidden := sum(row > top for row in sheet.hidden & sheet.rows.keys()):
        tables.notes.append(f"也读了隐藏的行 hidden rows are read, too: {sheet.name}: {hidden}")
    by_place = {head.at: head for head in heads}
    for row in sorted(sheet.rows):
        line = Line(sheet.name, row, columns)
        if row > top and _filled(line, sheet.rows[row], by_place, tables.faults):
            tables.lines.append(line)


def _with_units(sheet: SheetCells, top: int, heads: list[Heading]) -> tuple[list[Heading], list[RegisterError]]:
    """Return headings of money with their units, those that have none taking what stands above the table."""
    faults, kept = [], []
    above = " ".join(str(cell.value) for row in sheet.rows if row < top for cell in sheet.rows[row].values())
    told = _ABOVE.search(half_width("".join(above.split())))
    for head in heads:
        column, unit = head.column, head.unit or (told[1] if told else "")
        if column is None or column.kind != "money":
            kept.append(head)
        elif unit in MONEY:
            kept.append(head._replace(unit=unit))
        else:
            what = f"表头单位不对 the heading's unit is not one of 元 万元 亿元: {head.title}"
            where = f"{sheet.name}!{reference(top, head.at)}"
            faults.append(RegisterError(what, where, f"写成 write {column.zh}（万元）"))
            kept.append(head._replace(column=None))
    return kept, faults


def _merged(sheet: SheetCells, top: int) -> list[RegisterError]:
    faults = []
    for merged in sheet.merged:
        rows = _FIRST_ROW.fullmatch(merged)
        if rows and int(rows[2] or rows[1]) >= top:
            what, mend = "合并单元格 merged cells", "取消合并并逐格填写 unmerge them, and write each cell"
            faults.append(RegisterError(what, f"{sheet.name}!{merged}", mend))
    return faults


def _filled(line: Line, cells: dict[int, Cell], heads: dict[int, Heading], faults: list[RegisterError]) -> bool:
    """Fill a row from its cells; tell whether it holds anything."""
    for at, cell in sorted(cells.items()):
        head = heads.get(at)
        place = reference(line.row, at)
        if head is None:
            what = f"表头之外有内容 a cell beyond the header: {written(cell)[:40]}"
            faults.append(RegisterError(what, f"{line.sheet}!{place}", "写列名或清空 name its column, or clear it"))
        elif head.column is None:
            if head.title.lower() not in _NUMBERING:
                told = line.words.get(head.title)  # two columns may be headed alike
                line.words[head.title] = f"{told}、{written(cell)}" if told else written(cell)
        elif head.column.kind != "shown":
            faults += _take(line, cell, head, place)
    return bool(line.places or line.words)


def _take(line: Line, cell: Cell, head: Heading, place: str) -> Iterator[RegisterError]:
    """Take a cell into its row; of two columns of one field both must say the same."""
    assert head.column
    key = head.column.key
    before = line.places.get(key)
    line.places[key] = place
    try:
        value = value_of(cell, head)
    except WrongError as wrong:
        yield line.fault(wrong, key)
        return
    if (before or key in line.values) and not same(value, line.values.get(key)):
        said = f"{before} 与 and {place} 不一致 do not agree: {head.column.zh}"
        yield line.fault(WrongError(said, AGREE), key)
        return
    if key == "capacity" and head.unit and line.values.setdefault("unit", head.unit) != head.unit:
        yield line.fault(WrongError(f"单位与表头不一致 the unit is not the heading's: {head.unit}", AGREE), key)
    line.values[key] = value
    if key not in ("id", "seen"):
        line.words[head.column.zh] = written(cell) + (head.unit if head.column.kind == "money" else "")


def same(one: Value | None, other: Value | None) -> bool:
    """Tell whether two values are the same, but for the digits that a workbook does not hold."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-12 * max(abs(one), abs(other))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(map(same, one, other))
    return one == other

"""Tables of projects of any format: the rows below a heading are read as forms ("项目名称：…；建设单位：…")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sanjiang.documents.lines import half_width
from sanjiang.documents.table_headings import (
    DITTO,
    DITTOS,
    FIELDS,
    MONEY,
    NAME,
    OWNER,
    PROGRESS,
    YEARS,
    Column,
    Heading,
    heading,
    may_be_table,
    resolved,
)

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NAMED = re.compile(r"名\s*称|项目|工程|project", re.IGNORECASE)
_GROWTH = 4  # forms make a text longer by so many times its length at most
_SKIPPED = re.compile(r"序号|编号|序|No\.?|#", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:[总合小共]\s*计.*|.{0,8}(?:合计|小计|总计)(?:\(.*\))?|共?\s*\d+\s*[个项].{0,4}|(?:sub|grand )?total.*|sum)",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、.].*|.*\(共?\s*\d+\s*[个项].{0,4}\)")
_ORDINAL = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、.]*")
_UNIT_ABOVE = re.compile(r"(?:金额)?单位\s*[:：]\s*([万亿百千]*元)")
_UNIT_LINE = 40
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:\s*[-—~至]\s*\d[\d,]*(?:\.\d+)?)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"((?:19|20)\d\d)(?:\.\d{1,2})?\s*[-—~至]+\s*((?:19|20)\d\d)(?:\.\d{1,2})?")
_NOTHING = ("/", "-", "—", "——", "无", "n/a")
_STAGES = {
    **dict.fromkeys(("in operation", "operating", "operational", "completed", "in production"), "建成投产"),
    **dict.fromkeys(("under construction", "in construction", "started"), "在建"),
    **dict.fromkeys(("planned", "planning", "approved", "proposed"), "规划中"),
    **{"trial production": "试生产", "signed": "签约", "in talks": "洽谈", "suspended": "停建", "cancelled": "取消"},
}


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which row heads a table of projects, None for another table.

    Parameters
    ----------
    rows : sequence of sequence of str
        Cells; "" for the empty ones and those covered by one to the left, DITTO for those covered by one above.
    """
    for at, row in enumerate(rows):
        if heading(row, rows[at + 1] if at + 1 < len(rows) else ()):
            return at
    return None


def table_lines(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the lines of a table of projects, None for another table; `rows` as those of `heading_row`.

    From the heading on each line has as many cells, parted by tabs; what stands above is a title.
    """
    width = max(map(len, rows), default=0)
    if not may_be_table(len(rows), width, sum(map(len, rows))):
        return None
    grid = [[_one_line(text) for text in row] + [""] * (width - len(row)) for row in rows]
    head = heading_row(grid)
    if head is None:
        return None
    above = ("\t".join(text for text in row if text not in ("", DITTO)) for row in grid[:head])
    return [*above, *map("\t".join, grid[head:])]


def forms(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the rows of tables of projects, as spans of `text` with the forms that they say.

    A table goes from its heading to the next line that has not as many cells.
    """
    if "\t" not in text or not _NAMED.search(text):
        return
    table: _Table | None = None
    room = _GROWTH * len(text) + 1000
    money, lines = "", [match.span() for match in _LINE.finditer(text) if match[0].strip()]
    for at, (start, end) in enumerate(lines):
        cells = _cells(text, start, end)
        unit = _UNIT_ABOVE.search(half_width(text[start:end])) if end - start <= _UNIT_LINE else None
        money = unit[1] if unit else money
        if _NAMED.search(text, start, end) and len(cells) > 1:
            below = _cells(text, *lines[at + 1]) if at + 1 < len(lines) else []
            if found := heading(cells, below):
                table = _Table(found, len(cells), money)
                continue
        if table and len(cells) == table.width:
            table.money = money
            if form := table.form(cells):
                room -= len(form)
                if room < 0:
                    return
                yield *_bare(text, start, end), form
        elif table:
            table, money = None, unit[1] if unit else ""


class _Table:
    """Makes forms of the rows of a table, one after the other."""

    def __init__(self, head: Heading, width: int, money: str) -> None:
        self.width = width
        self.money = money
        self._columns = head.columns
        self._rest = head.rows - 1
        self._before: Sequence[str] = ()

    def form(self, cells: Sequence[str]) -> str:
        """Return a row as a form; "" where it is part of the heading, a total, or goes on with the project above."""
        if self._rest:
            self._rest -= 1
            return ""
        row = self._before = resolved(cells, self._before)
        named = next(place for place, column in self._columns.items() if column.is_field and column.label == NAME)
        return "" if cells[named] in DITTOS else _form(row, self._columns, self.money)


def _cells(text: str, start: int, end: int) -> list[str]:
    return [cell.strip() for cell in text[start:end].split("\t")]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    return start, start + len(line.strip())


def _form(row: Sequence[str], columns: Mapping[int, Column], money: str) -> str:
    """Return a row as a form, its fields first, other columns as a sentence of their own; "" where it has no name.

    Only fields take the unit of their heading: what a year of a project is to cost says nothing of its region.
    """
    fields: dict[str, str] = {}
    others: list[str] = []
    for place, column in columns.items():
        if _SKIPPED.fullmatch(column.label):
            if _TOTAL.fullmatch(half_width(row[place])):
                return ""
            continue
        unit = column.unit or (money if column.label == MONEY else "")
        value = _value(row[place], unit if column.is_field else "", column.label if column.is_field else "")
        if column.is_field and value:
            fields[column.label] = value
        elif value:
            others.append(f"{column.label}：{value}")
    name = half_width(fields.get(NAME, ""))
    if not name or len(fields) + len(others) < 2 or _TOTAL.fullmatch(name) or _NUMBER.fullmatch(name):
        return ""
    if _heads_group(row, columns, fields, name):
        return ""
    said = "；".join(f"{label}：{fields[label]}" for label in FIELDS if label in fields)
    return f"{said}。{'；'.join(others)}。" if others else said


def _heads_group(row: Sequence[str], columns: Mapping[int, Column], fields: Mapping[str, str], name: str) -> bool:
    """Tell whether a row sums up those below it: it has an ordinal or a count, "一 | 工业项目（2个）", and no owner."""
    told = {column.label for column in columns.values() if column.is_field} - {NAME, MONEY}
    if not told or told & fields.keys():
        return False
    serials = (half_width(row[place]) for place, column in columns.items() if _SKIPPED.fullmatch(column.label))
    return _GROUP.fullmatch(name) is not None or any(_ORDINAL.fullmatch(text) for text in serials)


def _value(text: str, unit: str, label: str) -> str:
    """Return a cell's text so that it stays inside its field, with the heading's unit where it is a mere number."""
    value = _one_line(text).replace("；", "，").replace(";", "，").rstrip("。，")
    number = half_width(value)
    if unit and _NUMBER.fullmatch(number):
        return f"{value.replace(',', '')}{unit}"
    if label == YEARS:
        if _YEAR.fullmatch(number):
            return f"{number}年"
        if years := _YEARS.fullmatch(number):
            return f"{years[1]}-{years[2]}年"
    if label == PROGRESS:
        return _STAGES.get(value.lower(), value)
    if label == OWNER:
        value = value.replace("Co., Ltd", "Co. Ltd")  # a comma ends a field
    return "" if value.lower() in _NOTHING else value


def _one_line(text: str) -> str:
    return " ".join(text.split())

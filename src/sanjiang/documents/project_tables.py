"""Tables of projects: a header row that is recognised, and each row as a form ("项目名称：…；建设单位：…")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sanjiang.documents.lines import half_width
from sanjiang.documents.xlsx_sheets import Rows

_FIELDS = (
    ("项目名称", re.compile(r"(?:重[点大])?(?:建设)?(?:项目|工程)(?:名称|名)?|名称")),
    (
        "建设单位",
        re.compile(
            r"(?:项目)?(?:建设|投资|实施|业主|承办|申报|承担)(?:单位|主体|方|企业|业主)(?:名称)?|(?:项目)?业主(?:单位|名称)?"
            r"|(?:企业|公司|单位|法人)(?:名称)?|项目(?:单位|法人)"
        ),
    ),
    (
        "建设地点",
        re.compile(
            r"(?:项目)?(?:建设|实施|项目)?(?:地点|地址|位置|选址)|所在(?:地|区域|区县|县区|县市|园区|市州)|(?:所属|落户)(?:区域|地区|区县|园区)|区县|县区|县\(市、?区\)|地区"
        ),
    ),
    (
        "总投资",
        re.compile(r"(?:项目|计划|预计|估算|概算|拟|合同|协议)*(?:总投资|投资总额|投资规模|投资金额|投资)(?:额|估算)?"),
    ),
    (
        "建设规模",
        re.compile(
            r"(?:项目)?(?:主要)?(?:建设)?(?:内容|规模)(?:[及和与、]?(?:主要)?(?:建设)?(?:内容|规模))*|(?:设计|建设|规划|新增|年)?产能(?:规模)?"
            r"|(?:项目)?(?:建设内容|概况|简介)|生产规模"
        ),
    ),
    ("进度", re.compile(r"(?:项目)?(?:目前|当前|建设|工程|形象|实施)*(?:进度|进展|阶段|状态)(?:情况)?")),
    (
        "建设年限",
        re.compile(r"(?:项目)?(?:建设|起止)(?:年限|起止年限|期限|工期|周期|时间|年度|期|起止时间)|工期|起止年限"),
    ),
)
_SKIPPED = re.compile(r"序号|编号|序|No\.?", re.IGNORECASE)
_TOTAL = re.compile(r"(?:总|合|小|共)\s*计.*|.{0,6}(?:合计|小计|总计)")
_UNIT = re.compile(
    r"\(\s*(?:单位\s*:\s*)?([^()]{1,12}?)\s*\)\s*$|[/、,]\s*((?:[万亿]?元|[万亿]?吨|亩|万千瓦|兆瓦)(?:/年)?)\s*$"
)
_UNIT_ABOVE = re.compile(r"(?:金额)?单位\s*[:：]\s*([万亿百千]*元)")
_MEASURE = re.compile(
    r"[万亿百千]*(?:元|美元|吨|亩|千瓦|千瓦时|瓦|平方米|平方公里|公里|公顷|台|辆|套|件|片|头|只|米|户|个|家|人|GWh?|MWh?|kWh?|t|%)(?:/[年月日天])?"
)
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:\s*[-—~至]\s*\d[\d,]*(?:\.\d+)?)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"((?:19|20)\d\d)(?:\.\d{1,2})?\s*[-—~至]+\s*((?:19|20)\d\d)(?:\.\d{1,2})?")
_HEADER_CHARACTERS = 30
_LEAST_FIELDS = 3


class _Column(NamedTuple):
    label: str
    unit: str
    is_field: bool


def table_lines(rows: Rows) -> list[str]:
    """Return the lines of a sheet: forms below the header of a table of projects, cells parted by tabs elsewhere."""
    lines: list[str] = []
    columns: dict[int, _Column] = {}
    money = ""
    numbers = sorted(rows)
    header_until = -1
    for at, number in enumerate(numbers):
        row = rows[number]
        found = _header(numbers[at : at + 2], rows)
        if found is not None:
            columns, header_until = found
        if number <= header_until:
            continue
        above = _UNIT_ABOVE.search(half_width(" ".join(row.values()))) if len(row) <= 3 else None
        if above:
            money = above[1]
        line = _form(row, columns, money) if columns and len(row) > 1 else ""
        lines.append(line or _tabbed(row))
    return lines


def _tabbed(row: Mapping[int, str]) -> str:
    return "\t".join(_one_line(row[column]) for column in sorted(row))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _header(numbers: Sequence[int], rows: Rows) -> tuple[dict[int, _Column], int] | None:
    """Return the columns that a row heads, and the last row of the heading; None where it is no header.

    A second row goes with the first where merged cells of the first reach into it.
    """
    first = rows[numbers[0]]
    if max(map(len, first.values())) > _HEADER_CHARACTERS:
        return None
    last = numbers[0]
    texts = {column: [text] for column, text in first.items()}
    below = rows[numbers[1]] if len(numbers) > 1 else {}
    if any(text == below.get(column) and _field(text) == "项目名称" for column, text in first.items()):
        last = numbers[1]
        for column, text in below.items():
            if text != first.get(column):
                texts.setdefault(column, []).append(text)
    columns = {column: _column(parts) for column, parts in texts.items()}
    labels = [column.label for column in columns.values() if column.is_field]
    if "项目名称" not in labels or len(set(labels)) < min(_LEAST_FIELDS, max(2, len(first) - 1)):
        return None
    return _once(columns), last


def _once(columns: dict[int, _Column]) -> dict[int, _Column]:
    """Let each field open once, in its first column; other columns of its kind keep their own names."""
    seen: set[str] = set()
    kept = {}
    for place in sorted(columns):
        column = columns[place]
        kept[place] = column._replace(is_field=column.is_field and column.label not in seen)
        if column.is_field:
            seen.add(column.label)
    return kept


def _field(heading: str) -> str | None:
    bare = re.sub(r"\s", "", _UNIT.sub("", half_width(heading).strip()))
    return next((label for label, pattern in _FIELDS if pattern.fullmatch(bare)), None)


def _column(parts: Sequence[str]) -> _Column:
    """Return the column of a heading; of a heading in two rows the lower part says which it is, if it is a field."""
    for part in reversed(parts):
        if (label := _field(part)) is not None:
            return _Column(label, _unit(parts), True)
    return _Column(_one_line("".join(parts)), _unit(parts), False)


def _unit(parts: Sequence[str]) -> str:
    for part in reversed(parts):
        match = _UNIT.search(half_width(part).strip())
        if match and _MEASURE.fullmatch(unit := (match[1] or match[2]).strip()):
            return unit
    return ""


def _form(row: Mapping[int, str], columns: Mapping[int, _Column], money: str) -> str:
    """Return a row as a form, its fields first, other columns as a sentence of their own; "" where it has no name.

    Only fields take the unit of their heading: what a year of a project is to cost says nothing of its region.
    """
    fields: dict[str, str] = {}
    others: list[str] = []
    for place in sorted(row):
        column = columns.get(place)
        if column is None or _SKIPPED.fullmatch(column.label):
            continue
        unit = column.unit or (money if column.label == "总投资" else "")
        value = _value(row[place], unit if column.is_field else "", column.label)
        if column.is_field and value:
            fields[column.label] = value
        elif value:
            others.append(f"{column.label}：{value}")
    name = fields.get("项目名称", "")
    if not name or len(fields) + len(others) < 2 or _TOTAL.fullmatch(half_width(name)):
        return ""
    said = "；".join(f"{label}：{fields[label]}" for label, _ in _FIELDS if label in fields)
    return f"{said}。{'；'.join(others)}".removesuffix("。") if not others else f"{said}。{'；'.join(others)}。"


def _value(text: str, unit: str, label: str) -> str:
    """Return a cell's text so that it stays inside its field, with the heading's unit where it is a mere number."""
    value = _one_line(text).replace("；", "，").replace(";", "，").rstrip("。，")
    number = half_width(value)
    if unit and _NUMBER.fullmatch(number):
        return f"{value.replace(',', '')}{unit}"
    if label == "建设年限":
        if _YEAR.fullmatch(number):
            return f"{number}年"
        if years := _YEARS.fullmatch(number):
            return f"{years[1]}-{years[2]}年"
    return "" if value in ("/", "-", "—", "——", "无") else value

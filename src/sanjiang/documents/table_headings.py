"""The heading of a table of projects: which column holds which field of a project, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sanjiang.documents.lines import half_width
from sanjiang.documents.simplified import simplified

NAME, MONEY, YEARS, PROGRESS, OWNER = "项目名称", "总投资", "建设年限", "进度", "建设单位"
FIELDS = (NAME, OWNER, "建设地点", MONEY, "建设规模", PROGRESS, YEARS)
"""The fields of a project in the order of a form; as labels they are those of forms.toml."""

_CHINESE = {
    NAME: r"(?:重[点大])?(?:招商)?(?:建设)?(?:项目|工程)(?:名称|名)?|名称",
    OWNER: r"(?:项目)?(?:建设|投资|实施|业主|承办|申报|承担|引进)(?:单位|主体|方|企业|业主)(?:名称)?"
    r"|(?:项目)?业主(?:单位|名称)?|(?:企业|公司|单位|法人)(?:名称)?|项目(?:单位|法人)",
    "建设地点": r"(?:项目)?(?:拟?建设|实施|项目)?(?:地点|地址|位置|选址)|所在(?:地|区域|区县|县区|县市|园区|市州)"
    r"|(?:所属|落户)(?:区域|地区|区县|园区)|区县|县区|县\(市、?区\)|地区",
    MONEY: r"(?:项目|计划|预计|估算|概算|拟|合同|协议)*(?:总投资|投资总额|投资规模|投资金额|投资)(?:额|估算)?",
    "建设规模": r"(?:项目)?(?:主要)?(?:建设)?(?:内容|规模)(?:[及和与、]?(?:主要)?(?:建设)?(?:内容|规模))*"
    r"|(?:设计|建设|规划|新增|年)?产能(?:规模)?|年产(?:能|量)|(?:项目)?(?:建设内容|概况|简介)|生产规模",
    PROGRESS: r"(?:项目)?(?:目前|当前|建设|工程|形象|实施)*(?:进度|进展|阶段|状态)(?:情况)?",
    YEARS: r"(?:项目)?(?:建设|起止)(?:年限|起止年限|期限|工期|周期|时间|年度|期|起止时间)|工期|起止年限",
}
_ENGLISH = {
    NAME: r"project(?:name|title)?|nameofproject",
    OWNER: r"developer|owner|company|investor|(?:project|construction)(?:owner|company|unit)",
    "建设地点": r"(?:project)?(?:location|site|place|address)",
    MONEY: r"(?:total|planned)?investment(?:amount)?",
    "建设规模": r"(?:designed?|annual|production)?capacity|scale|content|description",
    PROGRESS: r"(?:current)?(?:status|stage|progress|phase)",
    YEARS: r"(?:construction)?(?:period|years|schedule)",
}
_PATTERNS = {field: re.compile(f"{_CHINESE[field]}|{_ENGLISH[field]}") for field in FIELDS}
_MAY_HEAD = re.compile(r"名|[项項]目|工程|project", re.IGNORECASE)
_BARE_NAME = re.compile(r"\s*名\s*称\s*")
_TELLING = frozenset((MONEY, PROGRESS, YEARS))
"""One of them tells a table of projects from one of shops or products: these have names, owners and places, too."""
_PART = re.compile(
    r"(?:19|20)\d\d|[本今当上去]年|年度|累计|截[至止]|其中|季度|\d月|到位|完成|annual|20\d\d", re.IGNORECASE
)
"""A figure below such a heading is not a project's whole."""
_UNIT = re.compile(
    r"\(\s*(?:单位\s*:\s*)?([^()]{1,24}?)\s*\)\s*$|[/、,]\s*((?:[万亿]?元|[万亿]?吨|亩|万千瓦|兆瓦)(?:/年)?)\s*$"
)
_MEASURE = re.compile(
    r"[万亿百千]*(?:元|美元|吨|亩|千瓦|千瓦时|瓦|平方米|平方公里|公里|公顷|台|辆|套|件|片|头|只|米|户|个|家|人|GWh?|MWh?|kWh?|t|%)"
    r"(?:/(?:[年月日天]|a))?"
)
_SHARE = re.compile(
    r"(?P<yuan>CNY|RMB|yuan)?\s*(?P<size>100 million|hundred million|10,?000|ten thousand|million|billion)?\s*"
    r"(?P<after>CNY|RMB|yuan)?",
    re.IGNORECASE,
)
_SIZES = {"100 million": "亿元", "hundred million": "亿元", "10000": "万元", "ten thousand": "万元", "": "元"}
_SIZES |= {"million": "百万元", "billion": "十亿元"}
_HEADING_CHARACTERS = 40
_LEAST_FIELDS = 3
MOST_COLUMNS = 100
"""A wider table is no table of projects."""

_SPARSE = 10
DITTO = "〃"
"""What stands in a cell that the one above it covers."""

DITTOS = (DITTO, "同上")
"""What says the same as the cell above."""

_REPEATED = 60  # so many characters at most are told again below


class Column(NamedTuple):
    """What stands below a heading: a field (its label one of FIELDS) or something else, and its unit or ""."""

    label: str
    unit: str
    is_field: bool


class Heading(NamedTuple):
    """The columns of a table, by their place, and over how many rows their headings stand."""

    columns: Mapping[int, Column]
    rows: int


def may_be_table(rows: int, columns: int, cells: int) -> bool:
    """Tell whether a table may be one of projects: not very wide, and not ten empty cells for each of the others."""
    return 1 < columns <= MOST_COLUMNS and rows * columns <= _SPARSE * (cells + MOST_COLUMNS)


def heading(first: Sequence[str], below: Sequence[str]) -> Heading | None:
    """Return what a row heads, with the row below where the heading goes on in it; None where it is no heading.

    Parameters
    ----------
    first, below : sequence of str
        Cells; "" for those that are empty or covered by the one to the left, DITTO for those covered by one above.
    """
    if not 1 < len(first) <= MOST_COLUMNS or not any(_MAY_HEAD.search(text) for text in first):
        return None
    name = next((place for place, text in enumerate(first) if _field(text) == NAME), None)
    if name is None:
        return None
    below = resolved(below, first)
    is_double = len(below) == len(first) and _goes_on(first, below, name)
    columns = _columns(first, below if is_double else [""] * len(first))
    labels = {column.label for column in columns.values() if column.is_field}
    said = sum(map(bool, first))
    if NAME not in labels or len(labels) < min(_LEAST_FIELDS, max(2, said - 1)):
        return None
    if _BARE_NAME.fullmatch(first[name]) and not (labels & _TELLING and len(labels) >= _LEAST_FIELDS):
        return None
    return Heading(columns, 2 if is_double else 1)


def resolved(cells: Sequence[str], above: Sequence[str]) -> list[str]:
    """Return cells with the text of those above in place of dittos; "" where that is long."""
    told = [text if len(text) <= _REPEATED else "" for text in above] + [""] * (len(cells) - len(above))
    return [told[place] if text in DITTOS else text for place, text in enumerate(cells)]


def _goes_on(first: Sequence[str], below: Sequence[str], name: int) -> bool:
    """Tell whether the row below carries a heading on: its cell of the name is covered, others head columns."""
    if below[name] not in ("", first[name]):
        return False
    own = [lower for upper, lower in zip(first, below, strict=True) if lower and lower != upper]
    if below[name]:
        return not any(_is_number(text) for text in own)
    return any(_field(text) or _unit_alone(text) for text in own) and not any(_is_number(text) for text in own)


def _columns(first: Sequence[str], below: Sequence[str]) -> dict[int, Column]:
    """Return the columns; each field opens once, in its first column, others of its kind keep their own names."""
    columns: dict[int, Column] = {}
    seen: set[str] = set()
    group = ""
    for place, (upper, lower) in enumerate(zip(first, below, strict=True)):
        own = lower if lower != upper else ""
        group = upper or (group if own else "")
        if not group:
            continue
        column = _column(group, own)
        columns[place] = column._replace(is_field=column.is_field and column.label not in seen)
        if column.is_field:
            seen.add(column.label)
    return columns


def _column(upper: str, lower: str) -> Column:
    """Return the column of a heading; of one in two rows the lower part says which it is."""
    unit = _unit_alone(lower)
    if unit or not lower:
        label = _field(upper)
        return Column(label or _one_line(upper), unit or _unit(upper), label is not None)
    label = _field(lower) if not _PART.search(upper) else None
    joined = _one_line(lower if _field(upper) else upper + lower)
    return Column(label or joined, _unit(lower) or _unit(upper), label is not None)


def _field(text: str) -> str | None:
    if not text or len(text) > _HEADING_CHARACTERS:
        return None
    plain = simplified(half_width(text).strip())[0]
    bare = re.sub(r"[\s*]|^\d{1,2}[.、]", "", _UNIT.sub("", plain)).lower()
    return next((label for label, pattern in _PATTERNS.items() if pattern.fullmatch(bare)), None)


def _unit(text: str) -> str:
    match = _UNIT.search(half_width(text[-_HEADING_CHARACTERS:]).strip())
    return _measure((match[1] or match[2]).strip()) if match else ""


def _unit_alone(text: str) -> str:
    return _measure(half_width(text).strip().strip("()").strip()) if len(text) <= _HEADING_CHARACTERS else ""


def _measure(text: str) -> str:
    """Return a unit as Chinese writes it; "" where it is none."""
    if _MEASURE.fullmatch(text):
        return text
    english = _SHARE.fullmatch(text)
    if not english or not (english["yuan"] or english["after"]):
        return ""
    return _SIZES[" ".join((english["size"] or "").lower().replace(",", "").split())]


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").strip().isdecimal()


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_HEADING_CHARACTERS]

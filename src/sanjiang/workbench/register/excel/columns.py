"""The columns of a workbook of projects: how they are headed, also elsewhere, and which unit a heading names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from sanjiang.documents.lines import half_width
from sanjiang.library.data_files import data_path

Kind = Literal["text", "money", "number", "date", "count", "shown"]
MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "万": 10**4, "百万元": 10**6, "亿元": 10**8, "亿": 10**8}
"""What one of a heading's unit is in CNY."""
_UNIT = re.compile(r"\((?:单位:?)?([^()]*)\)|[/,、:_]?((?:百万|[千万亿])?元)$")
_LATIN = re.compile(r"(?<=[^\x00-\x7f])[\x00-\x7f]+$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Parameters
    ----------
    key : str
    zh, en : str
        Its heading.
    kind : str
        ``shown`` is what the register writes for people and never takes back.
    wide : float
        In the workbook, in characters.
    note : str
        What to write in it, in Chinese and English.
    """

    key: str
    zh: str
    en: str
    kind: Kind
    wide: float
    note: str

    @property
    def title(self) -> str:
        """The heading, Chinese above English, with its unit."""
        return f"{self.zh}{'（万元）' if self.kind == 'money' else ''}\n{self.en}"


COLUMNS = (
    Column("name", "项目名称", "project", "text", 30, "必填 required"),
    Column("organisation", "建设单位", "organisation", "text", 24, "投资或建设的企业、单位 who invests or builds"),
    Column(
        "organisation_id",
        "统一社会信用代码",
        "credit code",
        "text",
        22,
        "建设单位的，18 位；同一代码的单位合为一个 of the organisation, 18 characters; those of one code are one",
    ),
    Column(
        "origin",
        "投资方来源地",
        "investor's region",
        "text",
        14,
        "省、市、县名称或六位代码；境外写“境外：德国” name or code of a region; from abroad: 境外：德国",
    ),
    Column("region", "所在地", "place", "text", 14, "省、市、县名称或六位代码 name or six-digit code of a region"),
    Column("park", "园区", "park", "text", 20, "园区或更细的地点 park, or where exactly"),
    Column("product", "产品", "product", "text", 14, "做什么，例如 单晶硅片 what is made"),
    Column("capacity", "产能", "capacity", "number", 10, "数字，也可写 10–20 a number, or 10–20"),
    Column("unit", "产能单位", "unit", "text", 11, "例如 for example 万吨/年, GW, 台/年"),
    Column(
        "investment",
        "投资额",
        "investment",
        "money",
        13,
        "数字；单位写在表头：元、万元、亿元 a number; the heading tells the unit",
    ),
    Column(
        "arrived",
        "到位资金",
        "money arrived",
        "money",
        13,
        "已经到位的投资，单位同上 of the investment, what came so far",
    ),
    Column("stage", "阶段", "stage", "text", 11, "从下拉表里选 choose from the list"),
    Column("phase", "期次", "phase", "text", 8, "例如 for example 一期"),
    Column(
        "date",
        "日期",
        "date",
        "date",
        14,
        "签约或到达该阶段之日：2021-03-05、2021年3月、2021年 the day it was signed or came to its stage",
    ),
    Column("remark", "备注", "remark", "text", 24, "随便写 anything"),
    Column("document", "出处", "document", "shown", 20, "登记册写的，不读回 written by the register, not read back"),
    Column("quote", "原文", "quote", "shown", 40, "登记册写的，不读回 written by the register, not read back"),
    Column("id", "编号", "id", "text", 12, "登记册给的，新项目留空 given by the register; blank if new"),
    Column("seen", "判定数", "judgements", "count", 11, "登记册给的，勿改 given by the register; leave it as it is"),
)
BY_KEY = {column.key: column for column in COLUMNS}
SHEET, NOTES = "项目", "说明"
"""The sheet of projects, and the one that says what to write."""
NEEDED = ("name", "region")
"""Without these columns a table is no table of projects."""


class Heading(NamedTuple):
    """A cell of a header: its place (from 0), its words, its column (None where it is none of ours), its unit."""

    at: int
    title: str
    column: Column | None
    unit: str


def heading(at: int, text: str) -> Heading:
    """Return what a heading says: ``投资额（万元）``, ``总投资/亿元``, ``项目名称`` above ``project``."""
    title = " ".join(text.split())
    joined = half_width("".join(text.split())).lower()
    tried = [joined, *(half_width("".join(line.split())).lower() for line in text.splitlines()), _LATIN.sub("", joined)]
    for each in tried:
        unit = _UNIT.search(each)
        said = (unit[1] or unit[2] or "").removeprefix("人民币") if unit else ""
        for name in (each, _UNIT.sub("", each)):
            if column := _words().get(name.strip("*:")):
                return Heading(at, title, column, said)
    return Heading(at, title, None, "")


@cache
def _words() -> dict[str, Column]:
    more = tomllib.loads(data_path("words", "project_columns.toml").read_text(encoding="utf-8"))
    found = {}
    for column in COLUMNS:
        for word in (column.zh, column.en.replace(" ", ""), *more.get(column.key, ())):
            found[word] = column
    return found

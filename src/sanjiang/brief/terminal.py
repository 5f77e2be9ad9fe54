"""The brief in a terminal: the ladder, the gaps, the partners, and where the page lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

KINDS = {"fill": "补链 fill", "strengthen": "强链 strengthen", "possibly narrow": "可能偏窄 possibly narrow", "extend": "延链 extend", "supporting": "配套 supporting"}
VERDICTS = {
    "pays": "合算 pays",
    "pays only if no partner serves": "无伙伴供给时才合算 pays only if no partner serves",
    "does not pay at these prices": "按此价格不合算 does not pay at these prices",
    "not valued": "未估值 not valued",
}
Json = Mapping[str, Any]


def summary(brief: Json, page: Path | None) -> None:
    """Print a brief's JSON as tables; `page` is where the HTML lies, if it was written."""
    console = Console()
    region = brief["region"]
    console.print(f"[bold]{escape(region['name'])}[/bold] {region['adcode']}  基准日 as of {brief['as_of']}  陈述 statements {brief['statements']}")
    if brief["ladder"]:
        console.print(_ladder(brief["ladder"]))
        console.print(_gaps(brief["gaps"]))
    if brief["partners"]:
        console.print(_partners(brief["partners"]))
    elif brief["partners_note"]:
        console.print(f"伙伴 partners: {brief['partners_note']['zh']} {brief['partners_note']['en']}")
    for lack in brief["lacking"]:
        console.print(f"· {escape(lack['zh'])}\n  {escape(lack['en'])}", highlight=False)
    if brief["unplaced"]:
        console.print(f"未能入网的项目 projects not placed: {len(brief['unplaced'])}")
    if page is not None:
        console.print(f"简报 page: {escape(str(page))}", soft_wrap=True)


def _ladder(rungs: Sequence[Json]) -> Table:
    final = rungs[-1]["final"]["unit"]
    table = Table(title=f"产业链阶梯 ladder ({final} {rungs[-1]['final_name_zh']} {rungs[-1]['final_name_en']})")
    for column in ("环节 step", "在产 operating", "在建 building", "规划 planned", "项目 plants", "无数字 no figure", "低–高 low–high"):
        table.add_column(column, justify="left" if column.startswith("环节") else "right")
    for rung in rungs:
        name = f"{rung['name_zh']} {rung['name_en']}"
        numbers = [f"{amount(rung[k])} {rung['unit']}" for k in ("operating", "under_construction", "planned")]
        span = f"{amount(rung['final']['low'])}–{amount(rung['final']['high'])}" if rung["plants"] else "缺 absent"
        row = [name, *numbers, str(rung["plants"]), str(rung["without_figure"]), span]
        table.add_row(*row, style=None if rung["plants"] else "red")
    return table


def _gaps(gaps: Sequence[Json]) -> Table:
    table = Table(title="缺口 gaps")
    for column in ("#", "类 kind", "环节 step", "规模 size", "年净值 亿元/年 worth, 100 m CNY/a", "结论 verdict"):
        table.add_column(column)
    for gap in gaps:
        worth = "—" if gap["worth"] is None else f"{gap['worth'] / 1e8:.2f} ({gap['worth_low'] / 1e8:.2f}–{gap['worth_high'] / 1e8:.2f})"
        size = f"{amount(gap['size'])} {gap['size_unit']}"
        table.add_row(str(gap["rank"]), KINDS[gap["kind"]], f"{gap['name_zh']} {gap['name_en']}", size, worth, VERDICTS[gap["verdict"]])
    return table


def _partners(partners: Sequence[Json]) -> Table:
    table = Table(title="伙伴 partners")
    for column in ("#", "地区 region", "环节 step", "在产 running", "已宣布 announced", "公里 km", "联合年增值 亿元/年 worth, 100 m CNY/a"):
        table.add_column(column)
    for p in partners:
        name = escape(f"{p['name']} {p['name_en']}")
        worth = f"{p['worth'] / 1e8:.2f} ({p['worth_low'] / 1e8:.2f}–{p['worth_high'] / 1e8:.2f})"
        distance = "—" if p["distance_km"] is None else f"{p['distance_km']:.0f}"
        sizes = (f"{amount(p['operating'])} {p['unit']}", f"{amount(p['announced'])} {p['unit']}")
        table.add_row(str(p["rank"]), name, f"{p['process_name_zh']} {p['process_name_en']}", *sizes, distance, worth)
    return table


def amount(value: float) -> str:
    """Write a number with at most four significant digits and no exponent."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def statement_table(statements: Sequence[Json], name: str) -> None:
    """Print statements as a table: kind, what, where, how far, and the quote with its place."""
    table = Table(title=escape(f"{name}: {len(statements)}"))
    for column in ("类 kind", "名称 name", "主体 organisation", "数量 amount", "阶段 stage", "地点 place", "原文 quote", "位置 at"):
        table.add_column(column)
    for s in statements:
        first = s["evidence"][0]
        written = s.get("capacity") or s.get("investment") or {}
        number = written.get("as_written") or s.get("count") or s.get("value") or ""
        parties = "、".join(p["name"] for p in s.get("parties", []))
        cells = (s["kind"], s.get("name", ""), s.get("organisation") or parties, number, s.get("stage", ""), s.get("place", {}).get("name", ""), first["quote"], f"{first['start']}–{first['end']}")
        table.add_row(*(escape(str(c)) for c in cells))
    Console().print(table)

"""The answers of ladder, gaps, partners, recruit and history in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from sanjiang.brief.numbers import MISSING, amount, between
from sanjiang.brief.terminal import Json, gap_lines, ladder_tables, notes, partner_lines, table_of
from sanjiang.brief.words import LIVES, MILESTONES, STAGES

MOST = 6
"""Companies of a build that are printed; the rest is counted."""


def ladders(rungs: Sequence[Json], lacking: Sequence[Json]) -> None:
    """Print the ladder of each chain, and what was lacking."""
    console = Console(highlight=False)
    for table in ladder_tables(rungs):
        console.print(table)
    notes(console, lacking)


def gaps(found: Sequence[Json], lacking: Sequence[Json]) -> None:
    """Print the gaps in their order, and what was lacking."""
    console = Console(highlight=False)
    console.print(gap_lines(found) if found else "没有缺口 no gaps")
    notes(console, lacking)


def partners(found: Sequence[Json], lacking: Sequence[Json]) -> None:
    """Print the partners in their order, and what was lacking."""
    console = Console(highlight=False)
    console.print(partner_lines(found) if found else "没有伙伴持有缺失的环节 no neighbour holds a missing step")
    notes(console, lacking)


def recruiting(plan: Json, lacking: Sequence[Json]) -> None:
    """Print the best set with its companies, the budgets and what they do not allow, and what was lacking."""
    console = Console(highlight=False)
    unit = plan["gain_unit"]
    span = between(plan["gain_low"], plan["gain_high"], unit).zh
    console.print(f"[bold]招引 recruit[/bold]: {amount(plan['objective_gain'], unit).zh} ({span})")
    for name, budget in plan["budget"].items():
        used, limit = amount(budget["used"], budget["unit"]).zh, amount(budget["limit"], budget["unit"]).zh
        console.print(f"预算 budget {name}: {used} / {limit}")
    for build in plan["builds"]:
        size, cost = amount(build["size"], build["unit"]).zh, amount(build["cost"], build["cost_unit"]).zh
        console.print(f"· [bold]{build['name_zh']}[/bold] {build['name_en']} {size}, 投资 capital {cost}")
        gain, back = amount(build["gain"], build["worth_unit"]).zh, amount(build["payback_years"], "a").zh
        console.print(f"  增收 gain {gain}, 回收期 payback {back}")
        for company in build["companies"][:MOST]:
            console.print(f"  – {_company(company)}")
        if len(build["companies"]) > MOST:
            console.print(f"  – … {len(build['companies']) - MOST} more 另有")
    if not plan["builds"]:
        console.print("没有划算的组合 nothing pays at these prices and budgets")
    for candidate in plan["too_large"]:
        size = amount(candidate["size"], candidate["unit"]).zh
        console.print(f"· 超出预算 larger than the budget: {candidate['name_zh']} {size}")
    notes(console, lacking)


def _company(company: Json) -> str:
    plants = "; ".join(_plant(p) for p in company["plants"][:MOST])
    more = f"; … {len(company['plants']) - MOST} more 另有" if len(company["plants"]) > MOST else ""
    return escape(f"{company['name']}: {plants}{more}")


def _plant(plant: Json) -> str:
    stage = STAGES[plant["stage"]].zh if plant["stage"] else ""
    size = "" if plant["capacity"] is None else amount(plant["capacity"], plant["unit"]).zh
    return " ".join(filter(None, (plant["place_zh"], stage, size))) or MISSING


def realisation(found: Json, lacking: Sequence[Json]) -> None:
    """Print by step what became of the announced, and the months between stages."""
    console = Console(highlight=False)
    columns = ("环节 step", "宣布\nannounced", "投产\ncame to run", "未投产\nopen", "放弃\ngiven up", "在产\nrunning")
    table = table_of("兑现 realisation", *columns, numbers=range(1, 6))
    for step in found["steps"]:
        keys = ("announced", "came_to_run", "open", "given_up", "running")
        cells = [f"{step[k]['plants']}\n{amount(step[k]['capacity'], step['unit']).zh}" for k in keys]
        table.add_row(f"{step['name_zh']} {step['name_en']}", *cells)
    if found["steps"]:
        console.print(table)
    for span in found["durations"]:
        start, end = MILESTONES[span["from"]], MILESTONES[span["to"]]
        middle = MISSING if span["median_months"] is None else f"{span['median_months']:g} 月 months"
        counted = f"完成 done {span['done']}, 未完 open {span['open']}"
        console.print(f"{start.zh}→{end.zh} {start.en} to {end.en}: 中位数 median {middle} ({counted})")
    for plant in found["plants"]:
        console.print(f"· {_life(plant)}")
    if not found["plants"]:
        console.print("没有注明日期的文件说到工艺库里的项目 no dated document tells of a plant of the library")
    notes(console, lacking)


def _life(plant: dict[str, Any]) -> str:
    told = " → ".join(f"{STAGES[s['stage']].zh} {s['told']}" for s in plant["stages"])
    status = LIVES[plant["status"]]
    late = plant["slippage"]
    slipped = f", 延期 late {late['months']:g} 月 months{'+' if late['open'] else ''}" if late else ""
    return escape(f"{plant['organisation']} {plant['process']}: {told} [{status.zh} {status.en}{slipped}]")

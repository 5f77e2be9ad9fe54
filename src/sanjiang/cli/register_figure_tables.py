"""The register's things and figures on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from sanjiang.brief.numbers import between
from sanjiang.brief.words import LIVES, STAGES
from sanjiang.cli.register_tables import Row, plain, print_table, table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "project": ("名称 name", "阶段 stage", "经过 told", "投资 investment", "到位 arrived", "现状 status"),
    "agreement": ("编号 id", "各方 parties", "议定 agreed", "日 told", "跟进 owner", "到期 due"),
    "alliance": ("名称 name", "成员 members", "首见 first told"),
    "policy": ("名称 name", "地方 place", "期间 date", "生效 in force"),
    "park": ("名称 name", "级别 tier", "地方 place", "项目 projects"),
    "brand": ("名称 name", "单位 organisation", "地方 place", "首见 first told"),
    "plan": ("编号 id", "任务 task", "跟进 owner", "到期 due", "进度 progress", "逾期 late"),
    "indicator": ("名称 name", "地方 place", "数值 figures"),
}


def holding_rows(thing: str, rows: Sequence[Row]) -> None:
    """Print what the register holds of one thing, a line each; of plans a line a task."""
    shown = table(*COLUMNS[thing])
    for row in rows if thing != "plan" else [task for plan in rows for task in plan["tasks"]]:
        shown.add_row(*map(plain, CELLS[thing](row)))
    print_table(shown)


def statistics_rows(told: Row) -> None:
    """Print a line a group, the total, and published figures beside computed ones."""
    figures = (
        "个数 count",
        "投资 investment",
        "签约 signed",
        "签约额 amount",
        "到位 arrived",
        "开工 started",
        "投产 running",
    )
    shown = table(*told["by"], *figures)
    for row in told["rows"]:
        shown.add_row(*map(plain, (*(_both(key) for key in row["keys"].values()), *_figures(row))))
    blank = ["合计 total", *[""] * (len(told["by"]) - 1)] if told["by"] else []
    shown.add_row(*map(plain, (*blank, *_figures(told["total"]))))
    print_table(shown)
    Console().print("?n：n 个没有数字 n without a figure", markup=False, highlight=False)
    for each in told["published"]:
        Console().print(_published(each), markup=False, highlight=False)


def calibration_rows(told: Mapping[str, Sequence[Row]]) -> None:
    """Print how many statements of each confidence, kind and rule were accepted."""
    shown = table("", "采纳 accepted", "改过 amended", "不采纳 rejected", "未判 open", "把握 said", "采纳率 share")
    for rows in told.values():
        for row in rows:
            counts = (row[answer] for answer in ("accept", "amend", "reject", "open"))
            shares = ("—" if row[key] is None else f"{row[key]:.2f}" for key in ("confidence", "accepted"))
            shown.add_row(*map(plain, (row["of"], *counts, *shares)))
        shown.add_section()
    print_table(shown)


def _figures(row: Row) -> list[object]:
    signed, arrived = row["signed"], row["arrived"]
    return [
        row["count"],
        _money(row["investment"]),
        signed["count"],
        _money(signed["investment"]),
        _money(arrived["amount"]),
        row["started"]["count"],
        row["operating"]["count"],
    ]


def _money(amount: Row) -> str:
    """Return a sum in yuan, other currencies, and of how many nobody says how much."""
    told = [between(amount["low"], amount["high"], amount["unit"]).zh] if amount["projects"] else []
    told += [between(other["low"], other["high"], other["unit"]).zh for other in amount["other"]]
    if amount["unknown"]:
        told.append(f"?{amount['unknown']}")
    return " ".join(told) or "—"


def _published(each: Row) -> str:
    told, computed, off = each["published"], each["computed"], each["difference"]
    written = f"{told['count']} 个 {told['investment']['as_written']}"
    said = f"公布 published: {each['name']} {written} ({each['statement'][:12]})"
    if computed is None:
        return f"{said} — 来源地读不懂，未算 its source is not understood: not computed"
    line = f"{said} — 登记册算得 computed: {computed['count']} 个 {_money(computed['investment'])}; "
    gap = "" if off["low"] is None else f", {between(off['low'], off['high'], off['unit']).zh}"
    missing = computed["source_unknown"]
    why = f"（另有 {missing} 个来源地未知 of {missing} more the source is unknown）" if missing else ""
    return f"{line}差 difference: {off['count']:+d} 个{gap}{why}"


def _both(key: Row) -> str:
    return key["zh"] if key["zh"] == key["en"] else f"{key['zh']} {key['en']}"


def _named(value: Row | None) -> Any:
    return value and (value.get("as_written") or value.get("name"))


def _project(row: Row) -> Sequence[object]:
    told = " → ".join(f"{STAGES[s['stage']].zh} {s['told'] or '?'}" for s in row["stages"])
    stage = STAGES[row["stage"]].zh if row["stage"] else "—"
    status = LIVES[row["status"]].zh if row["status"] else "—"
    late = row["slippage"]
    late_by = f" 迟 late {late['months']} 月 months" if late else ""
    name = (*row["names"], row["organisation"], row["product"], row["id"][:12])
    return next(filter(None, name)), stage, told, _named(row["investment"]), _named(row["arrived"]), status + late_by


def _agreement(row: Row) -> Sequence[object]:
    word = row["follow_up"] or {}
    due = f"{word['due']}{' 逾期 late' if row['late'] else ''}" if word.get("due") else None
    return row["id"][:12], "、".join(row["parties"]), row["agreed"] or row["quote"], row["told"], word.get("owner"), due


def _alliance(row: Row) -> Sequence[object]:
    members = "、".join(f"{m['name']} ({m['first'] or '?'})" for m in row["members"])
    return row["name"], members, row["members"][0]["first"] if row["members"] else None


def _policy(row: Row) -> Sequence[object]:
    force = {True: "是 yes", None: "未说明 not said"}[row["in_force"]]
    return row["name"], _named(row["place"]), _named(row["date"]), force


def _park(row: Row) -> Sequence[object]:
    return row["name"], _both(row["tier"]) if row["tier"] else "—", _named(row["place"]), len(row["projects"])


def _brand(row: Row) -> Sequence[object]:
    return row["name"], row["organisation"], _named(row["place"]), row["first"]


def _task(row: Row) -> Sequence[object]:
    progress = None if row["progress"] is None else f"{row['progress']:.0%}"
    return row["id"][:12], row["name"], row["owner"], row["due"], progress, "逾期 late" if row["late"] else ""


def _indicator(row: Row) -> Sequence[object]:
    told = []
    for figure in row["figures"]:
        value = figure.get("value")
        low, high = value if isinstance(value, list) else (value, value)
        said = [between(low, high, figure.get("unit") or "").zh] if value is not None else []
        said += [str(figure["count"])] if "count" in figure else []
        said += [figure[field]["as_written"] for field in ("investment", "capacity") if field in figure]
        told.append(f"{'，'.join(said)} ({figure['told'] or '?'})")
    return row["name"], _named(row["place"]), "；".join(told)


CELLS = {
    "project": _project,
    "agreement": _agreement,
    "alliance": _alliance,
    "policy": _policy,
    "park": _park,
    "brand": _brand,
    "plan": _task,
    "indicator": _indicator,
}

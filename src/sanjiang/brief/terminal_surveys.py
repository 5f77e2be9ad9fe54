"""The answers of alliances, parks, farms, channels and tasks in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from sanjiang.brief.numbers import MISSING, amount, between
from sanjiang.brief.terminal import table_of

Json = Mapping[str, Any]
Quotes = Mapping[str, str]
MOST = 6
"""Quotes of one thing that are printed; the rest is counted."""
MET = {"yes": "是 yes", "no": "否 no", "unknown": "未知 unknown", None: MISSING}
NEEDS = {
    "park": "园区\npark",
    "seed_base": "种苗基地\nseed base",
    "cold_chain": "冷链\ncold chain",
    "brand": "品牌\nbrand",
    "channel": "渠道\nchannel",
}


def alliances(value: Json, quotes: Quotes) -> None:
    """Print alliances, what they share, and who is missing for a corridor."""
    console = Console(highlight=False)
    for row in value["alliances"]:
        members = "、".join(f"{m['name']} ({m['first'] or MISSING})" for m in row["members"])
        console.print(f"[bold]{escape(row['name'] or MISSING)}[/bold]: {escape(members or MISSING)}")
        for member in row["left"]:
            console.print(f"  退出 left: {escape(member['name'])} ({member['told'] or MISSING})")
        if row["unnamed"]:
            console.print(f"  称有 declared {row['declared']}, 没有点名的 unnamed {row['unnamed']}")
        _corridor(console, row["corridor"])
        for later in row["since"]:
            console.print(f"  · {later['told']} {escape(later['quote'])}")
    if not value["alliances"]:
        console.print("没有说到联盟 no alliance is told of")
    for each in value["overlaps"]:
        console.print(f"同在 in all of: {escape('、'.join(each['members']))}: {escape('、'.join(each['alliances']))}")
    if "corridor" in value:
        console.print(f"[bold]走廊 corridor[/bold] {_named(value['corridor']['regions'])}")
        _corridor(console, value["corridor"])
        for each in value["corridor"]["outside"]:
            console.print(f"  不在 not in {escape(each['alliance'])}: {_named(each['missing'])}")


def _corridor(console: Console, found: Json | None) -> None:
    if not found or "connected" not in found:
        return
    if found["connected"]:
        console.print("  相连 connected")
    else:
        console.print(f"  不相连 not connected: {' | '.join(_named(part) for part in found['parts'])}")
    for ways in found["missing"]:
        console.print(f"  还差 missing: {' 或 or '.join(_named(way) for way in ways)}")
    if not found["reachable"]:
        console.print("  找不到连起来的路 no way to join them is known")
    console.print(f"  {found['how']['zh']} {found['how']['en']}")


def _named(regions: Iterable[Json]) -> str:
    return escape("、".join(r["name"] for r in regions)) or MISSING


def parks(rows: Sequence[Json], quotes: Quotes) -> None:
    """Print parks with their tier, and what each lacks for the next."""
    console = Console(highlight=False)
    table = table_of(
        "园区 parks", "园区 park", "等级\ntier", "产品\nproduct", "面积\narea", "产值\noutput", "升级\nrise"
    )
    for row in rows:
        tier = f"{row['tier']['zh']}\n{row['tier']['en']}" if row["tier"] else "未说明\nnot said"
        cells = (row["name"] or MISSING, tier, row["product"] or MISSING, _figure(row["area"]), _figure(row["output"]))
        table.add_row(*(escape(str(cell)) for cell in cells), _rise(row))
    if not rows:
        console.print("没有说到园区 no park is told of")
        return
    console.print(table)


def _figure(figure: Json | None) -> str:
    return between(figure["low"], figure["high"], figure["unit"]).zh if figure else MISSING


def _rise(row: Json) -> str:
    rise = row["rise"]
    to = f"{rise['to']['zh']} {rise['to']['en']}: " if rise["to"] else ""
    named = {c["condition"]: f"{c['zh']} {c['en']}" for c in row["conditions"]}
    lines = [f"{to}{MET[rise['answer']]}"]
    lines += [f"缺 lacks {named[c]}" for c in rise["lacking"]]
    lines += [f"未知 unknown {named.get(c, '等级 tier')}" for c in rise["unknown"]]
    return escape("\n".join(lines))


def farms(rows: Sequence[Json], quotes: Quotes) -> None:
    """Print farm systems: an industry a row, what covers it in numbers of statements."""
    console = Console(highlight=False)
    for row in rows:
        counted = "+".join(map(str, row["declared"]))
        found = "+".join(map(str, row["found"]))
        place = (row["place"] or {}).get("name", "")
        title = escape(f"{row['name'] or counted} {place}: 称 declared {counted}, 点名 named {found}")
        years = "投产要几年\nyears to bear"
        table = table_of(title, "产业 industry", *NEEDS.values(), years, numbers=range(1, 6))
        for industry in row["industries"]:
            if industry["support"]:
                continue
            cells = [str(len(industry["covered"][need])) if industry["covered"][need] else "无 none" for need in NEEDS]
            years = "; ".join(f"{y['chain']} {between(y['low'], y['high'], 'a').zh}" for y in industry["lead_years"])
            table.add_row(escape(industry["name"]), *cells, years or MISSING)
        console.print(table)
        for industry in (i for i in row["industries"] if i["support"]):
            here = len(industry["covered"]["any"])
            told = f"{here} 处 told" if here else "没有说到项目或园区 no project or park is told of"
            console.print(f"支撑 support: {escape(industry['name'])}: {told}")
    if not rows:
        console.print("没有点名产业的农业体系 no farm system whose industries are named")
    else:
        console.print("数字是陈述条数;“无”是文件没有说到 numbers count statements; none: no document tells of any")


def channels(rows: Sequence[Json], quotes: Quotes) -> None:
    """Print channels, the largest margin first."""
    console = Console(highlight=False)
    table = table_of(
        "渠道 channels",
        "渠道 channel",
        "价(地头价的倍数)\nprice (× farm gate)",
        "损耗\nloss",
        "费用\ncost",
        "余 margin",
        numbers=range(1, 5),
    )
    for row in rows:
        price = row["price"]
        cells = [f"{price['value']:g} ({price['low']:g}–{price['high']:g})"]
        cells += [_share(row[key]) for key in ("loss", "cost", "margin")]
        table.add_row(f"{row['name_zh']}\n{row['name_en']}", *cells)
    console.print(table)
    console.print(
        "余 = 价 ×(1−损耗)×(1−费用)− 1,占地头价 margin = price × (1 − loss) × (1 − cost) − 1, of the farm-gate price"
    )
    close = [row["name_zh"] for row in rows[1:] if row["may_lead"]]
    if close:
        console.print(f"数字分不出高下 the figures do not tell the first from: {'、'.join(close)}")
    for row in rows:
        _quotes(console, row["name_zh"], row["statements"], quotes)


def _share(figure: Json) -> str:
    return f"{figure['value']:.0%} ({figure['low']:.0%}–{figure['high']:.0%})"


def _quotes(console: Console, name: str, ids: Sequence[str], quotes: Quotes) -> None:
    for id_ in ids[:MOST]:
        console.print(f"· {name}: {escape(quotes[id_])}")
    if len(ids) > MOST:
        console.print(f"· {name}: … {len(ids) - MOST} more 另有")


def tasks(rows: Sequence[Json], quotes: Quotes) -> None:
    """Print plans: counts, then tasks, the late ones first."""
    console = Console(highlight=False)
    for plan in rows:
        console.print(f"[bold]{escape(plan['document'])}[/bold] 逾期 late {plan['late']}, 完成 done {plan['done']}")
        for count in plan["counts"]:
            of = "方面 fields" if count["of"] == "fields" else "任务 tasks"
            found = (
                f"点名 named {count['found']}"
                if count["list"]
                else f"没有列出;另有 not listed; others {count['found']}"
            )
            console.print(f"  {of}: 称 declared {count['declared']}, {found}")
            if count["list"]:
                console.print(f"    {escape('、'.join(count['named']))}")
        counted = {count["statements"][0] for count in plan["counts"]}
        for task in (t for t in plan["tasks"] if t["id"] not in counted):
            late = {True: "逾期 late", False: "未到期 in time", None: "无期限 no day"}[task["late"]]
            owner = task["owner"] or "无人负责 no owner"
            size = "" if task["value"] is None else _value(task)
            parts = filter(None, (late, task["due"], owner, size))
            name = task["name"] or quotes[task["id"]]
            console.print(f"  · {name} [{', '.join(parts)}]", markup=False)
    if not rows:
        console.print("没有说到任务 no task is told of")


def _value(task: Json) -> str:
    value, unit = task["value"], str(task["unit"] or "")
    return between(value[0], value[1], unit).zh if isinstance(value, list | tuple) else amount(value, unit).zh

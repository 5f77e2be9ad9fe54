"""Policies in a terminal: a verdict with its reasons, a calendar, overlaps and what discounts cost and bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sanjiang.brief.numbers import amount, between

Json = Mapping[str, Any]
ANSWERS = {"yes": "能 yes", "no": "不能 no", "unknown": "不知道 unknown"}
BENEFITS = {
    "free": "免费 free",
    "half": "半价 half price",
    "percent": "打折 discount",
    "off": "减价 money off",
    "price": "优惠价 special price",
}
PARTS = {
    "expiring": "快到期 expiring",
    "in_force": "有效 in force",
    "beginning": "将开始 beginning",
    "later": "以后 later",
    "unknown": "时间未知 time not known",
    "over": "已到期 over",
}
RELATIONS = {"add": "可叠加 add", "conflict": "冲突 conflict", "repeat": "重复 repeat"}


def verdict(answer: Json) -> None:
    """Print who is entitled, why, and what other policies say."""
    console = Console(highlight=False)
    console.print(f"[bold]{ANSWERS[answer['entitled']]}[/bold]")
    for reason in answer["because"]:
        console.print(f"· {escape(reason)}")
    if answer["policy"]:
        console.print(f"  {escape(_policy(answer['policy']))}")
    for other in answer["others"]:
        console.print(f"{ANSWERS[other['entitled']]}: {escape(_policy(other['policy']))}", style="dim")
        console.print(f"  {escape('; '.join(other['because']))}", style="dim")


def calendar(found: Json) -> None:
    """Print the policies by what the day is to them."""
    console = Console(highlight=False)
    console.print(f"{found['date']}, 往后 ahead {found['days']} 天 days")
    for name, title in PARTS.items():
        if found[name]:
            console.print(f"[bold]{title}[/bold]")
        for row in found[name]:
            left = row.get("days_left")
            told = f" (还有 {left} 天 days left)" if left is not None else ""
            console.print(f"· {escape(_policy(row['policy']))}{told}")
    if not any(found[name] for name in PARTS):
        console.print("没有读到优惠 no benefit was read")


def overlap(found: Json) -> None:
    """Print the pairs that meet, and a table of costs and gains."""
    console = Console(highlight=False)
    for pair in found["overlaps"]:
        first, second = (escape(name) for name in pair["policies"])
        console.print(f"{RELATIONS[pair['relation']]}: {first} + {second}\n  {escape(pair['because'])}")
    if not found["overlaps"]:
        console.print("没有重叠 no overlap")
    table = Table("优惠 benefit", "少收 costs", "多来 further visits", "带来 brings", "净 net")
    for row in found["worth"]:
        table.add_row(_policy(row["policy"]), *(_figure(row[name]) for name in ("cost", "visits", "brings", "net")))
    if found["worth"]:
        console.print(table)
        for name, figure in found["assumptions"].items():
            console.print(f"· {name} = {figure['value']:g} ({figure['low']:g}–{figure['high']:g}) {figure['unit']}")


def _figure(figure: Json) -> str:
    value = amount(figure["value"], figure["unit"]).zh
    return f"{value} ({between(figure['low'], figure['high'], figure['unit']).zh})"


def _policy(policy: Json) -> str:
    """Say a policy in a line: its benefit, where, from when to when, and the words that say it."""
    days = f"{policy.get('from', '…')} – {policy.get('to', '…')}"
    benefit = policy["benefit"]
    return f"{BENEFITS[benefit['kind']]} “{benefit['as_written']}” {days} — {policy['id']}"

"""The brief in a terminal: the ladder, the gaps, the partners, and where the page lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sanjiang.brief.numbers import amount, between
from sanjiang.brief.parts.changes import heading
from sanjiang.brief.share_words import SHARES
from sanjiang.brief.words import FINDINGS, KINDS, STAGES, VERDICTS

Json = Mapping[str, Any]


def summary(brief: Json, written: Sequence[Path]) -> None:
    """Print a brief's JSON as tables; `written` are the files that hold it."""
    console = Console(highlight=False)
    region = brief["region"]
    counted = f"基准日 as of {brief['as_of']}  陈述 statements {brief['statements']}"
    console.print(f"[bold]{escape(region['name'])}[/bold] {escape(region['name_en'])} {region['adcode']}  {counted}")
    if brief["ladder"]:
        for table in ladder_tables(brief["ladder"]):
            console.print(table)
        console.print(gap_lines(brief["gaps"]))
        for item in brief.get("deepen", ()):
            size = amount(item["size"], item["size_unit"]).zh
            name = f"{item['name_zh']} {item['name_en']} {size}"
            console.print(f"做强最宽的环节 deepening the widest step: {name}, {_worth(item)}")
    if brief["partners"]:
        console.print(partner_lines(brief["partners"]))
    elif brief["partners_note"]:
        console.print(f"伙伴 partners: {brief['partners_note']['zh']} {brief['partners_note']['en']}")
    if brief.get("share"):
        console.print(f"\n{escape(shared(brief['share']))}")
    for document in brief["documents"]:
        if document["note"]:
            console.print(f"· {escape(document['name'])}: {escape(document['note'])}")
    notes(console, brief["lacking"])
    if brief.get("findings"):
        findings_list(brief["findings"])
    if brief["unplaced"]:
        console.print(f"未能入网的项目 projects not placed: {len(brief['unplaced'])}")
    if brief.get("changes"):
        _changes(console, brief["changes"])
    _files(console, written)


def shared(sharing: Json) -> str:
    """Say in a line what partners gain together, and which share is proposed."""
    unit = sharing["unit"]
    gain, span = amount(sharing["gain"], unit).zh, between(sharing["gain_low"], sharing["gain_high"], unit).zh
    proposed = SHARES.get(sharing["recommendation"]["share"])
    told = f", 建议 proposed {proposed.zh} {proposed.en}" if proposed else ""
    return f"分享 sharing: {len(sharing['players'])} 方合作增益 gain of all {gain} ({span}){told}"


def changes_summary(changes: Json, written: Sequence[Path]) -> None:
    """Print what changed between two briefs; `written` are the files that hold it."""
    console = Console(highlight=False)
    _changes(console, changes)
    _files(console, written)


def _changes(console: Console, changes: Json) -> None:
    compared = heading(changes)
    console.print(f"\n[bold]变化 changes[/bold] {escape(compared.zh)}")
    for table, zh, en in (("steps", "环节", "steps"), ("gaps", "缺口", "gaps"), ("partners", "伙伴", "partners")):
        rows = changes[table]
        console.print(f"{zh} {en}: {len(rows)}" if rows else f"{zh} {en}: 没有变化 none")
        for row in rows:
            console.print(f"  · {escape(_change(row, table))}")
    for item in changes["assumptions"]:
        before, after = (_value(item[end], item["unit"] or "") for end in ("before", "after"))
        console.print(f"  · {escape(item['name'])}: {before} → {after}")


def _change(row: Json, table: str) -> str:
    name = f"{row.get('name_zh') or row.get('name')} {row.get('name_en') or ''}".strip()
    if table == "partners":
        name += f", {row['process_name_zh']} {row['process_name_en']}"
    if table == "steps":
        ends = [v and between(v["low"], v["high"], v.get("final_unit") or "").zh for v in (row["before"], row["after"])]
    else:
        ends = [v and amount(v["worth"], row.get("worth_unit") or "CNY/a").zh for v in (row["before"], row["after"])]
    before, after = (end or "没有 none" for end in ends)
    return f"{name}: {before} → {after}"


def _value(values: Json, unit: str) -> str:
    return f"{amount(values['value'], unit).zh} ({between(values['low'], values['high'], unit).zh})"


def _files(console: Console, written: Iterable[Path]) -> None:
    for path in written:
        console.print(f"简报 brief: {escape(str(path))}", soft_wrap=True)


def notes(console: Console, lacking: Iterable[Json]) -> None:
    """Print what was lacking."""
    for lack in lacking:
        console.print(f"· {escape(lack['zh'])}\n  {escape(lack['en'])}")


def table_of(title: str, *columns: str, numbers: Sequence[int] = ()) -> Table:
    """Return an empty table; columns of `numbers` stand to the right and are not wrapped."""
    table = Table(title=title, show_lines=True)
    for i, column in enumerate(columns):
        right = i in numbers
        table.add_column(column, justify="right" if right else "left", no_wrap=right, overflow="fold")
    return table


def ladder_tables(rungs: Sequence[Json]) -> Iterator[Table]:
    """Yield the ladder of each chain as a table."""
    for _, chain in groupby(rungs, key=lambda r: r["chain"]):
        yield _ladder(list(chain))


def _ladder(rungs: Sequence[Json]) -> Table:
    final = rungs[-1]
    title = f"阶梯 ladder ({final['final']['unit']} {final['final_name_zh']} {final['final_name_en']})"
    columns = (
        "环节 step",
        "在产\nrunning",
        "在建\nbuilding",
        "规划\nplanned",
        "低–高\nlow–high",
        "项目(无数字)\nplants\n(no figure)",
    )
    table = table_of(title, *columns, numbers=(1, 2, 3, 4))
    for rung in rungs:
        numbers = [amount(rung[k], rung["unit"]).zh for k in ("operating", "under_construction", "planned")]
        span = (
            between(rung["final"]["low"], rung["final"]["high"], rung["final"]["unit"]).zh
            if rung["plants"]
            else "缺 absent"
        )
        plants = f"{rung['plants']} ({rung['without_figure']})"
        row = (f"{rung['name_zh']} {rung['name_en']}", *numbers, span, plants)
        table.add_row(*row, style=None if rung["plants"] else "red")
    return table


def gap_lines(gaps: Sequence[Json]) -> str:
    """Write each gap with its worth, its verdict and what moves it most."""
    lines = ["\n[bold]缺口 gaps[/bold]"]
    for gap in (g for g in gaps if g["kind"] != "supporting"):
        kind, verdict = KINDS[gap["kind"]], VERDICTS[gap["verdict"]]
        size = amount(gap["size"], gap["size_unit"]).zh
        lines.append(f"{gap['rank']}. {kind.zh} {kind.en}: [bold]{gap['name_zh']}[/bold] {gap['name_en']} {size}")
        lines.append(f"   {_worth(gap)} — {verdict.zh} {verdict.en}")
        if gap.get("sensitivity"):
            first = gap["sensitivity"][0]
            ends = [amount(first[k], gap["worth_unit"]).zh for k in ("worth_at_low", "worth_at_high")]
            lines.append(f"   最敏感 moved most by: {first['name_zh']} {first['name_en']} ({ends[0]} … {ends[1]})")
    sides = [
        f"{g['name_zh']} {g['name_en']} {amount(g['size'], g['size_unit']).zh}"
        for g in gaps
        if g["kind"] == "supporting"
    ]
    if sides:
        lines.append(f"{KINDS['supporting'].zh} {KINDS['supporting'].en}: " + ", ".join(sides))
    return "\n".join(lines)


def partner_lines(partners: Sequence[Json]) -> str:
    """Write each partner with what runs there, what is announced, and what joining it is worth."""
    lines = ["\n[bold]伙伴 partners[/bold]"]
    for p in partners:
        running, announced = amount(p["operating"], p["unit"]).zh, amount(p["announced"], p["unit"]).zh
        step = f"{p['process_name_zh']} {p['process_name_en']}"
        where = f"[bold]{escape(p['name'])}[/bold] {escape(p['name_en'])}, {amount(p['distance_km'], 'km').zh}"
        lines.append(f"{p['rank']}. {where}: {step}")
        lines.append(f"   在产 running {running}, 已宣布 announced {announced} — {_worth(p)}")
    return "\n".join(lines) + "\n"


def _worth(item: Json) -> str:
    span = between(item["worth_low"], item["worth_high"], item["worth_unit"]).zh
    return f"{amount(item['worth'], item['worth_unit']).zh} ({span})"


def findings_list(findings: Sequence[Json]) -> None:
    """Print each finding on a line with its quotes, or that there is none."""
    console = Console(highlight=False, soft_wrap=True)
    for f in findings:
        kind = FINDINGS[f["kind"]]
        quotes = " | ".join(f"{e['document']} {e['start']}–{e['end']} “{e['quote']}”" for e in f["evidence"])
        line = f"{f['because']} {f['because_en']}: {quotes}" + (f" ({f['source']})" if "source" in f else "")
        console.print(f"[bold]存疑 doubtful: {kind.zh} {kind.en}[/bold]: {escape(line)}")
    if not findings:
        console.print("没有发现矛盾或不合常理的数字。No contradiction and no implausible figure was found.")


def statement_table(statements: Sequence[Json], name: str, notes: Iterable[str]) -> None:
    """Print statements as a table: kind, what it says, the quote with its place in the text; below it, notes."""
    table = table_of(escape(f"{name}: {len(statements)}"), "类 kind", "内容 content", "原文 quote (位置 at)")
    for s in statements:
        first = s["evidence"][0]
        kind = KINDS[s["kind"]]
        table.add_row(
            f"{kind.zh}\n{s['kind']}",
            escape(_content(s)),
            escape(f"{first['quote']} ({first['start']}–{first['end']})"),
        )
    console = Console(highlight=False)
    console.print(table)
    for note in notes:
        console.print(escape(f"· {note}"))


def _content(statement: Json) -> str:
    """Write what a statement says, one line a field."""
    stage = STAGES[statement["stage"]] if "stage" in statement else None
    parts = {
        "名称 name": statement.get("name"),
        "主体 organisation": statement.get("organisation"),
        "各方 parties": "、".join(p["name"] for p in statement.get("parties", [])),
        "产品 product": statement.get("product"),
        "产能 capacity": statement.get("capacity", {}).get("as_written"),
        "投资 investment": statement.get("investment", {}).get("as_written"),
        "数 count": statement.get("count"),
        "值 value": f"{statement['value']} {statement.get('unit', '')}" if "value" in statement else None,
        "阶段 stage": f"{stage.zh} {stage.en}" if stage else None,
        "地点 place": statement.get("place", {}).get("name"),
        "日期 date": statement.get("date", {}).get("as_written"),
    }
    return "\n".join(f"{label}: {value}" for label, value in parts.items() if value)

"""The register's rows on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

Row = dict[str, Any]
DECISIONS = {"accept": "采纳 accepted", "amend": "改过 amended", "reject": "不采纳 rejected"}
EVENTS = {**DECISIONS, "read": "读出 read", "undo": "撤销 undone", "follow-up": "跟进 follow-up"}


def statement_rows(rows: Sequence[Row]) -> None:
    """Print statements, a line each."""
    shown = table("编号 id", "类 kind", "名称 name", "阶段 stage", "日 told", "判定 judged")
    for row in rows:
        name = row.get("name") or row.get("organisation") or row.get("product") or row["evidence"][0]["quote"][:24]
        decision = DECISIONS.get(row["decision"] or "", "—") + (" *" if row["changed"] else "")
        shown.add_row(*map(plain, (row["id"][:12], row["kind"], name, row.get("stage"), row["told"], decision)))
    print_table(shown)
    if any(row["changed"] for row in rows):
        Console().print("* 判定之后读法有变，见 reads otherwise since it was judged, see: sanjiang register history")


def one_statement(row: Row) -> None:
    """Print a statement, a field a line."""
    shown = table("字段 field", "")
    for name, value in row.items():
        if name == "evidence":
            for span in value:
                shown.add_row("原文 quote", plain(span["quote"]))
        elif value is not None:
            told = value.get("as_written") or value.get("name") if isinstance(value, dict) else value
            shown.add_row(name, plain(told))
    print_table(shown)


def event_rows(events: Sequence[Row]) -> None:
    """Print what happened, a line each."""
    shown = table("时间 at", "由谁 by", "什么 what", "详情 detail")
    for event in events:
        kept = ("event", "at", "by", "said", "number", "in_force")
        detail = "; ".join(f"{key}={value}" for key, value in event.items() if key not in kept)
        if event.get("in_force") is False and event["event"] != "undo":
            detail = f"(已撤销 undone) {detail}"
        shown.add_row(event["at"][:16], plain(event["by"]), EVENTS.get(event["event"], event["event"]), plain(detail))
    print_table(shown)


def reread_rows(rows: Sequence[Row]) -> None:
    """Print what reading again found, a document a line."""
    shown = table("文件 document", "新 new", "变 changed", "没有了 gone", "不变 same")
    for row in rows:
        shown.add_row(plain(row["name"]), *(str(row[key]) for key in ("new", "changed", "gone", "same")))
    print_table(shown)


def table(*columns: str) -> Table:
    """Return an empty table of these columns."""
    out = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        out.add_column(column, overflow="fold")
    return out


def plain(value: object) -> Text:
    """Return a value as text in which nothing is markup."""
    return Text("" if value is None else str(value))


def print_table(shown: Table) -> None:
    """Print a table."""
    Console().print(shown)

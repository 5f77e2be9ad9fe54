"""The register's rows on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

Row = dict[str, Any]
DECISIONS = {"accept": "采纳 accepted", "amend": "改过 amended", "reject": "不采纳 rejected"}
JOININGS = {"join": "同一个 one", "part": "不是同一个 not one", "undo": "撤销 undone"}
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


def proposal_rows(rows: Sequence[Row], most: int = 20) -> None:
    """Print pairs of names that may be one, a line each: the first of them, and how many there are."""
    out = table("编号 ids", "名称 name", "名称 name", "相似 score", "理由 reason")
    for row in rows[:most]:
        left, right = row["left"], row["right"]
        ids = f"{left['id']} {right['id']}"
        out.add_row(*map(plain, (ids, left["text"], right["text"], f"{row['score']:.2f}", row["reason"])))
    print_table(out)
    Console().print(f"共 {len(rows)} 对可能是同一个 {len(rows)} pairs may be one", highlight=False)


def one_entity(row: Row) -> None:
    """Print the names that are one, and what was decided on them."""
    out = table("编号 id", f"{row['name']} ({row['kind']})", "代码 code", "提到 mentions")
    for name in row["names"]:
        out.add_row(*map(plain, (name["id"], name["text"], name.get("code"), name["mentions"])))
    print_table(out)
    if not row["decisions"]:
        return
    out = table("时间 at", "由谁 by", "判定 decision", "名称 names", "理由 reason")
    for each in row["decisions"]:
        standing = "" if each["in_force"] or each["decision"] == "undo" else "(已撤销 undone) "
        pair = f"{each['left']['text']} / {each['right']['text']}"
        told = (each["at"][:16], each["by"], f"{standing}{JOININGS[each['decision']]}", pair, each["reason"])
        out.add_row(*map(plain, told))
    print_table(out)


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

"""Commands on policies: who is entitled, what is in force, which overlap and what they cost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Assume, Files, Json, assumption, day
from sanjiang.cli.printing import answer

if TYPE_CHECKING:
    from collections.abc import Callable

Day = Annotated[str | None, typer.Option("--date", help="哪一天 the day, e.g. 2020-10-01. Default: today.")]


@app.command("policy check")
def check_command(
    documents: Files,
    *,
    residence: Annotated[
        str | None,
        typer.Option(help="户籍地:六位代码或地名,不要身份证号码 residence: code or name, never an identity number."),
    ] = None,
    on: Day = None,
    at: Annotated[str | None, typer.Option(help="在哪里:地区或景区 where: a region or an attraction.")] = None,
    birth: Annotated[str | None, typer.Option(help="出生日期 date of birth, e.g. 1955-03-01.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            help="身份,可重复;没有写 none kind, may be repeated: student, soldier, teacher, elderly … or none."
        ),
    ] = None,
    ticket: Annotated[str, typer.Option(help="第几张(次)票 which ticket: first, second, 3.")] = "first",
    activated: Annotated[
        str | None, typer.Option(help="激活(购买、办理)日期 day of activation, purchase or application.")
    ] = None,
    count: Annotated[
        list[str] | None,
        typer.Option(help="已用名额,可重复 what was granted before: day=2999, total=50000, or one number."),
    ] = None,
    as_json: Json = False,
) -> None:
    """谁能享受 Say whether a person is entitled to a benefit, with reasons: yes, no or unknown."""
    from sanjiang.benefits import Question, check_policies
    from sanjiang.policies.asked import refuse_identity

    for text, option in ((on, "--date"), (birth, "--birth"), (activated, "--activated")):
        refuse_identity(text, option)
    for path in documents:
        if not path.exists():
            refuse_identity(str(path), "DOCUMENTS")
    question = Question(
        _day(on), residence, at, None if birth is None else day(birth, "--birth"), tuple(kind or ()), ticket,
        None if activated is None else day(activated, "--activated"), tuple(count or ()),
    )  # fmt: skip
    _answer(lambda show: check_policies(documents, question, show), "verdict", as_json)


@app.command("policy calendar")
def calendar_command(
    documents: Files,
    *,
    on: Day = None,
    days: Annotated[int, typer.Option(min=0, max=3660, help="往后看几天 how many days to look ahead.")] = 30,
    as_json: Json = False,
) -> None:
    """什么有效、什么快到期 Say what is in force on a day, what expires soon and what begins."""
    from sanjiang.benefits import policy_calendar

    _answer(lambda show: policy_calendar(documents, _day(on), days, show), "calendar", as_json)


@app.command("policy overlap")
def overlap_command(documents: Files, assume: Assume = None, as_json: Json = False) -> None:
    """重叠与成本 Find benefits that meet and whether they add up, and what a discount costs and brings."""
    from sanjiang.benefits import policy_overlap

    assumed = dict(assumption(text) for text in assume or [])
    _answer(lambda show: policy_overlap(documents, assumed, show), "overlap", as_json)


def _day(text: str | None) -> date:
    return date.today() if text is None else day(text, "--date")


def _answer(ask: Callable[[Any], Any], name: str, as_json: bool) -> None:
    from sanjiang.brief import terminal_policies

    answer(ask, lambda found: getattr(terminal_policies, name)(found.value), as_json=as_json)

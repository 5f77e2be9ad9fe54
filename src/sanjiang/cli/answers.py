"""The verbs that decide: ladder, gaps, partners, recruit, history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Alone, AsOf, Assume, Json, RegionName, Sources, make_request
from sanjiang.cli.printing import answer
from sanjiang.core.errors import SanjiangError

if TYPE_CHECKING:
    from sanjiang.answers import Answer, Show


@app.command("ladder")
def ladder_command(
    documents: Sources,
    *,
    region: RegionName,
    as_of: AsOf = None,
    alone: Alone = False,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """产业链阶梯 Every step of the region's chains, in units of the final product, low–high."""
    from sanjiang.answers import ladder_of
    from sanjiang.brief.terminal_verbs import ladders

    request = make_request(documents, region, as_of, alone, assume)
    _answer(lambda show: ladder_of(request, show), ladders, as_json)


@app.command("gaps")
def gaps_command(
    documents: Sources,
    *,
    region: RegionName,
    by: Annotated[str, typer.Option(help="排序 order: kind (先看类别), or worth (只看净值).")] = "kind",
    as_of: AsOf = None,
    alone: Alone = False,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """缺口及其净值 What is absent or narrow, what mending it is worth, and what moves that most."""
    from sanjiang.answers import gaps_of
    from sanjiang.brief.terminal_verbs import gaps
    from sanjiang.chain.gaps import ORDERS

    order = next((o for o in ORDERS if o == by), None)
    if order is None:
        raise SanjiangError(f"没有这种排序 no such order: {by}", "--by", "用 kind 或 worth use kind or worth")
    request = make_request(documents, region, as_of, alone, assume)
    _answer(lambda show: gaps_of(request, order, show), gaps, as_json)


@app.command("partners")
def partners_command(
    documents: Sources,
    *,
    region: RegionName,
    as_of: AsOf = None,
    alone: Alone = False,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """伙伴 Which neighbour holds what is missing, what would be exchanged and what that is worth."""
    from sanjiang.answers import partners_of
    from sanjiang.brief.terminal_verbs import partners

    request = make_request(documents, region, as_of, alone, assume)
    _answer(lambda show: partners_of(request, show), partners, as_json)


@app.command("recruit")
def recruit_command(
    documents: Sources,
    *,
    region: RegionName,
    budget: Annotated[
        list[str] | None,
        typer.Option(help="预算 a budget: money=50亿元, land=2000亩, power=20亿千瓦时, energy=…吨标准煤, carbon=…吨."),
    ] = None,
    need: Annotated[
        list[str] | None, typer.Option(help="单位产能要用多少 what a unit of capacity takes: pv-cell.land=60亩.")
    ] = None,
    companies: Annotated[
        list[Path] | None, typer.Option(help="企业名单 the user's list of companies (.csv .xlsx): 企业,产品,地区.")
    ] = None,
    as_of: AsOf = None,
    alone: Alone = False,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """招引组合 The best set of new plants within budgets, and for each the companies to visit."""
    from sanjiang.answers import recruit_of
    from sanjiang.brief.terminal_verbs import recruiting

    request = make_request(documents, region, as_of, alone, assume)
    _answer(lambda show: recruit_of(request, budget or (), need or (), companies or (), show), recruiting, as_json)


@app.command("history")
def history_command(
    documents: Sources,
    *,
    region: RegionName,
    as_of: AsOf = None,
    alone: Alone = False,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """兑现 What of the announced came to run, and how long it took, from documents of several days."""
    from sanjiang.answers import history_of
    from sanjiang.brief.terminal_verbs import realisation

    request = make_request(documents, region, as_of, alone, assume)
    _answer(lambda show: history_of(request, show), realisation, as_json)


def _answer(ask: Callable[[Show], Answer], tell: Callable[..., None], as_json: bool) -> None:
    answer(ask, lambda found: tell(found.value, found.notes), as_json=as_json)

"""The verb `share`: on network tables, or on documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import AsOf, Assume, Json, make_request
from sanjiang.cli.printing import print_json, progress, report

if TYPE_CHECKING:
    from collections.abc import Mapping


@app.command("share")
def share_command(
    network: Annotated[
        list[Path],
        typer.Argument(
            help="网络表文件夹或工作簿,或文件(要写 --region) a folder of network tables or an .xlsx; "
            "or documents, with --region."
        ),
    ],
    *,
    players: Annotated[
        str | None,
        typer.Option(help="只要这些参与方,逗号分隔 only these players, by commas: 乐山,眉山,成都. Default: all."),
    ] = None,
    region: Annotated[
        str, typer.Option(help="为谁排伙伴 the player whose partners are ranked: a region, or a player.")
    ] = "",
    project: Annotated[
        str | None,
        typer.Option(help="拟议的项目 a project to test: 工艺@地区=规模 PROCESS@REGION=SIZE, pv-cell@成都=10."),
    ] = None,
    paid_by: Annotated[
        str | None, typer.Option(help="项目由谁出资 who pays for the project; the region's own player by default.")
    ] = None,
    price: Annotated[
        list[str] | None,
        typer.Option(
            help="拟议的价格或折扣 a price or a discount to test: 卖方,买方,产品=价格 SELLER,BUYER,PRODUCT=PRICE, "
            "乐山,成都,pv-wafer=-2%."
        ),
    ] = None,
    as_of: AsOf = None,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """分享合作增益 What every group of regions earns together, shares of the gain, and whether anybody would leave."""
    from sanjiang.answers import share_of
    from sanjiang.batch.pool import processors
    from sanjiang.brief.terminal_share import sharing
    from sanjiang.cooperation.deal_terms import Written

    request = make_request(network, region, as_of, False, assume)
    chosen = [name.strip() for name in players.split(",")] if players is not None else []
    written = Written(project, paid_by, price or ())
    with progress(quiet=as_json) as show:
        answer = share_of(request, chosen, None if written.empty else written, show, processors())
    if as_json:
        print_json(answer.value)
    else:
        sharing(cast("Mapping[str, Any]", answer.value), answer.notes)
    report(answer.failures)

"""The verbs on routes and flows: tour, deliver, flow."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Assume, Json, assumption
from sanjiang.cli.printing import print_json, progress

Seed = Annotated[
    int, typer.Option(min=0, max=2**31, help="随机种子,同一个数得同样的答案 the same seed, the same answer.")
]


@app.command("tour")
def tour_command(
    source: Annotated[
        Path,
        typer.Argument(help="有 trips 表的文件夹、.xlsx 或 .oplib tables with trips (folder, .xlsx), or an .oplib."),
    ],
    *,
    trip: Annotated[
        str | None, typer.Option(help="哪条行程 which row of trips; needed where there are several.")
    ] = None,
    seed: Seed = 0,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """游线 Routes over attractions with hours, capacity and towns for the night; why the rest was left out."""
    from sanjiang.brief.terminal_routes import tours
    from sanjiang.routes.answer import tour

    with progress(quiet=as_json):
        found = tour(source, trip, seed, _assumed(assume))
    print_json(found) if as_json else tours(found)


@app.command("deliver")
def deliver_command(
    source: Annotated[
        Path, typer.Argument(help="有 orders 表的文件夹、.xlsx 或 .vrp tables with orders (folder, .xlsx), or a .vrp.")
    ],
    *,
    seed: Seed = 0,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """配送 Which vehicle brings which orders fresh and in time, at what cost and loss; what is unserved and why."""
    from sanjiang.brief.terminal_routes import deliveries
    from sanjiang.routes.answer import deliver

    with progress(quiet=as_json):
        found = deliver(source, seed, _assumed(assume))
    print_json(found) if as_json else deliveries(found)


@app.command("flow")
def flow_command(
    source: Annotated[
        Path,
        typer.Argument(help="客流(origins)或产季(weeks)的表 tables of a holiday (origins) or of a season (weeks)."),
    ],
    *,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """客流与产季 Where a holiday chokes and what measures are worth; what a season keeps, sends and builds."""
    from sanjiang.brief.terminal_routes import flows
    from sanjiang.routes.answer import flow

    with progress(quiet=as_json):
        found = flow(source, _assumed(assume))
    print_json(found) if as_json else flows(found)


def _assumed(assume: list[str] | None) -> dict[str, float]:
    return dict(assumption(text) for text in assume or [])

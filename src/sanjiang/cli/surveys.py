"""The verbs that survey what documents tell: alliances, parks, farms, channels, tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import AsOf, Assume, Files, Json, make_request
from sanjiang.cli.printing import print_json, progress, report

if TYPE_CHECKING:
    from sanjiang.surveys import Show, Survey

Where = Annotated[
    str, typer.Option(help="只要这个地区 only of this region: name or code, e.g. 乐山 or 511100. Default: all.")
]


@app.command("alliances")
def alliances_command(
    documents: Files,
    *,
    corridor: Annotated[
        str | None,
        typer.Option(help="一条走廊要连起来的地区,逗号分隔 the regions that a corridor is to connect: 乐山,眉山,成都."),
    ] = None,
    region: Where = "",
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """联盟 Alliances: members over time, what they share, who is missing for a corridor, what they did since."""
    from sanjiang.brief.terminal_surveys import alliances
    from sanjiang.surveys import alliances_of

    request = make_request(documents, region, as_of, False, None)
    wanted = (corridor or "").replace("、", ",").replace("，", ",").split(",")
    _survey(lambda show: alliances_of(request, wanted, show), alliances, as_json)


@app.command("parks")
def parks_command(
    documents: Files, *, region: Where = "", as_of: AsOf = None, assume: Assume = None, as_json: Json = False
) -> None:
    """园区 Parks: tier, products, area, output, and what each lacks for the next tier."""
    from sanjiang.brief.terminal_surveys import parks
    from sanjiang.surveys import parks_of

    request = make_request(documents, region, as_of, False, assume)
    _survey(lambda show: parks_of(request, show), parks, as_json)


@app.command("farms")
def farms_command(
    documents: Files, *, region: Where = "", as_of: AsOf = None, assume: Assume = None, as_json: Json = False
) -> None:
    """农业体系 Farm systems such as 8+3: which industry has no park, seed base, cold chain, brand or channel."""
    from sanjiang.brief.terminal_surveys import farms
    from sanjiang.surveys import farms_of

    request = make_request(documents, region, as_of, False, assume)
    _survey(lambda show: farms_of(request, show), farms, as_json)


@app.command("channels")
def channels_command(
    documents: Files, *, region: Where = "", as_of: AsOf = None, assume: Assume = None, as_json: Json = False
) -> None:
    """渠道 Channels for fresh produce compared by price, loss, cost and margin, and those that documents tell of."""
    from sanjiang.brief.terminal_surveys import channels
    from sanjiang.surveys import channels_of

    request = make_request(documents, region, as_of, False, assume)
    _survey(lambda show: channels_of(request, show), channels, as_json)


@app.command("tasks")
def tasks_command(documents: Files, *, region: Where = "", as_of: AsOf = None, as_json: Json = False) -> None:
    """任务 The tasks of plans, the late ones first, and declared counts against those found."""
    from sanjiang.brief.terminal_surveys import tasks
    from sanjiang.surveys import tasks_of

    request = make_request(documents, region, as_of, False, None)
    _survey(lambda show: tasks_of(request, show), tasks, as_json)


def _survey(ask: Callable[[Show], Survey], tell: Callable[..., None], as_json: bool) -> None:
    """Ask, and print the answer as JSON or for people; then what could not be read."""
    with progress(quiet=as_json) as show:
        survey = ask(show)
    if as_json:
        print_json(survey.value)
    else:
        tell(survey.value, survey.quotes)
    report(survey.failures)

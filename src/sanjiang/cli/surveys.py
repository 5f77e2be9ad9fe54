"""The verbs that survey what documents tell: alliances, parks, farms, channels, tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import AsOf, Assume, Files, Json, make_request
from sanjiang.cli.printing import answer

if TYPE_CHECKING:
    from sanjiang.pipeline import Request

Where = Annotated[
    str, typer.Option(help="只要这个地区 only of this region: name or code, e.g. 乐山 or 511100. Default: all.")
]
Corridor = Annotated[
    str | None,
    typer.Option(help="一条走廊要连起来的地区,逗号分隔 the regions that a corridor is to connect: 乐山,眉山,成都."),
]
ASSUMING = {
    "parks": "园区 Parks: tier, products, area, output, and what each lacks for the next tier.",
    "farms": "农业体系 Farm systems such as 8+3: which industry has no park, seed base, cold chain, brand or channel.",
    "channels": "渠道 Channels for fresh produce by price, loss, cost and margin, and which of them documents tell of.",
}
"""The verbs whose figures rest on assumptions, and what their help says."""


@app.command("alliances")
def alliances_command(
    documents: Files, *, corridor: Corridor = None, region: Where = "", as_of: AsOf = None, as_json: Json = False
) -> None:
    """联盟 Alliances: members over time, what they share, who is missing for a corridor, what they did since."""
    wanted = (corridor or "").replace("、", ",").replace("，", ",").split(",")
    _survey("alliances", make_request(documents, region, as_of, False, None), as_json, wanted)


@app.command("tasks")
def tasks_command(documents: Files, *, region: Where = "", as_of: AsOf = None, as_json: Json = False) -> None:
    """任务 The tasks of plans, the late ones first, and declared counts against those found."""
    _survey("tasks", make_request(documents, region, as_of, False, None), as_json)


def _add_assuming(verb: str, about: str) -> None:
    @app.command(verb, help=about)
    def command(
        documents: Files, *, region: Where = "", as_of: AsOf = None, assume: Assume = None, as_json: Json = False
    ) -> None:
        _survey(verb, make_request(documents, region, as_of, False, assume), as_json)


for _verb, _about in ASSUMING.items():
    _add_assuming(_verb, _about)


def _survey(verb: str, request: Request, as_json: bool, *more: object) -> None:
    from sanjiang import surveys
    from sanjiang.brief import terminal_surveys

    ask, tell = getattr(surveys, f"{verb}_of"), getattr(terminal_surveys, verb)
    answer(lambda show: ask(request, *more, show), lambda found: tell(found.value, found.quotes), as_json=as_json)

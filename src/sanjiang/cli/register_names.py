"""The command on names of the register: which may be one, and people's word on it."""

from __future__ import annotations

from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Json
from sanjiang.cli.printing import print_json
from sanjiang.cli.register import By, author, opened
from sanjiang.core.errors import RegisterError

NameGiven = Annotated[
    str | None, typer.Argument(help="名称或其编号 a name as written, or its id; without it: pairs to decide on.")
]


@app.command("register merge")
def merge_command(
    left: NameGiven = None,
    right: Annotated[
        str | None, typer.Argument(help="另一个名称 the other name; without it: all names that are one with LEFT.")
    ] = None,
    *,
    part: Annotated[bool, typer.Option("--part", help="不是同一个 they are not one.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="撤销最后的判定 take the last word back.")] = False,
    kind: Annotated[str | None, typer.Option(help="哪一类 organisation, project, place, product.")] = None,
    reason: Annotated[str, typer.Option(help="理由 why.")] = "",
    seen: Annotated[
        int | None, typer.Option(help="看到第几次判定为止 the number of decisions on the pair that were seen.")
    ] = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """合并名称 Say that two names are one, or not one; undo takes it back. Without names: pairs that may be one."""
    if (part and undo) or ((part or undo) and right is None):
        raise RegisterError(
            "写两个名称和一个判定 two names and one decision, please",
            "register merge",
            "例如 for example: sanjiang register merge 永祥 永祥股份 --part",
        )
    opened()
    from sanjiang.workbench.register.entities.lookup import entity_row, find_name

    if left is None:
        _proposed(kind, as_json)
        return
    name = find_name(left, kind)
    if right is not None:
        from sanjiang.workbench.register.entities.decide import decide

        decision = "part" if part else "undo" if undo else "join"
        other = find_name(right, kind or name.kind)
        decide(name.id, other.id, decision, by=author(by), seen=seen, reason=reason)
    row = entity_row(name)
    if as_json:
        print_json(row)
    else:
        from sanjiang.cli.register_tables import one_entity

        one_entity(row)


def _proposed(kind: str | None, as_json: bool) -> None:
    from sanjiang.workbench.register.entities.propose import proposals

    rows = [each.to_json() for each in proposals(kind)]
    if as_json:
        print_json(rows)
    else:
        from sanjiang.cli.register_tables import proposal_rows

        proposal_rows(rows)

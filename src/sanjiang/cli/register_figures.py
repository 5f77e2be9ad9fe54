"""Commands on what the register holds: things, follow-ups, statistics, calibration."""

from __future__ import annotations

from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import AsOf, Json, day
from sanjiang.cli.printing import print_json
from sanjiang.cli.register import By, KnownAt, StatementId, author, clocks, opened

Within = Annotated[str | None, typer.Option(help="地区名或代码，含下辖 region, with those in it.")]


@app.command("register holdings")
def holdings_command(
    thing: Annotated[
        str, typer.Argument(help="什么 project agreement alliance policy park brand plan indicator.")
    ] = "project",
    *,
    region: Within = None,
    as_of: AsOf = None,
    known: KnownAt = None,
    as_json: Json = False,
) -> None:
    """家底 What the register holds of one thing: projects with their stages, policies in force, plans' tasks …"""
    opened()
    from sanjiang.workbench.register.holdings import holdings

    rows = holdings(thing, clocks(as_of, known), region)
    if as_json:
        print_json(rows)
    else:
        from sanjiang.cli.register_figure_tables import holding_rows

        holding_rows(thing, rows)


@app.command("register follow")
def follow_command(
    uid: StatementId,
    *,
    owner: Annotated[str, typer.Option(help="由谁跟进 who sees to it.")],
    due: Annotated[str | None, typer.Option(help="到哪天 by when, e.g. 2021-06-30.")] = None,
    progress: Annotated[float | None, typer.Option(help="进度 how far it is, 0 to 1.")] = None,
    note: Annotated[str, typer.Option(help="说明 a note.")] = "",
    seen: Annotated[
        int | None, typer.Option(help="看到第几次跟进为止 the number of follow-ups that were seen.")
    ] = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """跟进 Keep who sees to a task or an agreement, by when, and how far it is; the last word counts."""
    opened()
    from sanjiang.workbench.register.follow_up import follow_up

    until = None if due is None else day(due, "--due")
    word = follow_up(uid, owner, by=author(by), due=until, progress=progress, note=note, seen=seen)
    if as_json:
        from sanjiang.workbench.register.follow_up import told

        print_json({"statement": word.statement.uid, **told(word)})
    else:
        typer.echo(f"已记下 kept: {word.ordinal} {word.owner} — {word.statement.kind} {word.statement.uid[:12]}")


@app.command("register statistics")
def statistics_command(
    *,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="origin prefecture province 来源地; sector stage year half quarter month park; 可多写 repeatable."
        ),
    ] = None,
    kind: Annotated[str, typer.Option(help="哪一类 project, agreement, policy, park, task …")] = "project",
    region: Within = None,
    as_of: AsOf = None,
    known: KnownAt = None,
    as_json: Json = False,
) -> None:
    """统计 Count projects and their money, signed, arrived, started, running; published figures beside."""
    opened()
    from sanjiang.workbench.register.statistics import statistics

    told = statistics(by or ["stage"], clocks(as_of, known), region, kind)
    if as_json:
        print_json(told)
    else:
        from sanjiang.cli.register_figure_tables import statistics_rows

        statistics_rows(told)


@app.command("register calibration")
def calibration_command(as_of: AsOf = None, known: KnownAt = None, as_json: Json = False) -> None:
    """把握准不准 Of the statements said with a confidence, how many did people accept?"""
    opened()
    from sanjiang.workbench.register.calibration import calibration

    told = calibration(clocks(as_of, known))
    if as_json:
        print_json(told)
    else:
        from sanjiang.cli.register_figure_tables import calibration_rows

        calibration_rows(told)

"""Commands on network tables alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Json
from sanjiang.cli.printing import print_json, progress
from sanjiang.core.errors import SanjiangError

if TYPE_CHECKING:
    from sanjiang.network import Method

network_app = typer.Typer(
    help="网络表:有什么、差在哪里 Network tables: what they hold, how they differ.", rich_markup_mode=None
)
app.add_typer(network_app, name="network")

Tables = Annotated[Path, typer.Argument(help="网络表文件夹或工作簿 folder of network tables (CSV), or an .xlsx.")]


@app.command("solve")
def solve_command(
    folder: Tables,
    *,
    solver: Annotated[
        str,
        typer.Option(help="算法 simplex, ipx (内点法 interior point), or auto: 大型先用 ipx on large ones first ipx."),
    ] = "auto",
    crossover: Annotated[bool, typer.Option(help="ipx 是否收尾到顶点 whether ipx ends at a corner.")] = True,
    gap: Annotated[
        float, typer.Option(help="有整批规模时允许的相对差距 with lumps: relative gap that counts as optimal.")
    ] = 1e-7,
    seconds: Annotated[
        float | None, typer.Option(help="到时即停,给出已得的最好解 stop then, with the best so far.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="把结果各表写到这个文件夹 write the result's tables to this folder.")
    ] = None,
    as_json: Json = False,
) -> None:
    """解一个网络 Solve a network to optimality; Ctrl-C leaves the best so far."""
    from sanjiang.network import Network, solve

    with progress(quiet=as_json) as show:
        solution = solve(Network.read(folder), _method(solver, crossover, gap, seconds), show)
    if out is not None:
        from sanjiang.network.report import write

        write(solution, out)
    if as_json:
        print_json(solution.to_json())
        return
    from sanjiang.network.report import tables

    tables(solution)


@network_app.command("describe")
def describe_command(folder: Tables, as_json: Json = False) -> None:
    """网络有多大 How large a network and its programme are."""
    from sanjiang.network import Network
    from sanjiang.network.describe import describe

    found = describe(Network.read(folder))
    if as_json:
        print_json(found)
        return
    for part, told in (
        ("表 tables", found["tables"]),
        *found["programme"].items(),
        ("设置 settings", found["settings"]),
    ):
        shown = ", ".join(f"{name} {count}" for name, count in told.items()) if isinstance(told, dict) else told
        typer.echo(f"{part}: {shown}")
    if found["alone"]:
        typer.echo(f"没有用到的产品 products that nothing touches: {', '.join(found['alone'])}")


@network_app.command("diff")
def diff_command(before: Tables, after: Tables, as_json: Json = False) -> None:
    """两个网络差在哪里 How two networks differ, row by row."""
    from sanjiang.network import Network
    from sanjiang.network.describe import diff

    found = diff(Network.read(before), Network.read(after))
    if as_json:
        print_json(found)
        return
    if not found:
        typer.echo("没有差别 no difference")
    for table, parts in found.items():
        counts = parts["counts"]
        typer.echo(f"{table}: +{counts['added']} −{counts['removed']} ~{counts['changed']}")
        for sign, keys in (("+", parts["added"]), ("−", parts["removed"])):
            for key in keys:
                typer.echo(f"  {sign} {key}")
        for row in parts["changed"]:
            typer.echo(f"  ~ {row['key']} {row['column']}: {row['before']} → {row['after']}")


def _method(solver: str, crossover: bool, gap: float, seconds: float | None) -> Method:
    """Return how to solve; an error where an option is not understood."""
    from sanjiang.network.solver import ALGORITHMS, Method

    algorithm = next((a for a in ALGORITHMS if a == solver), None)
    if algorithm is None:
        raise SanjiangError(
            f"没有这种算法 no such solver: {solver}", "--solver", f"用 use one of {', '.join(ALGORITHMS)}"
        )
    if not 0 <= gap < 1:
        raise SanjiangError(f"差距不对 no gap: {gap}", "--gap", "写 0 至 1 的小数 write a share, e.g. 0.001")
    if seconds is not None and not seconds > 0:
        raise SanjiangError(f"时限不对 no time limit: {seconds}", "--seconds", "写正数 write a number above 0")
    return Method(algorithm, crossover, gap, seconds)

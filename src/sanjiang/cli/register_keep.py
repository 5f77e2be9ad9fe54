"""Commands that keep a whole register: backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Json
from sanjiang.cli.printing import print_json
from sanjiang.cli.register import opened


@app.command("register backup")
def backup_command(
    file: Annotated[Path, typer.Argument(help="写到这个新文件 write to this new file, e.g. register.zip")],
    as_json: Json = False,
) -> None:
    """备份 Write the whole register to one file: documents, statements, judgements, names, people."""
    opened()
    from sanjiang.workbench.register.backup import back_up

    _tell(back_up(file), f"已备份 backed up: {file}", as_json)


@app.command("register restore")
def restore_command(
    file: Annotated[Path, typer.Argument(help="备份文件 a file that `register backup` wrote.")], as_json: Json = False
) -> None:
    """恢复 Fill an empty register from a backup, on this or another kind of database."""
    opened()
    from sanjiang.workbench.register.backup import restore

    _tell(restore(file), f"已恢复 restored: {file}", as_json)


def _tell(counts: dict[str, int], done: str, as_json: bool) -> None:
    rows = {label.rpartition(".")[2].lower(): count for label, count in counts.items()}
    if as_json:
        print_json(rows)
    else:
        typer.echo(f"{done} ({', '.join(f'{name} {count}' for name, count in rows.items() if count)})")

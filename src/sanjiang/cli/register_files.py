"""Commands on files of the register: a workbook or JSON Lines comes in, is taken back, is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import AsOf, Json
from sanjiang.cli.printing import print_json, report
from sanjiang.cli.register import By, KnownAt, author, clocks, opened
from sanjiang.core.errors import RegisterError

if TYPE_CHECKING:
    from sanjiang.workbench.register.imports import Imported

SHOWN = 20
"""So many rows a preview shows on the terminal; `--json` tells all."""


@app.command("register import")
def import_command(
    file: Annotated[Path | None, typer.Argument(help="表 a workbook of projects (.xlsx), or .jsonl.")] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只预览，不写入 preview; nothing is written.")] = False,
    template: Annotated[Path | None, typer.Option(help="写出空白模板 write the template here, .xlsx.")] = None,
    undo: Annotated[str | None, typer.Option(help="整批撤销：导入编号或 latest take an import back.")] = None,
    redo: Annotated[str | None, typer.Option(help="撤销的导入再生效 put an undone import in force again.")] = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """导入项目表 Import a workbook of projects or JSON Lines: all of it, or nothing where a cell is wrong."""
    given = [word for word in (file, template, undo, redo) if word is not None]
    if len(given) != 1:
        raise RegisterError(
            "要给一个文件，或 --template、--undo、--redo 之一 give one file, or one of --template, --undo, --redo",
            "register import",
            "sanjiang register import FILE.xlsx --dry-run",
        )
    if template is not None:
        _template(template, as_json)
    elif file is not None:
        _file(file, by, dry_run, as_json)
    else:
        _undo(str(undo or redo), by, undo is None, as_json)


@app.command("register export")
def export_command(
    file: Annotated[Path, typer.Argument(help="写到 where to: .xlsx 项目 projects, .jsonl 全部陈述 all statements.")],
    as_of: AsOf = None,
    known: KnownAt = None,
    as_json: Json = False,
) -> None:
    """导出 Export what counts, on a day, by what was known on a day; a workbook re-imports unchanged."""
    opened()
    from sanjiang.workbench.register.export_file import export_file

    count = export_file(file, clocks(as_of, known))
    if as_json:
        print_json({"file": str(file), "statements": count})
    else:
        typer.echo(f"已写出 written: {file} (陈述 statements {count})")


def _template(path: Path, as_json: bool) -> None:
    opened()
    from sanjiang.workbench.register.excel.write import template
    from sanjiang.workbench.register.export_file import write_bytes

    write_bytes(path, template())
    if as_json:
        print_json({"file": str(path)})
    else:
        typer.echo(f"模板 template: {path}")


def _undo(which: str, by: str | None, back: bool, as_json: bool) -> None:
    opened()
    from sanjiang.workbench.register.undo_import import undo

    source = undo(which, author(by), back=back)
    if as_json:
        print_json({"number": source.id, "name": source.document.name, "undone": not back})
    else:
        said = "重新生效 in force again" if back else "已撤销 taken back"
        typer.echo(f"{said}: {source.id} {source.document.name}")


def _file(path: Path, by: str | None, dry: bool, as_json: bool) -> None:
    opened()
    from sanjiang.workbench.register.import_file import import_file

    found = import_file(path, author(by), dry=dry)
    if as_json:
        print_json(found.to_json())
    else:
        _told(found, dry)
    report(found.faults)


def _told(found: Imported, dry: bool) -> None:
    if found.known:
        said = f"，但已撤销，--redo {found.number} 可恢复 but undone" if found.undone else ""
        typer.echo(f"已导入过 imported before: {found.name} (导入 import {found.number}{said})")
        return
    for row in found.rows[:SHOWN] if dry else []:
        fields = row.get("fields")
        changed = f" ({', '.join(fields) or '备注 remark'})" if isinstance(fields, dict) else ""
        typer.echo(
            f"{'新 new' if row['said'] == 'new' else '改 changed'}: {row['where']} {row['name'] or '—'}{changed}"
        )
    if dry and len(found.rows) > SHOWN:
        typer.echo(f"… 还有 and {len(found.rows) - SHOWN} more (--json)")
    for note in found.notes:
        typer.echo(note)
    counts = f"新 new {found.new}, 改 changed {found.changed}, 不变 unchanged {found.unchanged}"
    if found.faults:
        typer.echo(f"有错，什么都没有导入 nothing is imported, faults {len(found.faults)}: {found.name} ({counts})")
    elif dry:
        typer.echo(f"预览，没有写入 preview, nothing written: {found.name} ({counts})")
    elif found.number is None:
        typer.echo(f"没有变化 nothing changed: {found.name} ({counts})")
    else:
        typer.echo(f"已导入 imported: {found.name} (导入 import {found.number}: {counts})")

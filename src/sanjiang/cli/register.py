"""Commands on the register: documents come in, statements are listed, shown and judged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import AsOf, Files, Json, day
from sanjiang.cli.printing import print_json, progress, report
from sanjiang.core.errors import RegisterError, SanjiangError

if TYPE_CHECKING:
    from sanjiang.workbench.register.clocks import Clocks

By = Annotated[str | None, typer.Option(help="由谁 who. Default: this system's user.")]
KnownAt = Annotated[
    str | None, typer.Option(help="当时所知 what was known then, e.g. 2021-04-30 or 2021-04-30T12:00. Default: now.")
]
StatementId = Annotated[str, typer.Argument(help="陈述编号或其开头 a statement's id, or the beginning of it.")]


@app.command("register add")
def add_command(files: Files, by: By = None, as_json: Json = False) -> None:
    """文件入册 Add documents: bytes, statements, who gave them. A known one succeeds and says so."""
    opened()
    from sanjiang.documents.gather import gather
    from sanjiang.pipeline import load_library
    from sanjiang.workbench.register.add import add
    from sanjiang.workbench.register.alike import Shelf

    library, shelf, who = load_library(), Shelf(), author(by)
    failures: list[SanjiangError] = []
    rows = []
    with progress(quiet=as_json) as show:
        for found in gather(files):
            show(f"入册 adding {found.name}")
            try:
                added = add(found, library, who, shelf)
            except SanjiangError as error:
                failures.append(error)
                continue
            rows.append({"name": found.name, **added.to_json()})
            if not as_json:
                typer.echo(_told(rows[-1]))
    if as_json:
        print_json(rows)
    report(failures)


def _told(row: dict[str, Any]) -> str:
    if row["known"]:
        return f"已在册 known already: {row['name']}"
    said = f"入册 added: {row['name']} (陈述 statements {row['statements']})"
    if row["copy_of"]:
        said += f" — 与在册文件内容相同，陈述不重复计 says the same as {row['copy_of']}"
    if row["supersedes"]:
        said += f" — 更正了 corrects {row['supersedes']}"
    return said


@app.command("register list")
def list_command(
    *,
    kind: Annotated[str | None, typer.Option(help="哪一类 project, agreement, alliance, policy, park …")] = None,
    region: Annotated[str | None, typer.Option(help="地区名或代码，含下辖 region, with those in it.")] = None,
    decision: Annotated[str | None, typer.Option(help="accept, amend, reject, open 未判.")] = None,
    as_of: AsOf = None,
    known: KnownAt = None,
    as_json: Json = False,
) -> None:
    """列出陈述 List the statements that count, on a day, by what was known on a day."""
    opened()
    from sanjiang.workbench.register.listing import Wanted, listed

    rows = list(listed(Wanted(kind, region, decision), clocks(as_of, known)))
    if as_json:
        print_json(rows)
    else:
        from sanjiang.cli.register_tables import statement_rows

        statement_rows(rows)


@app.command("register show")
def show_command(uid: StatementId, as_json: Json = False) -> None:
    """看一条陈述 Show a statement as it counts, with its quotes."""
    opened()
    from sanjiang.workbench.register.judge import find_statement
    from sanjiang.workbench.register.listing import shown

    row = shown(find_statement(uid))
    if as_json:
        print_json(row)
    else:
        from sanjiang.cli.register_tables import one_statement

        one_statement(row)


@app.command("register history")
def history_command(uid: StatementId, as_json: Json = False) -> None:
    """一条陈述的经过 Show what happened to a statement: readings, judgements, follow-ups."""
    opened()
    from sanjiang.workbench.register.judge import find_statement
    from sanjiang.workbench.register.rows import history_of

    events = history_of(find_statement(uid))
    if as_json:
        print_json(events)
    else:
        from sanjiang.cli.register_tables import event_rows

        event_rows(events)


@app.command("register review")
def review_command(
    uid: Annotated[str | None, typer.Argument(help="陈述编号 its id; without it: what to look at next.")] = None,
    decision: Annotated[str | None, typer.Argument(help="accept reject amend undo 采纳、不采纳、改、撤销.")] = None,
    *,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="amend: 字段=JSON FIELD=JSON, e.g. stage=operating."),
    ] = None,
    note: Annotated[str, typer.Option(help="理由 why.")] = "",
    seen: Annotated[
        int | None, typer.Option(help="看到第几次判定为止 the number of judgements that were seen.")
    ] = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """复核 Judge a statement; each judgement is kept, and undo takes back the last. Without an id: what to look at."""
    opened()
    from sanjiang.workbench.register.judge import DECISIONS, judge
    from sanjiang.workbench.register.listing import shown, to_review

    if uid is None:
        rows = list(to_review())
        if as_json:
            print_json(rows)
        else:
            from sanjiang.cli.register_tables import statement_rows

            statement_rows(rows)
        return
    if decision not in DECISIONS:
        raise RegisterError(
            f"没有这种判定 no such judgement: {decision}", "register review", f"用其一 one of: {', '.join(DECISIONS)}"
        )
    fields = dict(_field(text) for text in set_ or [])
    judgement = judge(uid, decision, by=author(by), seen=seen, fields=fields, note=note)
    row = shown(judgement.statement)
    if as_json:
        print_json(row)
    else:
        typer.echo(f"已记下 kept: {judgement.ordinal} {decision} — {row['kind']} {row['id'][:12]}")


@app.command("register reread")
def reread_command(by: By = None, as_json: Json = False) -> None:
    """用现在的读法重读 Read all documents again; what people decided stays, and what changed is shown."""
    opened()
    from sanjiang.pipeline import load_library
    from sanjiang.workbench.register.models import Document
    from sanjiang.workbench.register.reread import reread

    library, who, rows = load_library(), author(by), []
    failures: list[SanjiangError] = []
    with progress(quiet=as_json) as show:
        for document in Document.objects.filter(imports=None).order_by("id"):
            show(f"重读 reading {document.name}")
            try:
                came = reread(document, library, who)
            except SanjiangError as error:
                failures.append(error)
                continue
            rows.append(
                {"name": document.name, "new": came.new, "changed": came.changed, "gone": came.gone, "same": came.same}
            )
    if as_json:
        print_json(rows)
    else:
        from sanjiang.cli.register_tables import reread_rows

        reread_rows(rows)
    report(failures)


def opened() -> None:
    """Open the register that the environment names."""
    from sanjiang.workbench.start import open_register

    open_register()


def author(by: str | None) -> str:
    """Return who is said to do it: the one named, or this system's user."""
    if by is not None and by.strip():
        from sanjiang.workbench.register.storable import storable

        return str(storable(by.strip()))[:150]
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError):
        raise RegisterError("不知道是谁 nobody is named", "--by", "写明由谁 say who, e.g. --by 张") from None


def clocks(as_of: str | None, known: str | None) -> Clocks:
    """Return the two clocks that options name; a day of `known` counts to its end."""
    from sanjiang.workbench.register.clocks import Clocks, end_of

    return Clocks(None if as_of is None else day(as_of, "--as-of"), None if known is None else end_of(known))


def _field(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise RegisterError(f"不是 字段=值 not FIELD=VALUE: {text}", "--set", '例如 for example stage="operating"')
    try:
        return name.strip(), json.loads(value)
    except (ValueError, RecursionError):
        return name.strip(), value

"""The brief, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Alone, AsOf, Assume, Json, MaybeFiles, RegionName, day, make_request
from sanjiang.cli.printing import print_json, progress, report
from sanjiang.cli.register import KnownAt, clocks, opened
from sanjiang.core.errors import SanjiangError

if TYPE_CHECKING:
    from sanjiang.brief.report import Language, Report
    from sanjiang.grammar.reader import Reading
    from sanjiang.pipeline import Request

Out = Annotated[
    list[Path] | None,
    typer.Option(help="写到文件,按后缀 write here, by ending: .html .docx .xlsx .md .json; may be repeated."),
]
Lang = Annotated[str, typer.Option(help="文件的语言 language of the files: zh, or en.")]


@app.command("brief")
def brief_command(
    documents: MaybeFiles = None,
    *,
    region: RegionName,
    as_of: AsOf = None,
    register: Annotated[
        bool, typer.Option("--register", help="用登记册里的陈述 take the register's statements, as people judged them.")
    ] = False,
    known: KnownAt = None,
    since: Annotated[
        str | None, typer.Option(help="与这一天的简报相比 tell what changed since the brief of this day.")
    ] = None,
    routes: Annotated[
        list[str] | None,
        typer.Option(help="附上游线或配送 add a tour or deliveries: FOLDER, or FOLDER:TRIP; may be repeated."),
    ] = None,
    out: Out = None,
    lang: Lang = "zh",
    alone: Alone = False,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """从文件到简报 From documents to a brief: ladder, gaps, partners, every statement with its quote."""
    from sanjiang.brief.changes import with_changes
    from sanjiang.brief.outline import lay_out
    from sanjiang.pipeline import brief

    language = _checked(out, lang)
    if not (documents or register) or (known and not register):
        raise SanjiangError(
            "没有给出文件 no documents" if not register else "--known 只用于登记册 --known is of the register",
            "sanjiang brief",
            "写明文件，或用 --register name documents, or take the register's",
        )

    def on(told: str | None) -> Request:
        asked = make_request(documents or [], region, told, alone, assume)
        return replace(asked, readings=_of_register(told, known)) if register else asked

    with progress(quiet=as_json) as show:
        content, failures = brief(on(as_of), show)
        value = content.to_json()
        if since is not None:
            day(since, "--since")
            earlier, _ = brief(on(since), show)
            value = with_changes(earlier.to_json(), value)
        if routes:
            value = _with_routes(value, routes)
    written, faults = _save(out, lambda: lay_out(value), value, language)
    if as_json:
        print_json(value)
    else:
        from sanjiang.brief.terminal import summary

        summary(value, written)
    report([*failures, *faults])


def _with_routes(value: Mapping[str, Any], folders: Iterable[str]) -> dict[str, Any]:
    """Return a brief with the routes of some folders: a tour where there are trips, else a day's deliveries."""
    from sanjiang.brief.with_routes import with_routes
    from sanjiang.routes import answer
    from sanjiang.routes.tables import holds

    answers: dict[str, Mapping[str, Any]] = {}
    for told in folders:
        folder, _, trip = (told, "", "") if Path(told).exists() else told.rpartition(":")
        path = Path(folder or told)
        if holds(path, "trips"):
            answers["tour"] = answer.tour(path, trip or None)
        else:
            answers["deliver"] = answer.deliver(path)
    return with_routes(value, answers)


def _of_register(as_of: str | None, known: str | None) -> tuple[Reading, ...]:
    """Return what the register holds, by two clocks."""
    opened()
    from sanjiang.library.regions import load_regions
    from sanjiang.workbench.register.clocks import readings_at

    return tuple(readings_at(clocks(as_of, known), load_regions()))


@app.command("brief compare")
def compare_command(
    before: Annotated[Path, typer.Argument(help="一份简报 a brief's .json, as --out or --json wrote it.")],
    after: Annotated[Path, typer.Argument(help="另一份 the other: another day, scenario or region.")],
    *,
    out: Out = None,
    lang: Lang = "zh",
    as_json: Json = False,
) -> None:
    """比较两份简报 What changed between two briefs, and why: two days, two scenarios, two regions."""
    from sanjiang.brief.changes import changes
    from sanjiang.brief.outline import lay_out_changes
    from sanjiang.brief.saved import read_brief

    language = _checked(out, lang)
    first, second = read_brief(before), read_brief(after)
    value = changes(first, second)
    written, faults = _save(out, lambda: lay_out_changes(first, second), value, language)
    if as_json:
        print_json(value)
    else:
        from sanjiang.brief.terminal import changes_summary

        changes_summary(value, written)
    report(faults)


def _checked(out: Iterable[Path] | None, lang: str) -> Language:
    """Return the language; an error, before anything is solved, where it or an ending is not known."""
    from sanjiang.brief.renderings import check_ending
    from sanjiang.brief.report import LANGUAGES

    for path in out or ():
        check_ending(path)
    language = next((x for x in LANGUAGES if x == lang), None)
    if language is None:
        raise SanjiangError(f"没有这种语言 no such language: {lang}", "--lang", "用 zh 或 en use zh or en")
    return language


def _save(
    out: Iterable[Path] | None, lay_out: Callable[[], Report], value: Mapping[str, Any], language: Language
) -> tuple[list[Path], list[SanjiangError]]:
    """Write every file asked for; return those written and the faults of the others."""
    written: list[Path] = []
    faults: list[SanjiangError] = []
    if not out:
        return written, faults
    from sanjiang.brief.renderings import save

    laid_out = lay_out()
    for path in dict.fromkeys(out):
        try:
            save(path, laid_out, value, language)
            written.append(path)
        except SanjiangError as error:
            faults.append(error)
    return written, faults

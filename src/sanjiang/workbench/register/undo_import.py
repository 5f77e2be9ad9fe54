"""An import is taken back as a whole, or put in force again; both are appended."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from sanjiang.core.errors import RegisterError
from sanjiang.workbench.register.current import in_force
from sanjiang.workbench.register.import_judgements import Undoing, judge_all
from sanjiang.workbench.register.models import Import, ImportDecision, Judgement, Statement
from sanjiang.workbench.register.turns import my_turn


def undo(which: str, by: str, *, back: bool = False) -> Import:
    """Take an import back as a whole, its statements and its judgements; or put it in force again.

    Parameters
    ----------
    which : str
        The import's number, or ``latest``: of those that are in force.
    by : str
    back : bool, optional
        Undo the undoing.

    Raises
    ------
    RegisterError
        If there is no such import, or it is so already.
    """
    with my_turn():
        source = _found(which)
        last = source.decisions.order_by("-ordinal").first()
        if (last is not None and last.undone) is not back:
            raise RegisterError(
                "这次导入没有撤销过 the import was not undone" if back else "已经撤销 undone already",
                f"import {source.id}",
                "register import --undo" if back else "register import --redo",
            )
        ordinal = last.ordinal + 1 if last else 1
        ImportDecision.objects.create(source=source, ordinal=ordinal, undone=not back, at=timezone.now(), by=by)
        source.statements.update(void=not back)
        judge_all(list(_undoings(source, back)), source, by)
    return source


def _found(which: str) -> Import:
    if which == "latest":
        found = next((each for each in Import.objects.order_by("-id") if not is_undone(each)), None)
    else:
        found = Import.objects.filter(id=int(which)).first() if which.isascii() and which.isdigit() else None
    if found is None:
        raise RegisterError(
            f"没有这次导入 no such import: {which}", "--undo", "写它的编号，或 latest its number, or latest"
        )
    return found


def is_undone(source: Import) -> bool:
    """Tell whether an import was taken back."""
    last = source.decisions.order_by("-ordinal").first()
    return last is not None and last.undone


def _undoings(source: Import, back: bool) -> Iterator[Undoing]:
    """Yield the judgements to be taken back: the import's, or the last undoing of each."""
    statements = Statement.objects.filter(judgements__source=source).distinct()
    for statement in statements:
        judgements = list(statement.judgements.order_by("ordinal"))
        standing = {judgement.id for judgement in in_force(judgements)}
        own = [j for j in judgements if j.source_id == source.id]
        for judgement in own:
            if judgement.decision == "undo":
                continue
            if not back and judgement.id in standing:
                yield Undoing(statement, judgement)
            if back and judgement.id not in standing:
                last = [j for j in own if j.decision == "undo" and _root(j) == judgement.id]
                if last:
                    yield Undoing(statement, last[-1])


def _root(judgement: Judgement) -> int | None:
    """Return the judgement, itself no undoing, that a chain of undoings is about."""
    found: Judgement | None = judgement
    while found and found.decision == "undo":
        found = found.undoes
    return found.id if found else None

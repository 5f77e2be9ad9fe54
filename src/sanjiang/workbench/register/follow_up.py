"""Who sees to a task or an agreement, by when, and how far it is: each word is kept, the last one counts."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.judge import find_statement
from sanjiang.workbench.register.models import FollowUp, Statement
from sanjiang.workbench.register.storable import storable

KINDS = ("task", "agreement")
"""The kinds of statement that somebody can follow up."""


def follow_up(
    uid: str,
    owner: str,
    *,
    by: str,
    due: date | None = None,
    progress: float | None = None,
    note: str = "",
    seen: int | None = None,
) -> FollowUp:
    """Keep who sees to a task or an agreement from now on; what is not said now is unknown from now on.

    Parameters
    ----------
    uid : str
        The statement's id, or the beginning of it that no other has.
    owner : str
    by : str
        Who says so.
    due : date, optional
    progress : float, optional
        From 0, nothing done, to 1, done.
    note : str, optional
    seen : int, optional
        The number of words on it that the person saw; without it, whatever there is counts as seen.

    Raises
    ------
    RegisterError
        If there is no such statement, it is of another kind, nobody is named, or progress is not between 0 and 1.
    ConflictError
        If somebody said something since; nothing is written then.
    """
    statement = find_statement(uid)
    _check(statement, owner, progress)
    there = statement.follow_ups.count()
    seen = there if seen is None else seen
    if seen != there:
        raise _conflict(statement)
    try:
        with transaction.atomic():
            return FollowUp.objects.create(
                statement=statement,
                ordinal=seen + 1,
                owner=storable(owner.strip()),
                due=due,
                progress=progress,
                note=storable(note),
                at=timezone.now(),
                by=by,
            )
    except IntegrityError:
        raise _conflict(statement) from None


def followed(clocks: Clocks) -> dict[str, dict[str, object]]:
    """Return the last word on each statement that was known, by the statement's id."""
    words = FollowUp.objects.order_by("ordinal").select_related("statement")
    if clocks.known:
        words = words.filter(at__lte=clocks.known)
    return {word.statement.uid: told(word) for word in words}


def last_words(owner: str | None = None, due: date | None = None) -> QuerySet[FollowUp]:
    """Return the last word on each statement whose task is not done, of an owner, due by a day."""
    later = FollowUp.objects.filter(statement=OuterRef("statement"), ordinal__gt=OuterRef("ordinal"))
    words = FollowUp.objects.filter(~Exists(later), statement__void=False).exclude(progress=1)
    if owner is not None:
        words = words.filter(owner=owner)
    if due is not None:
        words = words.filter(due__lte=due)
    return words.select_related("statement").order_by("id")


def told(word: FollowUp) -> dict[str, object]:
    """Return a word on a statement as a plain value."""
    return {
        "statement": word.statement.uid,
        "number": word.ordinal,
        "owner": word.owner,
        "due": word.due.isoformat() if word.due else None,
        "progress": word.progress,
        "note": word.note,
        "at": word.at.isoformat(),
        "by": word.by,
    }


def _check(statement: Statement, owner: str, progress: float | None) -> None:
    if statement.kind not in KINDS:
        what, mend = f"不能跟进 cannot be followed up: {statement.kind}", f"只有 only {', '.join(KINDS)}"
    elif not owner.strip():
        what, mend = "没有写由谁跟进 nobody is to see to it", "写 owner name an owner"
    elif progress is not None and not 0 <= progress <= 1:
        what, mend = f"进度不在 0 和 1 之间 progress is not between 0 and 1: {progress}", "例如 for example 0.5"
    else:
        return
    raise RegisterError(what, statement.uid[:12], mend)


def _conflict(statement: Statement) -> ConflictError:
    last = statement.follow_ups.order_by("-ordinal").first()
    who, at = (last.by, last.at) if last else (None, None)
    said = f"{who} {timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "—"
    return ConflictError(
        f"别人先跟进了 somebody followed it up since ({said})",
        statement.uid[:12],
        "看过之后再写，什么都没有写入 look at it again; nothing was written",
        who=who,
        at=at.isoformat() if at else None,
    )

"""Who sees to a task or an agreement, by when and how far it is: one word after another, the last counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.workbench.register.judge import find_statement
from sanjiang.workbench.register.models import FollowUp, Statement
from sanjiang.workbench.register.rows import Row
from sanjiang.workbench.register.storable import storable


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of following a statement up.

    Parameters
    ----------
    owner : str
        Who sees to it.
    due : date, optional
    progress : float, optional
        From 0 to 1, which is done.
    note : str, optional
    """

    owner: str
    due: date | None = None
    progress: float | None = None
    note: str = ""


def follow_up(uid: str, word: Word, *, by: str, seen: int | None = None) -> FollowUp:
    """Keep a word on following a statement up.

    Parameters
    ----------
    uid : str
        As for `judge`.
    word : Word
    by : str
        Who says so.
    seen : int, optional
        The number of words that the person saw; without it, whatever there is counts as seen.

    Raises
    ------
    RegisterError
        If there is no such statement, nobody is named or the progress is none.
    ConflictError
        If somebody said something since; nothing is written then.
    """
    statement = find_statement(uid)
    if not word.owner.strip() or not (word.progress is None or 0 <= word.progress <= 1):
        raise RegisterError(
            "跟进要有负责人，进度在 0 和 1 之间 a follow-up has an owner, and a progress from 0 to 1",
            statement.uid[:12],
            "写明由谁负责 say who sees to it",
        )
    last = statement.follow_ups.order_by("-ordinal").first()
    there = last.ordinal if last else 0
    if seen is not None and seen != there:
        raise _conflict(statement)
    try:
        with transaction.atomic():
            return FollowUp.objects.create(
                statement=statement,
                ordinal=there + 1,
                owner=storable(word.owner.strip()),
                due=word.due,
                progress=word.progress,
                note=storable(word.note),
                at=timezone.now(),
                by=by,
            )
    except IntegrityError:
        raise _conflict(statement) from None


def last_words(owner: str | None = None, due: date | None = None) -> QuerySet[FollowUp]:
    """Return the last word on each statement whose task is not done, of an owner, due by a day."""
    later = FollowUp.objects.filter(statement=OuterRef("statement"), ordinal__gt=OuterRef("ordinal"))
    words = FollowUp.objects.filter(~Exists(later), statement__void=False).exclude(progress=1)
    if owner is not None:
        words = words.filter(owner=owner)
    if due is not None:
        words = words.filter(due__lte=due)
    return words.select_related("statement").order_by("id")


def word_row(word: FollowUp) -> Row:
    """Return a word as a row."""
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

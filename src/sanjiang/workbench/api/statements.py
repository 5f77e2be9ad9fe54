"""Statements: listed, shown, judged, followed up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from sanjiang.workbench.api.answers import as_json, as_page
from sanjiang.workbench.api.callers import caller, role
from sanjiang.workbench.api.faults import RefusalError
from sanjiang.workbench.api.shapes import (
    CONFLICTS,
    FAULTS,
    MISSING,
    EventPage,
    Following,
    FollowUpPage,
    FollowUpRow,
    Judging,
    Listing,
    StatementPage,
    StatementRow,
    Tasks,
    Turn,
    Uid,
    described_only,
)
from sanjiang.workbench.register.clocks import Clocks, end_of
from sanjiang.workbench.register.follow_up import follow_up, last_words
from sanjiang.workbench.register.follow_up import told as word_row
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.listing import Wanted, shown, to_review
from sanjiang.workbench.register.models import Statement
from sanjiang.workbench.register.pages import cut, page
from sanjiang.workbench.register.rows import history_of

router = Router(tags=["statements"])


@router.get("/statements", auth=role("viewer"), response={200: StatementPage, **FAULTS})
def list_statements(request: HttpRequest, asked: Query[Listing]) -> Any:
    """List the statements that count, in the order in which they came.

    With `as_of` or `known` a page looks at a bounded number of statements: it may be short, and `next` goes on.
    """
    described_only(request, Listing)
    clocks = Clocks(asked.as_of, end_of(asked.known) if asked.known else None)
    wanted = Wanted(asked.kind, asked.region, asked.decision, asked.sector, asked.stage, asked.q, asked.document)
    found = page(wanted, clocks, asked.after, asked.limit)
    return as_page(found.rows, found.next)


@router.get("/reviews", auth=role("viewer"), response={200: StatementPage, **FAULTS})
def list_reviews(request: HttpRequest, asked: Query[Turn]) -> Any:
    """List what people should look at next: what reads otherwise since it was judged, then the least sure.

    It is one page: what is judged leaves it.
    """
    described_only(request, Turn)
    return as_page(list(to_review(asked.limit)), None)


@router.get("/statements/{uid}", auth=role("viewer"), response={200: StatementRow, **FAULTS, **MISSING})
def show_statement(request: HttpRequest, uid: Uid) -> Any:
    """Show a statement as it counts now."""
    return as_json(shown(_statement(uid)))


@router.get("/statements/{uid}/history", auth=role("viewer"), response={200: EventPage, **FAULTS, **MISSING})
def show_history(request: HttpRequest, uid: Uid, asked: Query[Turn]) -> Any:
    """Tell what happened to a statement, the earliest first."""
    described_only(request, Turn)
    events = history_of(_statement(uid))
    end = asked.after + asked.limit
    return as_page(events[asked.after : end], end if end < len(events) else None)


@router.post("/statements/{uid}/judgements", auth=role("reviewer"), response={200: StatementRow, **FAULTS, **CONFLICTS})
def judge_statement(request: HttpRequest, uid: Uid, told: Judging) -> Any:
    """Accept, reject or amend a statement, or undo the last of these; 409 if somebody judged it since `seen`."""
    kept = judge(
        _statement(uid).uid,
        told.decision,
        by=caller(request).username,
        seen=told.seen,
        fields=told.fields,
        note=told.note,
    )
    return as_json(shown(kept.statement))


@router.get("/statements/{uid}/follow-ups", auth=role("viewer"), response={200: FollowUpPage, **FAULTS, **MISSING})
def list_words(request: HttpRequest, uid: Uid, asked: Query[Turn]) -> Any:
    """Tell who sees to a statement, the earliest word first."""
    described_only(request, Turn)
    words, following = cut(_statement(uid).follow_ups.select_related("statement"), asked.after, asked.limit)
    return as_page([word_row(word) for word in words], following)


@router.post("/statements/{uid}/follow-ups", auth=role("reviewer"), response={200: FollowUpRow, **FAULTS, **CONFLICTS})
def add_word(request: HttpRequest, uid: Uid, told: Following) -> Any:
    """Say who sees to a statement, by when and how far it is; 409 if somebody did since `seen`."""
    word = follow_up(
        _statement(uid).uid,
        told.owner,
        by=caller(request).username,
        due=told.due,
        progress=told.progress,
        note=told.note,
        seen=told.seen,
    )
    return as_json(word_row(word))


@router.get("/follow-ups", auth=role("viewer"), response={200: FollowUpPage, **FAULTS})
def list_follow_ups(request: HttpRequest, asked: Query[Tasks]) -> Any:
    """List the last word on each statement whose task is not done."""
    described_only(request, Tasks)
    words, following = cut(last_words(asked.owner, asked.due), asked.after, asked.limit)
    return as_page([word_row(word) for word in words], following)


def _statement(uid: str) -> Statement:
    try:
        return Statement.objects.get(uid=uid)
    except Statement.DoesNotExist:
        raise RefusalError(
            404, f"没有这条陈述 no such statement: {uid[:12]}", "uid", "见 see: GET /api/statements"
        ) from None

"""What calls bring and answers hold. What is not described is refused, so that nothing can be slipped in."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from sanjiang.core.statement import Kind, Stage
from sanjiang.workbench.api.faults import Conflict, Fault, RefusalError

LAST_ID = 2**63 - 1
LONGEST_PAGE = 200
SHA256 = r"^[0-9a-f]{64}$"
"""Both of documents and of statements."""
Word = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
Note = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]
Uid = Annotated[str, StringConstraints(pattern=SHA256)]
UserName = Annotated[str, StringConstraints(min_length=1, max_length=150, pattern=r"^[^\x00-\x20\x7f'\"/\\:;*?<>|]+$")]
Password = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Seen = Annotated[int, Field(ge=0, le=10**6)]


def _written_out(day: object) -> object:
    """Refuse what is no day written as 2021-04-30: a number would be taken for seconds since 1970."""
    if isinstance(day, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day, re.ASCII):
        raise ValueError("write a day as 2021-04-30")
    return day


Day = Annotated[date, BeforeValidator(_written_out), Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
FAULTS: dict[int, Any] = {400: Fault, 401: Fault, 403: Fault, 413: Fault, 422: Fault, 503: Fault}
MISSING = {404: Fault}
CONFLICTS = {404: Fault, 409: Conflict}


class Strict(Schema):
    """A shape that holds what is described and nothing else."""

    model_config = ConfigDict(extra="forbid")


def _without_null(description: dict[str, Any]) -> None:
    """Describe parameters that may be left out as what they are where they are there: a query holds no null."""
    for each in description["properties"].values():
        said = [choice for choice in each.pop("anyOf", []) if choice != {"type": "null"}]
        each.update(*said)


class Turn(Strict):
    """Which part of a list."""

    model_config = ConfigDict(json_schema_extra=_without_null)

    after: int = Field(0, ge=0, le=LAST_ID, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=LONGEST_PAGE)


class Listing(Turn):
    """Which statements, by which clocks."""

    kind: Kind | None = None
    region: Word | None = Field(None, description="name or code; those within it too")
    decision: Literal["accept", "amend", "reject", "open"] | None = None
    sector: Literal["industry", "farming", "tourism"] | None = None
    stage: Stage | None = None
    q: Word | None = Field(None, description="what its name, organisation or product holds, in any case")
    document: Uid | None = Field(None, description="sha256 of a document")
    as_of: Day | None = Field(None, description="what was told later is left out")
    known: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$")] | None = Field(
        None, description="what came or was judged later is left out: 2021-04-30 or 2021-04-30T12:00"
    )


class Documents(Turn):
    """Which documents."""

    q: Word | None = Field(None, description="what its name or title holds")


class Tasks(Turn):
    """Which follow-ups."""

    owner: Word | None = None
    due: Day | None = Field(None, description="due by this day")


class Name(Strict):
    """What an uploaded document is called."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r'^[^\x00-\x1f\x7f/\\:*?"<>|]+$')]


class Judging(Strict):
    """A judgement. `seen` is `judged` of the row that was looked at."""

    decision: Literal["accept", "reject", "amend", "undo"]
    seen: Seen
    fields: dict[str, Any] = Field(default={}, description="of an amendment: fields to set, null for what is unsaid")
    note: Note = ""


class Following(Strict):
    """A word on following up. `seen` is the number of the last word that was looked at, 0 where there was none."""

    owner: Word
    seen: Seen
    due: Day | None = None
    progress: float | None = Field(None, ge=0, le=1)
    note: Note = ""


class Login(Strict):
    """Name and password."""

    name: UserName
    password: Password


class UserSet(Strict):
    """A user's role, and another password."""

    role: Literal["none", "viewer", "reviewer", "editor", "administrator"]
    password: Password | None = None


class TokenWish(Strict):
    """A token for a user, for so many days."""

    user: UserName
    days: int = Field(90, ge=1, le=3650)
    label: Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class StatementRow(Schema):
    """A statement: the contract's fields that it has, and what became of it."""

    model_config = ConfigDict(extra="allow")

    id: str
    document: str
    kind: Kind
    evidence: list[dict[str, Any]]
    confidence: float
    decision: Literal["accept", "amend", "reject"] | None
    changed: bool
    judged: int
    told: date | None
    sector: str


class DocumentRow(Schema):
    """A document; `copy_of` and `supersedes` are others by their sha256."""

    sha256: str
    name: str
    title: str | None
    source: str | None
    published: date | None
    home: str | None
    came: str
    copy_of: str | None
    supersedes: str | None
    notes: list[str]


class Added(Schema):
    """What came of a document; one that was there already is known."""

    sha256: str
    known: bool
    statements: int
    copy_of: str | None
    supersedes: str | None


class Event(Schema):
    """Something that happened to a statement."""

    model_config = ConfigDict(extra="allow")

    event: str
    at: str
    by: str


class FollowUpRow(Schema):
    """A word on following a statement up."""

    statement: str
    number: int
    owner: str
    due: date | None
    progress: float | None
    note: str
    at: str
    by: str


class UserRow(Schema):
    """A user and their role."""

    name: str
    role: str | None


class TokenRow(Schema):
    """A token, without itself."""

    id: int
    user: str
    label: str
    created: str
    expires: str
    revoked: str | None


class NewToken(TokenRow):
    """A token, which is shown this once."""

    token: str


class Csrf(Schema):
    """What calls of a session that change something bring as ``X-CSRFToken``."""

    csrf: str


class Me(UserRow, Csrf):
    """Who is logged in."""


class StatementPage(Schema):
    """Statements, and what the next page begins after."""

    rows: list[StatementRow]
    next: int | None


class DocumentPage(Schema):
    """Documents, and what the next page begins after."""

    rows: list[DocumentRow]
    next: int | None


class FollowUpPage(Schema):
    """Follow-ups, and what the next page begins after."""

    rows: list[FollowUpRow]
    next: int | None


class EventPage(Schema):
    """What happened, and what the next page begins after."""

    rows: list[Event]
    next: int | None


class UserPage(Schema):
    """Users, and what the next page begins after."""

    rows: list[UserRow]
    next: int | None


class TokenPage(Schema):
    """Tokens, and what the next page begins after."""

    rows: list[TokenRow]
    next: int | None


def described_only(request: HttpRequest, shape: type[Schema]) -> None:
    """Refuse a query that names what a shape does not hold, or names something twice."""
    for name, values in request.GET.lists():
        if name not in shape.model_fields or len(values) > 1:
            raise RefusalError(
                422,
                f"没有这个参数，或写了两次 no such parameter, or twice: {name[:40]}",
                "query",
                f"用其中的 of these: {', '.join(shape.model_fields)}",
            )

"""Users and tokens, for administrators."""

from __future__ import annotations

from typing import Annotated, Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from ninja import Path, Query, Router

from sanjiang.core.errors import RegisterError
from sanjiang.workbench.api.answers import as_json, as_page
from sanjiang.workbench.api.callers import caller, role
from sanjiang.workbench.api.faults import RefusalError
from sanjiang.workbench.api.shapes import (
    FAULTS,
    LAST_ID,
    MISSING,
    NewToken,
    TokenPage,
    TokenRow,
    TokenWish,
    Turn,
    UserName,
    UserPage,
    UserRow,
    UserSet,
    described_only,
)
from sanjiang.workbench.register.models import Token
from sanjiang.workbench.register.pages import cut
from sanjiang.workbench.register.people import find_user, make_token, revoke_token, role_of, set_user
from sanjiang.workbench.register.rows import Row

router = Router(tags=["people"])


@router.get("/users", auth=role("administrator"), response={200: UserPage, **FAULTS})
def list_users(request: HttpRequest, asked: Query[Turn]) -> Any:
    """List users with their roles."""
    described_only(request, Turn)
    users, following = cut(User.objects.prefetch_related("groups"), asked.after, asked.limit)
    return as_page([_user_row(user) for user in users], following)


@router.put("/users/{name}", auth=role("administrator"), response={200: UserRow, **FAULTS})
def put_user(request: HttpRequest, name: UserName, told: UserSet) -> Any:
    """Make a user, or give one another role or password. Nobody is taken away: role `none` may do nothing."""
    return as_json(_user_row(set_user(name, told.role, told.password, caller(request).username)))


@router.get("/tokens", auth=role("administrator"), response={200: TokenPage, **FAULTS})
def list_tokens(request: HttpRequest, asked: Query[Turn]) -> Any:
    """List tokens, without themselves."""
    described_only(request, Turn)
    tokens, following = cut(Token.objects.select_related("user"), asked.after, asked.limit)
    return as_page([_token_row(token) for token in tokens], following)


@router.post("/tokens", auth=role("administrator"), response={200: NewToken, **FAULTS, **MISSING})
def add_token(request: HttpRequest, told: TokenWish) -> Any:
    """Make a token for a user; it is shown this once."""
    try:
        user = find_user(told.user)
    except RegisterError as error:
        raise RefusalError(404, error.what, "user", error.mend) from None
    token, text = make_token(user, told.days, told.label, caller(request).username)
    return as_json({**_token_row(token), "token": text})


@router.delete("/tokens/{number}", auth=role("administrator"), response={200: TokenRow, **FAULTS, **MISSING})
def end_token(request: HttpRequest, number: Annotated[int, Path(ge=1, le=LAST_ID)]) -> Any:
    """Revoke a token; one that was revoked stays so."""
    token = Token.objects.select_related("user").filter(id=number).first()
    if token is None:
        raise RefusalError(404, f"没有这个令牌 no such token: {number}", "number", "见 see: GET /api/tokens")
    return as_json(_token_row(revoke_token(token.user, number, caller(request).username)))


def _user_row(user: User) -> Row:
    return {"name": user.username, "role": role_of(user)}


def _token_row(token: Token) -> Row:
    return {
        "id": token.id,
        "user": token.user.username,
        "label": token.label,
        "created": token.created.isoformat(),
        "expires": token.expires.isoformat(),
        "revoked": token.revoked.isoformat() if token.revoked else None,
    }
